"""Slides of a session: one list, from which the PowerPoint file and the page in the browser are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.model.handbook import Handbook
from generator.rendering.cache import Cache, key_of
from generator.workshops.content import Content
from generator.workshops.session import Session, Sitting
from generator.workshops.slides.content import segment_slides
from generator.workshops.slides.fit import fitted
from generator.workshops.slides.nouns import Block, Slide, Writer
from generator.workshops.slides.powerpoint import presentation, recipe
from generator.workshops.words import Words


def slides_of(handbook: Handbook, session: Session) -> tuple[Slide, ...]:
    """Every slide of the session in order, its words at a size at which they fit."""
    return tuple(part for slide in _written(handbook, session) for part in fitted(slide))


def slides_pptx(handbook: Handbook, session: Session, cache: Cache | None = None) -> bytes:
    """The slides as a PowerPoint file with speaker notes. Same handbook and session, same bytes.

    A file whose slides did not change comes from the cache: a long one takes seconds to write.
    """
    slides, title = slides_of(handbook, session), Words(handbook)(session.workshop.title)
    cache = cache or Cache.beside(None)
    key = f"pptx-{key_of(repr(slides), title, handbook.practice.language, recipe())}"
    made = cache.read(key)
    if made is None:
        made = presentation(slides, title, handbook.practice.language)
        cache.write(key, made)
    return made


def _written(handbook: Handbook, session: Session) -> Iterator[Slide]:
    content = Content(handbook, session, Words(handbook))
    writer = Writer(handbook, content.words, content.numbers)
    words, workshop = writer.words, session.workshop
    notes = (*writer.note("For", (workshop.audience,)), *writer.note("Lay ready", workshop.materials))
    several = len(session.days) > 1
    times = [
        Block(f"{words(day.title)}: {day.starts} to {day.ends}" if several else f"{day.starts} to {day.ends}")
        for day in session.days
    ]
    opening = (Block(words(workshop.aim)), *times)
    yield Slide(words(workshop.title), opening, (*notes, *writer.note("Before", workshop.before)), tone="dark")
    number, played = 0, False
    for day in session.days:
        yield _agenda(words, day, several=several)
        for slot in day.slots:
            number += 1
            for slide in segment_slides(writer, slot, first_play=not played):
                clock = f"{slot.starts} to {slot.ends}"
                minutes = slide.minutes or slot.segment.minutes
                yield replace(slide, clock=clock, minutes=minutes, segment=number)
            played = played or slot.segment.kind == "role-play"
    yield Slide(
        "From now on",
        writer.items(workshop.outcomes),
        writer.note("After", workshop.after),
        segment=number,
        tone="dark",
    )


def _agenda(words: Words, day: Sitting, *, several: bool) -> Slide:
    rows = tuple(Block(words(slot.segment.title), "row", label=slot.starts) for slot in day.slots)
    title = f"{words(day.title)}: {day.starts} to {day.ends}" if several else f"Today: {day.starts} to {day.ends}"
    return Slide(title, (*rows, Block("End", "row", label=day.ends)))
