"""Questions that a playbook asks by itself: each rule gives a good question or none.

A rule may only use what the playbook says: its wrong lines as distractors, its neighbours, its limits,
its times. What it would have to invent it leaves to an author. The ids name the rule, so they stay when
the wording changes. The stems are English; a handbook in another language has its authors' questions only.

They are built without validation: each text was validated where it was written, and two of them joined may
be longer than one field may.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from generator.model.handbook import Handbook
from generator.model.learning import Fact, Option, Question
from generator.model.playbook import Playbook
from generator.quizzes.stems import all_steps, at_moment, first_sentence, heard, minutes, plain_words, sentence
from generator.rendering.words import by_when

DERIVED = "from-"
"""How the ids of derived questions begin; authors' ids must not."""

LONGEST_STEP = 130
"""Characters. A longer step is not read, it is searched for words."""

SHORTEST_WORD = 4
"""Letters of a word that can stand for a fact; shorter ones are in every line."""

Rule = Callable[[Handbook, Playbook], Question | None]


def derived_questions(handbook: Handbook, playbook: Playbook) -> list[Question]:
    """The playbook's derived questions, those first that test what no author's question tests."""
    if not handbook.practice.language.lower().startswith("en"):
        return []
    found = [question for rule in RULES if (question := rule(handbook, playbook)) is not None]
    asked = handbook.questions_here(playbook)
    authored = {question.tests for question in asked}
    types = {question.type for question in asked}
    taken = {question.id for question in playbook.quiz}
    new = [question for question in found if question.tests not in authored]
    other = [question for question in found if question.tests in authored and question.type not in types]
    return [question for question in new + other if question.id not in taken]


def _first_line(_: Handbook, playbook: Playbook) -> Question | None:
    """What do you say first? Against the wrong first line, and another wrong line of the same page."""
    first = playbook.first_line
    wrong = [entry for entry in (first, *playbook.wording) if entry.instead_of and entry.instead_of != first.say]
    if first.instead_of is None or len(wrong) < 2:
        return None
    return Question.model_construct(
        id="from-first-line",
        tests="first-words",
        prompt=f"{sentence(playbook.triggers[0])} What do you say first?",
        answer=Option.model_construct(text=first.say, because=first.because),
        distractors=tuple(
            Option.model_construct(text=entry.instead_of or "", because=entry.because) for entry in wrong[:2]
        ),
    )


def _typed_line(_: Handbook, playbook: Playbook) -> Question | None:
    """Type the first line: its must-say facts, recognised by the words that fact and line share."""
    first = playbook.first_line
    if len(first.must_say) < 2:
        return None
    said = plain_words(first.say)
    facts = tuple(
        Fact(
            fact=fact,
            any_of=tuple(
                word for word in dict.fromkeys(plain_words(fact)) if word in said and len(word) >= SHORTEST_WORD
            ),
        )
        for fact in first.must_say
    )
    return Question.model_construct(
        id="from-must-say",
        type="type-line",
        tests="first-words",
        prompt=f"{sentence(playbook.triggers[-1])} Type the first thing you say, in your own words.",
        answer=Option.model_construct(text=first.say, because=first.because),
        must_say=facts,
        distractors=(Option.model_construct(text=first.instead_of, because=first.because),) if first.instead_of else (),
    )


def _red_flag(handbook: Handbook, playbook: Playbook) -> Question | None:
    """Who takes over when a red flag shows? Against carrying on, and against another role of this page."""
    flag = next((flag for flag in playbook.red_flags if flag.hand_over_to in handbook.roles), None)
    if flag is None:
        return None
    right = handbook.roles[flag.hand_over_to].name
    acting = [step.hand_over_to or step.who for step in all_steps(handbook, playbook)]
    others = [role for role in dict.fromkeys([*acting, playbook.owner]) if role not in (flag.hand_over_to, flag.who)]
    other = next((role for role in others if role in handbook.roles), None)
    if other is None:
        return None
    wrong = handbook.roles[other]
    stops = f" {wrong.name} stops at: {wrong.stops_at}" if wrong.stops_at else ""
    return Question.model_construct(
        id="from-red-flag",
        tests="hand-over",
        prompt=f"{heard(flag.looks_like, flag.words)} Who takes over, and by when?",
        answer=Option.model_construct(text=f"{right}, {by_when(flag.within)}.", because=flag.do),
        distractors=(
            Option.model_construct(
                text="Nobody yet. You go on with the steps and keep an eye on it.",
                because=f"This is a red flag. The usual steps stop here; {right} has it {by_when(flag.within)}.",
            ),
            Option.model_construct(
                text=f"{wrong.name}, {by_when(flag.within)}.", because=f"Not for this sign. {right} takes over.{stops}"
            ),
        ),
    )


def _limits(handbook: Handbook, playbook: Playbook) -> Question | None:
    """Which of these may I do alone? The actions this page takes, against those it leaves to others."""
    desk = handbook.practice.desk_role
    steps = all_steps(handbook, playbook)
    mine = handbook.authority(desk)
    used = dict.fromkeys(
        action for step in steps if step.hand_over_to is None and step.who == desk for action in step.needs
    )
    rights = [action for action in used if action in mine and action in handbook.actions][:2]
    near = dict.fromkeys(action for step in steps for action in step.needs if action not in mine)
    above = dict.fromkeys(
        action for role in _roles_above(handbook, desk) for action in handbook.roles[role].may if action not in mine
    )
    wrongs = [action for action in {**near, **above} if action in handbook.actions][:2]
    if not rights or len(wrongs) < 2 or desk not in handbook.roles:
        return None
    name = handbook.roles[desk].name
    return Question.model_construct(
        id="from-limits",
        type="several",
        tests="limits",
        prompt=f"{playbook.title} Your role: {name}. Which of these may you do yourself, without asking anyone?",
        answers=tuple(
            Option.model_construct(
                text=handbook.actions[action].name, because="Inside your limits. Do it at once, without asking."
            )
            for action in rights
        ),
        distractors=tuple(
            Option.model_construct(
                text=handbook.actions[action].name,
                because=f"Not yours. It is for: {_holders(handbook, action)}. Hand over, with a name and a time.",
            )
            for action in wrongs
        ),
    )


def _roles_above(handbook: Handbook, role: str) -> list[str]:
    """The roles that build on `role`: what they may do more is what the desk is tempted to do alone."""
    above = []
    for id_ in handbook.roles:
        seen, current = set[str](), handbook.roles[id_].same_as
        while current is not None and current in handbook.roles and current not in seen:
            seen.add(current)
            current = handbook.roles[current].same_as
        if role in seen and id_ != role:
            above.append(id_)
    return above


def _holders(handbook: Handbook, action: str) -> str:
    return ", ".join([role.name for id_, role in handbook.roles.items() if action in handbook.authority(id_)][:3])


def _steps(handbook: Handbook, playbook: Playbook) -> Question | None:
    """Put the steps in order, where the times themselves say which order is right."""
    steps = handbook.steps_here(playbook.steps)
    times = [minutes(step.within) for step in steps]
    if not 3 <= len(steps) <= 6 or any(later <= earlier for earlier, later in pairwise(times)):
        return None
    texts = [first_sentence(step.do) for step in steps]
    if max(map(len, texts)) > LONGEST_STEP or len(set(texts)) < len(texts):
        return None
    return Question.model_construct(
        id="from-steps",
        type="order",
        tests="steps",
        prompt=f"{playbook.title} Put the steps in order, the first one at the top.",
        in_order=tuple(
            Option.model_construct(
                text=text,
                because=f"{_role(handbook, step.who)}, {by_when(step.within)}.",
            )
            for text, step in zip(texts, steps, strict=True)
        ),
    )


def _role(handbook: Handbook, id_: str) -> str:
    return handbook.roles[id_].name if id_ in handbook.roles else id_


def _say_or_not(_: Handbook, playbook: Playbook) -> Question | None:
    """Would you say this here? Two good lines and two wrong ones, from four different moments."""
    entries = [entry for entry in playbook.wording if entry.instead_of and entry.channel in ("face", "phone")]
    if len(entries) < 4:
        return None
    say, not_say = entries[0:4:2], entries[1:4:2]
    return Question.model_construct(
        id="from-wording",
        type="say-or-not",
        tests="first-words",
        prompt=f"{playbook.title} Which of these do you say, and which not?",
        say=tuple(Option.model_construct(text=at_moment(entry, entry.say), because=entry.because) for entry in say),
        not_say=tuple(
            Option.model_construct(text=at_moment(entry, entry.instead_of or ""), because=entry.because)
            for entry in not_say
        ),
    )


def _neighbour(handbook: Handbook, playbook: Playbook) -> Question | None:
    """Which page is it? A neighbour's sign, with this page and another neighbour as wrong doors."""
    near = [
        (handbook.by_id[other.defect], other.difference)
        for other in playbook.confused_with
        if other.defect in handbook.by_id
    ]
    if len(near) < 2:
        return None
    (right, difference), (wrong, _) = near[0], near[1]
    return Question.model_construct(
        id="from-neighbours",
        tests="recognise",
        prompt=f"{sentence(right.triggers[0])} Which page do you open?",
        answer=Option.model_construct(text=right.title, because=difference),
        distractors=(
            Option.model_construct(text=playbook.title, because=f"That page is for this: {playbook.definition}"),
            Option.model_construct(text=wrong.title, because=f"That page is for this: {wrong.definition}"),
        ),
    )


RULES: tuple[Rule, ...] = (_first_line, _red_flag, _limits, _neighbour, _steps, _typed_line, _say_or_not)
"""In the order in which free places of a quiz are given away."""
