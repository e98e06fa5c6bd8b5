"""The cards' part of the site: a page and a PDF for each, the deck, the print centre, what to reprint."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from generator.cards.choices import desk_cards
from generator.cards.content import PLACES, DeskCard
from generator.cards.faces import WORDS, face_data
from generator.cards.fit import Fit
from generator.cards.ledger import FILE, LedgerError, Printed, compare, differences, read_ledger
from generator.cards.posters import render_posters
from generator.cards.press import Press, Print, imprint, qr_code
from generator.cards.sheets import Plan, SheetError, impose
from generator.cards.sizes import SIZES
from generator.cards.testsheet import test_sheet
from generator.model.handbook import Handbook
from generator.model.playbook import Playbook
from generator.rendering.cache import Cache
from generator.rendering.escape import escape
from generator.rendering.output import Output
from generator.rendering.paper import PAPER_NAMES
from generator.rendering.templates import environment

_ROOM = Path(__file__).parent


def render_cards(handbook: Handbook, playbooks: Path | None = None) -> list[Output]:
    """Everything about cards. `playbooks` is the folder beside which the cache lies and in which the ledger is.

    Every card fits: the check before a build has seen to it.
    """
    cache = Cache.beside(playbooks)
    cards = desk_cards(handbook)
    plan = plan_of(handbook)
    press = Press(imprint(handbook), cache)
    fits = press.fits(cards, plan)
    printed = _printed(playbooks)
    env = environment(handbook, str(_ROOM / "templates"))
    env.filters |= {
        "printed": escape,
        "place_name": lambda place: PLACES[place],
        # A ledger may name a place that there is not any more.
        "printed_place": lambda place: escape(str(PLACES.get(place, place))),
    }
    env.globals |= {"words": {name: escape(text) for name, text in WORDS.items()}}
    outputs = [
        *_pdfs(handbook, press, cards, fits, plan),
        *_pages(env, handbook, cards, fits, printed, cache),
        _centre(env, cards, fits, plan),
        _reprint(env, cards, printed),
        Output("posters/test-sheet.pdf", test_sheet(plan, press.imprint, cache)),
        *render_posters(handbook, press.imprint, cache),
        *_assets(),
    ]
    cache.prune()
    return outputs


def plan_of(handbook: Handbook) -> Plan:
    """How the site's own PDFs lie on paper: A6 on the practice's paper, to be folded."""
    return Plan(SIZES["a6"], paper=handbook.practice.paper)


def _pdfs(
    handbook: Handbook, press: Press, cards: Sequence[DeskCard], fits: dict[str, Fit], plan: Plan
) -> Iterator[Output]:
    shared = press.imprint
    # The date of the card's own words: another playbook's edit must not change this file.
    newest = {card.id: max(change.on for change in handbook.by_id[card.id].changes) for card in cards}
    singles = [Print([card], card.title.text, newest[card.id]) for card in cards]
    *alone, deck = press.pdfs([*singles, Print(cards, f"{shared.author}: desk cards", shared.on)], fits, plan)
    for card, pdf in zip(cards, alone, strict=True):
        yield Output(f"cards/{card.id}.pdf", pdf, card.file)
    yield Output("cards/deck.pdf", deck)


def _escaped(value: Any) -> Any:
    """Plain data with every text escaped, and marked so: its settings were filled in when the card was made."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        return {name: _escaped(inner) for name, inner in value.items()}
    return [_escaped(inner) for inner in value] if isinstance(value, list) else value


def _face(card: DeskCard, store: Cache) -> dict[str, Any]:
    face: dict[str, Any] = _escaped(face_data(card, SIZES["a6"], qr=False, fit=False))
    if card.url:
        # Ours from end to end: the address is letters and digits, segno draws the rest.
        face["qr"] = Markup(qr_code(card.url, store))  # noqa: S704
    return face


def _pages(
    env: Environment,
    handbook: Handbook,
    cards: Sequence[DeskCard],
    fits: dict[str, Fit],
    printed: list[Printed],
    store: Cache,
) -> Iterator[Output]:
    template = env.get_template("card.md.jinja")
    article = env.get_template("faces.jinja").make_module().article  # type: ignore[attr-defined]
    articles = {}
    for card in cards:
        fit, playbook = fits[card.id], handbook.by_id[card.id]
        face = _face(card, store)
        content = template.render(
            card=face,
            fit=fit,
            title=f"Card: {playbook.title.rstrip('.')}",
            revision=card.revision,
            replaced=any(entry.card == card.id for entry in printed),
        )
        yield Output(f"cards/{card.id}.md", content, card.file)
        yield Output(
            f"cards/{card.id}.js",
            f"window.handbookCard = {_script_data(_state(card, playbook, printed))};\n",
            card.file,
        )
        articles[card.id] = str(article(face, env.globals["words"], fit))
    yield Output("cards/cards.js", f"window.handbookCards = {_script_data(articles)};\n")


def _state(card: DeskCard, playbook: Playbook, printed: list[Printed]) -> dict[str, Any]:
    """What a defect's page needs to tell the holder of a card: current or replaced, and what changed."""
    now = card.printed()
    old = {
        entry.revision: {"on": entry.on.isoformat(), "parts": _parts(entry, now)}
        for entry in printed
        if entry.card == card.id and entry.revision != card.revision
    }
    changes = [{"on": change.on.isoformat(), "what": change.what} for change in playbook.changes[:5]]
    return {
        "id": card.id,
        "kind": card.kind,
        "revision": card.revision,
        "owner": card.owner,
        "printed": old,
        "changes": changes,
    }


def _parts(entry: Printed, now: dict[str, str]) -> list[str]:
    return list(differences(entry.words, now))


def _script_data(data: Any) -> str:
    """Plain data as a script holds it: no text in it can end the script or begin a comment."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _centre(env: Environment, cards: Sequence[DeskCard], fits: dict[str, Fit], plan: Plan) -> Output:
    sheets = impose([fits[card.id].sides for card in cards], plan)
    page_of = {face.card: number + 1 for number, sheet in enumerate(sheets) for face in sheet.faces}
    groups = []
    for place, name in PLACES.items():
        rows = [(card, fits[card.id].sides) for card in cards if card.places[0] == place]
        pages = sorted({page_of[number] for number, card in enumerate(cards) if card.places[0] == place})
        if rows:
            shown = f"page {pages[0]} of the PDF" if len(pages) == 1 else f"pages {pages[0]} to {pages[-1]} of the PDF"
            groups.append((place, name, shown, rows))
    content = env.get_template("centre.md.jinja").render(
        groups=groups, count=len(cards), paper=PAPER_NAMES[plan.paper], paper_id=plan.paper
    )
    return Output("cards/index.md", content)


def _printed(playbooks: Path | None) -> list[Printed]:
    """The ledger beside the playbooks. A damaged one is told of by the command that writes it, not here."""
    path = playbooks / FILE if playbooks is not None else None
    if path is None or not path.is_file():
        return []
    try:
        return read_ledger(path)
    except LedgerError:
        return []


def _reprint(env: Environment, cards: Sequence[DeskCard], printed: list[Printed]) -> Output:
    todo = compare(cards, printed) if printed else None
    newest = max((entry.on for entry in printed), default=None)
    return Output("reprint.md", env.get_template("reprint.md.jinja").render(todo=todo, newest=newest, ledger=FILE))


def _assets() -> Iterator[Output]:
    for file in sorted((_ROOM / "assets").iterdir()):
        yield Output(f"assets/handbook/{file.name}", file.read_bytes())


__all__ = ["SheetError", "plan_of", "render_cards"]
