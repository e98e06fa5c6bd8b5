"""Did you mean: the nearest of the names that would have been right."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MAX_LISTED = 24
"""More names than that are a wall of text and no help."""


def nearest(name: str, names: Iterable[str], likeness: float = 0.6) -> str | None:
    """The name most like `name`, or None where nothing is like it: 1 is the same, 0 has nothing in common."""
    candidates = {candidate.lower().replace("_", "-"): candidate for candidate in names}
    found = get_close_matches(name.lower().replace("_", "-"), candidates, n=1, cutoff=likeness)
    return candidates[found[0]] if found else None


def hint(name: str, names: Iterable[str], otherwise: str) -> str:
    """`did_you_mean` as a sentence, with another way out after it."""
    first = did_you_mean(name, names)
    return f"{first}{'' if first.endswith('?') else '.'} {otherwise}"


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """A remedy that names the nearest match, or lists what there is where nothing is near."""
    known = list(names)
    match = nearest(name, known)
    if match is not None:
        return f"did you mean `{match}`?"
    if not known:
        return "there are none to choose from yet"
    if len(known) > MAX_LISTED:
        return f"none of the {len(known)} there are is like it; copy the name from where it is defined"
    return "choose one of " + ", ".join(f"`{one}`" for one in known)
