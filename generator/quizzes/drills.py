"""The drill of the stop cards: a sign, and what is done first, against the first actions of other pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from generator.model.handbook import Handbook
from generator.model.learning import Option, Question
from generator.model.playbook import Playbook
from generator.quizzes.stems import first_sentence, sentence


def drill_questions(handbook: Handbook, playbook: Playbook) -> Iterator[Question]:
    """For a stop card: what is the first thing you do? Once for each trigger, up to three."""
    first = _first_action(handbook, playbook)
    others = sorted(handbook.playbooks, key=lambda one: (one.kind != "stop-card", one.stage != playbook.stage, one.id))
    if not first or not handbook.practice.language.lower().startswith("en"):
        return
    # Two are enough, and a large handbook has a thousand others.
    wrong = list(
        islice(
            (
                Option.model_construct(text=action, because=f"That is the first action of another page: {other.title}")
                for other in others
                if other.id != playbook.id and (action := _first_action(handbook, other)) not in ("", first)
            ),
            2,
        )
    )
    if len(wrong) < 2:
        return
    for number, trigger in enumerate(playbook.triggers[:3], start=1):
        yield Question.model_construct(
            id=f"drill-{number}",
            tests="recognise",
            prompt=f"{sentence(trigger)} What do you do first?",
            answer=Option.model_construct(text=first, because=playbook.definition),
            distractors=tuple(wrong),
        )


def _first_action(handbook: Handbook, playbook: Playbook) -> str:
    """What is done first in this place; nothing where no step is taken here."""
    return next((first_sentence(step.do) for step in handbook.steps_here(playbook.steps)), "")
