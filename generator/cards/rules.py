"""What must hold for cards before any is printed: words, characters, the web address, and that all fits.

Only playbooks without errors are looked at: the card of a playbook that cannot be used yet would
repeat its mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.cards.choices import desk_card
from generator.cards.content import MAX_WORDS, DeskCard
from generator.cards.estimate import surely_fits
from generator.cards.faces import face_data
from generator.cards.fit import fit_cards, unfit
from generator.cards.posters import poster_texts
from generator.cards.sizes import SIZES
from generator.model.handbook import Handbook
from generator.problems import Path as Place
from generator.problems import Problem, Where
from generator.rendering.cache import Cache
from generator.rendering.glyphs import without_glyph

SETTINGS = "handbook.yml"
ADDRESS = re.compile(r"https://[a-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~/-]*)?")
TAKEN = frozenset({"index", "deck"})
"""Files that lie beside the cards."""


def check_cards(handbook: Handbook, faulty: frozenset[str], playbooks: Path | None = None) -> Iterator[Problem]:
    """Every card of the handbook, at the size that the site prints (A6). `faulty` are files with errors;
    the cache lies beside the folder `playbooks`."""
    if SETTINGS in faulty:
        return
    yield from _check_settings(handbook)
    cards = [desk_card(handbook, playbook) for playbook in handbook.playbooks if playbook.file not in faulty]
    printable = []
    for card in cards:
        problems = [*_check_name(card), *_check_glyphs(card)]
        yield from problems
        if not problems:
            printable.append(card)
    unfit_cards = list(check_fit(handbook, printable, Cache.beside(playbooks)))
    yield from unfit_cards
    # Who makes a card fit takes words out; that there were too many has been said then.
    full = {problem.where.file for problem in unfit_cards}
    for card in printable:
        if card.file not in full:
            yield from _check_words(card)


def check_fit(handbook: Handbook, cards: Sequence[DeskCard], cache: Cache) -> Iterator[Problem]:
    """The cards whose words do not fit. Those that are certain to fit are not laid out for it."""
    size = SIZES["a6"]
    doubtful = [card for card in cards if not surely_fits(face_data(card, size, qr=False, fit=False), size)]
    if not doubtful:
        return
    fits = fit_cards(doubtful, size, handbook.practice.language, cache)
    for card in doubtful:
        yield from unfit(card, fits[card.id], size)


def _check_settings(handbook: Handbook) -> Iterator[Problem]:
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
