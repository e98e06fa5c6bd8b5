"""What a playbook of some weight must not lack: the loop closed, options, prevention, search words.

These are warnings. They tell an author what a good playbook still needs; they never stop a build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.problems import Problem, Where
from generator.rules.phrases import speaks_english
from generator.rules.walk import Part, lines_of, steps_of

MIN_SEARCH_WORDS = 8
_THANKS = re.compile(r"(?<!\w)(?:thank|thanks|grateful)(?!\w)", re.IGNORECASE)


UNWRITTEN = re.compile(r"WRITE [a-z]")
"""How a text of the scaffold begins until an author replaces it."""


def check_unwritten(part: Part) -> Iterator[Problem]:
    """What `handbook new` left for the author to write: one report a file, at the first such place."""
    for playbook in part.playbooks:
        if not UNWRITTEN.search(part.handbook.shown[playbook.id]):
            continue
        places = [path for path, text in part.handbook.texts[playbook.id] if UNWRITTEN.match(text)]
        if places:
            rest = f", and {len(places) - 1} more in this file" if len(places) > 1 else ""
            yield Problem(
                "unwritten",
                Where(playbook.file, places[0], "WRITE"),
                f"this is still to be written{rest}",
                "replace the text that begins with WRITE, or delete the part",
            )


def check_completeness(part: Part) -> Iterator[Problem]:
    for playbook in part.playbooks:
        yield from _missing_parts(playbook)
        if playbook.kind == "recovery":
            yield from _missing_in_recovery(playbook, part.handbook)


def _missing_parts(playbook: Playbook) -> Iterator[Problem]:
    whole = Where(playbook.file)
    if playbook.severity >= 2 and playbook.follow_up is None:
        yield Problem("no-follow-up", whole, "nobody checks back", "add `follow_up`: who asks, when, and what")
    if playbook.severity >= 2 and playbook.second_time is None:
        yield Problem(
            "no-second-time",
            whole,
            "the second time is not planned",
            "add `second_time`: who takes over when it happens to the same person again",
        )
    if not playbook.prevention:
        yield Problem(
            "no-prevention",
            whole,
            "nothing keeps it from happening again",
            "add `prevention`: what is done, whose job it is, and the number that shows it",
        )
    if playbook.record is None:
        yield Problem(
            "no-record", whole, "nothing is written down", "add `record`: what is logged, and when it is looked at"
        )
    if len(playbook.also_called) < MIN_SEARCH_WORDS and not any(map(UNWRITTEN.match, playbook.also_called)):
        yield Problem(
            "few-search-words",
            Where(playbook.file, ("also_called",)),
            f"{len(playbook.also_called)} search words; somebody under stress types something else",
            f"write at least {MIN_SEARCH_WORDS}, one to a line: what customers and staff say, "
            "short forms and misspellings",
        )
    if not playbook.gestures and playbook.no_gesture is None:
        yield Problem(
            "no-gesture-said",
            whole,
            "neither a gesture nor the reason for none",
            "add `gestures`, or `no_gesture` with the reason",
        )


def _missing_in_recovery(playbook: Playbook, handbook: Handbook) -> Iterator[Problem]:
    whole = Where(playbook.file)
    options = [step for _, step in steps_of(playbook) if step.offer]
    for path, step in steps_of(playbook):
        if len(step.offer) == 1:
            yield Problem(
                "no-options",
                Where(playbook.file, (*path, "offer")),
                "one choice is no choice",
                "offer two real ones, or put the one into `do`",
            )
    if playbook.severity >= 2 and not options and len(playbook.branches) < 2:
        yield Problem(
            "no-options",
            whole,
            "the customer is never given a choice",
            "add `offer` with two real options to a step: options satisfy even when the answer is no",
        )
    missing = []
    if not any(branch.ends == "fixed" for branch in playbook.branches) and not any(
        step.needs or step.give or step.offer for _, step in steps_of(playbook)
    ):
        missing.append("a fair result (a step that puts it right, or a branch that ends fixed)")
    if playbook.severity >= 2 and playbook.promise is None:
        missing.append("a fair way there (`promise`: who does what by when)")
    if not playbook.wording:
        missing.append("fair treatment (`wording`: what to say and not to say)")
    for part in missing:
        yield Problem("unfair", whole, f"the customer does not get {part}", "add it; all three count")
    if (
        "time" in playbook.loss
        and speaks_english(handbook)
        and not any(_THANKS.search(line.text) for line in lines_of(playbook, handbook))
    ):
        yield Problem(
            "no-thanks",
            whole,
            "the customer loses time, and nobody thanks them for it",
            "add a line: thank you for waiting, for telling us, for coming back",
        )
