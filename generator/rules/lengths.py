"""How long a line may be, how it apologises, and who owns it: what makes wording sayable.

The figures are those of the domain research (3.2): an apology beyond about seven seconds, some 18
words, lowers satisfaction; a turn of more than 38 words does not fit one breath; a note of more than
120 words is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.wording import WRITTEN
from generator.problems import Problem, Where
from generator.rules.phrases import speaks_english
from generator.rules.walk import Line, Part, lines_in, lines_of

MAX_SENTENCE = 20
MAX_TURN = 38
MAX_WRITTEN = 120
MAX_APOLOGY = 18
MAX_BECAUSE = 25

_SORRY = re.compile(r"(?<!\w)(?:sorry|apologi[sz]e|apologies|apology)(?!\w)", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"(?<!\w)(?:I|I['\u2019](?:m|ll|ve|d)|me|my)(?!\w)")
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+")


def words_in(text: str) -> int:
    """The number of words: what stands between spaces and holds a letter or a digit."""
    return sum(1 for word in text.split() if word.isalnum() or any(map(str.isalnum, word)))


def _has_more_than(most: int, text: str) -> bool:
    """Whether `text` has more than `most` words. Nearly every text is told by counting its spaces."""
    return len(text.split()) > most and words_in(text) > most


def check_lengths(part: Part) -> Iterator[Problem]:
    """Every line can be said in a breath, and every reason read at a glance."""
    for line in lines_in(part):
        yield from _turn(line)
    for playbook in part.playbooks:
        for number, wording in enumerate(playbook.wording):
            yield from _because(playbook.file, ("wording", number, "because"), wording.because)
        yield from _because(playbook.file, ("first_line", "because"), playbook.first_line.because)
    for id_, pair in part.handbook.pairs.items() if part.shared else ():
        yield from _because("wording.yml", ("pairs", id_, "because"), pair.because)


def _turn(line: Line) -> Iterator[Problem]:
    most = MAX_WRITTEN if line.written else MAX_TURN
    if _has_more_than(most, line.text):
        count = words_in(line.text)
        kind = "written words" if most == MAX_WRITTEN else "a line to say"
        yield Problem(
            "line-too-long",
            Where(line.file, line.path),
            f"{count} words; {kind} may have {most}",
            "keep what the customer needs now; move the rest to a step",
        )
    elif most == MAX_TURN and _has_more_than(MAX_SENTENCE, line.text):
        for sentence in _SENTENCE_END.split(line.text):
            if (length := words_in(sentence)) > MAX_SENTENCE:
                yield Problem(
                    "sentence-too-long",
                    Where(line.file, line.path, _beginning(sentence)),
                    f"this sentence has {length} words; {MAX_SENTENCE} can be said in one go",
                    "make two sentences of it",
                )
                break


def _beginning(sentence: str) -> str:
    return " ".join(sentence.split()[:4])


def _because(file: str, path: tuple[str | int, ...], text: str) -> Iterator[Problem]:
    if _has_more_than(MAX_BECAUSE, text):
        yield Problem(
            "because-too-long",
            Where(file, path),
            f"the reason has {words_in(text)} words; {MAX_BECAUSE} are enough",
            "say in one line what it does to the customer",
        )


def check_apologies(part: Part) -> Iterator[Problem]:
    """One apology, short, in the first person."""
    handbook = part.handbook
    if not speaks_english(handbook):
        return
    for playbook in part.playbooks:
        first = playbook.first_line.say
        # A longer sentence has its Problem already, unless it is written and not said.
        most = MAX_WRITTEN if playbook.first_line.channel in WRITTEN else MAX_SENTENCE
        for sentence in _SENTENCE_END.split(first):
            if _SORRY.search(sentence) and MAX_APOLOGY < words_in(sentence) <= most:
                yield Problem(
                    "apology-too-long",
                    Where(playbook.file, ("first_line", "say"), _beginning(sentence)),
                    f"the apology has {words_in(sentence)} words; after {MAX_APOLOGY} it does harm",
                    "say sorry for the act in a few words, then say what you do now",
                )
        yield from _sorries(
            playbook.file, [line for line in lines_of(playbook, handbook) if line.part in ("first-line", "step")]
        )
        if playbook.kind == "recovery" and not _FIRST_PERSON.search(first):
            yield Problem(
                "nobody-owns-it",
                Where(playbook.file, ("first_line", "say")),
                "the first line has no `I`: nobody owns it",
                "say what I do now: I'll ..., I'm ...; `we` sounds like nobody",
            )


def _sorries(file: str, lines: list[Line]) -> Iterator[Problem]:
    """More than one apology on the way a customer really goes: the first line, then the main steps."""
    main = [line for line in lines if line.part == "first-line" or line.path[0] == "steps"]
    found = [(line, match) for line in main for match in _SORRY.finditer(line.text)]
    for line, match in found[1:2]:
        yield Problem(
            "apology-repeated",
            Where(file, line.path, match[0]),
            "the customer has heard an apology already",
            "one apology, then options; keep the first and say what happens now",
        )
