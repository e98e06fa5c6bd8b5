"""Workshops and the rubric: every name exists, and every segment has what its kind needs.

What a coach says to the room is no line to a customer: the rules for phrases do not look here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized

from generator.model.handbook import Handbook
from generator.model.segments import (
    named_defects,
    on_paper,
    pairs_of,
    playbooks_of,
    scenarios_of,
    segments_of,
)
from generator.model.workshop import Segment, Workshop
from generator.near import did_you_mean, hint
from generator.problems import Path, Problem, Where
from generator.rules.walk import HANDBOOK_FILE

RUBRIC_FILE = "rubric.yml"
MOST_IN_A_ROLE_PLAY = 30
"""People. One coach cannot hear more than ten groups. The figure is ours."""


def check_workshops(handbook: Handbook) -> Iterator[Problem]:
    """What a workshop names is in the handbook, and it is made of the parts that belong together."""
    yield from _taken(handbook)
    for workshop in handbook.workshops:
        yield from _parts(workshop)
        yield from _group(workshop)
        yield from _owner(handbook, workshop)
        yield from _defects(handbook, workshop.file, ("defects",), workshop.defects)
        segments = list(segments_of(workshop))
        for day in dict.fromkeys(path[:-1] for path, _ in segments):
            ids = (((*path, "id"), segment.id) for path, segment in segments if path[:-1] == day)
            yield from _repeated(workshop.file, ids)
        for path, segment in segments:
            yield from _segment(handbook, workshop, path, segment)


def check_rubric(handbook: Handbook) -> Iterator[Problem]:
    """Role plays are observed by one sheet, and that sheet can be passed."""
    rubric = handbook.rubric
    if rubric is None:
        if RUBRIC_FILE not in handbook.unread_settings:
            yield from _no_rubric(handbook)
        return
    most = 2 * len(rubric.behaviours)
    if rubric.pass_mark > most:
        yield Problem(
            "pass-mark-too-high",
            Where(RUBRIC_FILE, ("pass_mark",)),
            f"{rubric.pass_mark} points pass, and {len(rubric.behaviours)} behaviours give {most} at most",
            "lower the mark, or add what else is scored",
        )
    yield from _repeated(RUBRIC_FILE, ((("behaviours", n, "id"), one.id) for n, one in enumerate(rubric.behaviours)))
    yield from _repeated(RUBRIC_FILE, ((("fatals", n, "id"), one.id) for n, one in enumerate(rubric.fatals)))


def _no_rubric(handbook: Handbook) -> Iterator[Problem]:
    """One report, however many role plays there are: one file is missing."""
    plays = (
        (workshop, path)
        for workshop in handbook.workshops
        for path, segment in segments_of(workshop)
        if segment.kind == "role-play"
    )
    for workshop, path in plays:
        yield Problem(
            "no-rubric",
            Where(workshop.file, (*path, "kind")),
            "there is no rubric.yml, so the observers of this role play have no sheet",
            "write rubric.yml: `behaviours`, `fatals`, `pass_mark`; `handbook init` makes one to begin with",
        )
        return


def _taken(handbook: Handbook) -> Iterator[Problem]:
    """Names that something else has: the folder of the workshops, and the page that lists them."""
    for number, stage in enumerate(handbook.journey):
        if stage.id == "workshops":
            where = Where(HANDBOOK_FILE, ("journey", number, "id"), stage.id)
            message = "the folder `workshops` holds workshops, and so it can be no stage"
            yield Problem("bad-id", where, message, "give the stage another name")
    for workshop in handbook.workshops:
        if workshop.id == "index":
            message = "`index` is the page that lists all workshops"
            yield Problem("bad-id", Where(workshop.file), message, "give the file another name")


def _parts(workshop: Workshop) -> Iterator[Problem]:
    def problem(field: str, message: str, help_: str) -> Problem:
        return Problem("workshop-parts", Where(workshop.file, (field,), on_key=True), message, help_)

    if workshop.segments and workshop.days:
        yield problem(
            "days", "both `segments` and `days` are written", "keep `segments` for one session, `days` for several"
        )
    elif not workshop.segments and not workshop.days:
        yield problem(
            "segments", "nothing happens in this workshop", "add `segments`; or `days`, each with its own segments"
        )
    elif workshop.days:
        for field, written in (("starts", workshop.starts), ("length", workshop.length)):
            if written is not None:
                yield problem(
                    field, f"each day has a `{field}` of its own", f"move `{field}` into the days it holds for"
                )
    elif workshop.starts is None:
        yield problem("starts", "nobody can tell when this begins", 'add `starts`, such as `starts: "12:30"`')


def _group(workshop: Workshop) -> Iterator[Problem]:
    group = workshop.group
    plays = any(segment.kind == "role-play" for _, segment in segments_of(workshop))
    if group.least > group.most:
        message, field = f"{group.least} people at least are more than {group.most} at most", "least"
    elif not group.least <= group.plan_for <= group.most:
        message = f"{group.plan_for} people are planned for, and it is for {group.least} to {group.most}"
        field = "plan_for"
    elif plays and group.most > MOST_IN_A_ROLE_PLAY:
        message, field = f"{group.most} people are too many for a role play with one coach", "most"
    else:
        return
    help_ = {
        "least": "change `least` or `most`",
        "plan_for": "write `plan_for` between `least` and `most`; left out, it is 6",
        "most": f"write {MOST_IN_A_ROLE_PLAY} or fewer, and hold it twice",
    }[field]
    yield Problem("group-sizes", Where(workshop.file, ("group", field)), message, help_)


def _owner(handbook: Handbook, workshop: Workshop) -> Iterator[Problem]:
    if workshop.owner not in handbook.roles:
        where = Where(workshop.file, ("owner",), workshop.owner)
        help_ = hint(workshop.owner, handbook.roles, f"Or add it under `roles` in {HANDBOOK_FILE}")
        yield Problem(
            "unknown-name", where, f"there is no role `{workshop.owner}`", help_, once=f"role {workshop.owner}"
        )


def _repeated(file: str, ids: Iterable[tuple[Path, str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, id_ in ids:
        if id_ in seen:
            yield Problem("duplicate-id", Where(file, path), f"`{id_}` is there already", "give it a name of its own")
        seen.add(id_)


def _segment(handbook: Handbook, workshop: Workshop, path: Path, segment: Segment) -> Iterator[Problem]:
    file = workshop.file
    yield from _defects(handbook, file, (*path, "defects"), segment.defects)
    yield from _refs(handbook, file, (*path, "scenarios"), segment.scenarios, "scenario")
    yield from _refs(handbook, file, (*path, "questions"), segment.questions, "question")
    if "wording.yml" not in handbook.unread_settings:
        for number, id_ in enumerate(segment.wording):
            if id_ not in handbook.pairs:
                where = Where(file, (*path, "wording", number), id_)
                message = f"wording.yml has no `{id_}` under `pairs`"
                help_ = did_you_mean(id_, handbook.pairs)
                yield Problem("unknown-name", where, message, help_, once=f"pairs {id_}")
    if segment.aim is None and segment.kind != "break":
        where = Where(file, (*path, "aim"), on_key=True)
        yield Problem("missing-field", where, "`aim` is missing", "add it: what people can do afterwards")
    if segment.rounds is not None and segment.kind != "role-play":
        where = Where(file, (*path, "rounds"), on_key=True)
        help_ = "delete `rounds`, or write `kind: role-play`"
        yield Problem("workshop-parts", where, f"only a role play has rounds, and this is a {_kind(segment)}", help_)
    yield from _nothing_to_use(handbook, workshop, path, segment)


def _defects(handbook: Handbook, file: str, path: Path, ids: Iterable[str]) -> Iterator[Problem]:
    for number, id_ in enumerate(ids):
        yield from _defect(handbook, Where(file, (*path, number), id_), id_)


def _defect(handbook: Handbook, where: Where, id_: str) -> Iterator[Problem]:
    """A playbook that is there, or one whose own file has a mistake: that is told where it is."""
    if id_ in handbook.by_id or id_ in handbook.unread:
        return
    if id_ in handbook.gap_stage:
        yield Problem(
            "no-playbook-yet",
            where,
            f"`{id_}` is a known gap: nothing is planned for it that could be trained",
            f"write it first, beginning with `handbook new {handbook.gap_stage[id_]}/{id_}`; until then, leave it out",
        )
    else:
        help_ = did_you_mean(id_, handbook.by_id)
        yield Problem("unknown-name", where, f"there is no defect `{id_}`", help_, once=f"defect {id_}")


def _refs(handbook: Handbook, file: str, path: Path, refs: Iterable[str], noun: str) -> Iterator[Problem]:
    for number, ref in enumerate(refs):
        defect, _, id_ = ref.partition("/")
        playbook = handbook.by_id.get(defect)
        if playbook is None:
            yield from _defect(handbook, Where(file, (*path, number), defect), defect)
            continue
        parts = playbook.scenarios if noun == "scenario" else playbook.quiz
        known = [part.id for part in parts]
        if id_ not in known:
            message = f"`{defect}` has no {noun} `{id_}`"
            yield Problem("unknown-name", Where(file, (*path, number), id_), message, did_you_mean(id_, known))


def _nothing_to_use(handbook: Handbook, workshop: Workshop, path: Path, segment: Segment) -> Iterator[Problem]:
    """A segment of a kind that works with something, and has nothing of it. Where a name is wrong, that is the slip."""
    unread = segment.kind == "words-clinic" and "wording.yml" in handbook.unread_settings
    if unread or any(id_ not in handbook.by_id for id_ in named_defects(workshop, segment)):
        return
    playbooks = playbooks_of(handbook, workshop, segment)
    used: dict[str, Sized] = {
        "page-walk": playbooks,
        "role-play": segment.scenarios or scenarios_of(handbook, segment, playbooks),
        # Every question that is written: one that is not asked in this place is no mistake.
        "quiz": segment.questions or on_paper(question for one in playbooks for question in one.quiz),
        "stop-card-drill": playbooks,
        "words-clinic": segment.wording or pairs_of(handbook, segment, playbooks),
    }
    if segment.kind in used and not used[segment.kind]:
        lacks, help_ = _LACKS[segment.kind]
        yield Problem(
            "nothing-to-use", Where(workshop.file, (*path, "kind")), f"this {_kind(segment)} has {lacks}", help_
        )


_LACKS = {
    "page-walk": ("no page to walk through", "name playbooks under `defects`"),
    "role-play": (
        "no scenario to play",
        "name some under `scenarios`, or write one into a playbook of this workshop",
    ),
    "quiz": ("no question to ask", "name some under `questions`, or write a `quiz` into a playbook of this workshop"),
    "stop-card-drill": ("no stop card to drill", "name some under `defects`, or write `every_stop_card: yes`"),
    "words-clinic": ("no line to work on", "name pairs of the phrasebook under `wording`"),
}
"""For each kind that works with something: what it lacks, and what to write."""


def _kind(segment: Segment) -> str:
    return segment.kind.replace("-", " ")
