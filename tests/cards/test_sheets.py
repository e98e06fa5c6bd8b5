"""Where cards lie on paper: by calculation, for every size, paper and way of printing."""

from __future__ import annotations

import itertools

import pytest

from generator.cards.sheets import RIM, Plan, Sheet, SheetError, impose
from generator.cards.sizes import SIZES
from generator.rendering.paper import PAPERS

PAPER = ("a4", "letter")


@pytest.mark.parametrize(
    ("size", "paper", "count"),
    [
        ("a6", "a4", 4),
        ("a5", "a4", 2),
        ("4x6", "letter", 2),
        ("half-letter", "letter", 2),
        ("a6", "letter", 2),
        ("4x6", "a4", 2),
    ],
)
def test_as_many_cards_as_the_paper_takes(size: str, paper: str, count: int) -> None:
    sheets = impose([1] * 20, Plan(SIZES[size], paper=paper, layout="nup"))  # type: ignore[index, arg-type]
    assert len(sheets[0].faces) == count


@pytest.mark.parametrize("duplex", ["long", "short"])
@pytest.mark.parametrize(("size", "paper"), list(itertools.product(SIZES, PAPER)))
def test_a_back_lies_behind_its_front(size: str, paper: str, duplex: str) -> None:
    """Turned as the printer turns it, every back covers its own front exactly."""
    plan = Plan(SIZES[size], paper=paper, layout="nup", duplex=duplex)  # type: ignore[index, arg-type]
    sheets = impose([2] * 9, plan)
    assert len(sheets) % 2 == 0
    for front, back in zip(sheets[::2], sheets[1::2], strict=True):
        upright = front.width < front.height
        sideways = (duplex == "long") == upright
        for face in front.faces:
            behind = next(other for other in back.faces if other.card == face.card)
            width, height = plan.size.width, plan.size.height
            turned = (
                (back.width - behind.x - width, behind.y) if sideways else (behind.x, back.height - behind.y - height)
            )
            assert turned == pytest.approx((face.x, face.y), abs=0.001)


def test_the_offset_moves_backs_and_only_backs() -> None:
    plain = impose([2] * 4, Plan(SIZES["a6"], layout="nup", duplex="long"))
    moved = impose([2] * 4, Plan(SIZES["a6"], layout="nup", duplex="long", offset=(1.5, -0.5)))
    assert moved[0].faces == plain[0].faces
    assert [(face.x, face.y) for face in moved[1].faces] == [(face.x + 1.5, face.y - 0.5) for face in plain[1].faces]


def test_a_page_of_backs_comes_even_where_no_card_has_one() -> None:
    """Otherwise the printer puts the next fronts on the back of these."""
    sheets = impose([1, 1, 1, 1, 2], Plan(SIZES["a6"], layout="nup", duplex="long"))
    assert [len(sheet.faces) for sheet in sheets] == [4, 0, 1, 1]


def test_folded_sides_lie_beside_each_other() -> None:
    (sheet,) = impose([2, 1], Plan(SIZES["a6"]))
    assert [(face.card, face.side, face.x, face.y) for face in sheet.faces] == [
        (0, 1, 0, 0.5),
        (0, 2, 105, 0.5),
        (1, 1, 0, 148.5),
    ]
    assert [fold[0] for fold in sheet.folds] == [105, 105]


@pytest.mark.parametrize(("size", "paper"), [("a5", "letter"), ("half-letter", "a4")])
def test_a_pair_that_is_too_large_says_what_to_choose(size: str, paper: str) -> None:
    with pytest.raises(SheetError, match="choose --paper"):
        impose([2], Plan(SIZES[size], paper=paper))  # type: ignore[index, arg-type]


@pytest.mark.parametrize("layout", ["fold", "nup"])
@pytest.mark.parametrize(("size", "paper"), list(itertools.product(SIZES, PAPER)))
def test_marks_lie_on_cuts_inside_what_can_be_printed(size: str, paper: str, layout: str) -> None:
    plan = Plan(SIZES[size], paper=paper, layout=layout)  # type: ignore[index, arg-type]
    try:
        sheet = impose([2] * 4, plan)[0]
    except SheetError:
        return
    edges_x, edges_y = _edges(sheet, plan)
    filled = {0, round(sheet.width, 2)} >= {round(edge, 2) for edge in edges_x} and {0, round(sheet.height, 2)} >= {
        round(edge, 2) for edge in edges_y
    }
    assert sheet.cuts or filled or layout == "fold"
    for x0, y0, x1, y1 in sheet.cuts:
        assert x0 == pytest.approx(x1) or y0 == pytest.approx(y1)
        if x0 == pytest.approx(x1):
            assert any(x0 == pytest.approx(edge, abs=0.01) for edge in edges_x)
            assert RIM - 0.001 <= min(y0, y1) < max(y0, y1) <= sheet.height - RIM + 0.001
        else:
            assert any(y0 == pytest.approx(edge, abs=0.01) for edge in edges_y)
            assert RIM - 0.001 <= min(x0, x1) < max(x0, x1) <= sheet.width - RIM + 0.001


def test_marks_survive_the_first_cut() -> None:
    """After cutting a sheet of four down the middle, each half still shows on its own paper where to cut across."""
    (sheet,) = impose([1] * 4, Plan(SIZES["a6"], layout="nup"))
    middle, across = sheet.width / 2, 148.5
    level = [mark for mark in sheet.cuts if mark[1] == mark[3] == across]
    for left, right in ((0.0, middle), (middle, sheet.width)):
        assert sum(1 for x0, _, x1, _ in level if min(x1, right) - max(x0, left) >= 2) >= 2


def test_a_gutter_keeps_neighbours_apart() -> None:
    sheet = impose([1] * 2, Plan(SIZES["a6"], paper="letter", layout="nup", gutter=5))[0]
    first, second = sheet.faces
    assert second.x - first.x == pytest.approx(110)


def test_every_side_is_on_paper_once_and_whole() -> None:
    for size, paper, (layout, duplex) in itertools.product(
        SIZES, PAPER, (("fold", "none"), ("nup", "none"), ("nup", "long"), ("nup", "short"), ("single", "none"))
    ):
        plan = Plan(SIZES[size], paper=paper, layout=layout, duplex=duplex)  # type: ignore[arg-type]
        try:
            sheets = impose([2, 1, 2, 2, 1], plan)
        except SheetError:
            continue
        faces = [(face.card, face.side) for sheet in sheets for face in sheet.faces]
        assert sorted(faces) == [(0, 1), (0, 2), (1, 1), (2, 1), (2, 2), (3, 1), (3, 2), (4, 1)]
        for sheet in sheets:
            if layout != "single":
                assert sorted((sheet.width, sheet.height)) == sorted(PAPERS[paper])
            for face in sheet.faces:
                assert -0.001 <= face.x <= sheet.width - plan.size.width + 0.001
                assert -0.001 <= face.y <= sheet.height - plan.size.height + 0.001


def _edges(sheet: Sheet, plan: Plan) -> tuple[set[float], set[float]]:
    wide = plan.size.width
    xs = {face.x + shift for face in sheet.faces for shift in (0, wide)}
    ys = {face.y + shift for face in sheet.faces for shift in (0, plan.size.height)}
    return xs, ys
