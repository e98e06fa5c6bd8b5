"""Questions that teach: what authors wrote, held against the evidence on items and against the playbook.

The rules for items are those of the learning research: three options, no "all of the above", no
negatives, a reason of its own for every option, no pattern that gives the answer away. A right answer
must still be what the playbook says: the line that a quiz drills is the line that will be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property

from generator.model.handbook import Handbook
from generator.model.learning import Question
from generator.model.playbook import Playbook
from generator.problems import Path, Problem, Where
from generator.rules.conversations import check_conversation
from generator.rules.expressions import whole_words
from generator.rules.phrases import plain_words, speaks_english
from generator.rules.questions import check_ids, check_options, check_parts, options_of
from generator.rules.walk import Part, in_one, lines_of

FEWEST = 3
NEAR = 0.85
"""How alike an answer and a line may be (1: the same) before the one must have been meant to be the other."""

_ALL_OF = whole_words(
    [
        "all of the above",
        "none of the above",
        "all of these",
        "none of these",
        "all of them",
        "none of them",
        "both of the above",
        "(?:both )?[abc] and [abc]",
        "either [abc] or [abc]",
    ]
)
_NEGATIVE = re.compile(
    r"(?:^|(?<=[.?!:\"\u201d]\s))(?:which|what|who)\b[^.?!]*(?:\bnot\b|n['\u2019]t\b|\bnever\b|\bexcept\b)[^.?!]*\?",
    re.IGNORECASE,
)
"""A question that opens with what, which or who and then turns round. "Why do we not" asks for a reason, and may."""
_TURNS = ("not", "n't", "n\u2019t", "never", "except")
"""One of these stands in every such question."""


class _Lines:
    """The lines of one playbook, as they are compared. Most right answers are one of them to the letter, and
    then nothing needs to be taken apart.
    """

    def __init__(self, playbook: Playbook, handbook: Handbook) -> None:
        self.written = {line.text: None for line in lines_of(playbook, handbook)}

    @cached_property
    def plain(self) -> dict[str, str]:
        """Each line in plain words, with the line itself."""
        return {plain_words(text): text for text in self.written}

    @cached_property
    def sets(self) -> dict[str, frozenset[str]]:
        """Each line in plain words, with its set of words."""
        return {plain: frozenset(plain.split()) for plain in self.plain}

    def holds(self, text: str) -> bool:
        """Whether `text` is one of the lines, or has one of them in it."""
        if text in self.written:
            return True
        plain = plain_words(text)
        return any(line in plain for line in self.plain)

    def nearest(self, text: str) -> str | None:
        """The line that `text` must have been meant to be. Only lines of mostly the same words are compared in full."""
        plain = plain_words(text)
        words = set(plain.split())
        for line, others in self.sets.items():
            shared = 2 * len(words & others)
            if shared > max(len(words), len(others)) and SequenceMatcher(None, plain, line).ratio() >= NEAR:
                return self.plain[line]
        return None


def check_quizzes(part: Part) -> Iterator[Problem]:
    """Every question can be answered, teaches something whatever is chosen, and says what the playbook says."""
    handbook = part.handbook
    english = speaks_english(handbook)
    for playbook in part.playbooks:
        lines = _Lines(playbook, handbook)
        suspicious = english and _may_be_refused(playbook)
        yield from check_ids(playbook)
        for number, question in enumerate(playbook.quiz):
            incomplete = list(check_parts(playbook, number, question))
            yield from incomplete
            if incomplete:
                continue
            path: Path = ("quiz", number)
            yield from check_options(playbook, path, question)
            yield from _drift(playbook, path, question, lines)
            if question.type == "order":
                yield from _order(playbook, path, question)
            if question.type == "conversation":
                yield from check_conversation(playbook.file, path, question)
            if suspicious:
                yield from _refused(playbook, path, question)
        yield from _whole_quiz(playbook)


def _drift(playbook: Playbook, path: Path, question: Question, lines: _Lines) -> Iterator[Problem]:
    """A right answer that was the playbook's wording and is not any more; a wrong one that is."""
    for inner, option in options_of(question):
        if inner[0] in ("distractors", "not_say"):
            if plain_words(option.text) in lines.plain:
                yield Problem(
                    "distractor-is-right",
                    Where(playbook.file, (*path, *inner, "text")),
                    "the playbook itself says this line",
                    "take a line that people really say wrongly, or the line of another defect",
                )
        elif inner[0] != "in_order" and not lines.holds(option.text):
            near, where = lines.nearest(option.text), Where(playbook.file, (*path, *inner, "text"))
            drilled = question.tests == "first-words" and question.type in ("one", "type-line")
            if near is not None:
                yield Problem(
                    "answer-drifted",
                    where,
                    "this is nearly a line of the playbook, but not word for word",
                    f"write the line as it stands there: {near}",
                )
            elif drilled:
                yield Problem(
                    "answer-drifted",
                    where,
                    "no line of the playbook reads like this right answer",
                    f"drill a line that the playbook has; the first one is: {playbook.first_line.say}",
                )


def _order(playbook: Playbook, path: Path, question: Question) -> Iterator[Problem]:
    """Where the options are the playbook's own steps, they come in the playbook's own order."""
    steps = [plain_words(step.do) for step in playbook.steps]
    places: list[int] = []
    for number, option in enumerate(question.in_order):
        text = plain_words(option.text).rstrip(".")
        place = next((n for n, step in enumerate(steps) if step.startswith(text)), None)
        if place is not None:
            if places and place < places[-1]:
                yield Problem(
                    "order-differs",
                    Where(playbook.file, (*path, "in_order", number)),
                    "in the playbook this step comes earlier",
                    "put the options in the order of the steps",
                )
                return
            places.append(place)


def _may_be_refused(playbook: Playbook) -> bool:
    """One look at all options and prompts of a quiz, of which nearly none is refused."""
    options = in_one(option.text for question in playbook.quiz for _, option in options_of(question))
    prompts = in_one(question.prompt for question in playbook.quiz)
    return _ALL_OF.may_be_in(options.lower()) or any(word in prompts.lower() for word in _TURNS)


def _refused(playbook: Playbook, path: Path, question: Question) -> Iterator[Problem]:
    for inner, option in options_of(question):
        if match := _ALL_OF.search(option.text):
            yield Problem(
                "all-of-the-above",
                Where(playbook.file, (*path, *inner, "text"), match[0]),
                f"'{match[0]}' is answered without knowing anything",
                "write an answer of its own, or use `type: several`",
            )
    if question.type != "say-or-not" and (match := _NEGATIVE.search(question.prompt)):
        yield Problem(
            "negative-question",
            Where(playbook.file, (*path, "prompt"), match[0]),
            "the question asks for what is not so; whoever reads fast learns the wrong line",
            "ask what to say or do; for lines not to say, use `type: say-or-not`",
        )


def _whole_quiz(playbook: Playbook) -> Iterator[Problem]:
    if 0 < len(playbook.quiz) < FEWEST:
        yield Problem(
            "few-questions",
            Where(playbook.file, ("quiz",)),
            f"the quiz has {len(playbook.quiz)} of the {FEWEST} questions it needs",
            "ask to recognise it, for the first words, what may be offered, who takes over, or why",
        )
    chosen = {
        number: question
        for number, question in enumerate(playbook.quiz)
        if question.type == "one" and question.answer and question.distractors
    }
    for number, question in chosen.items():
        if len(question.distractors) < 2:
            yield Problem(
                "few-options",
                Where(playbook.file, ("quiz", number, "distractors")),
                "two options are half a guess",
                "add a second wrong answer that people really give",
            )
    if len(chosen) >= FEWEST and all(map(_longest, chosen.values())):
        yield Problem(
            "longest-is-right",
            Where(playbook.file, ("quiz",)),
            f"in all {len(chosen)} questions the longest option is the right one",
            "shorten a right answer, or give a wrong one the words that people really use",
        )


def _longest(question: Question) -> bool:
    assert question.answer is not None
    return all(len(question.answer.text) > len(option.text) for option in question.distractors)
