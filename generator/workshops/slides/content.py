"""What stands on the slides of a segment, kind by kind. All words but the captions come from the handbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.playbook import Playbook
from generator.model.workshop import SegmentKind
from generator.rendering.words import amount
from generator.workshops.session import Slot
from generator.workshops.slides.nouns import Block, Slide, Writer
from generator.workshops.slides.plays import drill_slides, play_slides, question_slides

TASKS: dict[SegmentKind, str] = {
    "story": "Listen. It is real, and it has no names.",
    "talk": "Listen, and say what you see otherwise.",
    "page-walk": "Open the page. Say its lines aloud.",
    "words-clinic": "Hear the line that people say. Then say a better one aloud.",
    "group-work": "Think alone first. Then everybody in turn.",
    "role-play": "Play, talk about it, change seats.",
    "stop-card-drill": "Say the first action aloud. Ten seconds.",
    "quiz": "Answer alone, on paper. Then hear every reason.",
    "debrief": "Say what you saw and heard, not what you think of somebody.",
    "sign-off": "Show it once, to somebody who signs for it.",
    "break": "A break.",
    "commitment": "Write down what you will do, and by when.",
}
"""What the room does, in few words, by the kind of the segment."""

MOST_WALKED = 4
"""Pages that a page walk shows in full. With more, each has one slide: there are minutes for no more."""


def segment_slides(writer: Writer, slot: Slot, *, first_play: bool) -> Iterator[Slide]:
    """The slides of one segment: what it is and what the room does, then what it uses, then its questions."""
    yield _opening(writer, slot)
    kind = slot.segment.kind
    if kind == "page-walk":
        yield from _walks(writer, slot.playbooks)
    elif kind == "words-clinic":
        for _, pair in slot.pairs:
            if pair.instead_of is not None:
                yield from contrast(writer, pair.instead_of, pair.say, pair.because, pair.when or "")
    elif kind == "role-play":
        yield from play_slides(writer, slot, first_play=first_play)
    elif kind == "stop-card-drill":
        for playbook in slot.playbooks:
            yield from drill_slides(writer, playbook)
    elif kind == "quiz":
        for number, asked in enumerate(slot.asked, start=1):
            yield from question_slides(writer, asked, f"Question {number} of {len(slot.asked)}")
    if slot.segment.ask:
        yield Slide("To talk about", writer.items(slot.segment.ask))


def _opening(writer: Writer, slot: Slot) -> Slide:
    segment, words = slot.segment, writer.words
    task = f"Back at {slot.ends}." if segment.kind == "break" else TASKS[segment.kind]
    blocks = [Block(words(segment.aim))] if segment.aim else []
    blocks.append(Block(task, label="" if segment.kind == "break" else "You"))
    notes = (
        *writer.note("Do", segment.do),
        *writer.note("Say", segment.say),
        *writer.note("Expect", segment.expect),
        *writer.note("Lay ready", segment.materials),
    )
    return Slide(words(segment.title), tuple(blocks), notes, tone="dark")


# ---- pages


def _walks(writer: Writer, playbooks: Sequence[Playbook]) -> Iterator[Slide]:
    for playbook in playbooks:
        if len(playbooks) > MOST_WALKED:
            yield _stops(writer, playbook) if playbook.kind == "stop-card" else _first_line(writer, playbook)
        else:
            yield from _walk(writer, playbook)


def _walk(writer: Writer, playbook: Playbook) -> Iterator[Slide]:
    """One page in the order of the stressed moment: stop signs, first line, steps, limits, promise."""
    words, title = writer.words, writer.words.title(playbook)
    if playbook.red_flags:
        yield _stops(writer, playbook)
    line = playbook.first_line
    if line.instead_of is not None:
        yield _often_said(writer, line.instead_of, title)
    yield _first_line(writer, playbook)
    steps = writer.handbook.steps_here(playbook.steps)
    rows = tuple(Block(words(step.do), label=words.by(step.who, step.within)) for step in steps)
    yield Slide(title, rows)
    promise = playbook.promise
    if promise is not None:
        kept = Block(words(promise.even_if), "line", label=f"The promise: {words.by(promise.who, promise.by)}")
        yield Slide(title, (kept, *_limits(writer, playbook)))


def _limits(writer: Writer, playbook: Playbook) -> Iterator[Block]:
    """What each role that acts may spend on one event without asking. A stop card spends nothing."""
    acting = dict.fromkeys(step.who for step in playbook.steps) if playbook.kind == "recovery" else {}
    for id_ in acting:
        spend = writer.handbook.roles[id_].may_spend
        if spend:
            most = amount(spend, writer.words(writer.handbook.practice.currency))
            yield Block(f"{writer.words.role(id_)}: up to {most} for one event, without asking", "item")


def _first_line(writer: Writer, playbook: Playbook) -> Slide:
    words, line = writer.words, playbook.first_line
    speaker = words.role(line.who or writer.handbook.practice.desk_role)
    how = "say exactly this" if line.verbatim else "in your own words"
    facts = (Block("These facts must be in it:"), *writer.items(line.must_say)) if line.must_say else ()
    return Slide(
        words.title(playbook),
        (Block(words(line.say), "line", label=f"{speaker}, {how}"), *facts),
        (
            *writer.note("You see or hear", playbook.triggers),
            *writer.note("Not", (line.instead_of,) if line.instead_of else ()),
            *writer.note("Why", (line.because,)),
        ),
    )


def _stops(writer: Writer, playbook: Playbook) -> Slide:
    words = writer.words
    heading = "STOP" if playbook.kind == "stop-card" else "Stop if you see this"
    flags = tuple(
        Block(
            f"{words(flag.do)} Over to: {words.by(flag.hand_over_to, flag.within)}.",
            label=words(flag.looks_like),
        )
        for flag in playbook.red_flags
    )
    said = [word for flag in playbook.red_flags for word in flag.words]
    return Slide(
        f"{heading}: {words.title(playbook)}",
        flags or tuple(Block(words(step.do), label=words.by(step.who, step.within)) for step in playbook.steps[:2]),
        writer.note("They may say", said),
        tone="stop",
    )


# ---- words


def contrast(writer: Writer, instead_of: str, say: str, because: str, when: str) -> Iterator[Slide]:
    """The line that people say, alone; then, on the next slide, the better one above it, and why."""
    words = writer.words
    title = words(when or "What people say")
    yield _often_said(writer, instead_of, title)
    yield Slide(
        title,
        (
            Block(words(say), "line", label="Say"),
            Block(words(instead_of), label="Not"),
            Block(words(because), label="Why"),
        ),
    )


def _often_said(writer: Writer, instead_of: str, title: str) -> Slide:
    return Slide(title, (Block(writer.words(instead_of), "line", label="Often said"), Block("What do you say?")))
