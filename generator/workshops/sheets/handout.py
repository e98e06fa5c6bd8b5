"""What participants take home: the pages' own words, and exercises; a second time with the answers."""

from __future__ import annotations

from typing import Any, get_args

from generator.model.playbook import Loss, Playbook
from generator.model.wording import Wording
from generator.workshops.content import Content
from generator.workshops.sheets.blocks import LEAST, Block, bullets, head, para, section, title
from generator.workshops.sheets.guide import drill

WALKED = 4
"""Pages that a handout shows in full. Of a longer list the stop cards are a table, and of the rest there is what must
be known by heart: when, the signs that stop the script, and the first line. The whole is on the card and the page."""

STOP_FOR = "Stop, and do what the card says, if"
"""What stands before the signs of red flags where there is no room for what to do at each."""

MOST_LINES = 5
"""Lines to rewrite: as many as have room, with the losses, on one page. Every further page is paid for each person."""


def handout(content: Content) -> dict[str, Any]:
    return _handout(content, answers=False)


def handout_with_answers(content: Content) -> dict[str, Any]:
    return _handout(content, answers=True)


def _handout(content: Content, *, answers: bool) -> dict[str, Any]:
    workshop, words = content.session.workshop, content.words
    sub = "With answers" if answers else words(workshop.aim)
    opening = [title(content.title, sub), head("At the end you can"), bullets(words.all(workshop.outcomes))]
    sections = _pages(content, opening)
    exercises = [*_losses(content, answers=answers), *_rewrite(content, answers=answers)]
    if exercises:
        name = "Exercises, with answers" if answers else "Exercises"
        sections.append(section([title(name), *exercises], (LEAST, 11)))
    return {"pt": 11, "sections": sections}


def _pages(content: Content, opening: list[Block]) -> list[Block]:
    """A few pages each on a sheet of its own, so that one can be pinned up; of many, what has to be known by heart."""
    pages = content.session.playbooks
    stops = tuple(one for one in pages if one.kind == "stop-card")
    if 0 < len(pages) <= WALKED:
        each = [content.page(one, 2) for one in pages]
        return [section(blocks, (LEAST, 11.5)) for blocks in ([*opening, *each[0]], *each[1:])]
    blocks: list[Block] = [head("Stop cards"), drill(content, stops)] if stops else []
    for one in pages:
        if one.kind == "recovery":
            blocks += [
                head(content.words.title(one), 2, sub=content.revision(one)),
                para(content.words(one.triggers[0]), "When"),
                *([para(" ".join(looks), STOP_FOR)] if (looks := _looks(content, one)) else []),
                content.first_line(one),
            ]
    return [section([*opening, *blocks])]


def _looks(content: Content, playbook: Playbook) -> list[str]:
    return content.words.all(tuple(flag.looks_like for flag in playbook.red_flags))


def _losses(content: Content, *, answers: bool) -> list[Block]:
    """What was lost? For each page the moment, and the five losses to tick."""
    recoveries = [one for one in content.session.playbooks if one.kind == "recovery"][:WALKED]
    if not recoveries:
        return []
    blocks = [head("What was lost?")]
    for one in recoveries:
        ticked = one.loss if answers else ()
        choices = [{"text": loss, "on": loss in ticked} for loss in get_args(Loss)]
        blocks += [para(content.words(one.definition)), {"kind": "choices", "items": choices}]
    return blocks


def _rewrite(content: Content, *, answers: bool) -> list[Block]:
    """Lines that people say, to be written anew: those of the words clinic first, then those of the pages."""
    found: dict[str, Wording] = {}
    for slot in content.session.slots:
        found |= {pair.instead_of: pair for _, pair in slot.pairs if pair.instead_of}
    for one in content.session.playbooks:
        found |= {line.instead_of: line for line in _lines(one) if line.instead_of and line.instead_of not in found}
    chosen = list(found.values())[:MOST_LINES]
    if not chosen:
        return []
    room = 0 if answers else 2
    return [head("Say it better"), *(content.pair(line, answer=answers, room=room) for line in chosen)]


def _lines(playbook: Playbook) -> tuple[Wording, ...]:
    return (playbook.first_line, *playbook.wording)
