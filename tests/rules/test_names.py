"""One slip in a settings file is one Problem, however many places show it."""

from __future__ import annotations

from pathlib import Path

from tests.handbooks import RECOVERY, STOP_CARD, Change, checked

STEP = "    do: Ask how they were going to get home.\n"
OFFER = "    do: Put both choices to them.\n"
OWNER = "    same_as: mechanic\n    may: [lend-bike, decide-claims]\n    may_spend: 300\n"


def _reports(tmp_path: Path, *changes: Change) -> list[tuple[str, str, str]]:
    return [(one.code, one.where.file, one.message) for one in checked(tmp_path, *changes).problems]


def test_a_role_that_was_renamed(tmp_path: Path) -> None:
    """What rests on it is not judged: the owner has lost nothing."""
    needed = (RECOVERY, OFFER, f"{OFFER}    cost: 4\n")
    assert _reports(tmp_path, ("handbook.yml", "  counter:\n", "  desk:\n"), needed) == [
        (
            "unknown-name",
            "handbook.yml",
            "there is no role `counter`; 6 more places are like it, the next is handbook.yml:22",
        )
    ]


def test_an_action_that_was_removed(tmp_path: Path) -> None:
    """Roles that may take it, and steps that need it. The word that shows it is no second slip."""
    removed = ("handbook.yml", "  lend-bike:\n", "  lend-bikes:\n")
    [(code, file, message)] = _reports(tmp_path, removed, (RECOVERY, OFFER, "    do: Bring the loan bike.\n"))
    assert (code, file) == ("unknown-name", "handbook.yml")
    assert message.startswith("there is no action `lend-bike`; 2 more places")


def test_law_that_is_gone(tmp_path: Path) -> None:
    kept = ("handbook.yml", "not_for: [minor]", "not_for: [minor, bike-cover]")
    assert len(_reports(tmp_path, kept)) == 0
    (tmp_path / "playbooks" / "jurisdictions.yml").unlink()
    [(code, file, message)] = _reports(tmp_path)
    assert (code, file) == ("unknown-name", "handbook.yml")
    assert message.startswith("there is no jurisdiction `townland`; 3 more places")


def test_gaps_that_are_gone(tmp_path: Path) -> None:
    """A name that is nearly a playbook's is a slip of its own."""
    neighbours = [
        f"  - defect: {id_}\n    difference: They differ.\n" for id_ in ("saddle-loose", "lost-key", "brakes-faild")
    ]
    changes = (RECOVERY, "triggers:\n", f"confused_with:\n{''.join(neighbours)}triggers:\n")
    checked(tmp_path, changes)
    (tmp_path / "playbooks" / "gaps.yml").unlink()
    messages = [message for _, _, message in _reports(tmp_path)]
    assert messages == [
        f"there is no defect `saddle-loose`; 1 more place is like it, the next is {RECOVERY}:11",
        "there is no defect `brakes-faild`",
    ]


def test_a_role_that_may_spend_nothing(tmp_path: Path) -> None:
    spent = (RECOVERY, STEP, f"{STEP}    cost: 4\n"), (RECOVERY, OFFER, f"{OFFER}    cost: 5\n")
    reports = _reports(tmp_path, *spent, ("handbook.yml", "    may_spend: 10\n", ""))
    assert [code for code, _, _ in reports] == ["over-spend"]


def test_over_the_limit_is_told_in_each_place(tmp_path: Path) -> None:
    spent = (RECOVERY, STEP, f"{STEP}    cost: 40\n"), (RECOVERY, OFFER, f"{OFFER}    cost: 50\n")
    assert [code for code, _, _ in _reports(tmp_path, *spent)] == ["over-spend", "over-spend"]


def test_roles_in_a_circle_are_not_judged(tmp_path: Path) -> None:
    circle = ("handbook.yml", "    may: [redo-work]\n", "    same_as: owner\n")
    claims = (STOP_CARD, "    do: Fetch the mechanic, and", "    needs: decide-claims\n    do: Fetch the mechanic, and")
    assert [code for code, _, _ in _reports(tmp_path, circle, claims)] == ["circle"]


def test_a_stop_card_is_suggested_and_no_recovery(tmp_path: Path) -> None:
    named = (RECOVERY, "    ends: fixed\n", "    ends: stopped\n    stop_card: not-redy\n")
    [problem] = checked(tmp_path, named).problems
    assert (problem.code, problem.help) == ("unknown-name", "choose one of `brakes-failed`")
