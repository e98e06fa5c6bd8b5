"""The index in the form in which the page loads it: texts that are searched as numbers, texts that are shown as texts.

What can be known when the handbook is built is not worked out again each time the page is opened: words are
read, stems and groups found, lines and words numbered here. The page decodes the numbers in one go
(assets/store.js) and asks MiniSearch with the words of the query only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.finder.vocabulary import by_frequency, write_vocabulary
from generator.finder.words import SMALL, Language, Line

DIGITS = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\<')
"""What numbers are written with: all that needs no escape in a script. The first half ends a number."""

HALF = len(DIGITS) // 2
END_OF_LINE, END_OF_FIELD, FIRST_TERM = 0, 1, 2
_LANGUAGE = (
    "code",
    "empty",
    "curses",
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

AS_TYPED = ("title", "definition", "called", "triggers", "flags", "stop")
"""The fields that are compared as they stand, small words and all: they say what happened, as people say it."""


def packed(index: dict[str, Any]) -> dict[str, Any]:
    """The index of `index.finder_index`, ready to be loaded."""
    language = Language(index["language"])
    playbooks, entries = index["playbooks"], [*index["playbooks"], *index["gaps"]]
    read = [
        {field: [language.read_line(line) for line in texts[field]] for field in index["weights"]["fields"]}
        for texts in searched_texts(playbooks, entries)
    ]
    implied = language.implied()
    kept = [kept_lines(fields, implied) for fields in read]
    counts = Counter(token for fields in kept for lines in fields.values() for line in lines for token in line)
    number = {token: at for at, token in enumerate(by_frequency(counts), start=FIRST_TERM)}
    vocabulary, often = write_vocabulary(language, counts)
    return {
        "language": _language(index["language"], language),
        "weights": index["weights"],
        "vocabulary": vocabulary,
        "often": numbers(often),
        "lines": numbers(
            value
            for fields in kept
            for lines in fields.values()
            for value in (
                *(one for line in lines for one in (*_terms(line, implied, number), END_OF_LINE)),
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


def kept_lines(
    fields: Mapping[str, Sequence[Line]], implied: Mapping[str, Sequence[str]]
) -> dict[str, list[tuple[str, ...]]]:
    """The lines of an entry as the index has them: those of `AS_TYPED` as they are, and of each other field, in one
    line, the words that are not said yet: it is found by them, and by the rest it is found anyway."""
    said = {token for field in AS_TYPED for line in fields[field] for token in line.tokens}
    kept = {}
    for field, lines in fields.items():
        if field in AS_TYPED:
            kept[field] = [line.tokens for line in lines]
            continue
        words = (token for line in lines for token in line.tokens if token[0] != SMALL)
        new = [token for token in dict.fromkeys(words) if token not in said]
        # A word brings its groups along, wherever it stands.
        groups = [group for token in new for group in implied.get(token, ())]
        new = [*(token for token in new if token not in groups), *groups]
        kept[field] = [tuple(new)] if new else []
    return kept


def _terms(tokens: Sequence[str], implied: dict[str, list[str]], number: dict[str, int]) -> Iterator[int]:
    """The terms of a line by their numbers. What its words imply, the groups that they belong to, is left out: the
    page puts it back from the groups that it has.
    """
    known = Counter(group for token in tokens for group in implied.get(token, ()))
    for token in tokens:
        if known[token] > 0:
            known[token] -= 1
        else:
            yield number[token]


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


def _language(data: dict[str, Any], language: Language) -> dict[str, Any]:
    """What is known of the language, with the groups of words that mean the same as stems."""
    return {
        **{name: data[name] for name in _LANGUAGE},
        "groups": language.groups(),
        "kin": {danger: others for danger, others in language.kin().items() if len(others) > 1},
    }
