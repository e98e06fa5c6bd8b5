"""From a sheet's data to its PDF, remembered by the hash of all that went in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from generator.rendering.cache import Cache, key_of
from generator.rendering.paper import PAPERS, PaperName
from generator.rendering.typeset import FAMILIES, typeset
from generator.workshops.words import shortened


@dataclass(frozen=True, slots=True)
class Imprint:
    """What every sheet of a pack says about itself: practice, workshop, language, and the date of its words."""

    practice: str
    workshop: str
    language: str
    on: date


@cache
def template(name: str) -> str:
    """A template with the frame that all of them share before it."""
    room = resources.files("generator.workshops").joinpath("templates")
    return "\n".join(room.joinpath(file).read_text(encoding="utf-8") for file in ("frame.typ", f"{name}.typ"))


@cache
def _edition(name: str) -> str:
    """What stands for a template in keys: it is as long as most of what is set with it."""
    return key_of(template(name))


def printed_pdf(
    name: str, title: str, data: Mapping[str, Any], paper: PaperName, imprint: Imprint, store: Cache
) -> bytes:
    """The PDF of a sheet called `title`, set with the template `name`. Same words, same bytes."""
    width, height = PAPERS[paper]
    whole = {
        **data,
        "w": width,
        "h": height,
        "fonts": list(FAMILIES),
        "lang": imprint.language.lower().split("-")[0],
        "practice": shortened(imprint.practice),
        "workshop": shortened(imprint.workshop),
        "name": title,
        "title": f"{title}: {imprint.workshop}" if imprint.workshop else title,
        "words_of": imprint.on.isoformat(),
        "date": [imprint.on.year, imprint.on.month, imprint.on.day],
    }
    key = f"pdf-{key_of(_edition(name), whole)}"
    made = store.read(key)
    if made is None:
        made = typeset(template(name), whole, imprint.on)
        store.write(key, made)
    return made
