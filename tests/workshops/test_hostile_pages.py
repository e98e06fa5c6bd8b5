"""Whatever a coach writes comes out on the pages for coaches as exactly that text, and none of it is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from generator.model.handbook import Handbook
from generator.rendering.output import Output
from generator.workshops.pages import render_workshop_pages
from tests.rendering import test_hostile_text as hostile

ELSEWHERE = (
    (r"session\.days\.|course\.segments\.", "a workshop has either the one or the other"),
    (r"rubric\.(feedback|ground_rules)", "the observer's sheet and the guide of the pack have these"),
)
"""Fields of workshops and rubric that stand on none of these pages, and why."""


def _same_words(expected: str, found: str, written: str) -> bool:
    """As there, but for the width of spaces: some headings are Markdown here and stand on one line, and some HTML."""
    one_line = hostile._one_line
    return hostile.TOKEN.sub(lambda _: one_line(written), one_line(expected)) == one_line(found)


def _pages(handbook: Handbook) -> list[Output]:
    return render_workshop_pages(handbook, frozenset(), ())


@pytest.fixture(autouse=True, scope="module")
def pages_for_coaches() -> Iterator[None]:
    """The pages of workshops in the place of those of the handbook, and questions in the order they were written in:
    the order that gives nothing away depends on the texts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hostile, "render_pages", _pages)
        patch.setattr(hostile, "_same", _same_words)
        patch.setattr(hostile, "_harmless", hostile.cache(hostile._harmless.__wrapped__))
        patch.setattr("generator.workshops.asking._digest", lambda *_: "")
        yield


@pytest.mark.parametrize("text", hostile.HOSTILE[:-1], ids=lambda text: re.sub(r"\W+", " ", text[:24]).strip())
def test_hostile_text_is_only_text(text: str) -> None:
    hostile._check_everywhere(hostile.AS_TEXT.validate_python(text.replace("@", "(at)")))


def test_every_text_of_a_workshop_reaches_a_page() -> None:
    shown = "".join(
        what + "".join(value for _, value in attrs)
        for _, page in hostile._harmless().values()
        for _, what, attrs in page
    )
    places = {
        place: number
        for place, number in hostile._places().items()
        if place.startswith(("session", "course", "rubric"))
    }
    lost = [place for place, number in places.items() if f"zq{number}qz" not in shown]
    assert len(places) > 50
    assert [place for place in lost if not any(re.match(pattern, place) for pattern, _ in ELSEWHERE)] == []
