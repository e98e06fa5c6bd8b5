"""The index in the form in which the page loads it: texts that are searched as numbers, texts that are shown as texts.

What can be known when the handbook is built is not worked out again each time the page is opened: words are
read, stems and groups found, lines and words numbered here. The page decodes the numbers in one go
(assets/store.js) and asks MiniSearch with the words of the query only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.finder.words import Language

DIGITS = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\<')
"""What numbers are written with: all that needs no escape in a script. The first half ends a number."""

HALF = len(DIGITS) // 2
END_OF_LINE, END_OF_FIELD, FIRST_TERM = 0, 1, 2
_LANGUAGE = (
    "code",
    "empty",
    "light",
    "thin",
    "titles",
    "surnames",
    "named",
    "asks",
    "joins",
    "particles",
    "short",
    "forms",
)
_SEARCHED = ("definition", "called", "triggers", "wording", "apart", "severity")
"""What a result does not show of a playbook: it is in the index as numbers only."""


def packed(index: dict[str, Any]) -> dict[str, Any]:
    """The index of `index.finder_index`, ready to be loaded."""
    language = Language(index["language"])
    playbooks, entries = index["playbooks"], [*index["playbooks"], *index["gaps"]]
    read = [
        {field: [language.read_line(line) for line in texts[field]] for field in index["weights"]["fields"]}
        for texts in searched_texts(playbooks, entries)
    ]
    counts = Counter(token for fields in read for lines in fields.values() for line in lines for token in line.tokens)
    terms = sorted(counts, key=lambda token: (-counts[token], token))  # the commonest have the shortest numbers
    number = {token: at for at, token in enumerate(terms, start=FIRST_TERM)}
    implied = language.implied()
    return {
        "language": _language(index["language"], language, number),
        "weights": index["weights"],
        "terms": " ".join(terms),
        "often": numbers(counts[token] for token in terms),
        "lines": numbers(
            value
            for fields in read
            for lines in fields.values()
            for value in (
                *(one for line in lines for one in (*_steps(line.tokens, implied, number), END_OF_LINE)),
                END_OF_FIELD,
            )
        ),
        "planned": len(playbooks),
        "entries": [
            *(_playbook(entry, _raises(entry, language, lines)) for entry, lines in zip(playbooks, read, strict=False)),
            *(
                {name: value for name, value in gap.items() if name not in ("apart", "severity")}
                for gap in index["gaps"]
            ),
        ],
        "elsewhere": [
            {"words": [language.row(text) for text in place["words"]], "look": place["look"]}
            for place in index["elsewhere"]
        ],
    }


def _steps(tokens: Sequence[str], implied: dict[str, list[str]], number: dict[str, int]) -> Iterator[int]:
    """The terms of a line in the order of their numbers, each as how far it is from the one before.

    No search asks for the order of words in a line, and near numbers are short. What the words of a line imply, the
    groups that they belong to, is left out: the page puts it back from the groups that it has.
    """
    left = Counter(tokens)
    left.subtract(group for token in tokens for group in implied.get(token, ()))
    before = FIRST_TERM
    for at in sorted(number[token] for token, count in left.items() for _ in range(count)):
        yield at - before + FIRST_TERM
        before = at


def numbers(values: Iterable[int]) -> str:
    """Whole numbers from 0 on as text: digits to the base of `HALF`, highest first, the last of the lower half."""
    known: dict[int, str] = {}

    def written(value: int) -> str:
        text = DIGITS[value % HALF]
        while value := value // HALF:
            text = DIGITS[HALF + value % HALF] + text
        return text

    parts = []
    for value in values:
        text = known.get(value)
        if text is None:
            text = known[value] = written(value)
        parts.append(text)
    return "".join(parts)


def _flag_lines(flag: dict[str, Any]) -> list[str]:
    return [flag["looks"], *flag.get("words", ())]


def searched_texts(
    playbooks: Sequence[dict[str, Any]], entries: Sequence[dict[str, Any]]
) -> list[dict[str, list[str]]]:
    """Every line of every entry, by the field that it is searched under.

    A red flag that leads to a stop card speaks for that card, wherever it is written.
    """
    texts = []
    for entry in entries:
        flags = [line for flag in entry.get("flags", ()) for line in _flag_lines(flag)]
        stops = entry["kind"] == "stop-card"
        texts.append(
            {
                "title": [entry["title"]],
                "definition": [entry["definition"]],
                "called": entry.get("called", []),
                "triggers": entry.get("triggers", []),
                "flags": [] if stops else flags,
                "stop": flags if stops else [],
                "apart": entry.get("apart", []),
                "wording": [*entry.get("wording", ()), *([entry["say"]] if "say" in entry else ())],
            }
        )
    places = {entry["id"]: at for at, entry in enumerate(playbooks)}
    for entry in playbooks:
        for flag in entry.get("flags", ()):
            if flag.get("card") in places and flag["card"] != entry["id"]:
                texts[places[flag["card"]]]["stop"] += _flag_lines(flag)
    return texts


def _raises(entry: dict[str, Any], language: Language, read: dict[str, list[Any]]) -> dict[str, int] | None:
    """The dangers that raise an entry to the top, with the lines that name them; None where nothing does.

    A stop card is raised by the dangers that its lines name. A recovery only where one of its red flags
    leads to no card, because then its own page deals with it.
    """
    own = [flag for flag in entry.get("flags", ()) if not flag.get("card")]
    stops = entry["kind"] == "stop-card"
    if not stops and not own:
        return None
    lines = read["stop"] if stops else [language.read_line(line) for flag in own for line in _flag_lines(flag)]
    lines = [*lines, *(line for field in ("title", "definition", "called", "triggers") for line in read[field])]
    return dict(sorted(Counter(danger for line in lines for danger in set(line.dangers)).items()))


def _playbook(entry: dict[str, Any], raises: dict[str, int] | None) -> dict[str, Any]:
    shown = {name: value for name, value in entry.items() if name not in _SEARCHED}
    if "flags" in shown:
        shown["flags"] = [_flag(flag) for flag in shown["flags"]]
    return shown if raises is None else shown | {"raises": raises}


def _flag(flag: dict[str, Any]) -> dict[str, Any]:
    """A red flag as it is shown, with how many lines of its entry are about it."""
    return {name: flag[name] for name in ("looks", "do", "who", "to", "by")} | {"lines": len(_flag_lines(flag))}


def _language(data: dict[str, Any], language: Language, number: dict[str, int]) -> dict[str, Any]:
    """What is known of the language, with the groups as phrases that are ready to be looked up by their first word.

    `words` are all words of the handbook and of the groups; `stems` the number of the term that each is searched
    by, or 0.
    """
    words = sorted(language.vocabulary, key=lambda word: word.encode("utf-16-be"))  # as JavaScript compares texts
    return {
        **{name: data[name] for name in _LANGUAGE},
        "phrases": {
            first: [" ".join((*phrase.row[1:], phrase.token)) for phrase in known]
            for first, known in language.phrases.items()
        },
        "kin": {danger: others for danger, others in language.kin().items() if len(others) > 1},
        "words": " ".join(words),
        "stems": numbers(number.get(language.stem(word), 0) for word in words),
    }
