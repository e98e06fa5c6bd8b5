"""What must hold across the whole handbook. A rule is a function that yields Problems.

One that looks at each playbook by itself takes a `Part` of the handbook, so that many playbooks can be divided
among processes. One that compares playbooks, or looks at none, takes the handbook.
`check_sameness`, which compares all of them, is followed by `checking.py` beside the parts.

To add one: write it in the module it belongs to, name it here, add its code to `codes.toml`, and put
a bad case with its expected report into `tests/data/bad/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.problems import Problem
from generator.rules.authority import check_authority, check_circles
from generator.rules.completeness import check_completeness, check_unwritten
from generator.rules.endings import check_endings
from generator.rules.gestures import check_gesture_catalogue, check_given_gestures
from generator.rules.kinds import check_kinds
from generator.rules.law import check_law
from generator.rules.lengths import check_apologies, check_lengths
from generator.rules.money import check_money
from generator.rules.names import check_names
from generator.rules.phrases import check_banned, check_phrases, check_reserved
from generator.rules.quizzes import check_quizzes
from generator.rules.repeats import check_repeats
from generator.rules.reviews import check_review_replies
from generator.rules.sessions import check_sessions
from generator.rules.settings import check_settings
from generator.rules.synonyms import check_synonyms
from generator.rules.walk import Part
from generator.rules.workshops import check_rubric, check_workshops

RULES_FOR_PLAYBOOKS: tuple[Callable[[Part], Iterator[Problem]], ...] = (
    check_names,
    check_settings,
    check_repeats,
    check_kinds,
    check_authority,
    check_endings,
    check_phrases,
    check_banned,
    check_reserved,
    check_lengths,
    check_apologies,
    check_money,
    check_given_gestures,
    check_review_replies,
    check_quizzes,
    check_unwritten,
    check_completeness,
)
RULES_FOR_THE_WHOLE: tuple[Callable[[Handbook], Iterator[Problem]], ...] = (
    check_circles,
    check_gesture_catalogue,
    check_synonyms,
    check_workshops,
    check_sessions,
    check_rubric,
)


def check_whole(handbook: Handbook, today: date) -> list[Problem]:
    """The settings, and what playbooks share: what must hold before anything is said of single playbooks."""
    found = list(check_law(handbook, today))
    for rule in RULES_FOR_THE_WHOLE:
        found += rule(handbook)
    return found + _followed(Part(handbook, shared=True))


def check_playbooks(handbook: Handbook, playbooks: Sequence[Playbook]) -> list[Problem]:
    """Every rule that looks at playbooks one by one, over some of them."""
    return _followed(Part(handbook, playbooks))


def _followed(part: Part) -> list[Problem]:
    return [problem for rule in RULES_FOR_PLAYBOOKS for problem in rule(part)]
