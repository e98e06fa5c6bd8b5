"""The coach's part of the site: which workshop for which need, and a page for each with all that it holds.

Everything here is kept out of the search and out of the learners' navigation. Clock times and copies are
worked out for the number of people that the workshop is planned for; a few lines of script work them out
anew for another start or number, from figures that the plan itself gave.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

from jinja2 import Environment

from generator.model.audience import CoachPage
from generator.model.handbook import Handbook
from generator.model.practice import Stage
from generator.model.workshop import Workshop
from generator.rendering.escape import escape
from generator.rendering.output import Output
from generator.rendering.templates import environment
from generator.workshops.asking import answer_letters, lettered, partners
from generator.workshops.content import KINDS, Content
from generator.workshops.groups import seat_groups
from generator.workshops.pack import sheets_of
from generator.workshops.plan import minute_of, plan_session
from generator.workshops.session import Scene, Session
from generator.workshops.slides.deck import slides_of
from generator.workshops.slides.page import render_slides
from generator.workshops.words import Words

_ROOM = Path(str(resources.files("generator.workshops")))
ASSETS = "assets/workshops/"


def render_workshop_pages(handbook: Handbook, made: frozenset[str], coach_pages: Sequence[CoachPage]) -> list[Output]:
    """Every page for coaches, with what the pages need. None where there is nothing for coaches.

    `made` are the paths of the packs' files: a page links to those that there are.
    """
    if not handbook.workshops and not coach_pages:
        return []
    env = environment(handbook, str(_ROOM / "templates"))
    env.filters["finished"] = escape
    env.globals |= {"lettered": lettered, "partners": partners, "answer_letters": answer_letters, "kinds": KINDS}
    words = Words(handbook)
    sessions = [plan_session(handbook, workshop) for workshop in handbook.workshops]
    sessions.sort(key=lambda session: (sum(day.minutes for day in session.days), session.workshop.id))
    outputs: list[Output] = []
    for session in sessions:
        outputs += _of_one(handbook, env, Content(handbook, session, words), made)
    plays = list(_plays(handbook))
    for stage, scenes in plays:
        page = env.get_template("plays.md.jinja").render(stage=stage, scenes=scenes)
        outputs.append(Output(f"workshops/plays/{stage.id}.md", page))
    index = env.get_template("index.md.jinja").render(
        rows=[(session.workshop, _length(session)) for session in sessions], coach_pages=coach_pages, plays=plays
    )
    return [Output("workshops/index.md", index), *outputs, *_assets()]


def _of_one(handbook: Handbook, env: Environment, content: Content, made: frozenset[str]) -> Iterator[Output]:
    session, workshop = content.session, content.session.workshop
    pptx = f"workshops/{workshop.id}/slides.pptx"
    files = sheets_of(handbook, session)
    sizes = list(range(workshop.group.least, workshop.group.most + 1))
    page = env.get_template("workshop.md.jinja").render(
        workshop=workshop,
        session=session,
        length=_length(session),
        sheets=[listed for listed in files if listed.copies],
        copies=_copies(handbook, workshop, sizes),
        checklist=files[0].path,
        archive=f"workshops/{workshop.id}.zip",
        pptx=pptx,
        made=made,
        sizes=sizes,
        groups=[group_words(count) for count in sizes],
        offset=lambda day, clock: (minute_of(clock) - minute_of(day.starts)) % (24 * 60),
        content=content,
        rubric=handbook.rubric,
    )
    yield Output(f"workshops/{workshop.id}.md", page, workshop.file)
    name = Path(pptx).name if pptx in made else ""
    yield render_slides(env, content.words, session, slides_of(handbook, session), name)


def _copies(handbook: Handbook, workshop: Workshop, sizes: Sequence[int]) -> dict[str, list[int]]:
    """For each sheet, how many copies each number of people needs."""
    copies: dict[str, list[int]] = defaultdict(list)
    for people in sizes:
        for listed in sheets_of(handbook, plan_session(handbook, workshop, people)):
            copies[listed.name].append(listed.copies)
    return copies


def group_words(people: int) -> str:
    """How `people` sit together for a role play: ``2 groups of 3, 1 group of 4``."""
    sizes = Counter(map(len, seat_groups(people)))
    return ", ".join(
        f"{count} {'group' if count == 1 else 'groups'} of {size}" for size, count in sorted(sizes.items())
    )


def _length(session: Session) -> str:
    """How long it is, in words: ``5 min``, ``3 h 30 min``, ``2 days, 13 h``."""
    minutes = sum(day.minutes for day in session.days)
    hours, rest = divmod(minutes, 60)
    told = " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest else "")))
    return f"{len(session.days)} sittings, {told}" if len(session.days) > 1 else told


def _plays(handbook: Handbook) -> Iterator[tuple[Stage, list[Scene]]]:
    """Every role play of the handbook by stage, for a coach who wants another defect than a workshop has."""
    for stage in handbook.journey:
        found = [Scene(one, play) for one in handbook.at_stage(stage.id) for play in one.scenarios]
        if found:
            yield stage, found


def _assets() -> Iterator[Output]:
    root = _ROOM / "assets"
    for file in sorted(path for path in root.iterdir() if path.suffix in (".css", ".js")):
        yield Output(f"{ASSETS}{file.name}", file.read_bytes())
