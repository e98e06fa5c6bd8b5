"""The facilitator's guide: the run sheet on one page, then every segment with all that the coach needs for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.model.playbook import Playbook
from generator.workshops.content import KINDS, Content
from generator.workshops.drill import call_of
from generator.workshops.session import Round, Scene, Slot
from generator.workshops.sheets.blocks import (
    LEAST,
    Block,
    Cell,
    bullets,
    head,
    numbered,
    para,
    row,
    say,
    section,
    table,
    ticks,
    title,
)
from generator.workshops.sheets.questions import key_blocks
from generator.workshops.sheets.runsheet import run_sheets

BODY = 10.5
"""pt. A guide lies on a table and is read in the hand."""


def guide(content: Content) -> dict[str, Any]:
    """Run sheet, preparation, and the segments in their order."""
    shown: set[str] = set()
    session = content.session
    runs, before = run_sheets(content), _before(content)
    # In the room that is left: beside the rules of role plays there is none.
    (runs[-1] if session.scenes else before).extend(_revisions(content))
    days = []
    for day in session.days:
        blocks = [title(content.words(day.title), f"{day.starts} to {day.ends}")] if len(session.days) > 1 else []
        for slot in day.slots:
            blocks += _segment(content, slot, shown)
        days.append(blocks)
    days[-1] += _after(content)
    sheets = [section(run, (LEAST, 12.5)) for run in runs]
    return {"pt": BODY, "sections": [*sheets, section(before, (LEAST, BODY)), *map(section, days)]}


def _before(content: Content) -> list[Block]:
    workshop, words, rubric = content.session.workshop, content.words, content.handbook.rubric
    blocks = [title("Before you begin", words(workshop.audience))]
    blocks += [head("At the end everybody can"), bullets(words.all(workshop.outcomes))]
    if workshop.before:
        blocks += [head("Beforehand"), ticks(words.all(workshop.before))]
    if rubric is not None and rubric.ground_rules and content.session.scenes:
        blocks += [head("The rules of the room"), say(words.all(rubric.ground_rules), "Read out")]
    if rubric is not None and rubric.feedback and content.session.scenes:
        blocks += [head("The talk after each play"), numbered(words.all(rubric.feedback))]
    if rubric is not None and rubric.fatals and content.session.scenes:
        fatals: list[list[Cell]] = [
            [{"text": words(one.what), "bold": True}, words(one.because)] for one in rubric.fatals
        ]
        blocks += [head("What fails at once, and why"), table([-1, -1], fatals, ("What", "Why"))]
    return blocks


def _revisions(content: Content) -> list[Block]:
    """The pages with the revisions that the pack was made from: looked up when an older pack turns up."""
    pages = [f"{content.words.title(one)} ({content.revision(one)})" for one in content.session.playbooks]
    return [head("The pages it is made of"), para("; ".join(pages) + ".", quiet=True)] if pages else []


def _after(content: Content) -> list[Block]:
    after = content.session.workshop.after
    return [head("Afterwards"), ticks(content.words.all(after))] if after else []


def _segment(content: Content, slot: Slot, shown: set[str]) -> list[Block]:
    segment, words = slot.segment, content.words
    minutes = f"to {slot.ends} \u00b7 {segment.minutes} min \u00b7 {KINDS[segment.kind]}"
    each = f" \u00b7 {slot.minutes_each} min for each" if slot.minutes_each else ""
    blocks: list[Block] = [
        {"kind": "segment", "starts": slot.starts, "title": words(segment.title), "sub": minutes + each}
    ]
    if segment.aim:
        blocks.append(row("Aim", [para(words(segment.aim), bold=True)]))
    needed = [*content.sheets(slot), *words.all(segment.materials)]
    if needed:
        blocks.append(row("You need", [para(", ".join(needed))]))
    if segment.do:
        blocks.append(row("Do", [numbered(words.all(segment.do))]))
    if segment.say:
        blocks.append(row("Say", [say(words.all(segment.say))]))
    if segment.expect:
        blocks.append(row("Expect", [bullets(words.all(segment.expect))]))
    if slot.rounds:
        blocks += [row("Rounds" if one.number == 1 else "", _round(content, one)) for one in slot.rounds]
    blocks += [row("Scene", _scene(content, scene)) for scene in slot.scenes if _first(shown, "s" + scene.ref)]
    blocks += _pages(content, slot, shown)
    if slot.pairs:
        blocks.append(row("Lines", [content.pair(pair) for _, pair in slot.pairs]))
    if slot.asked:
        labels = ["Questions", *([""] * (len(slot.asked) - 1))]
        blocks += [row(label, key_blocks(content, one)) for label, one in zip(labels, slot.asked, strict=True)]
    if segment.ask:
        blocks.append(row("Ask then", [bullets(words.all(segment.ask))]))
    return blocks


def _first(shown: set[str], name: str) -> bool:
    """Whether this is the first time that something comes; it stands in the guide once."""
    new = name not in shown
    shown.add(name)
    return new


def _round(content: Content, one: Round) -> list[Block]:
    """Who plays what with whom, by seat."""
    seat = content.seat
    rows: list[list[Cell]] = [
        [
            str(trio.number),
            seat(trio.staff),
            seat(trio.customer),
            ", ".join(map(seat, trio.observers)),
            content.scene_name(trio.scene) if trio.scene else "",
            "curveball" if trio.curveball else "",
        ]
        for trio in one.groups
    ]
    times = f"play {one.starts} \u00b7 feedback {one.feedback_at} \u00b7 end {one.ends}"
    top = ("Group", "Staff", content.roles["customer"], "Observes", "Scene", "")
    return [head(f"Round {one.number}", 3, sub=times), table([-1, -1, -1, -1, -1.2, -1.2], rows, top)]


def _scene(content: Content, scene: Scene) -> list[Block]:
    words, scenario = content.words, scene.scenario
    blocks = [
        head(f"{content.scene_name(scene)}: {words.title(scene.playbook)}", 3),
        para(words(scenario.setting)),
        say([words.quoted(scenario.customer.says_first)], f"{content.roles['customer']} says first"),
        para(words(scenario.customer.hidden_loss), "Hidden loss"),
        *([para(words(scenario.curveball), "Curveball")] if scenario.curveball else []),
        para("", "The way that works"),
        numbered(words.all(scenario.ideal_path)),
    ]
    if scenario.fouls:
        blocks += [para("", "Fouls"), bullets(words.all(scenario.fouls))]
    return [*blocks, *([para(words(scenario.stop_when), "It ends")] if scenario.stop_when else [])]


def _pages(content: Content, slot: Slot, shown: set[str]) -> list[Block]:
    """What the segment shows of its pages: walked in full, drilled, or named."""
    kind, words = slot.segment.kind, content.words
    if not slot.playbooks or kind in ("quiz", "role-play"):
        return []
    if kind == "stop-card-drill":
        return [row("Call out", [drill(content, slot.playbooks)])]
    if kind == "page-walk":
        new = {one.id for one in slot.playbooks if _first(shown, one.id)}
        again = [words.title(one) for one in slot.playbooks if one.id not in new]
        pages = [row("Page", content.page(one)) for one in slot.playbooks if one.id in new]
        return [*pages, *([row("Page", [para("As above:"), bullets(again)])] if again else [])]
    if kind in ("story", "group-work"):
        untold = [one for one in slot.playbooks if _first(shown, "l" + one.id)]
        return [row("Pages", [_losses(content, untold)])] if untold else []
    if kind == "words-clinic":
        lines = [
            content.pair(wording)
            for one in slot.playbooks
            for wording in (one.first_line, *one.wording)
            if wording.instead_of and _first(shown, "w" + wording.say)
        ]
        return [] if slot.pairs or not lines else [row("Lines", lines)]
    # Not those of the whole workshop: they would be named again in every segment.
    named = slot.segment.defects or slot.segment.every_stop_card
    return [row("Pages", [bullets(map(words.title, slot.playbooks))])] if named else []


def _losses(content: Content, playbooks: Sequence[Playbook]) -> Block:
    rows: list[list[Cell]] = [
        [{"text": content.words.title(one), "bold": True}, content.words(one.definition), ", ".join(one.loss)]
        for one in playbooks
    ]
    return table([-1, -1.5, -0.6], rows, ("Page", "What goes wrong", "What is lost"))


def drill(content: Content, playbooks: tuple[Playbook, ...]) -> Block:
    """Stop cards for a drill: what is called out, the one action, and who has it by when."""
    words = content.words
    rows: list[list[Cell]] = []
    for one in playbooks:
        call = call_of(content.handbook, one)
        rows.append(
            [
                {"text": words.title(one), "bold": True, "icon": "stop", "sub": words(call.called_out)},
                {"text": words(call.action), "bold": True},
                words.by(*call.over_to) if call.over_to else "",
            ]
        )
    return table([-1.15, -1.2, -0.55], rows, ("Call out", "First action", "Who has it"))
