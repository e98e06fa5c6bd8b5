"""The pages of the quizzes, and the scripts that carry their questions to the mixed ones.

A quiz page is complete without a script: every prompt, option and reason stands in it, the key folded
away. Mixed pages (a stage, the daily mix) draw their questions from one script file a playbook, because
a page opened from a disk may load no other file; without a script they list the quizzes they draw from.
None of the pages is searched: a search that answers a quiz spoils it.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from jinja2 import Environment

from generator.model.handbook import Handbook
from generator.model.practice import Stage
from generator.model.revision import PARTS, page_stamp
from generator.model.settings import fill
from generator.quizzes.drills import drill_questions
from generator.quizzes.items import Item, Quiz, digest, item_of, quizzes_of, script_data
from generator.rendering.output import Output
from generator.rendering.templates import environment

_ROOM = Path(str(resources.files("generator.quizzes")))
ASSETS = "assets/quizzes/"
TICKS = f"{ASSETS}ticks.js"
"""The one script of this room that every page of the site carries."""
DRILL_SECONDS = 10
"""To the first action of a stop card (research 5.1: everyone must hit the action within ten seconds)."""
MOST_DRILLS = 120
"""Questions on the drill's page at most, so that the page stays bounded."""
MOST_LISTED = 250
"""Quizzes in one list at most. A larger handbook lists them by stage, so that no page grows with the whole."""

_FREQUENCY = {"daily": 4, "weekly": 3, "monthly": 2, "yearly": 1}


def render_quizzes(handbook: Handbook) -> list[Output]:
    """Every page of the quizzes with its scripts. A playbook that nothing can be asked about yet has its page, too."""
    quizzes = quizzes_of(handbook)
    env = templates_for(handbook)
    # Each quiz stands on its page and in its script: it is rendered once.
    html = {quiz.playbook.id: questions_html(env, quiz.items) for quiz in quizzes if quiz.items}
    stamps = {playbook.id: page_stamp(handbook, playbook) for playbook in handbook.playbooks}
    return [*_pages(handbook, env, quizzes, html, stamps), *_data(handbook, quizzes, html, stamps), *_assets()]


def templates_for(handbook: Handbook) -> Environment:
    """The press with the templates of this room."""
    return environment(handbook, str(_ROOM / "templates"))


def questions_html(env: Environment, items: tuple[Item, ...]) -> str:
    """The questions as they stand on a quiz page, without the page around them."""
    html = env.get_template("questions.jinja").render(items=items, level=2)
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


def asset(name: str) -> bytes:
    """A file of this room's assets, for exports that carry the quiz with them."""
    own = _ROOM / "exports" / "assets" / name
    return (own if own.is_file() else _ROOM / "assets" / name).read_bytes()


def book_id(handbook: Handbook) -> str:
    """The name under which a browser keeps progress: two handbooks on one machine do not mix."""
    return digest(handbook.practice.name, *(stage.id for stage in handbook.journey))


def _pages(
    handbook: Handbook, env: Environment, quizzes: list[Quiz], html: dict[str, str], stamps: dict[str, str]
) -> Iterator[Output]:
    asked = [quiz for quiz in quizzes if quiz.items]
    stages = _by_stage(handbook, asked)
    filled = [(stage, found) for stage, found in stages if found]
    drills = drills_of(handbook)
    names = {stage.id: stage for stage in handbook.journey}
    for quiz in quizzes:
        content = env.get_template("quiz.md.jinja").render(
            playbook=quiz.playbook,
            stage=names[quiz.playbook.stage],
            questions=html.get(quiz.playbook.id, ""),
        )
        yield Output(f"quizzes/{quiz.playbook.id}.md", content, source=quiz.playbook.file)
    common = {"stages": filled, "drills": drills, "seconds": DRILL_SECONDS, "bounded": len(asked) > MOST_LISTED}
    yield Output("quizzes/index.md", env.get_template("index.md.jinja").render(**common))
    for stage, found in stages:
        yield Output(f"learn/stages/{stage.id}.md", env.get_template("stage.md.jinja").render(stage=stage, found=found))
    yield Output("learn/all.md", env.get_template("all.md.jinja").render(**common))
    yield Output("learn/daily.md", env.get_template("daily.md.jinja").render(**common))
    yield Output("learn/start.md", env.get_template("start.md.jinja").render(keys=start_keys(filled), **common))
    if drills:
        yield Output("learn/drill.md", env.get_template("drill.md.jinja").render(**common))
    yield Output("learn/progress.md", env.get_template("progress.md.jinja").render(**common))
    sheet = env.get_template("sign-off.md.jinja").render(
        sheets=_by_stage(handbook, quizzes),
        stamps=stamps,
        drilled={item.defect for item in drills},
        **common,
    )
    yield Output("learn/sign-off.md", sheet)


def _by_stage(handbook: Handbook, quizzes: list[Quiz]) -> list[tuple[Stage, list[Quiz]]]:
    return [(stage, [quiz for quiz in quizzes if quiz.playbook.stage == stage.id]) for stage in handbook.journey]


def drills_of(handbook: Handbook) -> list[Item]:
    """The drill's questions: every stop card, by up to three of its triggers, fewer where there are many cards."""
    stops = [playbook for playbook in handbook.playbooks if playbook.kind == "stop-card"]
    each = max(1, min(3, MOST_DRILLS // max(1, len(stops))))
    return [
        item_of(playbook.id, question, derived=True)
        for playbook in stops[:MOST_DRILLS]
        for question in list(drill_questions(handbook, playbook))[:each]
    ]


def start_keys(stages: list[tuple[Stage, list[Quiz]]]) -> list[str]:
    """The test of where to begin: one question for each stage's heaviest page, and one for its heaviest stop card."""
    keys = []
    for _, found in stages:
        ranked = sorted(
            found, key=lambda quiz: (-quiz.playbook.severity, -_FREQUENCY[quiz.playbook.frequency], quiz.playbook.id)
        )
        stops = [quiz for quiz in ranked if quiz.playbook.kind == "stop-card"][:1]
        usual = [quiz for quiz in ranked if quiz.playbook.kind == "recovery"][:1]
        for quiz in stops + usual:
            asked = next((item for item in quiz.items if item.type == "one" and not item.derived), quiz.items[0])
            keys.append(asked.key)
    return keys


def _data(handbook: Handbook, quizzes: list[Quiz], html: dict[str, str], stamps: dict[str, str]) -> Iterator[Output]:
    """The list of all questions with their hashes, and each quiz as a script for the mixed pages."""
    settings = handbook.settings()
    listed = [
        {
            "id": quiz.playbook.id,
            "title": fill(quiz.playbook.title, settings),
            "kind": quiz.playbook.kind,
            "stage": quiz.playbook.stage,
            "r": stamps[quiz.playbook.id],
            "q": [[item.id, item.hash] for item in quiz.items],
        }
        for quiz in quizzes
        if quiz.items
    ]
    state = {"id": book_id(handbook), "v": digest(*(f"{one['id']}{one['r']}{one['q']}" for one in listed))}
    book = {
        **state,
        "name": fill(handbook.practice.name, settings),
        "stages": [[stage.id, fill(stage.name, settings)] for stage in handbook.journey],
        "parts": list(PARTS),
        "quizzes": listed,
    }
    yield Output(f"{ASSETS}data/book.js", f"window.hbBook={script_data(book)};\n")
    # On every page. It knows which state of the handbook it belongs to, and loads the list only when that is new.
    ticks = asset("ticks.js").decode()
    yield Output(TICKS, f"window.hbTicks={script_data(state)};\n{ticks}")
    for quiz in quizzes:
        if quiz.items:
            id_ = quiz.playbook.id
            content = f"hbQuiz.data({script_data(id_)},{script_data(html[id_])});\n"
            yield Output(f"{ASSETS}data/{id_}.js", content, source=quiz.playbook.file)


def _assets() -> Iterator[Output]:
    root = _ROOM / "assets"
    for file in sorted(path for path in root.iterdir() if path.is_file() and path.name != "ticks.js"):
        yield Output(f"{ASSETS}{file.name}", file.read_bytes())
