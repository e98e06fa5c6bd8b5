"""The coach's part of the site: everything of a workshop at its time, and every file of its pack within reach."""

from __future__ import annotations

import re
from html import unescape

import pytest

from generator.model.audience import CoachPage, for_learners
from generator.model.settings import fill
from generator.rendering.output import Output
from generator.workshops.pack import sheets_of
from generator.workshops.pages import group_words, render_workshop_pages
from generator.workshops.plan import plan_session
from tests.workshops.shipped import FOLDERS, WORKSHOPS, session_of, shipped, texts_in

COACH_PAGE = CoachPage("how/to-coach.md", "How to coach")
every_workshop = pytest.mark.parametrize(("folder", "id_"), WORKSHOPS)


@pytest.fixture(scope="module")
def pages() -> dict[str, dict[str, str]]:
    """For each shipped handbook its pages for coaches, with every file of every pack made."""
    found = {}
    for folder in FOLDERS:
        handbook = shipped(folder)
        made = {
            listed.path
            for workshop in handbook.workshops
            for listed in sheets_of(handbook, plan_session(handbook, workshop))
        } | {f"workshops/{workshop.id}.zip" for workshop in handbook.workshops}
        found[folder] = _texts(render_workshop_pages(handbook, frozenset(made), [COACH_PAGE]))
    return found


def _texts(outputs: list[Output]) -> dict[str, str]:
    return {output.path: output.content for output in outputs if isinstance(output.content, str)}


@every_workshop
def test_whatever_a_coach_wrote_is_on_the_page(pages: dict[str, dict[str, str]], folder: str, id_: str) -> None:
    handbook, session = shipped(folder), session_of(folder, id_)
    page = " ".join(unescape(pages[folder][f"workshops/{id_}.md"]).split())
    ids = {segment.id for slot in session.slots for segment in [slot.segment]}
    for text in texts_in(session.workshop):
        if " " in text and text not in ids:
            assert " ".join(fill(text, handbook.settings()).split()) in page, text
    for scene in session.scenes:
        for text in texts_in(scene.scenario):
            if " " in text:
                assert fill(text, handbook.settings()) in page, text


@every_workshop
def test_clock_times_are_those_of_the_plan(pages: dict[str, dict[str, str]], folder: str, id_: str) -> None:
    """Each time stands in the page as text, and beside it the minutes from which a script works out another."""
    page = pages[folder][f"workshops/{id_}.md"]
    session = session_of(folder, id_)
    clocks = re.findall(r'data-day="(\d+)" data-at="(\d+)">(\d\d):(\d\d)<', page)
    assert len(clocks) >= 2 * len(session.slots)
    for day, offset, hours, minutes in clocks:
        start_hours, start_minutes = session.days[int(day)].starts.split(":")
        start = int(start_hours) * 60 + int(start_minutes)
        assert (int(hours) * 60 + int(minutes) - start) % 1440 == int(offset)
    for slot in session.slots:
        assert f">{slot.starts}<" in page


@every_workshop
def test_every_file_of_the_pack_is_linked_with_its_copies(
    pages: dict[str, dict[str, str]], folder: str, id_: str
) -> None:
    handbook, session = shipped(folder), session_of(folder, id_)
    page = pages[folder][f"workshops/{id_}.md"]
    links = re.findall(r'href="([^"#]+)"', page)
    assert f"{id_}.zip" in links
    assert f"{id_}/slides.html" in links
    group = session.workshop.group
    for listed in sheets_of(handbook, session):
        assert listed.path.removeprefix("workshops/") in links
        if listed.copies:
            link = f'<li><a href="{listed.path.removeprefix("workshops/")}">'
            item = next(line for line in page.splitlines() if line.startswith(link))
            copies = re.search(r'data-copies="([\d ]+)">(\d+)<', item)
            assert copies is not None
            assert int(copies[2]) == listed.copies
            assert int(copies[1].split()[session.people - group.least]) == listed.copies
            assert len(copies[1].split()) == group.most - group.least + 1


def test_without_the_files_nothing_is_linked_that_is_not_there() -> None:
    page = _texts(render_workshop_pages(shipped(), frozenset(), []))["workshops/half-day.md"]
    assert not re.findall(r'href="[^"]+\.(?:pdf|zip|pptx)"', page)


@pytest.mark.parametrize("folder", FOLDERS)
def test_pages_are_marked_and_kept_out_of_the_search(pages: dict[str, dict[str, str]], folder: str) -> None:
    for path, page in pages[folder].items():
        if path.endswith(".md"):
            assert 'search: {"exclude": true}' in page.split("---")[1], path
        if not path.startswith("assets/"):
            assert "For the coach." in page, path


def test_the_first_page_leads_to_every_workshop_the_shortest_first_and_to_pages_by_hand(
    pages: dict[str, dict[str, str]],
) -> None:
    index = pages["playbooks"]["workshops/index.md"]
    links = re.findall(r'<li class="hb-card"><a href="([a-z0-9-]+)\.html"', index)
    assert sorted(links) == sorted(workshop.id for workshop in shipped().workshops)
    assert links[0] == "five-minute-huddle"
    assert links[-1] == "two-days"
    assert '<a href="../how/to-coach.html">How to coach</a>' in index
    plays = sum(len(playbook.scenarios) for playbook in shipped().playbooks)
    stages = [page for path, page in pages["playbooks"].items() if path.startswith("workshops/plays/")]
    assert sum(page.count('class="hb-scene"') for page in stages) == plays
    for path in pages["playbooks"]:
        if path.startswith("workshops/plays/"):
            assert f'href="{path.removeprefix("workshops/").removesuffix(".md")}.html"' in index


def test_where_nothing_is_for_coaches_there_is_no_page() -> None:
    assert render_workshop_pages(for_learners(shipped()), frozenset(), []) == []
    only = _texts(render_workshop_pages(for_learners(shipped()), frozenset(), [COACH_PAGE]))
    assert [path for path in only if path.endswith(".md")] == ["workshops/index.md"]
    assert "Role plays" not in only["workshops/index.md"]


@pytest.mark.parametrize(
    ("people", "told"),
    [
        (1, "1 group of 1"),
        (3, "1 group of 3"),
        (7, "1 group of 3, 1 group of 4"),
        (8, "2 groups of 4"),
        (12, "4 groups of 3"),
    ],
)
def test_groups_are_told_in_words(people: int, told: str) -> None:
    assert group_words(people) == told
