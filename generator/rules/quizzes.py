"""Questions that teach: what authors wrote, held against the evidence on items and against the playbook.

The rules for items are those of the learning research: three options, no "all of the above", no
negatives, a reason of its own for every option, no pattern that gives the answer away. A right answer
must still be what the playbook says: the line that a quiz drills is the line that will be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from generator.model.handbook import Handbook
from generator.model.learning import PARTS, Option, Question
from generator.model.playbook import Playbook
from generator.problems import Path, Problem, Where
from generator.rules.conversations import check_conversation
from generator.rules.phrases import plain_words, speaks_english, whole_words
from generator.rules.walk import lines_of

FEWEST = 3
NEAR = 0.85
"""How alike an answer and a line may be (1: the same) before the one must have been meant to be the other."""
DERIVED = "from-"
"""How the ids of questions begin that the handbook derives."""

_ALL_OF = whole_words(["all of the above", "none of the above", "all of these", "none of these", "all of them",
                       "none of them", "both of the above", "(?:both )?[abc] and [abc]", "either [abc] or [abc]"])  # fmt: skip
_NEGATIVE = re.compile(
    r"(?:^|(?<=[.?!:\"\u201d]\s))(?:which|what|who)\b[^.?!]*(?:\bnot\b|n['\u2019]t\b|\bnever\b|\bexcept\b)[^.?!]*\?",
    re.IGNORECASE,
)
"""A question that opens with what, which or who and then turns round. "Why do we not" asks for a reason, and may."""


def check_quizzes(handbook: Handbook) -> Iterator[Problem]:
    english = speaks_english(handbook)
    for playbook in handbook.playbooks:
        lines = [plain_words(line.text) for line in lines_of(playbook, handbook)]
        yield from _ids(playbook)
        whole = [(number, question) for number, question in enumerate(playbook.quiz) if not list(_parts(playbook, number, question))]
        for number, question in enumerate(playbook.quiz):
            yield from _parts(playbook, number, question)
        for number, question in whole:
            path: Path = ("quiz", number)
            yield from _options(playbook, path, question)
            yield from _drift(playbook, path, question, lines)
            if question.type == "order":
                yield from _order(playbook, path, question)
            if question.type == "conversation":
                yield from check_conversation(playbook.file, path, question)
            if english:
                yield from _refused(playbook, path, question)
        yield from _whole_quiz(playbook)


def _ids(playbook: Playbook) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, question in enumerate(playbook.quiz):
        where = Where(playbook.file, ("quiz", number, "id"))
        if question.id in seen:
            yield Problem("duplicate-id", where, f"there is a question `{question.id}` in this quiz already",
                          "give each question a name of its own: what was learnt is kept under it")  # fmt: skip
        elif question.id.startswith(DERIVED):
            yield Problem("duplicate-id", where, f"`{question.id}` could be the name of a question that the handbook derives",
                          f"choose a name that does not begin with `{DERIVED}`")  # fmt: skip
        seen.add(question.id)


def _parts(playbook: Playbook, number: int, question: Question) -> Iterator[Problem]:
    """Every type has the parts it is made of, and no others. `distractors` may contrast a typed line."""
    wanted = PARTS[question.type]
    allowed = {*wanted, "distractors"} if question.type == "type-line" else set(wanted)
    for part in wanted:
        if not getattr(question, part):
            yield Problem("question-parts", Where(playbook.file, ("quiz", number)),
                          f"the question `{question.id}` ({question.type}) has no `{part}`",
                          f"a question of this type has {_names(wanted)}")  # fmt: skip
    for part in dict.fromkeys(part for parts in PARTS.values() for part in parts):
        if part not in allowed and getattr(question, part):
            fits = [type_ for type_, parts in PARTS.items() if part in parts]
            yield Problem("question-parts", Where(playbook.file, ("quiz", number, part), on_key=True),
                          f"`{part}` does not belong to a question of the type `{question.type}`",
                          f"delete it, or write `type: {fits[0]}`; this type has {_names(wanted)}")  # fmt: skip


def _names(parts: tuple[str, ...]) -> str:
    return " and ".join(f"`{part}`" for part in parts)


def _options_of(question: Question) -> list[tuple[Path, Option]]:
    """Every option with its place, right ones first."""
    found: list[tuple[Path, Option]] = [(("answer",), question.answer)] if question.answer else []
    for part in ("answers", "say", "in_order", "distractors", "not_say"):
        found += [((part, number), option) for number, option in enumerate(getattr(question, part))]
    return found


def _options(playbook: Playbook, path: Path, question: Question) -> Iterator[Problem]:
    texts: dict[str, Path] = {}
    reasons: dict[str, Path] = {}
    for inner, option in _options_of(question):
        where = (*path, *inner)
        if plain_words(option.text) in texts:
            yield Problem("option-repeated", Where(playbook.file, (*where, "text")), "this option stands in the question already",
                          "each option must be another answer")  # fmt: skip
        elif plain_words(option.because) in reasons and question.type != "order":
            yield Problem("because-repeated", Where(playbook.file, (*where, "because")), "another option has the same reason",
                          "say what is right or wrong about this very option")  # fmt: skip
        texts[plain_words(option.text)] = where
        reasons[plain_words(option.because)] = where
    lefts = [plain_words(pair.left) for pair in question.pairs]
    rights = [plain_words(pair.right) for pair in question.pairs]
    for number in range(len(question.pairs)):
        if lefts[number] in lefts[:number] or rights[number] in rights[:number]:
            yield Problem("option-repeated", Where(playbook.file, (*path, "pairs", number)),
                          "one side of this pair stands in the question already", "every side may belong to one other only")  # fmt: skip


def _drift(playbook: Playbook, path: Path, question: Question, lines: list[str]) -> Iterator[Problem]:
    """A right answer that was the playbook's wording and is not any more; a wrong one that is."""
    for inner, option in _options_of(question):
        text = plain_words(option.text)
        where = Where(playbook.file, (*path, *inner, "text"))
        if inner[0] in ("distractors", "not_say"):
            if text in lines:
                yield Problem("distractor-is-right", where, "the playbook itself says this line",
                              "take a line that people really say wrongly, or the line of another defect")  # fmt: skip
        elif inner[0] != "in_order" and not any(line in text for line in lines):
            near = _nearest_line(text, lines)
            drilled = question.tests == "first-words" and question.type in ("one", "type-line")
            if near is not None:
                yield Problem("answer-drifted", where, "this is nearly a line of the playbook, but not word for word",
                              f"write the line as it stands there: {near}")  # fmt: skip
            elif drilled:
                yield Problem("answer-drifted", where, "no line of the playbook reads like this right answer",
                              f"drill a line that the playbook has; the first one is: {plain_words(playbook.first_line.say)}")  # fmt: skip


def _nearest_line(text: str, lines: list[str]) -> str | None:
    """The line that `text` must have been meant to be. Only lines of mostly the same words are compared in full."""
    words = set(text.split())
    for line in lines:
        others = set(line.split())
        if 2 * len(words & others) > max(len(words), len(others)) and SequenceMatcher(None, text, line).ratio() >= NEAR:
            return line
    return None


def _order(playbook: Playbook, path: Path, question: Question) -> Iterator[Problem]:
    """Where the options are the playbook's own steps, they come in the playbook's own order."""
    steps = [plain_words(step.do) for step in playbook.steps]
    places = []
    for number, option in enumerate(question.in_order):
        text = plain_words(option.text).rstrip(".")
        place = next((n for n, step in enumerate(steps) if step.startswith(text)), None)
        if place is not None:
            if places and place < places[-1]:
                yield Problem("order-differs", Where(playbook.file, (*path, "in_order", number)),
                              "in the playbook this step comes earlier", "put the options in the order of the steps")  # fmt: skip
                return
            places.append(place)


def _refused(playbook: Playbook, path: Path, question: Question) -> Iterator[Problem]:
    for inner, option in _options_of(question):
        if match := _ALL_OF.search(option.text):
            yield Problem("all-of-the-above", Where(playbook.file, (*path, *inner, "text"), match[0]),
                          f"'{match[0]}' is answered without knowing anything",
                          "write an answer of its own, or use `type: several`")  # fmt: skip
    if question.type != "say-or-not" and (match := _NEGATIVE.search(question.prompt)):
        yield Problem("negative-question", Where(playbook.file, (*path, "prompt"), match[0]),
                      "the question asks for what is not so; whoever reads fast learns the wrong line",
                      "ask what to say or do; for lines not to say, use `type: say-or-not`")  # fmt: skip


def _whole_quiz(playbook: Playbook) -> Iterator[Problem]:
    where = Where(playbook.file, ("quiz",))
    if 0 < len(playbook.quiz) < FEWEST:
        yield Problem("few-questions", where, f"the quiz has {len(playbook.quiz)} of the {FEWEST} questions it needs",
                      "ask to recognise it, for the first words, what may be offered, who takes over, or why")  # fmt: skip
    chosen = [question for question in playbook.quiz if question.type == "one" and question.answer and question.distractors]
    for number, question in enumerate(playbook.quiz):
        if question in chosen and len(question.distractors) < 2:
            yield Problem("few-options", Where(playbook.file, ("quiz", number, "distractors")), "two options are half a guess",
                          "add a second wrong answer that people really give")  # fmt: skip
    if len(chosen) >= FEWEST and all(_longest(question) for question in chosen):
        yield Problem("longest-is-right", where, f"in all {len(chosen)} questions the longest option is the right one",
                      "shorten a right answer, or give a wrong one the words that people really use")  # fmt: skip


def _longest(question: Question) -> bool:
    assert question.answer is not None
    return all(len(question.answer.text) > len(option.text) for option in question.distractors)
