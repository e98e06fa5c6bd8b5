"""Names between braces: each is a setting of the practice, and none hides another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model.handbook import Handbook
from generator.model.settings import mistyped_in, names_in
from generator.near import hint, nearest
from generator.problems import Path, Problem, Where
from generator.rules.synonyms import SYNONYMS_FILE
from generator.rules.walk import HANDBOOK_FILE, PAIRS_FILE, Part, texts_in
from generator.rules.workshops import RUBRIC_FILE

_SURELY_MEANT = 0.8
"""So like a setting is a name that was meant for it. Braces around anything else are braces."""


def check_settings(part: Part) -> Iterator[Problem]:
    """Names between braces are settings of the practice."""
    handbook = part.handbook
    settings = handbook.settings()
    for playbook in part.playbooks:
        shown = handbook.shown[playbook.id]
        if "{" in shown and (mistyped_in(shown) or not settings.keys() >= set(names_in(shown))):
            yield from _settings_in(settings, playbook.file, handbook.texts[playbook.id])
    if part.shared:
        yield from _hidden(handbook)
        yield from _shared_settings(settings, handbook)


def _hidden(handbook: Handbook) -> Iterator[Problem]:
    for name in sorted(handbook.practice.names.keys() & handbook.practice.settings().keys()):
        yield Problem(
            "duplicate-id",
            Where(HANDBOOK_FILE, ("practice", "names", name), on_key=True),
            f"`{name}` is a setting already, with a value of its own under `practice`",
            "give this one another name, and write that between braces where it is meant",
        )


def _shared_settings(settings: dict[str, str], handbook: Handbook) -> Iterator[Problem]:
    for id_, pair in handbook.pairs.items():
        yield from _settings_in(settings, PAIRS_FILE, texts_in(pair, ("pairs", id_)))
    for id_, gesture in handbook.gestures.items():
        yield from _settings_in(settings, HANDBOOK_FILE, texts_in(gesture, ("gestures", id_)))
    for number, entry in enumerate(handbook.banned):
        yield from _settings_in(settings, PAIRS_FILE, texts_in(entry, ("banned", number)))
    for number, group in enumerate(handbook.reserved):
        yield from _settings_in(settings, PAIRS_FILE, texts_in(group, ("reserved", number)))
    for number, stage in enumerate(handbook.journey):
        yield from _settings_in(settings, HANDBOOK_FILE, texts_in(stage, ("journey", number)))
    yield from _settings_in(settings, SYNONYMS_FILE, texts_in(handbook.synonyms, ()))
    for workshop in handbook.workshops:
        yield from _settings_in(settings, workshop.file, texts_in(workshop))
    if handbook.rubric is not None:
        yield from _settings_in(settings, RUBRIC_FILE, texts_in(handbook.rubric))


def _settings_in(settings: dict[str, str], file: str, texts: Iterable[tuple[Path, str]]) -> Iterator[Problem]:
    for path, text in texts:
        if "{" not in text:
            continue
        for written, meant in _meant(settings, text):
            yield Problem(
                "unknown-setting",
                Where(file, path, written),
                f"`{written}` is printed as it stands, with its braces",
                f"did you mean `{{{meant}}}`? Names are written in small letters, with no space around them",
            )
        for name in names_in(text):
            if name not in settings:
                yield Problem(
                    "unknown-setting",
                    Where(file, path, "{" + name + "}"),
                    f"there is no setting `{name}`",
                    hint(
                        name,
                        settings,
                        "Or add it under practice.names in handbook.yml. "
                        f"For a brace that is only a brace, write {{{{{name}}}}}",
                    ),
                    once=f"setting {name}",
                )


def _meant(settings: dict[str, str], text: str) -> Iterator[tuple[str, str]]:
    """What looks nearly like a setting between braces, and the setting that it was meant for."""
    for written, name in mistyped_in(text):
        if meant := nearest(name, settings, _SURELY_MEANT):
            yield written, meant
