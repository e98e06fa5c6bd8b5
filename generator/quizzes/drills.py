"""The drill of the stop cards: a sign, and what is done first, against the first actions of other pages."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.handbook import Handbook
from generator.model.learning import Option, Question
from generator.model.playbook import Playbook
from generator.quizzes.stems import first_sentence, sentence


def drill_questions(handbook: Handbook, playbook: Playbook) -> Iterator[Question]:
    """For a stop card: what is the first thing you do? Once for each trigger, up to three."""
    first = playbook.steps[0]
    wrong = [
        Option.model_construct(
            text=first_sentence(other.steps[0].do), because=f"That is the first action of another page: {other.title}"
        )
        for other in sorted(
            handbook.playbooks, key=lambda one: (one.kind != "stop-card", one.stage != playbook.stage, one.id)
        )
        if other.id != playbook.id and first_sentence(other.steps[0].do) != first_sentence(first.do)
    ][:2]
    if len(wrong) < 2 or not handbook.practice.language.lower().startswith("en"):
        return
    for number, trigger in enumerate(playbook.triggers[:3], start=1):
        yield Question.model_construct(
            id=f"drill-{number}",
            tests="recognise",
            prompt=f"{sentence(trigger)} What do you do first?",
            answer=Option.model_construct(text=first_sentence(first.do), because=playbook.definition),
            distractors=tuple(wrong),
        )
