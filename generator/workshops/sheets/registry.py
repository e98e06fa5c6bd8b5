"""The sheets of a pack, in the order in which a coach uses them: what each is called, who gets it, how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generator.rendering.paper import PaperName
from generator.workshops.content import Content
from generator.workshops.sheets.brief import managers_brief
from generator.workshops.sheets.forms import attendance, observer_sheet, sign_off
from generator.workshops.sheets.guide import guide
from generator.workshops.sheets.handout import handout, handout_with_answers
from generator.workshops.sheets.poster import poster
from generator.workshops.sheets.quizsheet import quiz, quiz_key
from generator.workshops.sheets.rolecards import role_cards, sets_needed


def _one(_: Content) -> int:
    return 1


def _everybody(content: Content) -> int:
    return content.session.people


def _observed(content: Content) -> int:
    """One for every observer in every round, and never none: the coach fills one in to show how."""
    watching = [len(trio.observers) for slot in content.session.slots for one in slot.rounds for trio in one.groups]
    return max(1, sum(watching))


def _always(_: Content) -> bool:
    return True


def _asks(content: Content) -> bool:
    return bool(content.session.asked)


def _plays(content: Content) -> bool:
    return bool(content.session.scenes)


def _trains(content: Content) -> bool:
    return bool(content.session.playbooks)


def _trains_on_paper(content: Content) -> bool:
    return _trains(content) and content.on_paper


def _on_paper(content: Content) -> bool:
    return content.on_paper


def _observes(content: Content) -> bool:
    return content.handbook.rubric is not None and any(slot.rounds for slot in content.session.slots)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file of the pack. `needed`: whether a session has any use for it; `then`: what is done once it is printed.

    `own` is False for a sheet that is the same in every pack; `paper` is set where it is not the practice's.
    """

    name: str
    title: str
    template: str
    data: Callable[[Content], dict[str, Any]]
    needed: Callable[[Content], bool] = _always
    copies: Callable[[Content], int] = _one
    then: str = ""
    own: bool = True
    paper: PaperName | None = None


OBSERVING = "Observer\u2019s sheet"
ANSWERED = "Handout with answers"
SIGNED = "One for each, kept by the coach"

SHEETS: tuple[Sheet, ...] = (
    Sheet("managers-brief", "Brief for the manager", "sheets", managers_brief, then="For the manager, beforehand"),
    Sheet("facilitators-guide", "Facilitator\u2019s guide", "sheets", guide, then="Yours. Keep it from the others"),
    Sheet("attendance", "Attendance", "sheets", attendance, _on_paper, then="Lay it by the door"),
    Sheet("poster", "Poster", "poster", poster, _trains, then="Hang it up"),
    Sheet("poster-a3", "Poster, large", "poster", poster, _trains, then="In place of the small one", paper="a3"),
    Sheet("handout", "Handout", "sheets", handout, _on_paper, _everybody, then="One for each"),
    Sheet("role-cards", "Role cards", "role-cards", role_cards, _plays, sets_needed, "Cut in quarters"),
    Sheet("observer-sheet", OBSERVING, "sheets", observer_sheet, _observes, _observed, "One a play", own=False),
    Sheet("quiz", "Quiz", "quiz", quiz, _asks, _everybody, "One for each"),
    Sheet("quiz-key", "Quiz key", "quiz", quiz_key, _asks, then="Yours, until all have answered"),
    Sheet("handout-with-answers", ANSWERED, "sheets", handout_with_answers, _on_paper, then="Yours, until the end"),
    Sheet("sign-off", "Sign-off sheet", "sheets", sign_off, _trains_on_paper, _everybody, SIGNED),
)  # fmt: skip
