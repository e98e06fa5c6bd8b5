"""The endings that English words are searched without, and the spellings that count as one: what `fold` and `strip` of
assets/words.js do, step for step. tests/finder/test_words.py holds that both do the same.
"""

from __future__ import annotations

import re

_FOLDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(\w{3})our(s|ed|ing|ite|able|ful)?\Z", re.ASCII), r"\1or\2"),
    (re.compile(r"([^aeiou])tre(s?)\Z"), r"\1ter\2"),
)
_IZE = re.compile(r"i[sz](e|es|ed|ing|ation|ations)\Z")
_LATER_FOLDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"ogue(s?)\Z"), r"og\1"),
    (re.compile(r"amme(s?)\Z"), r"am\1"),
    (re.compile(r"([aeiou][^aeiou]+[aeiou])ll(ed|ing|er|ation)\Z"), r"\1l\2"),
    (re.compile(r"\Agrey"), "gray"),
    (re.compile(r"\Atyre"), "tire"),
    (re.compile(r"\Acheque"), "check"),
)
_ENDINGS: tuple[tuple[re.Pattern[str], str, int], ...] = (
    (re.compile(r"(ational|ation|ator)\Z"), "at", 1),
    (re.compile(r"(tional)\Z"), "tion", 1),
    (re.compile(r"(iveness|fulness|ousness)\Z"), "", 1),
    (re.compile(r"(iviti|ivity)\Z"), "iv", 1),
    (re.compile(r"(biliti|bility)\Z"), "bl", 1),
    (re.compile(r"(icate|iciti|ical)\Z"), "ic", 1),
    (re.compile(r"ness\Z"), "", 1),
    (re.compile(r"(ement|ment|ful|less|ance|ence|able|ible|ant|ent|ism|ist|ous|ive|ize|ly|al|er|or|ity|ic)\Z"), "", 2),
    (re.compile(r"([st])ion\Z"), r"\1", 2),
)
_PLURALS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"'s\Z"), ""),
    (re.compile(r"sses\Z"), "ss"),
    (re.compile(r"ies\Z"), "i"),
    (re.compile(r"([^su])s\Z"), r"\1"),
)
_VOWEL = re.compile(r"[aeiouy]")
_EE = re.compile(r"[aeiou][^aeiou]+eed\Z")
_PAST = re.compile(r"(ed|ing)\Z")
_TWICE = re.compile(r"([^aeioulsz])\1\Z")
_SHORT = re.compile(r"[^aeiouy][aeiouy][^aeiouywx]\Z")
_WANTS_E = re.compile(r"(at|bl|iz)\Z")
_Y = re.compile(r"([^aeiou])y\Z")


def _units(text: str) -> int:
    """The length that JavaScript gives a text."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fold(word: str) -> str:
    """British to American, and letters that are written in two ways."""
    folded = word.replace("ae", "e")
    for pattern, put in _FOLDS:
        folded = pattern.sub(put, folded)
    if _units(word) > 6:
        folded = _IZE.sub(r"iz\1", folded)
    for pattern, put in _LATER_FOLDS:
        folded = pattern.sub(put, folded)
    return folded


def _measure(stem: str) -> int:
    return re.sub(r"[aeiouy]+", "V", re.sub(r"[^aeiouy]+", "C", stem)).count("VC")


def _without_past(stem: str) -> str:
    bare = _PAST.sub("", stem)
    if bare == stem or not _VOWEL.search(bare) or _units(bare) <= 1:
        return stem
    single = _TWICE.sub(r"\1", bare)
    short = _measure(bare) == 1 and _SHORT.search(bare)
    return bare + "e" if _WANTS_E.search(bare) or (single == bare and short) else single


def strip(word: str) -> str:
    """The stem of an English word: the endings off that words.js takes off, and in its order."""
    if _units(word) < 4:
        return word
    stem = word
    for pattern, put in _PLURALS:
        stem = pattern.sub(put, stem)
    if _EE.search(stem):
        stem = stem.removesuffix("eed") + "ee"
    elif not stem.endswith("eed"):
        stem = _without_past(stem)
    if _units(stem) > 2:  # "lying" is down to it
        stem = stem.removesuffix("ly")
    for pattern, put, least in _ENDINGS:
        cut = pattern.sub(put, stem)
        if cut != stem and _measure(cut) >= least:
            stem = cut
            break
    if _units(stem) > 4:
        stem = stem.removesuffix("e")
    if _units(stem) > 3:
        stem = _Y.sub(r"\1i", stem)
    return stem.removesuffix("l") if stem.endswith("ll") else stem
