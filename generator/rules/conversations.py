"""A conversation in a quiz: every choice leads somewhere, every turn is reached, and every way ends."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.learning import Question
from generator.near import did_you_mean
from generator.problems import Path, Problem, Where


def check_conversation(file: str, path: Path, question: Question) -> Iterator[Problem]:
    """One report a slip: what is not reached because a choice leads nowhere is not reported as well."""
    turns = {turn.id: turn for turn in question.turns}
    broken = False
    for number, turn in enumerate(question.turns):
        where = (*path, "turns", number)
        if turn.id in [one.id for one in question.turns[:number]]:
            broken = True
            yield _broken(
                file, (*where, "id"), f"there is a turn `{turn.id}` already", "give each turn a name of its own"
            )
        if bool(turn.choices) == bool(turn.ends):
            broken = True
            yield _broken(
                file,
                where,
                f"the turn `{turn.id}` has {'choices and an end' if turn.ends else 'neither choices nor an end'}",
                "write `choices`, or `ends: well` or `ends: badly` with `because`",
            )
        elif turn.ends and not turn.because:
            broken = True
            yield _broken(
                file, where, f"the turn `{turn.id}` ends without a reason", "add `because`: why it came to this"
            )
        elif len(turn.choices) == 1:
            broken = True
            yield _broken(file, (*where, "choices"), "one choice is no choice", "add what people say instead")
        for place, choice in enumerate(turn.choices):
            if choice.goes_to not in turns:
                broken = True
                yield _broken(
                    file,
                    (*where, "choices", place, "goes_to"),
                    f"there is no turn `{choice.goes_to}`",
                    did_you_mean(choice.goes_to, turns),
                )
    if not broken:
        yield from _ways(file, path, question)


def _ways(file: str, path: Path, question: Question) -> Iterator[Problem]:
    """Every turn is reached from the first and leads on to an end; there is a good end and a bad one."""
    leads = {turn.id: [choice.goes_to for choice in turn.choices] for turn in question.turns}
    reached = _closure({question.turns[0].id}, leads)
    backwards: dict[str, list[str]] = {id_: [] for id_ in leads}
    for id_, following in leads.items():
        for other in following:
            backwards[other].append(id_)
    ending = _closure({turn.id for turn in question.turns if turn.ends}, backwards)
    for number, turn in enumerate(question.turns):
        where = (*path, "turns", number)
        if turn.id not in reached:
            yield _broken(
                file, where, f"no choice leads to the turn `{turn.id}`", "let a choice go there, or delete it"
            )
            return
        if turn.id not in ending:
            yield _broken(
                file, where, f"from the turn `{turn.id}` the conversation never ends", "let a choice lead to an end"
            )
            return
    for end in ("well", "badly"):
        if end not in {turn.ends for turn in question.turns}:
            yield _broken(file, (*path, "turns"), f"no way ends {end}", "let the choices lead to different ends")


def _closure(start: set[str], leads: dict[str, list[str]]) -> set[str]:
    found, waiting = set(start), list(start)
    while waiting:
        for other in leads[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _broken(file: str, path: Path, message: str, help_: str) -> Problem:
    return Problem("conversation-broken", Where(file, path), message, help_)
