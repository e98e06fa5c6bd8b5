"""Random cards against the checker that reads the finished PDF. No card that is called fitting may fail.

    python scripts/fuzz_cards.py --cards 2000 --seed 1

Cards come in all sizes, papers and layouts. Exit code 1 if the checker finds anything, with what it found.
It also counts the cards that `estimate` calls certain and the engine does not.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from generator.cards.estimate import surely_fits
from generator.cards.faces import face_data
from generator.cards.press import Imprint, Press
from generator.cards.sheets import Plan, SheetError
from generator.cards.sizes import SIZES
from generator.rendering.cache import Cache
from tests.cards.expected import expected_cells
from tests.cards.pdf_checker import check_pdf
from tests.cards.random_cards import random_cards

LAYOUTS = (("fold", "none"), ("nup", "long"), ("nup", "short"), ("nup", "none"), ("single", "none"))
WAYS = list(itertools.product(SIZES, ("a4", "letter"), LAYOUTS))
BATCH = 20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.perf_counter()
    made = fitting = failed = unsound = 0
    press = Press(Imprint("Fuzz", "en", date(2026, 1, 1)), Cache(None))
    batch = 0
    while made < options.cards:
        size, paper, (layout, duplex) = WAYS[batch % len(WAYS)]
        cards = random_cards(min(BATCH, options.cards - made), options.seed * 100_000 + batch)
        batch += 1
        plan = Plan(SIZES[size], paper=paper, layout=layout, duplex=duplex)  # type: ignore[arg-type]
        fits = press.fits(cards, plan)
        good = [card for card in cards if fits[card.id].ok]
        unsound += sum(
            1
            for card in cards
            if not fits[card.id].ok and surely_fits(face_data(card, plan.size, qr=False, fit=False), plan.size)
        )
        try:
            pdf = press.pdf(good, fits, plan, "Fuzz")
        except SheetError:
            continue
        made += len(cards)
        fitting += len(good)
        pages, cells = expected_cells(good, fits, size, paper, layout, duplex)
        errors = check_pdf(pdf, pages, cells, marks=layout != "single")
        failed += len({error.split(":")[0] for error in errors})
        for error in errors[:5]:
            print(f"batch {batch - 1} ({size} {paper} {layout} {duplex}): {error}")
        if batch % 20 == 0:
            print(
                f"{made} cards, {fitting} fit, {failed} failed, {unsound} wrongly certain, "
                f"{time.perf_counter() - started:.0f} s",
                flush=True,
            )
    print(
        f"{made} cards, {fitting} fit, {failed} failed the checker, {unsound} wrongly certain, "
        f"{time.perf_counter() - started:.0f} s"
    )
    return 1 if failed or unsound else 0


if __name__ == "__main__":
    sys.exit(main())
