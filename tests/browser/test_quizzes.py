"""A learner with the quizzes: every type by mouse and by keyboard, progress that lasts, nothing given away.

The site is a small handbook whose one quiz has every type of question (`tests/quizzes/every-type`).
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.publish import Places, build_site, quiet_libraries
from generator.quizzes.results import load_results
from generator.scaffold import STARTER
from tests.browser.conftest import ROOT, watch
from tests.quizzes.conftest import read_every_type

DATA = ROOT / "tests" / "data"
EVERY_TYPE = ROOT / "tests" / "quizzes" / "every-type"
QUIZ = "quizzes/not-ready.html"
NO_AXE = "ACCESSIBILITY TESTS SKIPPED: no axe-core found; `npm ci` installs it"
KEYS = ["four-oclock", "at-the-counter", "lines-here", "what-comes-first", "who-does-what", "your-own-words", "tonight"]

Open = Callable[..., Page]


def _built(tmp: Path, change: Callable[[str], str] = lambda text: text) -> Path:
    playbooks = tmp / "playbooks"
    shutil.copytree(DATA / "base", playbooks)
    shutil.copytree(EVERY_TYPE, playbooks, dirs_exist_ok=True)
    file = playbooks / "ready" / "not-ready.yml"
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    quiet_libraries()
    build_site(Places(STARTER / "mkdocs.yml", playbooks, STARTER / "content", tmp / "site"))
    return tmp / "site"


@pytest.fixture(scope="session")
def quiz_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The small handbook's site, built once for all workers of a run."""
    base = tmp_path_factory.getbasetemp()
    home = (base if worker_id == "master" else base.parent) / "every-type"
    try:
        home.mkdir()
    except FileExistsError:
        return _built_by_the_other(home)
    try:
        return _built(home)
    except BaseException:
        (home / "failed").touch()
        raise


def _built_by_the_other(home: Path, patience: float = 120) -> Path:
    """The site of the worker that came first: it appears in one piece."""
    until = time.monotonic() + patience
    while not (home / "site").exists():
        stopped = (home / "failed").exists() or time.monotonic() > until
        assert not stopped, "another worker could not build the small handbook; its own report says why"
        time.sleep(0.1)
    return home / "site"


@pytest.fixture
def learner(browser: Browser, quiz_site: Path) -> Iterator[Open]:
    """Open a page as somebody at the desk: one browser profile for the whole test, offline, watched."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        path: str, *, site: Path = quiz_site, fresh: bool = False, init: str = "", at: str = "", **settings: object
    ) -> Page:
        if fresh or not contexts:
            contexts.append(browser.new_context(offline=True, **settings))
            if at:
                contexts[-1].clock.install(time=at)
        page = contexts[-1].new_page()
        if init:
            page.add_init_script(init)
        watch(page, complaints)
        page.goto((site / path).as_uri())
        page.wait_for_load_state("load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    # The theme itself asks for a storage that a test has taken away, and says so.
    assert not [complaint for complaint in complaints if not complaint.endswith("raised no storage")], "\n".join(
        complaints
    )


def _question(page: Page, id_: str, defect: str = "not-ready") -> Any:
    return page.locator(f'[data-q="{defect}/{id_}"]')


def _check(question: Any) -> None:
    question.get_by_role("button", name="Check", exact=True).click()


def _verdict(question: Any) -> str:
    return str(question.locator(".hb-verdict").inner_text())


def _choose(page: Page, id_: str, text: str) -> Any:
    question = _question(page, id_)
    question.get_by_label(re.compile(re.escape(text))).check()
    _check(question)
    return question


def _name(page: Page, name: str) -> None:
    page.get_by_label(re.compile("Your name|Somebody else")).fill(name)
    page.get_by_role("button", name="Keep my progress").click()
    expect(page.locator(".hb-who")).to_contain_text(f"Kept for {name}")


RIGHT = "I told you four o'clock"
WRONG = "Are you sure it was today"


def test_one_answer_explains_the_chosen_and_the_right_one(learner: Open) -> None:
    page = learner(QUIZ)
    question = _choose(page, "four-oclock", WRONG)
    assert "Not yet" in _verdict(question)
    told = question.locator(".hb-q__feedback").inner_text()
    assert "It makes him prove what his ticket says." in told
    assert "It owns the promise before he has to ask." in told
    assert "our week is not his" not in told  # the third option is in the key, not in the way
    expect(question.locator(".hb-q__feedback")).to_be_focused()


def test_the_key_stays_hidden_until_the_question_is_answered(learner: Open) -> None:
    page = learner(QUIZ)
    for id_ in KEYS:
        expect(_question(page, id_).locator(".hb-q__key")).to_be_hidden()
    tree = page.locator("article").aria_snapshot()
    assert "owns the promise" not in tree
    _choose(page, "four-oclock", RIGHT)
    expect(_question(page, "four-oclock").locator(".hb-q__key")).to_be_visible()
    expect(_question(page, "at-the-counter").locator(".hb-q__key")).to_be_hidden()


def test_nothing_is_checked_before_it_is_answered(learner: Open) -> None:
    page = learner(QUIZ)
    _check(_question(page, "four-oclock"))
    expect(_question(page, "four-oclock")).to_contain_text("Choose an answer first.")
    expect(page.get_by_role("status")).to_have_text("Choose an answer first.")


def test_several_answers_need_all_of_them(learner: Open) -> None:
    page = learner(QUIZ)
    question = _choose(page, "at-the-counter", "Lend him a bike")
    assert "Not yet" in _verdict(question)
    page = learner(QUIZ)
    _question(page, "at-the-counter").get_by_label(re.compile("Promise a call")).check()
    assert "Right" in _verdict(_choose(page, "at-the-counter", "Lend him a bike"))


def test_say_or_not_is_answered_for_every_line(learner: Open) -> None:
    page = learner(QUIZ)
    question = _question(page, "lines-here")
    for line, choice in (("How were you", "Say it"), ("I ring you at six", "Say it")):
        question.get_by_role("group", name=re.compile(line)).get_by_label(choice, exact=True).check()
    _check(question)
    expect(question).to_contain_text("Choose for every line.")
    question.get_by_role("group", name=re.compile("Come back")).get_by_label("Do not say it").check()
    _check(question)
    assert "Right" in _verdict(question)
    assert "May be done is no promise" in question.locator(".hb-q__feedback").inner_text()


def _sort_by_keyboard(page: Page, question: Any, wanted: list[str]) -> None:
    for place, text in enumerate(wanted):
        rows = question.locator(".hb-sort__text").all_inner_texts()
        for _ in range(rows.index(text) - place):
            question.get_by_role("button", name=f"Move up: {text}").focus()
            page.keyboard.press("Enter")


ORDER = ["Say that it is not done.", "Ask how they were going to get home.", "Put both choices to them."]


def test_order_is_sorted_with_the_keyboard_and_announced(learner: Open) -> None:
    page = learner(QUIZ)
    question = _question(page, "what-comes-first")
    assert question.locator(".hb-sort__text").all_inner_texts() != ORDER
    _sort_by_keyboard(page, question, ORDER)
    assert "is now number" in page.get_by_role("status").inner_text()
    _check(question)
    assert "Right" in _verdict(question)
    assert question.locator(".hb-q__feedback .hb-why__text").all_inner_texts() == ORDER


def test_match_takes_a_letter_for_each(learner: Open) -> None:
    page = learner(QUIZ)
    question = _question(page, "who-does-what")
    rights = question.locator(".hb-q__partners li").all_inner_texts()
    pairs = {
        "The counter": "lends a bike",
        "The mechanic": "finishes that bike first",
        "The owner": "decides what we pay after harm",
    }
    for left, right in pairs.items():
        question.get_by_label(left).select_option("ABC"[rights.index(right)])
    _check(question)
    assert "Right" in _verdict(question)


def test_a_typed_line_is_compared_kindly_and_the_learner_has_the_last_word(learner: Open) -> None:
    page = learner(QUIZ)
    question = _question(page, "your-own-words")
    question.get_by_role("textbox").fill("i said FOUR OCLOCK, and its not   finished! good of you to come")
    _check(question)
    ticks = question.get_by_role("checkbox")
    assert [tick.is_checked() for tick in ticks.all()] == [True, True, False]
    expect(question.locator(".hb-q__feedback")).to_contain_text("Thank you for coming in.")  # the model line beside it
    ticks.nth(2).check()
    question.get_by_role("button", name="Count it").click()
    assert "Right" in _verdict(question)


def test_a_typed_line_without_the_facts_is_not_right(learner: Open) -> None:
    page = learner(QUIZ)
    question = _question(page, "your-own-words")
    question.get_by_role("textbox").fill("It will be done shortly.")
    _check(question)
    question.get_by_role("button", name="Count it").click()
    assert "Not yet" in _verdict(question)


@pytest.mark.parametrize(
    ("ways", "verdict"),
    [
        (["Take one of ours for the night, and I ring"], "Right"),
        (["We close at seven", "You're right. Take one"], "Right"),
        (["We close at seven", "There is a bus"], "Not yet"),
    ],
)
def test_a_conversation_ends_as_it_was_led(learner: Open, ways: list[str], verdict: str) -> None:
    page = learner(QUIZ)
    question = _question(page, "tonight")
    assert "stuck" not in question.inner_text()
    for way in ways:
        question.get_by_role("button", name=re.compile(re.escape(way))).press("Enter")
    assert verdict in _verdict(question)
    told = question.locator(".hb-q__feedback").inner_text()
    assert all(reason in told for reason in (["no answer to her night"] if len(ways) > 1 else ["She gets to work"]))


def _answer_all(page: Page, *, wrong: tuple[str, ...] = (), by_keyboard: bool = True) -> None:
    """Answer the whole quiz; of `wrong` the first question is answered wrongly. Only keys are pressed."""
    line = WRONG if "four-oclock" in wrong else RIGHT

    def tick(question: Any, text: str) -> None:
        box = question.get_by_label(re.compile(re.escape(text)))
        box.focus()
        page.keyboard.press("Space")

    tick(_question(page, "four-oclock"), line)
    tick(_question(page, "at-the-counter"), "Lend him")
    tick(_question(page, "at-the-counter"), "Promise a call")
    lines = _question(page, "lines-here")
    for text, choice in (("How were", "Say it"), ("I ring you", "Say it"), ("Come back", "Do not say it")):
        lines.get_by_role("group", name=re.compile(text)).get_by_label(choice, exact=True).focus()
        page.keyboard.press("Space")
    _sort_by_keyboard(page, _question(page, "what-comes-first"), ORDER)
    match = _question(page, "who-does-what")
    rights = match.locator(".hb-q__partners li").all_inner_texts()
    for left, right in (
        ("The counter", "lends a bike"),
        ("The mechanic", "finishes that bike first"),
        ("The owner", "decides what we pay after harm"),
    ):
        match.get_by_label(left).focus()
        page.keyboard.type("ABC"[rights.index(right)])
    _question(page, "your-own-words").get_by_role("textbox").focus()
    page.keyboard.type("I told you four and it is not done. Thank you.")
    talk = _question(page, "tonight").get_by_role("button", name=re.compile("Take one of ours"))
    talk.focus()
    page.keyboard.press("Enter")


def _check_all_by_keyboard(page: Page) -> None:
    for id_ in KEYS[:-1]:
        _question(page, id_).get_by_role("button", name="Check", exact=True).focus()
        page.keyboard.press("Enter")
    question = _question(page, "your-own-words")
    for tick in question.get_by_role("checkbox").all():
        if not tick.is_checked():
            tick.focus()
            page.keyboard.press("Space")
    question.get_by_role("button", name="Count it").focus()
    page.keyboard.press("Enter")


def test_the_whole_quiz_with_the_keyboard_and_only_the_wrong_one_again(learner: Open) -> None:
    page = learner(QUIZ)
    _name(page, "Ana")
    _answer_all(page, wrong=("four-oclock",))
    _check_all_by_keyboard(page)
    expect(page.get_by_role("heading", name="6 of 7 right.")).to_be_focused()
    page.get_by_role("button", name="Try the wrong one again").press("Enter")
    expect(page.locator(".hb-q:visible")).to_have_count(1)
    expect(_question(page, "four-oclock").locator(".hb-q__key")).to_be_hidden()
    expect(_question(page, "four-oclock").locator(".hb-q__prompt")).to_be_focused()
    assert "Right" in _verdict(_choose(page, "four-oclock", RIGHT))
    expect(page.get_by_role("heading", name="1 of 1 right, this time.")).to_be_visible()


def test_exam_says_nothing_before_the_end(learner: Open) -> None:
    page = learner(QUIZ)
    page.get_by_label("at the end").check()
    expect(page.get_by_role("button", name="Check", exact=True)).to_have_count(0)
    _question(page, "four-oclock").get_by_label(re.compile(WRONG)).check()
    page.get_by_role("button", name="Finish and see").click()
    expect(page.locator(".hb-run__status")).to_contain_text("5 questions without an answer")
    _question(page, "your-own-words").get_by_role("textbox").fill("Shortly.")
    page.get_by_role("button", name="Finish and see").click()
    expect(page.get_by_role("heading", name="0 of 7 right.")).to_be_visible()
    assert page.locator(".hb-verdict").count() == 7
    _question(page, "your-own-words").get_by_role("button", name="Count it").click()
    expect(page.get_by_role("heading", name="0 of 7 right.")).to_be_focused()


# Progress


def _stored(page: Page) -> dict[str, Any]:
    """What the quizzes keep, but for the summary for ticks. The theme keeps the reader's choice of colours."""
    found: dict[str, Any] = page.evaluate(
        "Object.fromEntries(Object.entries(localStorage)"
        ".filter(([key]) => key.startsWith('hb-quiz:') && !key.includes(':t:')))"
    )
    return found


def test_progress_is_kept_for_each_learner_apart(learner: Open) -> None:
    page = learner(QUIZ)
    _name(page, "Ana")
    _choose(page, "four-oclock", RIGHT)
    page.get_by_role("button", name="Not Ana?").click()
    _name(page, "Ben")
    _choose(page, "at-the-counter", "Take half off")
    page = learner("learn/progress.html")  # a new tab asks who it is
    expect(page.locator(".hb-who")).to_contain_text("Who is learning?")
    page.get_by_role("button", name="Ben").click()
    expect(page.locator(".hb-progress")).to_contain_text("0 of 7")
    page.get_by_role("button", name="Not Ben?").click()
    page.get_by_role("button", name="Ana").click()
    expect(page.locator(".hb-progress")).to_contain_text("1 of 7")


def test_what_was_answered_before_a_name_was_given_is_not_lost(learner: Open) -> None:
    page = learner(QUIZ)
    _choose(page, "four-oclock", RIGHT)
    assert _stored(page) == {}
    _name(page, "Ana")
    assert any('"not-ready/four-oclock"' in value for value in _stored(page).values())


def test_a_rebuild_keeps_progress_and_a_changed_question_is_asked_again(learner: Open, tmp_path: Path) -> None:
    page = learner(QUIZ)
    _name(page, "Ana")
    _choose(page, "four-oclock", RIGHT)
    _choose(page, "at-the-counter", "Take half off")
    kept = _stored(page)
    site = _built(tmp_path, lambda text: text.replace("It is four. Mr Brandt", "It is five past four. Mr Brandt"))
    page = learner(QUIZ, site=site)
    assert _stored(page) == kept  # one origin for all pages on a disk: nothing was touched by the new site
    page.get_by_role("button", name="Redo it").click()
    expect(page.locator(".hb-q:visible")).to_have_count(1)
    expect(_question(page, "four-oclock")).to_be_visible()
    progress = learner("learn/progress.html", site=site)
    expect(progress.locator(".hb-progress")).to_contain_text("1 question changed: redo it")


def test_due_questions_come_back_on_later_days(learner: Open) -> None:
    page = learner(QUIZ, at="2027-01-04T09:00:00")
    _name(page, "Ana")
    _choose(page, "four-oclock", RIGHT)
    _choose(page, "at-the-counter", "Take half off")
    states = "(at) => hbBook.quizzes[0].q.slice(0, 2).map(([id, hash]) => hbQuiz.store.state('not-ready/' + id, hash))"
    assert page.evaluate(states) == ["passed", "weak"]
    due = "Object.values(hbQuiz.store.progress().questions).map((one) => one.card.due.slice(0, 10))"
    assert page.evaluate(due) == ["2027-01-07", "2027-01-05"]
    page.clock.set_fixed_time("2027-01-07T08:00:00")
    assert page.evaluate(states) == ["due", "weak"]
    daily = learner("learn/daily.html")
    daily.clock.set_fixed_time("2027-01-07T08:00:00")
    daily.reload()
    expect(daily.locator(".hb-count")).to_contain_text("2 questions are due")


def test_the_daily_mix_asks_and_the_stage_mixes(learner: Open) -> None:
    page = learner("learn/daily.html")
    _name(page, "Ana")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".hb-q:visible")).to_have_count(1)
    expect(page.locator(".hb-run__status")).to_contain_text("Question 1 of")
    page = learner("learn/stages/ready.html")
    page.get_by_role("button", name="All of them").click()
    expect(page.locator(".hb-q")).to_have_count(7)
    expect(page.locator(".hb-q:visible")).to_have_count(1)


def test_where_do_i_begin_names_the_stages(learner: Open) -> None:
    page = learner("learn/start.html")
    page.get_by_role("button", name="Begin").click()
    while page.get_by_role("button", name="Finish").count() == 0:
        page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name=re.compile("Next|Finish")).last.click()
    while page.get_by_role("button", name="Finish").count():
        page.get_by_role("button", name="Finish").click()
        if page.get_by_role("button", name="Next").count():
            page.get_by_role("button", name="Next").click()
    expect(page.locator(".hb-run__end")).to_contain_text("Begin with these stages")
    expect(page.locator(".hb-run__end")).to_contain_text("Collecting the bike")


def test_the_drill_runs_against_the_clock_and_without_it(learner: Open) -> None:
    page = learner("learn/drill.html", at="2027-01-04T09:00:00")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("timer")).to_have_text("10 s")
    page.clock.run_for(10_500)
    expect(page.locator(".hb-verdict")).to_have_text("Too slow.")
    page.get_by_role("button", name=re.compile("Next|result")).click()
    page.keyboard.press("1")
    expect(page.locator(".hb-q:visible .hb-verdict")).to_have_count(1)
    page = learner("learn/drill.html", fresh=True)
    page.get_by_label("10 seconds for each").uncheck()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("timer")).to_have_count(0)


JOURNEY, STAGE, PAGE = "journey.html", "stages/ready.html", "defects/not-ready.html"


def _pass(page: Page, defect: str = "not-ready", *, without: tuple[str, ...] = ()) -> None:
    """Every question of a quiz answered rightly, as the page's own script records an answer."""
    page.evaluate(
        """([id, without]) => hbBook.quizzes.find((one) => one.id === id).q.filter(([q]) => !without.includes(q))
          .forEach(([q, hash]) => hbQuiz.store.record(id + '/' + q, hash, {right: true, chose: [], seconds: 5}))""",
        [defect, list(without)],
    )


def _ticks(page: Page) -> dict[str, str]:
    """Every tick of the page, by the address that it stands at."""
    found: dict[str, str] = page.evaluate("""Object.fromEntries(Array.from(document.querySelectorAll('.hb-tick'))
      .map((tick) => [tick.closest('a').getAttribute('href'), tick.getAttribute('aria-label')]))""")
    return found


def test_ticks_in_the_navigation_and_on_the_lists_for_what_is_passed(learner: Open) -> None:
    page = learner(JOURNEY)
    assert page.evaluate("typeof window.hbQuiz") == "undefined"  # nothing kept, nothing loaded
    page = learner(QUIZ)
    _name(page, "Ana")
    _pass(page)
    for path, address in ((JOURNEY, "defects/not-ready.html"), (STAGE, "../defects/not-ready.html")):
        page = learner(path)
        assert _ticks(page) == {address: ", quiz passed"}
        assert page.evaluate("typeof window.hbQuiz") == "undefined"  # a short summary is all that was read
    for path, address in (("defects/brakes-failed.html", ""), (PAGE, "not-ready.html"), (STAGE, "")):
        page = learner(path)
        expect(page.locator(".md-nav--primary .hb-tick")).to_have_count(0 if path.endswith("failed.html") else 1)
        if address:
            assert _ticks(page) == {address: ", quiz passed"}
    link = page.get_by_role("article").get_by_role("link", name="The bike is not ready, quiz passed")
    expect(link).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".hb-tick").last).to_be_hidden()  # it is nobody else's
    page = learner(STAGE, fresh=True, java_script_enabled=False)
    expect(page.locator(".hb-tick")).to_have_count(0)


def test_a_tick_says_when_the_quiz_is_due_and_when_it_changed(learner: Open, tmp_path: Path) -> None:
    page = learner(QUIZ, at="2027-01-04T09:00:00")
    _name(page, "Ana")
    _pass(page)
    page = learner(STAGE)
    page.clock.set_fixed_time("2027-03-01T09:00:00")
    page.reload()
    assert set(_ticks(page).values()) == {", quiz passed, due again"}
    site = _built(tmp_path, lambda text: text.replace("It is four. Mr Brandt", "It is five past four. Mr Brandt"))
    page = learner(STAGE, site=site)
    expect(page.locator("article .hb-tick")).to_have_attribute("aria-label", ", changed since you passed it")
    assert page.evaluate("typeof window.hbQuiz") == "object"  # once, to find what changed
    page = learner(PAGE, site=site)
    assert set(_ticks(page).values()) == {", changed since you passed it"}
    assert page.evaluate("typeof window.hbQuiz") == "undefined"


def test_ticks_are_those_of_who_is_learning(learner: Open) -> None:
    page = learner(QUIZ)
    _name(page, "Ana")
    _pass(page)
    page.get_by_role("button", name="Not Ana?").click()
    _name(page, "Ben")
    page.goto(page.url.replace(QUIZ, STAGE))
    assert _ticks(page) == {}
    assert _ticks(learner(STAGE)) == {}  # a new visit: nobody said who is learning


@pytest.mark.parametrize("kept", ["{half", "[]", "7", '{"v": 1}', "null"])
def test_a_damaged_summary_is_made_again(learner: Open, kept: str) -> None:
    page = learner(QUIZ)
    _name(page, "Ana")
    _pass(page)
    page.evaluate(
        """(kept) => Object.keys(localStorage).filter((key) => key.includes(':t:'))
          .forEach((key) => { localStorage[key] = kept; })""",
        kept,
    )
    page = learner(QUIZ)
    page = learner(STAGE)
    expect(page.locator("article .hb-tick")).to_have_count(1)


def test_pages_without_storage_have_no_ticks_and_no_error(learner: Open) -> None:
    assert _ticks(learner(STAGE, init=MISSING)) == {}


def test_ticks_follow_instant_navigation(browser: Browser, quiz_site: Path) -> None:
    """Behind a server the theme puts pages in place without loading them: the ticks come along."""
    host = "http://handbook.test"
    context = browser.new_context()

    def answer(route: Any) -> None:
        file = quiz_site / route.request.url.removeprefix(host).partition("?")[0].lstrip("/")
        if file.name == "sitemap.xml":  # with a site_url, MkDocs lists the pages; the theme looks there
            listed = "".join(f"<url><loc>{host}/{path}</loc></url>" for path in ("index.html", JOURNEY, STAGE))
            route.fulfill(body=f"<urlset>{listed}</urlset>", content_type="application/xml")
        elif file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404, body="")

    context.route("**/*", answer)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{host}/{QUIZ}")
    _name(page, "Ana")
    _pass(page)
    page.goto(f"{host}/{JOURNEY}")
    expect(page.locator("article .hb-tick")).to_have_count(1)
    page.evaluate("window.stays = true")
    page.locator('article a[href$="stages/ready.html"]').click()
    page.wait_for_url(f"{host}/{STAGE}")
    expect(page.locator("article .hb-tick")).to_have_count(1)
    assert page.evaluate("window.stays") is True
    assert complaints == []
    context.close()


def test_a_changed_page_is_read_again_and_the_quiz_stays_passed(learner: Open, tmp_path: Path) -> None:
    page = learner(QUIZ)
    _name(page, "Ana")
    _pass(page)
    site = _built(tmp_path, lambda text: text.replace("within: 2 min", "within: 1 min"))
    page = learner("learn/progress.html", site=site)
    expect(page.locator(".hb-state--reread").last).to_contain_text("to read again: the page changed since you passed")
    page = learner("learn/sign-off.html", site=site)
    expect(page.locator('[data-defect="not-ready"] .hb-sheet__read')).to_have_text("again")
    page = learner(QUIZ, site=site)
    note = page.locator(".hb-changed:visible")
    expect(note).to_contain_text("The page changed since you passed: steps. Read it again")
    assert set(_ticks(learner(STAGE, site=site)).values()) == {", changed since you passed it"}
    note.get_by_role("button", name="I have read it").click()
    expect(note).to_have_count(0)
    assert set(_ticks(learner(STAGE, site=site)).values()) == {", quiz passed"}


def test_progress_from_before_pages_had_revisions_still_counts(learner: Open) -> None:
    page = learner(QUIZ)
    _name(page, "Ana")
    _pass(page)
    page.evaluate("""Object.keys(localStorage).filter((key) => key.includes(':p:')).forEach((key) => {
      const kept = JSON.parse(localStorage[key]); delete kept.pages; localStorage[key] = JSON.stringify(kept); })""")
    old = page.evaluate("Object.entries(localStorage).find(([key]) => key.includes(':p:'))[1]")
    page = learner("learn/progress.html")
    expect(page.locator(".hb-score")).to_contain_text("1 passed")
    told = page.evaluate("(old) => hbQuiz.store.take(old)", old)
    assert told["good"] is True
    # The next right answer notes the page as it is now.
    _pass(page)
    assert page.evaluate("Object.keys(hbQuiz.store.progress().pages)") == ["not-ready"]


MORE = "".join(
    f"""  - id: more-{n}
    tests: why
    prompt: "Rider {n} asks why we name a time. Why?"
    answer: {{text: "A day can be built on it, number {n}.", because: It can be planned around.}}
    distractors:
      - {{text: "It sounds good on the phone, number {n}.", because: It has to be kept.}}
      - {{text: "The owner says so, and that is that, number {n}.", because: The rider has to do something with it.}}
"""
    for n in range(6)
)


def test_the_whole_handbook_mixed_begins_with_what_was_missed(learner: Open, tmp_path: Path) -> None:
    site = _built(tmp_path, lambda text: text.replace("quiz:\n", f"quiz:\n{MORE}"))
    page = learner(QUIZ, site=site)
    _name(page, "Ana")
    _pass(page, without=("tonight",))
    _choose(page, "four-oclock", WRONG)
    page = learner("learn/all.html", site=site)
    known = set(page.evaluate("hbBook.quizzes.flatMap((one) => one.q.map(([id]) => one.id + '/' + id))"))
    new = {key for key in known if not key.startswith("not-ready/")} | {"not-ready/tonight"}
    assert len(new) < 9 < len(known)
    page.get_by_role("button", name="10", exact=True).click()
    asked = page.locator(".hb-q").evaluate_all("found => found.map((one) => one.dataset.q)")
    assert len(asked) == len(set(asked)) == 10
    assert {"not-ready/four-oclock", *new} <= set(asked)  # missed, and never seen, before what is known
    expect(page.locator(".hb-run__status")).to_contain_text("Question 1 of 10")
    page = learner("learn/all.html", site=site)
    page.get_by_role("button", name=f"All {len(known)}").click()
    expect(page.locator(".hb-q")).to_have_count(len(known))


def test_the_whole_handbook_mixed_lists_its_quizzes_without_a_script(learner: Open) -> None:
    page = learner("learn/all.html", java_script_enabled=False)
    expect(page.get_by_role("article").get_by_role("link", name="The bike is not ready")).to_be_visible()


def test_the_file_goes_out_and_comes_back(learner: Open, tmp_path: Path) -> None:
    page = learner(QUIZ)
    _name(page, "Ana")
    _choose(page, "four-oclock", RIGHT)
    page = learner("learn/progress.html")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my progress as a file").click()
    file = tmp_path / "ana.json"
    download.value.save_as(file)
    saved = json.loads(file.read_text(encoding="utf-8"))
    assert (saved["format"], saved["version"], saved["learner"]["name"]) == ("handbook-progress", 1, "Ana")
    merged = load_results(read_every_type(tmp_path / "playbooks"), [file])  # the coach reads what the browser wrote
    assert [(one.learner.name, one.answered, one.right) for one in merged.standings] == [("Ana", 1, 1)]
    assert [(row.item.key, row.learners, row.right) for row in merged.rows] == [("not-ready/four-oclock", 1, 1)]
    other = learner("learn/progress.html", fresh=True)
    other.locator(".hb-files__input").set_input_files(file)
    expect(other.locator(".hb-files__said")).to_contain_text("answers to 1 questions, for Ana")
    expect(other.locator(".hb-progress")).to_contain_text("1 of 7")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{ broken", "damaged, or not a progress file"),
        ("[1, 2]", "not a progress file of a handbook"),
        (
            json.dumps(
                {
                    "format": "handbook-progress",
                    "version": 1,
                    "book": "elsewhere",
                    "bookName": "A bakery",
                    "learner": {"name": "Ana"},
                    "questions": {},
                }
            ),
            "another handbook (A bakery)",
        ),
        (
            json.dumps(
                {
                    "format": "handbook-progress",
                    "version": 1,
                    "book": "",
                    "learner": {"name": "Ana"},
                    "questions": {"a": 7},
                }
            ),
            "not a progress file of a handbook",
        ),
    ],
)
def test_a_damaged_or_foreign_file_changes_nothing(learner: Open, tmp_path: Path, content: str, told: str) -> None:
    page = learner(QUIZ)
    _name(page, "Ana")
    _choose(page, "four-oclock", RIGHT)
    before = _stored(page)
    page = learner("learn/progress.html")
    file = tmp_path / "progress.json"
    file.write_text(content, encoding="utf-8")
    page.locator(".hb-files__input").set_input_files(file)
    expect(page.locator(".hb-files__said")).to_contain_text(told)
    assert _stored(page) == before


def test_damaged_storage_is_put_aside_and_told(learner: Open) -> None:
    page = learner(QUIZ)
    _name(page, "Ana")
    _choose(page, "four-oclock", RIGHT)
    page.evaluate(
        "for (const key of Object.keys(localStorage)) if (key.includes(':p:')) localStorage.setItem(key, '{\"half')"
    )
    page = learner("learn/progress.html")
    expect(page.get_by_role("alert")).to_contain_text("It was put aside, nothing was thrown away")
    assert [value for key, value in _stored(page).items() if "damaged" in key] == ['{"half']
    page.get_by_role("button", name="Understood").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    page = learner(QUIZ)
    _choose(page, "four-oclock", RIGHT)
    assert "Right" in _verdict(_question(page, "four-oclock"))


FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
MISSING = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('no storage', 'SecurityError'); },
});"""


@pytest.mark.parametrize(
    ("init", "told"), [(FULL, "storage of this browser is full"), (MISSING, "keeps nothing for pages from a disk")]
)
def test_a_full_or_missing_storage_is_told_and_the_quiz_works(learner: Open, init: str, told: str) -> None:
    page = learner(QUIZ, init=init)
    expect(page.get_by_role("alert")).to_contain_text(told)
    assert "Right" in _verdict(_choose(page, "four-oclock", RIGHT))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my progress as a file").click()
    assert "not-ready/four-oclock" in download.value.path().read_text(encoding="utf-8")


def test_the_sign_off_sheet_shows_what_is_passed_on_one_page(learner: Open) -> None:
    page = learner(QUIZ)
    _name(page, "Ana")
    _answer_all(page)
    _check_all_by_keyboard(page)
    page = learner("learn/sign-off.html")
    expect(page.locator(".hb-sheet__name")).to_have_text("Ana")
    expect(page.locator('[data-defect="not-ready"] .hb-sheet__read')).to_have_text("✓")
    expect(page.locator('[data-defect="fell-off"] .hb-sheet__read')).to_have_text("")
    page.get_by_label("Only what is passed").check()
    expect(page.locator("[data-defect]:visible")).to_have_count(1)


def test_the_sheet_of_one_group_has_boxes_to_write_in(learner: Open, quiz_site: Path) -> None:
    page = learner(QUIZ)
    _name(page, "Ana")
    _pass(page, "brakes-failed")
    page = learner("learn/sign-off.html")
    rows = page.locator("[data-defect]:visible")
    everything = rows.count()
    stop = page.locator('[data-defect="brakes-failed"] .hb-sheet__read')
    expect(stop).to_have_text("drill")  # passed, and its first action not yet found in ten seconds
    page.get_by_label("Pages:").select_option("Stop cards")
    assert 0 < rows.count() < everything
    page.get_by_label("Pages:").select_option("Collecting the bike")
    expect(rows).to_have_count(1)
    expect(page.locator(".hb-sheet__pages")).to_have_text("Collecting the bike")
    page.emulate_media(media="print")
    box = page.locator('[data-defect="not-ready"] td').last.bounding_box()
    assert box is not None
    millimetre = 96 / 25.4
    assert box["width"] >= 15 * millimetre
    assert box["height"] >= 8 * millimetre
    expect(page.locator(".hb-sheet__table:visible thead")).to_contain_text("Observed")
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
    page.goto(page.url + "#stop-cards")  # as a coach's page links to it
    page.reload()
    expect(page.locator(".hb-sheet__pages")).to_have_text("Stop cards")
    expect(page.locator(".hb-sheet__table:visible caption:visible")).to_have_count(0)  # one list, whatever the stages
    text = (quiz_site / "learn" / "sign-off.html").read_text(encoding="utf-8")
    assert "PCCBZ1" in text  # the revision, as tests/model/test_revision.py has it


def test_the_sheet_of_a_whole_handbook_is_one_page(learner: Open, quiz_site: Path, tmp_path: Path) -> None:
    page = learner("learn/sign-off.html")
    # As many rows as a large handbook has, and the class that its page has then; the small one has three.
    page.evaluate("""() => { document.querySelector('.hb-sheet').classList.add('hb-sheet--dense');
      const body = document.querySelector('.hb-sheet__table tbody');
      const rows = Array.from({ length: 130 }, () => body.firstElementChild.cloneNode(true));
      const tables = document.querySelector('.hb-sheet__lists');
      for (let at = 0; at < 13; at += 1) { const copy = body.closest('table').cloneNode(true);
        copy.querySelector('tbody').replaceChildren(...rows.slice(at * 10, at * 10 + 10)); tables.append(copy); } }""")
    pages = page.pdf(format="A4").count(b"/Type /Page\n")
    assert pages == 1


# Nothing is given away, and nothing is weighed down


def test_no_answer_and_no_reason_is_in_any_index(quiz_site: Path) -> None:
    """The playbook's own lines are found by search, as they must be; what only the quiz says is not."""
    quiz = yaml.safe_load((EVERY_TYPE / "ready" / "not-ready.yml").read_text(encoding="utf-8"))["quiz"]
    base = (DATA / "base" / "ready" / "not-ready.yml").read_text(encoding="utf-8")
    secrets = [text for text in _texts(quiz) if text not in base and len(text) > 25]
    assert len(secrets) > 30
    indexes = [file for file in quiz_site.rglob("*.js*") if "assets/quizzes/" not in file.as_posix()]
    assert any(file.parent.name == "search" for file in indexes)
    for file in indexes:
        text = file.read_text(encoding="utf-8", errors="replace")
        assert "quizzes/not-ready.html" not in text or file.parent.name != "search", file
        assert [secret for secret in secrets if secret in text or json.dumps(secret)[1:-1] in text] == [], file


def test_no_answer_stands_in_a_preview(quiz_site: Path) -> None:
    head = (quiz_site / QUIZ).read_text(encoding="utf-8").partition("</head>")[0]
    assert "not done" not in head
    assert "Questions on one page of the handbook." in head


def test_the_quiz_scripts_are_small_and_on_their_own_pages_only(quiz_site: Path) -> None:
    for page in quiz_site.rglob("*.html"):
        scripts = re.findall(r'src="[^"]*?assets/quizzes/([^"]+)"', page.read_text(encoding="utf-8"))
        place = page.relative_to(quiz_site).as_posix()
        if place.startswith(("quizzes/", "learn/")):
            sent = {name for name in scripts if not name.startswith("data/")}
            assert (
                len(gzip.compress(b"".join((quiz_site / "assets" / "quizzes" / name).read_bytes() for name in sent)))
                < 40_000
            )
        else:
            # The finder has no navigation in which a quiz could be ticked.
            assert scripts == ([] if place == "find.html" else ["ticks.js"]), place
    assert len(gzip.compress((quiz_site / "assets" / "quizzes" / "ticks.js").read_bytes())) < 1_500


# Without a script, on paper, for everybody


def test_without_a_script_every_prompt_option_and_reason_is_there(learner: Open) -> None:
    page = learner(QUIZ, java_script_enabled=False)
    text = page.locator("article").text_content() or ""
    source = yaml.safe_load((EVERY_TYPE / "ready" / "not-ready.yml").read_text(encoding="utf-8"))
    said = list(_texts(source["quiz"]))
    assert len(said) > 60
    assert [line for line in said if line not in text] == []
    expect(page.locator(".hb-q__key").first).not_to_have_attribute("open", "")
    page.locator(".hb-q__key summary").first.click()
    expect(page.get_by_text("It owns the promise before he has to ask.")).to_be_visible()


def _texts(node: Any, field: str = "") -> Iterator[str]:
    if isinstance(node, str) and field in ("prompt", "text", "because", "left", "right", "fact", "hears"):
        yield node
    for key, value in (
        node.items() if isinstance(node, dict) else ((field, item) for item in node if isinstance(node, list))
    ):
        yield from _texts(value, key)


def test_print_without_answers_and_with_them(learner: Open) -> None:
    page = learner(QUIZ)
    page.evaluate("window.print = () => { window.dispatchEvent(new Event('beforeprint')); }")
    page.emulate_media(media="print")
    reason = page.locator(".hb-q__key").get_by_text("It owns the promise before he has to ask.")
    page.evaluate("window.print()")
    expect(reason).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Print with answers").click()
    page.emulate_media(media="print")
    expect(reason).to_be_visible()


AXE = """axe.run(document, { preload: false, resultTypes: ['violations'] })
  .then((found) => found.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html).join(' ')))"""
SMALL = """Array.from(document.querySelectorAll(
    '.hb-quiz :is(button, .hb-opt, .hb-pick, select, summary, .hb-who__name)'))
  .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.5)
  .map((one) => one.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        QUIZ,
        "quizzes/index.html",
        "learn/stages/ready.html",
        "learn/daily.html",
        "learn/all.html",
        "learn/drill.html",
        "learn/start.html",
        "learn/progress.html",
        "learn/sign-off.html",
    ],
)
def test_axe_finds_nothing_before_and_after_answering(learner: Open, path: str, scheme: str) -> None:
    file = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not file.is_file():
        pytest.skip(NO_AXE)
    page = learner(path, color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(file.read_text(encoding="utf-8"))
    look = AXE
    assert page.evaluate(look) == []
    if path == QUIZ:
        _choose(page, "four-oclock", WRONG)
        _choose(page, "at-the-counter", "Lend him")
        _question(page, "your-own-words").get_by_role("textbox").fill("Shortly.")
        for id_ in ("what-comes-first", "your-own-words"):
            _check(_question(page, id_))
        page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")
    elif page.get_by_role("button", name=re.compile("Begin|All of them")).count():
        page.get_by_role("button", name=re.compile("Begin|All of them")).first.click()
    assert page.evaluate(look) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_ticks(learner: Open, scheme: str) -> None:
    file = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not file.is_file():
        pytest.skip(NO_AXE)
    page = learner(QUIZ, color_scheme=scheme, reduced_motion="reduce")
    _name(page, "Ana")
    _pass(page)
    for path in (JOURNEY, PAGE):
        page = learner(path)
        assert _ticks(page)
        page.evaluate(file.read_text(encoding="utf-8"))
        assert page.evaluate(AXE) == []


@pytest.mark.parametrize(
    "path", [QUIZ, "learn/progress.html", "learn/drill.html", "learn/sign-off.html", "quizzes/index.html"]
)
def test_a_small_phone_and_thumbs(learner: Open, path: str) -> None:
    page = learner(path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.scrollingElement.scrollWidth") == 320
    small = SMALL
    assert page.evaluate(small) == []
