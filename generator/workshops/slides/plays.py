"""The slides of what a room practises: role plays, stop-card drills, quiz questions.

What would spoil the practice is never on the slide that comes before it: hidden losses are notes for the
coach, first actions and answers are on the slide that follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.playbook import Playbook
from generator.model.segments import rounds_of
from generator.workshops.asking import Lettered, answer_letters, lettered, partners
from generator.workshops.drill import call_of
from generator.workshops.session import COACH, Asked, Round, Scene, Slot, Trio
from generator.workshops.slides.nouns import Block, Note, Slide, Writer

# ---- role plays


def play_slides(writer: Writer, slot: Slot, *, first_play: bool) -> Iterator[Slide]:
    """The rules and the observers' sheet before a session's first play; the scenes; each round with its talk."""
    words, rubric = writer.words, writer.handbook.rubric
    if first_play and rubric is not None:
        if rubric.ground_rules:
            yield Slide("The rules of the room", writer.items(rubric.ground_rules))
        watched = tuple(Block(words(one.title), "item") for one in rubric.behaviours)
        watching = tuple(Note(words(one.title), (words(one.clear),)) for one in rubric.behaviours)
        yield Slide("Observers: what to look for", watched, watching)
        if rubric.fatals:
            failing = tuple(Note(words(one.what), (words(one.because),)) for one in rubric.fatals)
            yield Slide("This fails at once", writer.items([one.what for one in rubric.fatals]), failing)
    for scene in slot.scenes:
        yield _scene(writer, scene)
    for one in slot.rounds:
        yield _round(writer, slot, one)
        if rubric is not None and rubric.feedback:
            yield Slide(f"Talk about it: {one.feedback_at}", writer.items(rubric.feedback), minutes=_talk(slot))


def _talk(slot: Slot) -> int | None:
    rounds = rounds_of(slot.segment)
    return rounds.feedback if rounds else None


def _scene(writer: Writer, scene: Scene) -> Slide:
    """What everybody may know. What the customer hides, and what makes it worse or better, is for the coach."""
    words, played = writer.words, scene.scenario.customer
    notes = (
        *writer.note("Hidden until somebody asks", (played.hidden_loss,)),
        *writer.note("Makes it worse", (played.escalates_if,)),
        *writer.note("Makes it better", (played.softens_if,)),
        *writer.note("Surprise", (scene.scenario.curveball,) if scene.scenario.curveball else ()),
        *writer.note("Good looks like", scene.scenario.ideal_path),
        *writer.note("Fouls", scene.scenario.fouls),
        *writer.note("It ends", (scene.scenario.stop_when,) if scene.scenario.stop_when else ()),
    )
    blocks = (Block(words(scene.scenario.setting)), _heard(words(played.says_first), words.customer))
    return Slide(writer.scene(scene), blocks, notes)


def _heard(text: str, label: str = "") -> Block:
    """What somebody says. In brackets stands what they do instead of speaking, which has no quotation marks."""
    return Block(text, "text" if text.startswith("(") else "line", label)


def _round(writer: Writer, slot: Slot, one: Round) -> Slide:
    words, rounds = writer.words, rounds_of(slot.segment)
    times = [Block("Play", "row", label=one.starts), Block("Talk about it", "row", label=one.feedback_at)]
    times.append(Block("Next round" if one is not slot.rounds[-1] else "End", "row", label=one.ends))
    several = len({trio.scene.ref for trio in one.groups if trio.scene}) > 1
    groups = [Block(_seats(writer, trio, scene=several), "row", label=f"Group {trio.number}") for trio in one.groups]
    surprised = [f"Group {trio.number}: {words.title(trio.scene.playbook)}" for trio in _surprised(one) if trio.scene]
    return Slide(
        f"Round {one.number} of {len(slot.rounds)}",
        (*times, *groups),
        (Note("Give the sign for the curveball in", tuple(surprised)),) if surprised else (),
        minutes=rounds.play if rounds else None,
    )


def _surprised(one: Round) -> list[Trio]:
    return [trio for trio in one.groups if trio.curveball]


def _seats(writer: Writer, trio: Trio, *, scene: bool) -> str:
    def seat(number: int) -> str:
        return "the coach" if number == COACH else f"seat {number}"

    watching = ", ".join(map(seat, trio.observers))
    told = f"{writer.words.customer}: {seat(trio.customer)}. Staff: {seat(trio.staff)}."
    told += f" Watching: {watching}." if watching else ""
    return f"{told} {writer.scene(trio.scene)}" if scene and trio.scene else told


# ---- stop cards


def drill_slides(writer: Writer, playbook: Playbook) -> Iterator[Slide]:
    """What is seen or heard, alone; then, on the next slide, the first action."""
    words = writer.words
    call = call_of(writer.handbook, playbook)
    seen = (Block(words(call.called_out)),)
    yield Slide("What do you do first?", seen, writer.note("Page", (playbook.title,)), tone="stop")
    blocks = [Block(words(call.action), label=words.role(call.who))]
    if call.over_to is not None:
        blocks.append(Block(f"{words.by(*call.over_to)}.", label="Over to"))
    if playbook.stay is not None:
        blocks.append(Block(words(playbook.stay), label="Stay"))
    yield Slide(f"STOP: {words.title(playbook)}", tuple(blocks), tone="stop")


# ---- questions


def question_slides(writer: Writer, asked: Asked, title: str) -> Iterator[Slide]:
    """The question without its answer; then, on the next slide, the answer and every reason."""
    words, options = writer.words, lettered(asked)
    prompt = [Block(words(asked.question.prompt))]
    if asked.question.type == "conversation":
        prompt.append(Block(words(asked.question.turns[0].hears)))
    right = partners(asked)
    shown = [Block(words(one.text), "row", label=one.letter) for one in options]
    shown += [Block(words(text), "row", label=str(number)) for number, text in enumerate(right, start=1)]
    yield Slide(title, (*prompt, *shown), writer.note("Page", (asked.playbook.title,)))
    told = tuple(_told(writer, one, asked) for one in _in_key_order(options))
    rights = asked.question.rights if asked.question.type == "type-line" else ()
    lines = tuple(Block(words(one.text), "line") for one in rights)
    facts = tuple(Block(words(one.fact), "item") for one in asked.question.must_say)
    because = tuple(Block(words(one.because), label="Why") for one in rights)
    letters = answer_letters(asked)
    answer = f"{title}: {letters}" if letters else title
    yield Slide(answer, (*lines, *facts, *because, *told), writer.note("Asked", (asked.question.prompt,)))


def _in_key_order(options: Sequence[Lettered]) -> list[Lettered]:
    return sorted(options, key=lambda one: (not one.right, one.place, one.letter))


def _told(writer: Writer, one: Lettered, asked: Asked) -> Block:
    words = writer.words
    verdicts = {"say-or-not": ("Say it", "Do not say it")}
    yes, no = verdicts.get(asked.question.type, ("Right", "Wrong"))
    text = f"{words(one.text)}: {words(one.partner)}" if one.partner else words(one.text)
    plain = asked.question.type in ("order", "match")
    label = f"{one.letter}. {text}" if plain else f"{one.letter}, {(yes if one.right else no).lower()}: {text}"
    return Block(words(one.because), label=label)
