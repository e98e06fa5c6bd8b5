"""Who a site is for. Learners would find the answers before the questions, so they can be left out for them.

What is for coaches: workshops, the rubric, role plays, and pages written by hand that say so. Whatever is
not in the handbook of a learner cannot be shown by any product.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from generator.model.handbook import Handbook

Audience = Literal["everyone", "learner", "coach"]
"""everyone: one site with a part for coaches. learner: without that part. coach: the same as everyone, and marked."""

AUDIENCES: tuple[Audience, ...] = ("everyone", "learner", "coach")


@dataclass(frozen=True, slots=True)
class CoachPage:
    """A page written by hand for coaches: its file below the content folder, and its title."""

    path: str
    title: str

    @property
    def address(self) -> str:
        """Where it is found, from a page in ``workshops/``."""
        return f"../{self.path.removesuffix('.md')}.html"


def for_learners(handbook: Handbook) -> Handbook:
    """The handbook without what is for coaches."""
    playbooks = tuple(playbook.model_copy(update={"scenarios": ()}) for playbook in handbook.playbooks)
    # Made anew and not copied: a copy would take along what the other has worked out from its playbooks.
    fields = {name: getattr(handbook, name) for name in Handbook.model_fields}
    return Handbook.model_construct(**(fields | {"playbooks": playbooks, "workshops": (), "rubric": None}))


def left_out(audience: Audience, handbook: Handbook, pages: Iterable[CoachPage]) -> frozenset[str]:
    """The paths of the pages that are not in a site for `audience`, written by hand or made of workshops."""
    if audience != "learner":
        return frozenset()
    workshops = ("index", *(workshop.id for workshop in handbook.workshops))
    plays = (f"plays/{stage.id}" for stage in handbook.journey)
    return frozenset((*(page.path for page in pages), *(f"workshops/{name}.md" for name in (*workshops, *plays))))


def site_name(name: str, audience: Audience) -> str:
    """What the site is called. A coach sees at the top of every page that this one is not for learners."""
    return f"{name} - for coaches" if audience == "coach" else name
