"""One print of cards: which are asked for, whether they fit, what is told, and what is remembered."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from generator.cards.content import PLACES, DeskCard
from generator.cards.fit import Fit, unfit
from generator.cards.ledger import (
    LedgerError,
    Printed,
    Reprint,
    compare,
    ledger_text,
    printed_before,
    read_ledger,
    recorded,
)
from generator.cards.press import Press
from generator.cards.sheets import Plan, SheetError, impose
from generator.cards.sizes import WISHED
from generator.model.handbook import Handbook
from generator.rendering.paper import PAPER_NAMES
from generator.report import as_text
from generator.source.load import load_handbook
from generator.source.locate import locate


@dataclass(frozen=True)
class Job:
    """One print: the handbook, the plan for the paper, and what is told on the way."""

    handbook: Handbook
    playbooks: Path
    plan: Plan
    press: Press
    quiet: bool
    places: tuple[str, ...]
    today: date

    def print(self, out: Path, cards: list[DeskCard], since: str | None, ledger: Path | None) -> None:
        before = self._ledger(ledger) if ledger is not None and ledger.exists() else []
        if since is not None:
            todo = compare(cards, [entry for entry in self._since(since) if self._asked(entry, cards)])
            self._tell(todo)
            cards = [card for card in cards if card.id in {one.id for one in todo.cards}]
        if not cards:
            click.echo("There is nothing to print.")
            return
        fits = self._fits(cards)
        try:
            pages = len(impose([fits[card.id].sides for card in cards], self.plan))
            pdf = self.press.pdf(cards, fits, self.plan, self._title(cards))
        except SheetError as error:
            raise click.UsageError(str(error)) from None
        write_file(out, pdf)
        if ledger is not None:
            write_file(ledger, ledger_text(recorded(before, cards, self.today, self.places)).encode())
        if not self.quiet:
            self._summary(cards, fits, pages)

    def _asked(self, entry: Printed, cards: Sequence[DeskCard]) -> bool:
        """A card of a playbook that is gone concerns everybody; others only where they were asked for."""
        return entry.card in {card.id for card in cards} or entry.card not in self.handbook.by_id

    def _fits(self, cards: Sequence[DeskCard]) -> dict[str, Fit]:
        fits = self.press.fits(cards, self.plan)
        problems = [problem for card in cards for problem in unfit(card, fits[card.id], self.plan.size)]
        if problems:
            documents = load_handbook(self.playbooks).documents
            texts = documents.texts
            located = [locate(problem, documents) for problem in problems]
            click.echo(as_text(located, texts, self.playbooks.as_posix()))
            click.echo("Nothing was printed.", err=True)
            sys.exit(1)
        return fits

    def _since(self, since: str) -> list[Printed]:
        path = Path(since)
        if path.is_file():
            return self._ledger(path)
        # Only who asks for a revision waits for what reads git's archives.
        from generator.cli.card_history import HistoryError, cards_at

        try:
            return printed_before(cards_at(since, self.playbooks), date.min)
        except HistoryError as error:
            raise click.BadParameter(str(error), param_hint="--changed-since") from None

    def _ledger(self, path: Path) -> list[Printed]:
        try:
            return read_ledger(path)
        except LedgerError as error:
            raise click.ClickException(str(error)) from None

    def _tell(self, todo: Reprint) -> None:
        """Old stop cards are told even to those who asked for quiet."""
        for one in todo.stale:
            if self.quiet and not one.alarm:
                continue
            where = PLACES.get(one.printed.place, one.printed.place)
            first = "ALARM, old stop card: " if one.alarm else ""
            then = f"put up {one.card.revision}" if one.card else "print none"
            click.echo(
                f"{first}{one.printed.card} ({where}): collect {one.printed.revision} and destroy it, {then}. "
                f"Different: {', '.join(one.changed)}."
            )
        if not self.quiet:
            for card in todo.new:
                click.echo(f"{card.id}: not printed yet for every place.")

    def _title(self, cards: Sequence[DeskCard]) -> str:
        return cards[0].title.text if len(cards) == 1 else f"{self.press.imprint.author}: desk cards"

    def _summary(self, cards: Sequence[DeskCard], fits: dict[str, Fit], pages: int) -> None:
        paper = "pages of their own" if self.plan.layout == "single" else PAPER_NAMES[self.plan.paper]
        sizes = [fits[card.id].front for card in cards]
        click.echo(
            f"{_count(len(cards), 'card')} on {_count(pages, 'page')} ({paper}, {self.plan.layout}). "
            f"Type on the front: {min(sizes):g} to {max(sizes):g} pt."
        )
        small = [card.id for card in cards if fits[card.id].front < WISHED]
        if small:
            click.echo(f"Under {WISHED:g} pt, fewer words would help: {', '.join(small)}")
        open_ = [card.id for card in cards if card.kind == "stop-card" and not card.approved]
        if open_:
            click.echo(f"{_count(len(open_), 'stop card')} not approved yet; it says so on them.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def write_file(path: Path, content: bytes) -> None:
    """Write beside the place and rename: a file that is being read is never half of itself."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from None
