"""A single question: its name, the parts that its type is made of, and options that differ."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.learning import PARTS, Option, Question
from generator.model.playbook import Playbook
from generator.problems import Path, Problem, Where
from generator.rules.phrases import plain_words

DERIVED = "from-"
"""How the ids of questions begin that the handbook derives."""


def check_ids(playbook: Playbook) -> Iterator[Problem]:
    """Every question has a name of its own, and none that a derived one could have."""
    seen: set[str] = set()
    for number, question in enumerate(playbook.quiz):
        where = Where(playbook.file, ("quiz", number, "id"))
        if question.id in seen:
            yield Problem(
                "duplicate-id",
                where,
                f"there is a question `{question.id}` in this quiz already",
                "give each question a name of its own: what was learnt is kept under it",
            )
        elif question.id.startswith(DERIVED):
            yield Problem(
                "duplicate-id",
                where,
                f"`{question.id}` could be the name of a question that the handbook derives",
                f"choose a name that does not begin with `{DERIVED}`",
            )
        seen.add(question.id)


def check_parts(playbook: Playbook, number: int, question: Question) -> Iterator[Problem]:
    """Every type has the parts it is made of, and no others. `distractors` may contrast a typed line."""
    wanted = PARTS[question.type]
    allowed = {*wanted, "distractors"} if question.type == "type-line" else set(wanted)
    for part in wanted:
        if not getattr(question, part):
            yield Problem(
                "question-parts",
                Where(playbook.file, ("quiz", number)),
                f"the question `{question.id}` ({question.type}) has no `{part}`",
                f"a question of this type has {_names(wanted)}",
            )
    for part in dict.fromkeys(part for parts in PARTS.values() for part in parts):
        if part not in allowed and getattr(question, part):
            fits = [type_ for type_, parts in PARTS.items() if part in parts]
            yield Problem(
                "question-parts",
                Where(playbook.file, ("quiz", number, part), on_key=True),
                f"`{part}` does not belong to a question of the type `{question.type}`",
                f"delete it, or write `type: {fits[0]}`; this type has {_names(wanted)}",
            )


def _names(parts: tuple[str, ...]) -> str:
    return " and ".join(f"`{part}`" for part in parts)


def options_of(question: Question) -> list[tuple[Path, Option]]:
    """Every option with its place, right ones first."""
    found: list[tuple[Path, Option]] = [(("answer",), question.answer)] if question.answer else []
    for part in ("answers", "say", "in_order", "distractors", "not_say"):
        found += [((part, number), option) for number, option in enumerate(getattr(question, part))]
    return found


def check_options(playbook: Playbook, path: Path, question: Question) -> Iterator[Problem]:
    """Every option is another answer, with a reason of its own. Steps in an order may share a reason."""
    texts: dict[str, Path] = {}
    reasons: dict[str, Path] = {}
    for inner, option in options_of(question):
        where = (*path, *inner)
        if plain_words(option.text) in texts:
            yield Problem(
                "option-repeated",
                Where(playbook.file, (*where, "text")),
                "this option stands in the question already",
                "each option must be another answer",
            )
        elif plain_words(option.because) in reasons and question.type != "order":
            yield Problem(
                "because-repeated",
                Where(playbook.file, (*where, "because")),
                "another option has the same reason",
                "say what is right or wrong about this very option",
            )
        texts[plain_words(option.text)] = where
        reasons[plain_words(option.because)] = where
    lefts = [plain_words(pair.left) for pair in question.pairs]
    rights = [plain_words(pair.right) for pair in question.pairs]
    for number in range(len(question.pairs)):
        if lefts[number] in lefts[:number] or rights[number] in rights[:number]:
            yield Problem(
                "option-repeated",
                Where(playbook.file, (*path, "pairs", number)),
                "one side of this pair stands in the question already",
                "every side may belong to one other only",
            )
