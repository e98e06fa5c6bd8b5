"""Money in words: "no charge" is a billing statement wherever a third party pays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.model.handbook import Handbook
from generator.model.jurisdiction import PayerKind
from generator.model.playbook import Playbook
from generator.problems import Problem, Where
from generator.rules.expressions import whole_words
from generator.rules.walk import Line, Part, lines_of, steps_of

MONEY = whole_words(
    [
        "no charge",
        "free of charge",
        "for free",
        "is free",
        "refund(?:s|ed|ing)?",
        "waiv(?:e|es|ed|ing)",
        "discount(?:s|ed)?",
        "credit (?:note|your)",
        "on the house",
        "money back",
    ]
)
_REWARDS = (
    "refund",
    "gift",
    "voucher",
    "discount",
    "credit",
    "free",
    "money back",
    "no charge",
    "waive",
    "card for",
    "thank-you present",
)
_REWARD = rf"(?:{'|'.join(_REWARDS)})"
_RETURN = (
    r"(?:review|stars?|complain(?:t|ing)?|regulator|board|ombudsman|recommend|refer (?:a|your)|rebook|stay with us)"
)
_BOUGHT = re.compile(
    rf"(?<!\w){_REWARD}\w*\W+(?:\w+\W+){{0,11}}?{_RETURN}|(?<!\w){_RETURN}\w*\W+(?:\w+\W+){{0,11}}?{_REWARD}",
    re.IGNORECASE,
)
_UNTYING = re.compile(r"(?<!\w)(?:whatever|either way|nothing to do with|regardless|no matter)(?!\w)", re.IGNORECASE)


def check_money(part: Part) -> Iterator[Problem]:
    """Where money is talked about, each kind of payer here has its rule."""
    handbook = part.handbook
    third_parties = sorted(handbook.payer_kinds - {"self"})
    for playbook in part.playbooks:
        missing = [kind for kind in handbook.payer_kinds if kind not in playbook.payer_rules] if third_parties else []
        if missing and playbook.kind == "recovery":
            yield from _without_rule(handbook, playbook, missing)
        if any(reward in handbook.said[playbook.id] for reward in _REWARDS):
            yield from _bought(lines_of(playbook, handbook))


def _without_rule(handbook: Handbook, playbook: Playbook, missing: list[PayerKind]) -> Iterator[Problem]:
    if not (MONEY.may_be_in(handbook.said[playbook.id]) or MONEY.may_be_in(handbook.done[playbook.id])):
        return
    lines = [(line.path, line.text) for line in lines_of(playbook, handbook)]
    done = [((*path, "do"), step.do) for path, step in steps_of(playbook)]
    for path, text in [*lines, *done]:
        if match := MONEY.search(text):
            yield Problem(
                "money-without-payer-rule",
                Where(playbook.file, path, match[0]),
                f"'{match[0]}' is said, and `payer_rules` of {playbook.id} does not cover: "
                + ", ".join(sorted(missing)),
                "add a rule for each kind of payer: what holds for them, and who decides",
            )
            return


def _bought(lines: Iterable[Line]) -> Iterator[Problem]:
    for line in lines:
        if (match := _BOUGHT.search(line.text)) and not _UNTYING.search(line.text):
            yield Problem(
                "bought-silence",
                Where(line.file, line.path, match[0]),
                "a gift or refund stands beside a review, a complaint or staying with us",
                "put it right whatever they write or decide; keep the two apart",
            )
