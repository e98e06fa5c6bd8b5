"""What a workshop's segment uses of the handbook, found by the names that its author gave or left out.

A name that the handbook does not have is left out here without a word: the rules tell the author.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from generator.model.handbook import Handbook
from generator.model.learning import Question, Scenario
from generator.model.playbook import Playbook
from generator.model.wording import Pair
from generator.model.workshop import Rounds, Segment, Workshop
from generator.problems import Path

MOST_ASKED = 20
"""Questions on one quiz sheet."""
MINUTES_A_PAIR = 3
"""In a words clinic: ten lines in half an hour (research 5.1)."""
SHORTEST_ROUND = 5
"""Minutes. In less, nobody gets to say the line and to hear how it was."""
USUAL_ROUND = 12
"""Minutes, where there is time: four stations in fifty minutes (research 5.1)."""
MOST_ROUNDS = 8


def segments_of(workshop: Workshop) -> Iterator[tuple[Path, Segment]]:
    """Every segment with its place in the author's file."""
    for number, segment in enumerate(workshop.segments):
        yield ("segments", number), segment
    for at, day in enumerate(workshop.days):
        for number, segment in enumerate(day.segments):
            yield ("days", at, "segments", number), segment


def named_defects(workshop: Workshop, segment: Segment) -> tuple[str, ...]:
    """The ids that a segment is about: its own, else those of what it names, else those of the workshop."""
    refs = (ref.partition("/")[0] for ref in (*segment.scenarios, *segment.questions))
    named = tuple(dict.fromkeys((*segment.defects, *refs)))
    return named if named or segment.every_stop_card else workshop.defects


def playbooks_of(handbook: Handbook, workshop: Workshop, segment: Segment) -> tuple[Playbook, ...]:
    """The playbooks of a segment. A stop-card drill is about stop cards, whatever else is named; a break has none."""
    if segment.kind == "break":
        return ()
    named = named_defects(workshop, segment)
    found = {id_: handbook.by_id[id_] for id_ in named if id_ in handbook.by_id}
    if segment.every_stop_card:
        found |= {one.id: one for one in handbook.playbooks if one.kind == "stop-card"}
    if segment.kind == "stop-card-drill":
        return tuple(one for one in found.values() if one.kind == "stop-card")
    return tuple(found.values())


def scenarios_of(
    handbook: Handbook, segment: Segment, playbooks: tuple[Playbook, ...]
) -> tuple[tuple[Playbook, Scenario], ...]:
    """The scenarios that a segment names; for a role play that names none, all those of its playbooks."""
    if segment.scenarios:
        found = (_part(handbook, ref, "scenarios") for ref in segment.scenarios)
        return tuple((one, part) for one, part in found if one is not None and isinstance(part, Scenario))
    if segment.kind != "role-play":
        return ()
    return tuple((one, scenario) for one in playbooks for scenario in one.scenarios)


def questions_of(
    handbook: Handbook, segment: Segment, playbooks: tuple[Playbook, ...]
) -> tuple[tuple[Playbook, Question], ...]:
    """The questions that a segment names; for a quiz that names none, some of those of its playbooks.

    Those fit on paper: three for every five minutes, and one of each playbook before a second of any. What is not
    asked in this place, or with its payers, is left out either way.
    """
    if segment.questions:
        found = (_part(handbook, ref, "quiz") for ref in segment.questions)
        return tuple(
            (one, part)
            for one, part in found
            if one is not None and isinstance(part, Question) and part in handbook.questions_here(one)
        )
    if segment.kind != "quiz":
        return ()
    by_playbook = ([(one, question) for question in on_paper(handbook.questions_here(one))] for one in playbooks)
    dealt = [asked for turn in zip_longest(*by_playbook) for asked in turn if asked is not None]
    return tuple(dealt[: min(MOST_ASKED, max(1, segment.minutes * 3 // 5))])


def on_paper(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Those of the questions that have one right answer, which a sheet of paper can hold."""
    return tuple(question for question in questions if question.type == "one" and question.answer is not None)


def _part(handbook: Handbook, ref: str, field: str) -> tuple[Playbook | None, Scenario | Question | None]:
    """What ``defect/id`` names among the scenarios or the quiz of its playbook."""
    defect, _, id_ = ref.partition("/")
    playbook = handbook.by_id.get(defect)
    parts: tuple[Scenario | Question, ...] = getattr(playbook, field, ())
    return playbook, next((part for part in parts if part.id == id_), None)


def pairs_of(handbook: Handbook, segment: Segment, playbooks: tuple[Playbook, ...]) -> tuple[tuple[str, Pair], ...]:
    """The pairs that a segment names; for a words clinic that names none, those that its playbooks use.

    Of those only lines that people say wrongly, and as many as there is time to rewrite.
    """
    if segment.wording:
        return tuple((id_, handbook.pairs[id_]) for id_ in segment.wording if id_ in handbook.pairs)
    if segment.kind != "words-clinic":
        return ()
    used = dict.fromkeys(wording.use for one in playbooks for wording in (one.first_line, *one.wording) if wording.use)
    pairs = ((id_, handbook.pairs[id_]) for id_ in used if id_ in handbook.pairs)
    chosen = [(id_, pair) for id_, pair in pairs if pair.instead_of is not None]
    return tuple(chosen[: max(1, segment.minutes // MINUTES_A_PAIR)])


def rounds_of(segment: Segment) -> Rounds | None:
    """The rounds of a role play: as written, else as `rounds_in` has them. No other kind has any.

    Of a round three parts in eight are play, and one minute is for changing seats (research 5.1: 3, 4 and 1).
    """
    if segment.kind != "role-play" or segment.rounds is not None:
        return segment.rounds if segment.kind == "role-play" else None
    return rounds_in(segment.minutes)


def rounds_in(minutes: int) -> Rounds:
    """Rounds that fill `minutes`, or leave less than one minute a round for forming groups.

    Three of at least five minutes; where there is time for more than three, one for every twelve.
    """
    count = min(MOST_ROUNDS, max(1, min(3, minutes // SHORTEST_ROUND), minutes // USUAL_ROUND))
    each = max(2, minutes // count)
    play = max(1, each * 3 // 8)
    reset = 1 if each - play > 1 else 0
    return Rounds.model_construct(count=count, play=play, feedback=each - play - reset, reset=reset or None)
