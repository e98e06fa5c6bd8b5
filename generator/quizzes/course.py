"""What is exported: the quizzes that were asked for, with every name of a setting filled in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from generator.model.handbook import Handbook
from generator.model.settings import fill
from generator.quizzes.items import Item, filled, quizzes_of
from generator.quizzes.pages import book_id, questions_html, templates_for


@dataclass(frozen=True, slots=True)
class Unit:
    """The questions of one playbook, with the names they are filed under."""

    id: str
    title: str
    kind: str
    stage_id: str
    stage: str
    items: tuple[Item, ...]
    html: str
    """The questions as they stand on the quiz page, for a format that shows pages."""


@dataclass(frozen=True, slots=True)
class Course:
    """Quizzes for another program. `id` names the handbook and stays when its texts change."""

    id: str
    title: str
    language: str
    units: tuple[Unit, ...]

    @property
    def items(self) -> list[Item]:
        return [item for unit in self.units for item in unit.items]


def course_of(handbook: Handbook, stage: str | None = None, only: Collection[str] = ()) -> Course:
    """The whole handbook, one stage of it, or the playbooks named in `only`."""
    settings = handbook.settings()

    def say(text: str) -> str:
        return fill(text, settings)

    env = templates_for(handbook)
    names = {one.id: say(one.name) for one in handbook.journey}
    units = tuple(
        Unit(
            id=quiz.playbook.id,
            title=say(quiz.playbook.title),
            kind=quiz.playbook.kind,
            stage_id=quiz.playbook.stage,
            stage=names[quiz.playbook.stage],
            items=tuple(filled(item, say) for item in quiz.items),
            html=questions_html(env, quiz.items),
        )
        for quiz in quizzes_of(handbook)
        if quiz.items and stage in (None, quiz.playbook.stage) and (not only or quiz.playbook.id in only)
    )
    title = say(handbook.practice.name)
    if stage is not None:
        title = f"{title}: {names[stage]}"
    elif len(only) == 1 and units:
        title = f"{title}: {units[0].title}"
    return Course(book_id(handbook), title, handbook.practice.language, units)
