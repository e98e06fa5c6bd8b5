"""How much do the playbooks repeat each other? Sentences that stand nearly alike in two of them.

    python scripts/near_duplicates.py [PLAYBOOKS] [--list]

A sentence of five words or more counts. Two are near-duplicates when they come from different playbooks
and at least 70 % of the longer one's runs of three words stand in the other. What is taken over with
`use:` is shared on purpose and does not count; neither do search words, which are what people type.
Exit code 1 above 2 %.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

from generator.checking import check_folder
from generator.model.handbook import Handbook

MIN_WORDS = 5
ALIKE = 0.7
BAR = 0.02
RUN = 3

_END = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"[\w'{}]+")
_NOT_SENTENCES = frozenset({"also_called", "words", "changes"})

Sentence = tuple[str, str]
"""The id of the playbook, and the words in lower case."""


def sentences_of(handbook: Handbook) -> list[Sentence]:
    """Every sentence of the playbooks that is written there and not taken over from wording.yml."""
    shared = {text for pair in handbook.pairs.values() for text in (pair.say, pair.instead_of, pair.because) if text}
    found = []
    for playbook in handbook.playbooks:
        used = _used_steps(handbook, playbook.id)
        for path, text in handbook.texts[playbook.id]:
            if _NOT_SENTENCES & set(path) or text in shared or text in used:
                continue
            for sentence in _END.split(text):
                words = _WORD.findall(sentence.lower())
                if len(words) >= MIN_WORDS:
                    found.append((playbook.id, " ".join(words)))
    return sorted(set(found))


def _used_steps(handbook: Handbook, id_: str) -> set[str]:
    """The texts of steps that this playbook takes over with `use`."""
    playbook = handbook.by_id[id_]
    cases = [*playbook.branches, playbook.second_time, playbook.first_visit, playbook.minor_or_vulnerable]
    steps = [*playbook.steps, *(step for case in cases if case is not None for step in case.steps)]
    return {text for step in steps if step.use for text in (step.do, step.say) if text}


def near_duplicates(sentences: list[Sentence]) -> list[tuple[Sentence, Sentence]]:
    """Pairs from different playbooks that share most of their runs of words."""
    runs = [_runs(words) for _, words in sentences]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, found in enumerate(runs):
        for run in found:
            holders[run].append(number)
    common: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in holders.values():
        for position, one in enumerate(numbers):
            for other in numbers[position + 1 :]:
                common[one, other] += 1
    return [
        (sentences[one], sentences[other])
        for (one, other), shared in sorted(common.items())
        if sentences[one][0] != sentences[other][0] and shared >= ALIKE * max(len(runs[one]), len(runs[other]))
    ]


def _runs(words: str) -> set[tuple[str, ...]]:
    parts = words.split()
    return {tuple(parts[start : start + RUN]) for start in range(len(parts) - RUN + 1)}


def share(sentences: list[Sentence], pairs: list[tuple[Sentence, Sentence]]) -> float:
    """The part of all sentences that has a near-duplicate in another playbook."""
    return len({sentence for pair in pairs for sentence in pair}) / max(1, len(sentences))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("playbooks", nargs="?", type=Path, default=Path("playbooks"))
    parser.add_argument("--list", action="store_true", help="print the pairs")
    arguments = parser.parse_args()
    handbook = check_folder(arguments.playbooks, date.today()).handbook
    if handbook is None:
        sys.exit("the playbooks cannot be read: see `handbook check`")
    sentences = sentences_of(handbook)
    pairs = near_duplicates(sentences)
    if arguments.list:
        for (one, words), (other, twin) in pairs:
            print(f"{one}: {words}\n{other}: {twin}\n")
    part = share(sentences, pairs)
    print(f"{len(sentences)} sentences, {len(pairs)} pairs alike: {part:.1%} of the sentences (bar {BAR:.0%})")
    return int(part > BAR)


if __name__ == "__main__":
    sys.exit(main())
