"""Money in words: "no charge" is a billing statement wherever a third party pays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.handbook import Handbook
from generator.problems import Problem, Where
from generator.rules.walk import lines_of, steps_of

MONEY = re.compile(
    r"(?<!\w)(?:no charge|free of charge|for free|is free|refund(?:s|ed|ing)?|waiv(?:e|es|ed|ing)|discount(?:s|ed)?"
    r"|credit (?:note|your)|on the house|money back)(?!\w)",
    re.IGNORECASE,
)
_REWARD = r"(?:refund|gift|voucher|discount|credit|free|money back|no charge|waive|card for|thank-you present)"
_RETURN = (
    r"(?:review|stars?|complain(?:t|ing)?|regulator|board|ombudsman|recommend|refer (?:a|your)|rebook|stay with us)"
)
_BOUGHT = re.compile(
    rf"(?<!\w){_REWARD}\w*\W+(?:\w+\W+){{0,11}}?{_RETURN}|(?<!\w){_RETURN}\w*\W+(?:\w+\W+){{0,11}}?{_REWARD}",
    re.IGNORECASE,
)
_REWARDING = re.compile(_REWARD, re.IGNORECASE)
_UNTYING = re.compile(r"(?<!\w)(?:whatever|either way|nothing to do with|regardless|no matter)(?!\w)", re.IGNORECASE)


def check_money(handbook: Handbook) -> Iterator[Problem]:
    """Where money is talked about, each kind of payer here has its rule."""
    third_parties = sorted(handbook.payer_kinds - {"self"})
    for playbook in handbook.playbooks:
        lines = [(line.file, line.path, line.text) for line in lines_of(playbook, handbook)]
        done = [(playbook.file, (*path, "do"), step.do) for path, step in steps_of(playbook)]
        missing = [kind for kind in handbook.payer_kinds if kind not in playbook.payer_rules] if third_parties else []
        for file, path, text in [*lines, *done]:
            if missing and playbook.kind == "recovery" and (match := MONEY.search(text)):
                yield Problem(
                    "money-without-payer-rule",
                    Where(file, path, match[0]),
                    f"'{match[0]}' is said, and `payer_rules` of {playbook.id} does not cover: "
                    + ", ".join(sorted(missing)),
                    "add a rule for each kind of payer: what holds for them, and who decides",
                )
                break
    for playbook in handbook.playbooks:
        for line in lines_of(playbook, handbook):
            if _REWARDING.search(line.text) and (match := _BOUGHT.search(line.text)) and not _UNTYING.search(line.text):
                yield Problem(
                    "bought-silence",
                    Where(line.file, line.path, match[0]),
                    "a gift or refund stands beside a review, a complaint or staying with us",
                    "put it right whatever they write or decide; keep the two apart",
                )
