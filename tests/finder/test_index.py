"""What goes into the finder's index, and what must not."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from generator.build import render_handbook
from generator.checking import check_folder
from generator.finder import INDEX, ROOM, SCRIPT, SCRIPTS, index_script, render_finder
from generator.finder.index import finder_index
from generator.model.handbook import Handbook
from generator.rendering.frame import Frame
from tests.handbooks import RECOVERY, STOP_CARD, checked

ROOT = Path(__file__).parents[2]


def _handbook(tmp_path: Path, *changes: tuple[str, str, str]) -> Handbook:
    handbook = checked(tmp_path, *changes).handbook
    assert handbook is not None
    return handbook


@pytest.fixture(scope="module")
def dental() -> Handbook:
    handbook = check_folder(ROOT / "playbooks", date(2026, 11, 22)).handbook
    assert handbook is not None
    return handbook


def test_quiz_answers_scenarios_and_coach_texts_are_not_in_it(dental: Handbook) -> None:
    script = index_script(dental)
    for playbook in dental.playbooks:
        secret = [option.because for question in playbook.quiz for option in question.distractors]
        secret += [scenario.customer.brief for scenario in playbook.scenarios]
        secret += [step for scenario in playbook.scenarios for step in scenario.ideal_path]
        for text in secret:
            assert json.dumps(text, ensure_ascii=False)[1:-1] not in script, playbook.id


def test_a_result_has_all_that_is_said_and_done_first(dental: Handbook) -> None:
    entry = next(one for one in finder_index(dental, ())["playbooks"] if one["id"] == "urgent-caller-mis-triaged")
    playbook = dental.by_id["urgent-caller-mis-triaged"]
    assert entry["kind"] == "stop-card"
    assert "{" not in entry["say"], "settings are filled in"
    assert entry["act"]["who"] == dental.roles[playbook.steps[0].who].name
    assert entry["act"]["by"].startswith(("within", "now", "before", "same", "next"))
    assert [flag["looks"] for flag in entry["flags"]] == [flag.looks_like for flag in playbook.red_flags]


def test_nothing_that_an_author_writes_ends_the_script(tmp_path: Path) -> None:
    hostile = "</script><script>alert(1)</script>\u2028"
    script = index_script(_handbook(tmp_path, (RECOVERY, "The bike is not ready", hostile)))
    assert "<" not in script
    assert "\u2028" not in script
    assert script.isascii() or "alert" in script


def test_gaps_come_with_their_stage_and_playbooks_are_not_gaps(dental: Handbook) -> None:
    index = finder_index(dental, ())
    gaps = {gap["id"]: gap for gap in index["gaps"]}
    assert gaps.keys().isdisjoint(dental.by_id)
    for id_, gap in gaps.items():
        assert dental.gap_stage[id_] == gap["at"]


def test_what_a_neighbour_says_of_a_defect_is_the_defects_own(dental: Handbook) -> None:
    said = next(
        (other.defect, other.difference)
        for playbook in dental.playbooks
        for other in playbook.confused_with
        if other.defect in dental.by_id and "{" not in other.difference
    )
    entry = next(one for one in finder_index(dental, ())["playbooks"] if one["id"] == said[0])
    assert said[1] in entry["apart"]


def test_cards_and_quizzes_are_linked_only_where_there_are_pages(dental: Handbook) -> None:
    def links(pages: set[str]) -> tuple[bool, bool]:
        entry = next(one for one in finder_index(dental, pages)["playbooks"] if one["id"] == "running-late")
        return entry.get("card", False), entry.get("quiz", False)

    assert links(set()) == (False, False)
    assert links({"quizzes/running-late.md"}) == (False, True)
    assert links({"cards/running-late.md", "quizzes/other.md"}) == (True, False)


def test_the_practices_words_join_those_of_the_language(tmp_path: Path) -> None:
    handbook = checked(tmp_path).handbook
    assert handbook is not None
    plain = finder_index(handbook, ())["language"]
    (tmp_path / "playbooks" / "synonyms.yml").write_text(
        "same:\n  - [bike, wheels]\ndanger: [chain snapped]\n"
        "elsewhere:\n  - words: [rota]\n    look: Ask {mechanic}.\n",
        encoding="utf-8",
    )
    index = finder_index(_handbook(tmp_path), ())
    assert index["language"]["same"] == [*plain["same"], ["bike", "wheels"]]
    assert index["language"]["danger"] == [*plain["danger"], "chain snapped"]
    assert index["elsewhere"] == [{"words": ["rota"], "look": "Ask Ines."}]


def test_a_language_that_is_not_known_is_searched_without_english_words(tmp_path: Path) -> None:
    handbook = _handbook(tmp_path)
    german = handbook.model_copy(update={"practice": handbook.practice.model_copy(update={"language": "de-CH"})})
    language = finder_index(german, ())["language"]
    assert (language["code"], language["same"], language["empty"]) == ("de", [], "")


def test_the_page_loads_its_scripts_in_order_and_lists_the_stop_cards_without_them(tmp_path: Path) -> None:
    handbook = _handbook(tmp_path)
    outputs = {output.path: output.content for output in render_finder(handbook)}
    page = str(outputs["find.html"])
    assert 0 < page.index(f'src="{INDEX}"') < page.index(f'src="{SCRIPT}"')
    script = str(outputs[SCRIPT])
    for name in (*SCRIPTS, "page.js"):
        text = (ROOM / "assets" / name).read_text(encoding="utf-8")
        assert script.startswith(text)
        script = script.removeprefix(text)
    assert script == ""
    assert STOP_CARD.split("/")[1].removesuffix(".yml") in page
    assert INDEX in outputs


def test_the_page_leads_to_what_there_is(tmp_path: Path) -> None:
    """A tab only where its page is, and the site's own name, logo and styles where it is known."""
    handbook = _handbook(tmp_path)
    bare = str(render_finder(handbook)[0].content)
    assert handbook.practice.name in bare
    assert "red-flags.html" not in bare[: bare.index("<main")]
    frame = Frame("The <shop>", "<svg class='ours'/>", favicon="icon.png", styles=("brand.css",))
    page = str(render_finder(handbook, {"index.md", "red-flags.md"}, frame)[0].content)
    tabs = page[page.index("<nav") : page.index("</nav>")]
    assert re.findall(r'href="([^"]+)"', tabs) == ["index.html", "find.html", "red-flags.html"]
    assert "The &lt;shop&gt;" in page
    assert "<svg class='ours'/>" in page
    assert page.index("brand.css") > page.index("</style>")
    assert '<img src="logo.png" alt="">' in str(render_finder(handbook, (), Frame(image="logo.png"))[0].content)


def test_same_handbook_same_bytes(tmp_path: Path) -> None:
    once = render_finder(_handbook(tmp_path / "a"))
    again = render_finder(_handbook(tmp_path / "b"))
    assert once == again


def test_the_finder_knows_of_every_quiz_of_the_handbook(dental: Handbook) -> None:
    outputs = {output.path: output.content for output in render_handbook(dental, ROOT / "playbooks")}
    quizzes = sum(
        path.startswith("quizzes/") and path.removeprefix("quizzes/").removesuffix(".md") in dental.by_id
        for path in outputs
    )
    assert str(outputs[INDEX]).count('"quiz":true') == quizzes > 0
