"""What must hold for cards before any is printed: words, characters, the web address, and that all fits.

Only playbooks without errors are looked at: the card of a playbook that cannot be used yet would
repeat its mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.cards.choices import desk_card
from generator.cards.content import MAX_WORDS, DeskCard
from generator.cards.estimate import surely_fits
from generator.cards.faces import face_data, settings
from generator.cards.fit import fit_cards, template, unfit
from generator.cards.posters import poster_texts
from generator.cards.sizes import BACK_LEAST, FRONT_LEAST, SIZES, CardSize
from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.problems import Path as Place
from generator.problems import Problem, Where
from generator.rendering.cache import Cache, key_of
from generator.rendering.glyphs import without_glyph
from generator.rendering.typeset import measured

SETTINGS = "handbook.yml"
ADDRESS = re.compile(r"https://[a-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~/-]*)?")
TAKEN = frozenset({"index", "deck"})
"""Files that lie beside the cards."""


def check_cards(handbook: Handbook, playbooks: Sequence[Playbook], cache: Cache) -> Iterator[Problem]:
    """The cards of some playbooks, at the size that the site prints (A6)."""
    printable = []
    for playbook in playbooks:
        card = desk_card(handbook, playbook)
        problems = [*_check_name(card), *_check_glyphs(card)]
        yield from problems
        yield from _check_line(card, playbook)
        if not problems:
            printable.append(card)
    unfit_cards = list(check_fit(handbook, printable, cache))
    yield from unfit_cards
    # Who makes a card fit takes words out; that there were too many has been said then.
    full = {problem.where.file for problem in unfit_cards}
    for card in printable:
        if card.file not in full:
            yield from _check_words(card)


def check_fit(handbook: Handbook, cards: Sequence[DeskCard], cache: Cache) -> Iterator[Problem]:
    """The cards whose words do not fit. Those that are certain to fit are not laid out for it."""
    size, language = SIZES["a6"], handbook.practice.language
    doubtful = [card for card in cards if not surely_fits(face_data(card, size, qr=False, fit=False), size)]
    fitting = _fitting(doubtful, size, language, cache)
    unsettled = [card for card in doubtful if card.id not in fitting]
    if not unsettled:
        return
    fits = fit_cards(unsettled, size, language, cache)
    for card in unsettled:
        yield from unfit(card, fits[card.id], size)


def _fitting(cards: Sequence[DeskCard], size: CardSize, language: str, cache: Cache) -> set[str]:
    """The cards whose two sides fit in the smallest type. That is one layout a side, a third of the time that it
    takes to find the largest type; whatever does not fit is looked at in full.
    """
    shared = settings(size, title="-", author="-", language=language, date=(2000, 1, 1))
    shared |= {"mode": "fit", "front": [FRONT_LEAST, FRONT_LEAST], "back": [BACK_LEAST, BACK_LEAST]}
    faces = {card.id: face_data(card, size, qr=False) | {"try_one": False} for card in cards}
    keys = {id_: f"least-{key_of(template(), shared, face)}" for id_, face in faces.items()}
    fitting = {id_ for id_, key in keys.items() if cache.read(key) is not None}
    missing = [faces[id_] for id_ in faces if id_ not in fitting]
    if missing:
        for result in measured(template(), {"cfg": shared, "cards": missing}, "fit")[0]:
            if result["front"]["ok"] and result["back"]["ok"] and not result["wide"]:
                fitting.add(result["id"])
                cache.write(keys[result["id"]], b"")
    return fitting


def check_card_settings(handbook: Handbook) -> Iterator[Problem]:
    """What stands on every card and on the posters: the web address, and signs that can be printed."""
    practice = handbook.practice
    if practice.handbook_url is not None and not ADDRESS.fullmatch(practice.handbook_url):
        yield Problem(
            "card-address",
            Where(SETTINGS, ("practice", "handbook_url")),
            f"'{practice.handbook_url}' is not a plain https address",
            "write it as a browser shows it, such as https://handbook.example.com, with no ? or # in it",
        )
    named: list[tuple[Place, str]] = [
        (("practice", "emergency_number"), practice.emergency_number),
        (("practice", "name"), practice.name),
    ]
    named += [(("roles", id_, "name"), role.name) for id_, role in handbook.roles.items()]
    named += [(("journey", number, "name"), stage.name) for number, stage in enumerate(handbook.journey)]
    for path, text in named:
        yield from _glyphs(SETTINGS, path, text)
    for file, path, text in poster_texts(handbook):
        yield from _glyphs(file, path, text)


def _check_name(card: DeskCard) -> Iterator[Problem]:
    if card.id in TAKEN:
        yield Problem(
            "bad-id",
            Where(card.file),
            f"'{card.id}' is the name of a file that lies beside the cards",
            "give the playbook another name",
        )


def _check_words(card: DeskCard) -> Iterator[Problem]:
    most = MAX_WORDS[card.kind]
    if (count := card.words) > most:
        longest = max(card.counted(), key=lambda line: line.words)
        kind = "stop card" if card.kind == "stop-card" else "card"
        yield Problem(
            "card-too-many-words",
            Where(card.file, longest.path),
            f"the {kind} has {count} words, {count - most} more than the {most} that are read in time; "
            f"the longest part is this one, with {longest.words}",
            "choose fewer words for the card under `card:`",
        )


def _check_line(card: DeskCard, playbook: Playbook) -> Iterator[Problem]:
    """A line that is said exactly stands whole on its card, or the card's own line was chosen by the author."""
    chosen = playbook.card is not None and playbook.card.say
    if playbook.first_line.verbatim and not card.verbatim and not chosen:
        yield Problem(
            "card-cuts-line",
            Where(card.file, ("first_line", "say")),
            "this is said exactly, and the card has room for its beginning only",
            "use fewer words here or in the rest of the card; or write the card's own line under `card.say`",
        )


def _check_glyphs(card: DeskCard) -> Iterator[Problem]:
    for line in card.lines():
        yield from _glyphs(card.file, line.path, line.text)
    yield from _glyphs(card.file, ("approval", "by"), card.approval)


def _glyphs(file: str, path: Place, text: str) -> Iterator[Problem]:
    for char in without_glyph(text)[:1]:
        yield Problem(
            "card-no-glyph",
            Where(file, path, char),
            f"the typeface of the cards cannot print '{char}' (U+{ord(char):04X})",
            "write it in words, or with another sign",
        )
