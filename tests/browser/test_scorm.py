"""The SCORM package under a real run time (scorm-again): it passes, fails, stops, goes on, and stays small.

The learning system is a page with the run time and the package in a frame. Its files come from this
test, under an address that no network has.
"""

from __future__ import annotations

import io
import mimetypes
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from generator.quizzes.course import course_of
from generator.quizzes.exports.scorm import export_scorm
from tests.browser.conftest import ROOT
from tests.quizzes.conftest import read_every_type

NO_SCORM = "SCORM TESTS SKIPPED: no scorm-again found; `npm ci` installs it"
MOST_DATA = 4096
SYSTEM = """<!doctype html><title>Learning system</title><script src="/scorm12.js"></script>
<script>
window.API = new window.Scorm12API({ autocommit: false, logLevel: 5 });
window.API.loadFromFlattenedJSON(START);
let exit = "";
window.API.on("LMSSetValue.cmi.core.exit", (element, value) => { exit = value; });
window.told = () => ({
  status: API.cmi.core.lesson_status, raw: API.cmi.core.score.raw, data: API.cmi.suspend_data, exit });
</script><iframe src="/package/index.html" width="1000" height="700"></iframe>"""


def _questions(count: int) -> str:
    return "".join(
        f"""  - id: number-{number}
    tests: why
    prompt: Situation {number}. What do you do?
    answer:
      text: The right thing of situation {number}.
      because: It is right in situation {number}.
    distractors:
      - text: The wrong thing of situation {number}, told at some length so that nobody goes by its length.
        because: It is wrong in situation {number}.
      - text: Nothing in situation {number}.
        because: Nothing helps nobody in situation {number}.
"""
        for number in range(1, count + 1)
    )


@pytest.fixture
def system(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    """Open a learning system with a package of some questions, as it was left the last time."""
    runtime = ROOT / "node_modules" / "scorm-again" / "dist" / "scorm12.min.js"
    if not runtime.is_file():
        pytest.skip(NO_SCORM)
    contexts = []

    def open_system(count: int, start: str = "{}", *, changed: bool = False) -> Page:
        quiz = "quiz:\n" + _questions(count).replace(
            "Situation 1.", "Another situation 1." if changed else "Situation 1."
        )
        book = read_every_type(tmp_path / f"playbooks-{len(contexts)}", "quiz:\n", quiz)
        course = course_of(book, only=["not-ready"])
        kept = [item for item in course.units[0].items if item.id.startswith("number-")]
        package = zipfile.ZipFile(io.BytesIO(export_scorm(course)))
        files = {f"/package/{name}": package.read(name) for name in package.namelist()}
        html = files["/package/index.html"].decode()
        # Only the plain questions: the other types are driven on the site, by the same scripts.
        head, *sections = html.split('<section class="hb-q"')
        tail = sections[-1][sections[-1].index("</section>") + len("</section>") :]
        wanted = [
            one[: one.index("</section>") + len("</section>")] for one in sections if 'data-q="not-ready/number-' in one
        ]
        assert len(wanted) == len(kept) == count
        files["/package/index.html"] = (head + "".join(f'<section class="hb-q"{one}' for one in wanted) + tail).encode()
        files["/scorm12.js"] = runtime.read_bytes()
        files["/"] = SYSTEM.replace("START", start).encode()

        def serve(route: Route) -> None:
            path = "/" + route.request.url.split("/", 3)[3]
            if path in files:
                kind = "text/html" if path == "/" else mimetypes.guess_type(path)[0] or "text/plain"
                route.fulfill(body=files[path], content_type=f"{kind}; charset=utf-8")
            else:
                route.fulfill(status=404, body="")

        context = browser.new_context()
        contexts.append(context)
        context.route("**/*", serve)
        page = context.new_page()
        page.goto("http://learning.test/")
        return page

    yield open_system
    for context in contexts:
        context.close()


def _told(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("told()")
    return found


def _answer(page: Page, *, right: bool) -> None:
    frame = page.frame_locator("iframe")
    question = frame.locator(".hb-q:visible").first
    question.get_by_label("The right thing" if right else "The wrong thing").check()
    question.get_by_role("button", name="Check", exact=True).click()
    frame.locator(".hb-run__tools").get_by_role("button").last.click()


def test_all_right_passes_with_a_full_score(system: Any) -> None:
    page = system(3)
    expect(page.frame_locator("iframe").locator(".hb-run__status")).to_contain_text("Question 1 of 3")
    assert _told(page)["status"] == "incomplete"
    for _ in range(3):
        _answer(page, right=True)
    assert (_told(page)["status"], _told(page)["raw"], _told(page)["exit"]) == ("passed", "100", "")


def test_too_many_wrong_fails_and_the_wrong_ones_can_be_mended(system: Any) -> None:
    page = system(3)
    for right in (False, True, True):
        _answer(page, right=right)
    assert (_told(page)["status"], _told(page)["raw"]) == ("failed", "67")
    page.frame_locator("iframe").get_by_role("button", name="Try the wrong one again").click()
    _answer(page, right=True)
    assert (_told(page)["status"], _told(page)["raw"]) == ("passed", "100")


def test_it_goes_on_where_it_stopped_with_more_than_a_hundred_questions(system: Any) -> None:
    page = system(120)
    for number in range(5):
        _answer(page, right=number != 2)
    told = _told(page)
    assert told["status"] == "incomplete"
    assert told["exit"] == "suspend"
    assert 0 < len(told["data"]) <= 100 < MOST_DATA
    start = (
        '{"cmi.suspend_data": "'
        + told["data"]
        + '", "cmi.core.lesson_status": "incomplete", "cmi.core.entry": "resume"}'
    )
    again = system(120, start)
    frame = again.frame_locator("iframe")
    expect(frame.locator(".hb-scorm__note")).to_contain_text("You go on where you stopped: 5 answered before.")
    expect(frame.locator(".hb-run__status")).to_contain_text("Question 1 of 115")
    expect(frame.locator(".hb-scorm__score")).to_contain_text("4 of 120 right so far")
    _answer(again, right=True)
    assert _told(again)["raw"] == "4"
    expect(frame.locator(".hb-scorm__score")).to_contain_text("5 of 120")


def test_marks_for_other_questions_are_not_taken_over(system: Any) -> None:
    page = system(3)
    _answer(page, right=True)
    start = '{"cmi.suspend_data": "' + _told(page)["data"] + '"}'
    changed = system(3, start, changed=True)
    frame = changed.frame_locator("iframe")
    expect(frame.locator(".hb-scorm__note")).to_contain_text("The questions have changed")
    expect(frame.locator(".hb-scorm__score")).to_contain_text("0 of 3")


def test_a_look_back_reports_nothing(system: Any) -> None:
    page = system(3, '{"cmi.core.lesson_mode": "review", "cmi.core.lesson_status": "passed"}')
    _answer(page, right=False)
    assert _told(page)["status"] == "passed"
    assert _told(page)["data"] == ""
