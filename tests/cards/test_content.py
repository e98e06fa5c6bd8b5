"""What stands on a card: the author's choices as they are, sensible ones where there are none, few words."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cards.choices import desk_card, desk_cards, first_clause, first_sentence
from generator.cards.content import MAX_WORDS, DeskCard, Line, revision_of
from generator.cards.faces import face_data
from generator.cards.sizes import SIZES
from generator.model.handbook import Handbook
from tests.cards.conftest import SHIPPED, loaded
from tests.handbooks import RECOVERY, STOP_CARD, Change, checked


def card(tmp_path: Path, *changes: Change, id_: str = "not-ready") -> DeskCard:
    handbook = checked(tmp_path, *changes).handbook
    assert handbook is not None
    return desk_card(handbook, handbook.by_id[id_])


def chosen(fields: str) -> Change:
    """The recovery with a `card:` of its own."""
    return RECOVERY, "\nowner: owner\n", f"\ncard:\n{fields}\nowner: owner\n"


@pytest.mark.parametrize("folder", SHIPPED)
def test_no_shipped_card_has_too_many_words(folder: str) -> None:
    over = {one.id: one.words for one in desk_cards(loaded(folder)) if one.words > MAX_WORDS[one.kind]}
    assert not over


def test_a_recovery_without_choices_says_what_the_playbook_says(tmp_path: Path) -> None:
    made = card(tmp_path)
    assert made.when.text == "The ticket says today and the bike is still on the stand."
    assert made.say is not None
    assert made.say.text == "I told you four o\u2019clock and I\u2019m not done. Thank you for coming in."
    assert [(step.line.text, step.who, step.by) for step in made.steps] == [
        ("Ask how they were going to get home.", "", "within 2 min"),
        ("Put both choices to them.", "", "before they leave"),
    ]
    assert made.limit == Line("Up to EUR 10, without asking.", ("card",))
    assert made.places == ("desk",)


def test_a_step_names_its_role_where_it_is_not_the_reader(tmp_path: Path) -> None:
    made = card(tmp_path, (RECOVERY, "  - who: counter\n    within: 2 min", "  - who: mechanic\n    within: 2 min"))
    assert made.steps[0].who == "Mechanic"


def test_a_first_line_names_its_speaker_where_it_is_not_the_desk(tmp_path: Path) -> None:
    """Who holds a card of the workshop must see that the line is the mechanic's, and not theirs."""
    own = card(tmp_path / "own")
    theirs = card(tmp_path / "theirs", (RECOVERY, "first_line:\n", "first_line:\n  who: mechanic\n"))
    assert (own.speaker, theirs.speaker) == ("", "Mechanic")
    assert face_data(theirs, SIZES["a6"])["say"] == "Mechanic: " + str(face_data(own, SIZES["a6"])["say"])
    assert theirs.revision != own.revision


OFF = ("handbook.yml", "name: A spare inner tube\n", "name: A spare inner tube\n    off: yes\n")


def test_a_step_that_gives_what_is_not_given_here_is_not_on_the_card(tmp_path: Path) -> None:
    gives = RECOVERY, "    needs: lend-bike\n", "    give: inner-tube\n"
    assert [step.line.path[1] for step in card(tmp_path / "given", gives).steps] == [0, 1]
    left = card(tmp_path / "off", gives, OFF)
    (step,) = left.steps
    assert step.line == Line("Ask how they were going to get home.", ("steps", 0, "do"))
    assert left.revision != card(tmp_path / "again", gives).revision


def test_what_the_author_chose_is_printed_as_it_is(tmp_path: Path) -> None:
    made = card(
        tmp_path,
        chosen(
            "  place: [phone, desk]\n  when: Not done.\n  steps: [One thing. And more., Two]\n"
            "  not_say: Soon.\n  limit: One night."
        ),
    )
    assert made.places == ("phone", "desk")
    assert [step.line.text for step in made.steps] == ["One thing. And more.", "Two"]
    assert (made.when.text, made.not_say and made.not_say.text, made.limit and made.limit.text) == (
        "Not done.",
        "Soon.",
        "One night.",
    )


def test_a_stop_card_has_action_person_number_and_stay(tmp_path: Path) -> None:
    made = card(tmp_path, id_="brakes-failed")
    assert made.to == "Owner, now"
    assert made.emergency == "112"
    assert made.stay is not None
    assert made.limit is None
    assert made.promise is None


def test_a_stop_card_without_approval_says_so(tmp_path: Path) -> None:
    assert card(tmp_path, id_="brakes-failed").approval == "Not yet approved by Owner"
    approved = card(
        tmp_path,
        (STOP_CARD, "\nowner: owner\n", "\napproval: {by: Dr Osei, on: 2026-12-01}\nowner: owner\n"),
        id_="brakes-failed",
    )
    assert (approved.approved, approved.approval) == (True, "Approved by Dr Osei on 2026-12-01")


def test_red_flags_stand_on_the_front_in_full_only_where_they_are_short(tmp_path: Path) -> None:
    flag = (
        "\nred_flags:\n  - looks_like: {}\n    do: Ring {{emergency_number}}.\n"
        "    who: counter\n    hand_over_to: owner\n    within: now\n\nsteps:\n"
    )
    short = card(tmp_path / "a", (RECOVERY, "\nsteps:\n", flag.format("Somebody is hurt.")))
    assert short.stop_if is not None
    assert short.stop_if.text == "Somebody is hurt."
    assert short.flags[0].emergency
    long = card(tmp_path / "b", (RECOVERY, "\nsteps:\n", flag.format("Somebody is hurt, " * 9)))
    assert long.stop_if is None
    assert long.flags[0].look.words == 27, "red flags are never shortened"


def test_only_what_was_not_chosen_is_shortened(dental: Handbook) -> None:
    for playbook in dental.playbooks:
        made = desk_card(dental, playbook)
        if playbook.card and playbook.card.steps:
            assert len(made.steps) == len(playbook.card.steps), playbook.id


def test_settings_are_filled_in_once(tmp_path: Path) -> None:
    made = card(tmp_path, chosen("  when: Ring {phone}, not {{phone}}."))
    assert made.when.text == "Ring 555 0142, not {phone}."


def test_quotes_are_curled_in_english_only(tmp_path: Path) -> None:
    words = """  when: '"Done" - they said it''s done'"""
    assert card(tmp_path / "en", chosen(words)).when.text == "\u201cDone\u201d \u2013 they said it\u2019s done"
    german = ("handbook.yml", "  jurisdiction: townland", "  language: de\n  jurisdiction: townland")
    assert card(tmp_path / "de", chosen(words), german).when.text == '"Done" \u2013 they said it\'s done'


def test_a_letter_and_its_accent_are_one(tmp_path: Path) -> None:
    assert card(tmp_path, chosen("  when: Cafe\u0301")).when.text == "Caf\u00e9"


def test_the_revision_changes_with_what_is_printed_and_with_nothing_else(tmp_path: Path) -> None:
    first = card(tmp_path / "a")
    assert (
        card(
            tmp_path / "b",
            (RECOVERY, "  - do: Book no more than six repairs a day.", "  - do: Book no more than five repairs a day."),
        ).revision
        == first.revision
    )
    changed = [
        (RECOVERY, "Ask how they were going to get home.", "Ask how they meant to get home."),
        (RECOVERY, "review_by: 2027-06-30", "review_by: 2027-07-30"),
        ("handbook.yml", "    name: Counter", "    name: Front desk"),
        ("handbook.yml", "    may_spend: 10", "    may_spend: 12"),
    ]
    revisions = [card(tmp_path / str(number), change).revision for number, change in enumerate(changed)]
    # The name of the desk's own role stands nowhere on this card; everything else does.
    assert [revision == first.revision for revision in revisions] == [False, False, True, False]


def test_a_revision_is_easy_to_read_out() -> None:
    assert all(len(revision_of({"a": str(number)})) == 6 for number in range(200))
    assert not set("".join(revision_of({"a": str(number)}) for number in range(200))) & set("ILOU")


@pytest.mark.parametrize(
    ("limit", "off", "printed"),
    [
        ("Lend a bike. A tube to 6.", False, "Lend a bike. A tube to 6."),
        ("Lend a bike. A tube to 6.", True, "Lend a bike."),
        ("Two tubes. Lend a bike.", True, "Lend a bike."),
        ("Tubeless work is the mechanic's.", True, "Tubeless work is the mechanic\u2019s."),
        ("A tube to 6.", True, "No money without asking."),
    ],
)
def test_what_is_not_given_here_is_in_no_limit(tmp_path: Path, limit: str, off: bool, printed: str) -> None:
    name = "    name: A spare inner tube\n"
    gesture = ("handbook.yml", name, f"{name}    words: [tube]\n" + ("    off: yes\n" if off else ""))
    made = card(tmp_path, gesture, chosen(f'  limit: "{limit}"'))
    assert made.limit is not None
    assert made.limit.text == printed


def test_a_short_step_that_gives_what_is_not_given_here_is_left_out(tmp_path: Path) -> None:
    gesture = ("handbook.yml", "    name: A brass bell\n", "    name: A brass bell\n    words: [bell]\n    off: yes\n")
    made = card(tmp_path, gesture, chosen("  steps: [Ring the bell. Call them., Give them a bell., Lend a bike.]"))
    assert [step.line.text for step in made.steps] == ["Call them.", "Lend a bike."]


def test_revisions_of_different_cards_differ(dental_cards: list[DeskCard]) -> None:
    assert len({one.revision for one in dental_cards}) == len(dental_cards)


def test_parts_cannot_be_mistaken_for_each_other() -> None:
    assert revision_of({"when": "a", "steps": "b"}) != revision_of({"when": "", "steps": "ab"})


def test_the_deck_is_in_the_order_of_places(dental_cards: list[DeskCard]) -> None:
    places = [one.places[0] for one in dental_cards]
    assert [place for number, place in enumerate(places) if number == 0 or places[number - 1] != place] == list(
        dict.fromkeys(places)
    )


def test_sentences_and_clauses() -> None:
    assert first_sentence("Stay. Do not go.") == "Stay."
    assert first_sentence("Say \u201cstop.\u201d Then go.") == "Say \u201cstop.\u201d"
    assert first_clause("I ring at five, even with nothing new.") == "I ring at five."
    assert first_clause("I ring at five.") == "I ring at five."
    assert first_clause("If the lab is late, I ring at five.") == "If the lab is late, I ring at five."


def test_a_promise_loses_its_second_sentence_before_its_first_is_cut(tmp_path: Path) -> None:
    """The first clause of both together once stood on a card: "I open at eight. On a day off." """
    even_if = "I open the door at eight. On a day off, " + "the others know, " * 30 + "and so do you."
    promise = f"promise:\n  who: counter\n  what: To ring.\n  by: same day 17:00\n  even_if: {even_if}\n\nrecord:\n"
    made = card(tmp_path, (RECOVERY, "\nrecord:\n", f"\n{promise}"))
    assert made.promise is not None
    assert made.promise.text == "I open the door at eight."


@pytest.mark.parametrize("folder", SHIPPED)
def test_no_shipped_card_leaves_out_a_promise_or_cuts_a_line_that_is_said_exactly(folder: str) -> None:
    handbook = loaded(folder)
    for one in desk_cards(handbook):
        playbook = handbook.by_id[one.id]
        if one.kind == "recovery" and playbook.promise is not None:
            assert one.promise is not None, one.id
        if playbook.first_line.verbatim and not (playbook.card and playbook.card.say):
            assert one.verbatim, one.id


def test_a_stop_card_leaves_the_steps_of_others_to_the_page_before_it_cuts_the_line_to_say(tmp_path: Path) -> None:
    long = "Stand at the street door, " + "look both ways, " * 12 + "and wave them in."
    others = f"steps:\n  - who: mechanic\n    within: 5 min\n    do: {long}\n"
    whole = card(tmp_path / "short", id_="brakes-failed")
    made = card(tmp_path / "long", (STOP_CARD, "\nsteps:\n", f"\n{others}"), id_="brakes-failed")
    assert made.say == whole.say
    assert [step.who for step in made.steps] == [""]
