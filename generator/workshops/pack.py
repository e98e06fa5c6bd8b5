"""The pack of a workshop: its sheets as PDFs, the slides, and all of them in one file to hand on."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.model.handbook import Handbook
from generator.rendering.cache import Cache
from generator.rendering.output import Output
from generator.rendering.paper import PAPER_NAMES
from generator.workshops.content import NO_DATE, Content
from generator.workshops.plan import plan_session
from generator.workshops.session import Session
from generator.workshops.sheets.checklist import Copies, checklist
from generator.workshops.sheets.press import Imprint, printed_pdf
from generator.workshops.sheets.registry import SHEETS, Sheet
from generator.workshops.slides.deck import slides_pptx
from generator.workshops.words import Words

CHECKLIST, SLIDES = "checklist", "slides"
"""What tells of all others and comes first, and what is shown and not printed."""
_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of a pack: `path` on the site, `file` where the pack lies in a folder of its own, in the order of use.

    `copies` is 0 for what is not printed.
    """

    name: str
    title: str
    path: str
    file: str
    copies: int
    paper: str
    then: str


def sheets_of(handbook: Handbook, session: Session) -> list[Listed]:
    """What the pack of a session consists of, in the order of use. Nothing is typeset for it."""
    return list(_listed(Content(handbook, session, Words(handbook))))


def render_pack(
    handbook: Handbook, session: Session, cache: Cache, words: Words | None = None, only: Sequence[str] = ()
) -> list[Output]:
    """The files of one session as ``workshops/<id>/<name>``, in the order of use.

    `only` are the names of those that are wanted; left out, all. `words` are the handbook's words in print,
    where several packs share them.
    """
    content = Content(handbook, session, words or Words(handbook))
    listed = {one.name: one for one in _listed(content)}
    wanted = set(only or listed)
    # The checklist tells how many pages the others have: with it, all are made.
    needed = set(listed) if CHECKLIST in wanted else wanted
    made = {sheet.name: _pdf(content, sheet, cache) for sheet in SHEETS if sheet.name in needed & listed.keys()}
    if CHECKLIST in wanted:
        copies = [_copies(one, made.get(one.name)) for one in listed.values() if one.name != CHECKLIST]
        first = Sheet(CHECKLIST, "Checklist", "sheets", lambda content: checklist(content, copies))
        made[CHECKLIST] = _pdf(content, first, cache)
    if SLIDES in wanted:
        made[SLIDES] = slides_pptx(handbook, session, cache)
    return [Output(listed[name].path, made[name], session.workshop.file) for name in listed if name in wanted]


def pack_zip(handbook: Handbook, session: Session, outputs: Sequence[Output]) -> bytes:
    """The files of a pack in one, numbered in the order of use. Same files, same bytes.

    Stored, not packed: PDFs are packed already, and a second time costs much and saves little.
    """
    out = io.BytesIO()
    files = {one.path: one.file for one in sheets_of(handbook, session)}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for output in outputs:
            entry = zipfile.ZipInfo(files[output.path], _MOMENT)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, output.content)
    return out.getvalue()


def render_packs(handbook: Handbook, playbooks: Path | None = None) -> list[Output]:
    """The packs of all workshops for as many people as each is planned for: the files, and ``workshops/<id>.zip``."""
    cache, words = Cache.beside(playbooks), Words(handbook)
    outputs = []
    for workshop in handbook.workshops:
        session = plan_session(handbook, workshop)
        pack = render_pack(handbook, session, cache, words)
        outputs += [*pack, Output(f"workshops/{workshop.id}.zip", pack_zip(handbook, session, pack), workshop.file)]
    return outputs


def _listed(content: Content) -> Iterator[Listed]:
    """The checklist, the sheets that this session has a use for, and the slides."""
    folder = f"workshops/{content.session.workshop.id}"
    paper = PAPER_NAMES[content.handbook.practice.paper]
    yield Listed(CHECKLIST, "Checklist", f"{folder}/{CHECKLIST}.pdf", f"01-{CHECKLIST}.pdf", 1, paper, "Begin with it")
    sheets = [sheet for sheet in SHEETS if sheet.needed(content)]
    for number, sheet in enumerate(sheets, 2):
        yield Listed(
            sheet.name,
            sheet.title,
            f"{folder}/{sheet.name}.pdf",
            f"{number:02}-{sheet.name}.pdf",
            sheet.copies(content),
            PAPER_NAMES[sheet.paper] if sheet.paper else paper,
            sheet.then,
        )
    last = f"{len(sheets) + 2:02}-{SLIDES}.pptx"
    yield Listed(SLIDES, "Slides", f"{folder}/{SLIDES}.pptx", last, 0, "", "On a screen, with notes for the coach")


def _pdf(content: Content, sheet: Sheet, cache: Cache) -> bytes:
    practice = content.handbook.practice
    imprint = Imprint(
        content.words(practice.name),
        content.title if sheet.own else "",
        practice.language,
        content.changed if sheet.own else _newest(content.handbook),
    )
    paper = sheet.paper or practice.paper
    return printed_pdf(sheet.template, sheet.title, sheet.data(content), paper, imprint, cache)


def _newest(handbook: Handbook) -> date:
    return max((change.on for one in handbook.playbooks for change in one.changes), default=NO_DATE)


def _copies(one: Listed, pdf: bytes | None) -> Copies:
    return Copies(one.file, one.title, one.copies, _pages(pdf) if pdf else 0, one.paper, one.then)


_PAGE = re.compile(rb"/Type/Page\b(?!s)")


def _pages(pdf: bytes) -> int:
    """How many pages a PDF of ours has: Typst writes each as an object that can be read in the file."""
    return len(_PAGE.findall(pdf))
