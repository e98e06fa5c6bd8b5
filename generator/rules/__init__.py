"""What must hold across the whole handbook. A rule is a function from a handbook to Problems.

To add one: write it in the module it belongs to, name it here, add its code to `codes.toml`, and put
a bad case with its expected report into `tests/data/bad/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain

from generator.forks import MANY, in_forks
from generator.model.handbook import Handbook
from generator.problems import Problem
from generator.rules.authority import check_authority
from generator.rules.completeness import check_completeness, check_unwritten
from generator.rules.endings import check_endings
from generator.rules.gestures import check_gesture_catalogue, check_given_gestures
from generator.rules.kinds import check_kinds
from generator.rules.law import check_law
from generator.rules.lengths import check_apologies, check_lengths
from generator.rules.money import check_money
from generator.rules.names import check_names, check_settings
from generator.rules.phrases import check_banned, check_phrases, check_reserved
from generator.rules.quizzes import check_quizzes
from generator.rules.reviews import check_review_replies
from generator.rules.sameness import check_sameness
from generator.rules.sessions import check_sessions
from generator.rules.synonyms import check_synonyms
from generator.rules.workshops import check_rubric, check_workshops

Rule = Callable[[Handbook], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    check_names,
    check_settings,
    check_kinds,
    check_authority,
    check_endings,
    check_phrases,
    check_banned,
    check_reserved,
    check_lengths,
    check_apologies,
    check_money,
    check_gesture_catalogue,
    check_given_gestures,
    check_review_replies,
    check_quizzes,
    check_unwritten,
    check_completeness,
    check_sameness,
    check_synonyms,
    check_workshops,
    check_sessions,
    check_rubric,
)


def check_handbook(handbook: Handbook, today: date) -> list[Problem]:
    """Every rule over the whole handbook. `today` decides only which sources are out of date."""
    # What many rules look at is made before the work is divided, and not by each process again.
    _ = handbook.lines, handbook.texts, handbook.said, handbook.done, handbook.by_id

    def follow(number: int) -> list[Problem]:
        return list(RULES[number](handbook))

    found = in_forks(follow, len(RULES), worthwhile=len(handbook.playbooks) >= MANY)
    return [*check_law(handbook, today), *chain.from_iterable(found)]
