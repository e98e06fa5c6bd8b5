"""What must hold before a pack is printed: every character of it can be."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.model.handbook import Handbook
from generator.model.walk import texts_in
from generator.problems import Path, Problem
from generator.rendering.glyphs import check_glyphs, without_glyph
from generator.workshops.plan import plan_session
from generator.workshops.session import Session

RUBRIC, WORDING = "rubric.yml", "wording.yml"
PARTS = frozenset({"title", "definition", "triggers", "red_flags", "first_line", "steps", "stay", "promise", "wording"})
"""What a pack shows of a page, beside the scenes and questions that are used."""

_Printed = tuple[str, Path, str]


def check_packs(handbook: Handbook, faulty: frozenset[str]) -> Iterator[Problem]:
    """Every text that stands in the pack of a workshop. `faulty` are files with errors: they are not printed yet.

    A place that another product prints as well is reported in the same words, so that it is told once.
    """
    printed = list(dict.fromkeys(_printed(handbook, faulty)))
    # As nearly always there is nothing to find: one look at all of it.
    if not without_glyph(unicodedata.normalize("NFC", "".join(text for _, _, text in printed))):
        return
    for file, path, text in printed:
        yield from check_glyphs(file, path, unicodedata.normalize("NFC", text))


def _printed(handbook: Handbook, faulty: frozenset[str]) -> Iterator[_Printed]:
    sound = [one for one in handbook.workshops if one.file not in faulty]
    if sound and handbook.rubric is not None and RUBRIC not in faulty:
        yield from ((RUBRIC, path, text) for path, text in texts_in(handbook.rubric))
    for workshop in sound:
        yield from ((workshop.file, path, text) for path, text in texts_in(workshop) if path != ("file",))
        for one in _used(handbook, plan_session(handbook, workshop)):
            if one[0] not in faulty:
                yield one


def _used(handbook: Handbook, session: Session) -> Iterator[_Printed]:
    """What a session shows of the playbooks and of the phrasebook."""
    scenes, asked = {one.ref for one in session.scenes}, {one.ref for one in session.asked}
    pairs = dict.fromkeys(id_ for slot in session.slots for id_, _ in slot.pairs)
    for id_ in pairs:
        yield from ((WORDING, path, text) for path, text in texts_in(handbook.pairs[id_], ("pairs", id_)))
    for playbook in session.playbooks:
        used = {("scenarios", n) for n, one in enumerate(playbook.scenarios) if f"{playbook.id}/{one.id}" in scenes}
        used |= {("quiz", n) for n, one in enumerate(playbook.quiz) if f"{playbook.id}/{one.id}" in asked}
        for path, text in handbook.texts[playbook.id]:
            if path[0] in PARTS or path[:2] in used:
                yield playbook.file, path, text
