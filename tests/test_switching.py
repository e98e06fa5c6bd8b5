"""One handbook, other places and other payers: pages, cards and quiz follow a few lines of `handbook.yml`.

The shipped handbook is copied, the lines are changed, and the copy is read and checked like any other.
"""

from __future__ import annotations

import html
import re
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from generator.cards.choices import desk_cards
from generator.checking import Checked, check_folder
from generator.model.handbook import Handbook
from generator.pages import render_pages
from generator.quizzes.items import Item, quizzes_of
from generator.workshops.plan import plan_session
from tests.handbooks import TODAY
from tests.sites import ROOT

SHIPPED = (
    'emergency_number: "911"',
    "jurisdiction: us",
    "payers: [self-pay, private-plan, medicaid]",
)
"""The lines of the shipped `handbook.yml` that are switched."""

PLACES = {
    "us": SHIPPED,
    "us, no plans": (*SHIPPED[:2], "payers: [self-pay]"),
    "us, public only": (*SHIPPED[:2], "payers: [medicaid]"),
    "de": (
        'emergency_number: "112"',
        "jurisdiction: de",
        "payers: [self-pay, private-plan, statutory-insurance]",
    ),
    "uk-eng": ('emergency_number: "999"', "jurisdiction: uk-eng", "payers: [self-pay, private-plan, nhs]"),
}

Texts = dict[str, str]


@dataclass(frozen=True)
class Switched:
    """One version of the handbook, and what its three products say: by page, by card, by question."""

    checked: Checked

    @property
    def handbook(self) -> Handbook:
        assert self.checked.handbook is not None
        return self.checked.handbook

    @cached_property
    def pages(self) -> Texts:
        made = (one for one in render_pages(self.handbook) if one.path.endswith(".md") and one.path != "problems.md")
        return {one.path.removesuffix(".md"): _words(str(one.content)) for one in made}

    @cached_property
    def cards(self) -> Texts:
        """With the place's own emergency number as a sign: it stands on many cards."""
        number = self.handbook.practice.emergency_number
        return {
            card.id: " ".join(card.printed().values()).replace(number, "(number)") for card in desk_cards(self.handbook)
        }

    @cached_property
    def items(self) -> dict[str, Item]:
        return {item.key: item for quiz in quizzes_of(self.handbook) for item in quiz.items}

    @cached_property
    def asked(self) -> Texts:
        return {
            key: " ".join([item.prompt, *(f"{one.text} {one.because}" for one in item.choices)])
            for key, item in self.items.items()
        }

    def page(self, id_: str) -> str:
        return self.pages[f"defects/{id_}"]


def _words(page: str) -> str:
    """What a reader of a page sees, without the search words: those are what people say anywhere."""
    page = re.sub(r"Also called:.*?</", "</", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def _switched(folder: Path, lines: tuple[str, ...]) -> Checked:
    shutil.copytree(ROOT / "playbooks", folder)
    file = folder / "handbook.yml"
    text = file.read_text(encoding="utf-8")
    for old, new in zip(SHIPPED, lines, strict=True):
        assert text.count(f"  {old}\n") == 1
        text = text.replace(f"  {old}\n", f"  {new}\n")
    file.write_text(text, encoding="utf-8")
    return check_folder(folder, TODAY)


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Switched]:
    return {
        name: Switched(_switched(tmp_path_factory.mktemp("switched") / "playbooks", lines))
        for name, lines in PLACES.items()
    }


@pytest.mark.parametrize("name", PLACES)
def test_every_version_is_free_of_problems(versions: dict[str, Switched], name: str) -> None:
    """No error and no warning; every card fits, also those that a line was taken from."""
    assert not versions[name].checked.problems


def test_another_place_with_the_old_emergency_number_is_told(tmp_path: Path) -> None:
    """It would be printed on every stop card."""
    checked = _switched(tmp_path / "playbooks", (SHIPPED[0], *PLACES["de"][1:]))
    assert [(problem.code, problem.where.file) for problem in checked.problems] == [
        ("emergency-number", "handbook.yml")
    ]


def _named(handbook: Handbook) -> re.Pattern[str]:
    """The words that name what is given in the shipped version and not in this one."""
    words = [word for one in handbook.gestures.values() if handbook.not_given(one) for word in one.words]
    return re.compile(rf"\b({'|'.join(words)})s?\b", re.IGNORECASE)


def test_where_no_fare_may_be_paid_no_card_speaks_of_one(versions: dict[str, Switched]) -> None:
    here, there = versions["us"], versions["de"]
    named = _named(there.handbook)
    told = {id_ for id_, card in here.cards.items() if named.search(card)}
    assert len(told) >= 10, "the cards of the shipped version speak of fares and coffee"
    assert not {id_ for id_, card in there.cards.items() if named.search(card)}
    assert "Coffee or fare to $10." in here.cards["running-late"]
    assert "Held times." in there.cards["running-late"], "what may still be done stays on the card"
    untouched = here.cards.keys() - told
    assert {id_: here.cards[id_] for id_ in untouched} == {id_: there.cards[id_] for id_ in untouched}


def test_where_no_fare_may_be_paid_no_page_tells_to_pay_one(versions: dict[str, Switched]) -> None:
    here, there = versions["us"].page("running-late"), versions["de"].page("running-late")
    for step in (
        "Offer the parking or the bus fare back",
        "Pay back parking or a fare",
        "Parking, a fare or one coffee",
    ):
        assert step in here
        assert step not in there
    assert "Parking or bus fare paid back - not given in Germany" in versions["de"].page("double-booked")
    assert "not given in Germany" not in " ".join(versions["us"].pages.values())
    paid = re.compile(r"(pay|give|paid|offer)[^.]{0,60}\b(fare|parking|coffee|plant|flowers)\b", re.IGNORECASE)
    steps = [
        step.do
        for playbook in versions["de"].handbook.playbooks
        for step in versions["de"].handbook.steps_here(
            (*playbook.steps, *(step for branch in playbook.branches for step in branch.steps))
        )
    ]
    assert [step for step in steps if paid.search(step)] == []


def test_where_no_fare_may_be_paid_nobody_is_asked_about_one(versions: dict[str, Switched]) -> None:
    here, there = versions["us"], versions["de"]
    gone = {
        "cancelled-same-day/a-squeeze-with-dr-lee",
        "appointment-time-mismatch/other-house",
        "recovery-promise-broken/a-plant-perhaps",
    }
    assert gone <= here.items.keys()
    assert _authored(here) - _authored(there) == gone
    assert _authored(there) <= _authored(here)
    right = [choice.text for item in there.items.values() for choice in item.choices if choice.right]
    assert [text for text in right if re.search(r"\b(fare|parking|plant|flowers)\b", text, re.IGNORECASE)] == []


def _authored(version: Switched) -> set[str]:
    return {key for key, item in version.items.items() if not item.derived}


def test_the_law_is_that_of_the_place(versions: dict[str, Switched]) -> None:
    us, england, germany = versions["us"], versions["uk-eng"], versions["de"]
    only = {
        "us": ("ADA's code", "good-faith estimate", "United States:", "HIPAA FAQ"),
        "uk-eng": ("England:", "Compensation Act 2006", "redone free of charge within 12 months"),
        "de": ("Germany:", "A suspected error is told when the patient asks"),
    }
    said = {"us": us, "uk-eng": england, "de": germany}
    said_in = {name: " ".join(version.pages.values()) for name, version in said.items()}
    for name, marks in only.items():
        for mark in marks:
            assert [place for place in said_in if mark in said_in[place]] == [name], mark
    assert "for patients of Medicaid" in us.pages["gestures"]
    assert "Limits here (Germany)" in germany.pages["gestures"]
    assert "Limits here" not in england.pages["gestures"], "no limit on gifts could be verified there"
    assert us.cards == england.cards, "nothing else that is printed on a card differs there"
    assert "(number)" in england.cards["medical-emergency"]
    assert "Ring 999" in england.page("medical-emergency")
    assert "911" not in england.page("medical-emergency")


def test_a_payer_is_named_only_where_it_pays(versions: dict[str, Switched]) -> None:
    """On pages in the names of its rules, its law and its gifts; on cards and in questions never."""
    handbook = versions["us"].handbook
    own = {"medicaid": "Medicaid", "nhs": "NHS", "statutory-insurance": "Statutory health insurance"}
    assert {id_: handbook.payers[id_].name for id_ in own} == own
    for version in versions.values():
        pages = " ".join(version.pages.values())
        for id_, name in own.items():
            assert (name in pages) == (id_ in version.handbook.practice.payers), (
                name,
                version.handbook.practice.payers,
            )
            assert name not in " ".join((*version.cards.values(), *version.asked.values()))


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        (
            "us, no plans",
            {
                "bill-higher-than-quoted/plan-share",
                "claim-denied/age-nineteen",
                "claim-denied/first-words",
                "claim-denied/forget-my-part",
                "claim-denied/while-the-plan-decides",
                "claim-denied/will-they-pay",
                "cover-told-wrong/first-words",
                "cover-told-wrong/forget-your-part",
                "cover-told-wrong/public-plan",
                "filling-or-crown-failed-early/share-of-the-plan",
                "missed-visit-fee-disputed/medicaid",
                "surprise-bill-later/gap-since-may",
            },
        ),
        ("us, public only", {"filling-or-crown-failed-early/share-of-the-plan"}),
        ("uk-eng", set()),
    ],
)
def test_the_quiz_asks_about_who_pays_here(versions: dict[str, Switched], name: str, gone: set[str]) -> None:
    assert _authored(versions["us"]) - _authored(versions[name]) == gone
    assert _authored(versions[name]) <= _authored(versions["us"])


def test_rules_of_payers_are_those_of_this_practice(versions: dict[str, Switched]) -> None:
    mixed, alone, public = (versions[name].page("running-late") for name in ("us", "us, no plans", "us, public only"))
    rule = "goes in the log against the yearly limit before it is handed over"
    assert rule in mixed
    assert rule in public
    assert rule not in alone
    assert "What the plan is charged for the visit does not change" in mixed
    assert "What the plan is charged for the visit does not change" not in public + alone


def test_workshops_leave_out_what_is_not_asked_here(versions: dict[str, Switched]) -> None:
    """A coach names questions once; the sheets of each place hold those that are asked there."""

    def sheets(name: str) -> dict[str, set[str]]:
        handbook = versions[name].handbook
        return {one.id: {asked.ref for asked in plan_session(handbook, one).asked} for one in handbook.workshops}

    us, de, alone = sheets("us"), sheets("de"), sheets("us, no plans")
    assert us["first-week"] - de["first-week"] == {"appointment-time-mismatch/other-house"}
    assert "bill-higher-than-quoted/plan-share" in us["day-30"] - alone["day-30"]
    assert "bill-higher-than-quoted/one-line-off" in us["day-30"] & alone["day-30"]
    assert [id_ for id_ in us if us[id_] and not (de[id_] and alone[id_])] == [], "no quiz is left empty"
