"""The press for paper: Typst for PDFs, segno for QR codes. Their only home.

Words reach Typst as JSON and are shown as strings; nothing an author wrote is ever markup, code or a
path. Only the fonts in `fonts/` exist here: no font of the system and none of Typst's own, so a PDF
is the same bytes on every machine, and a character without a glyph stops the typesetting. Both libraries
are loaded at the first use: what is remembered needs neither.
"""

from __future__ import annotations

import io
import json
from bisect import bisect_left
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from generator.rendering.glyphs import FONT_FOLDER

FAMILIES = ("Atkinson Hyperlegible", "Noto Sans")
"""The typeface of everything printed, and the one that stands in for scripts it does not have."""

STANDARD = "ua-1"
"""PDF/UA-1: tagged, titled, in reading order; and a missing glyph is an error, not an empty box."""


_BLANKS = 3


class TypesetError(Exception):
    """Typst refused. Words are checked beforehand, so this is a mistake of ours in a template."""


def typeset(template: str, data: Mapping[str, Any], on: date) -> bytes:
    """The PDF of `template`, which reads `data` as ``json("data.json")``. `on` is the date it carries.

    Same template, data and date, same bytes.
    """
    import tempfile

    import typst

    stamp = datetime.combine(on, time(), UTC)
    with tempfile.TemporaryDirectory(prefix="typeset-") as empty:
        try:
            # Its annotations know nothing of files in memory, which it documents.
            compile_files: Any = typst.compile
            made: bytes = compile_files(
                _files(template, data),
                root=empty,
                font_paths=_fonts(),
                format="pdf",
                pdf_standards=[STANDARD],
                timestamp=stamp,
                sys_inputs={},
            )
            return made  # noqa: TRY300 - nothing after it can fail
        except typst.TypstError as error:
            raise TypesetError(f"{error.message}\n{error.diagnostic}") from None


def measured(template: str, data: Mapping[str, Any], label: str) -> list[Any]:
    """What `template` found out while laying out `data`: the values of its metadata called `label`."""
    import tempfile

    import typst

    with tempfile.TemporaryDirectory(prefix="typeset-") as empty:
        try:
            # The engine remembers every layout that it tried until ten compilations have not used it. A query is
            # not counted as one, and would leave some 2 MB a card behind for ever: blank pages are counted.
            for _ in range(_BLANKS):
                typst.compile({"main.typ": b""}, root=empty, font_paths=_fonts(), format="pdf")
            found = typst.query(_files(template, data), f"<{label}>", field="value", root=empty, font_paths=_fonts())
        except (typst.TypstError, RuntimeError) as error:
            raise TypesetError(str(error)) from None
    values: list[Any] = json.loads(found)
    return values


def _files(template: str, data: Mapping[str, Any]) -> dict[str, bytes]:
    # `root` must be a folder: left out, Typst would read what lies in the working folder.
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return {"main.typ": template.encode(), "data.json": text.encode()}


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])


@cache
def qr_svg(address: str) -> str:
    """A QR code of `address` as SVG, its quiet zone of four modules included.

    Level M: a scratch or a smear of 15 % is mended by the reader.
    """
    import segno

    code = segno.make(address, error="m", mode="byte", encoding="utf-8", eci=False, micro=False, boost_error=False)
    out = io.BytesIO()
    code.save(
        out, kind="svg", border=_QUIET, xmldecl=False, svgns=True, nl=False, omitsize=True, dark="#000", light="#fff"
    )
    return out.getvalue().decode()


_QUIET = 4
# Bytes that versions 1, 2, 3 ... hold at level M (ISO/IEC 18004, table 7).
_BYTES = (
    14,
    26,
    42,
    62,
    84,
    106,
    122,
    152,
    180,
    213,
    251,
    287,
    331,
    362,
    412,
    450,
    504,
    560,
    624,
    666,
    711,
    779,
    857,
    911,
    997,
    1059,
    1125,
    1190,
    1264,
    1370,
    1452,
    1538,
    1628,
    1722,
    1809,
    1911,
    1989,
    2099,
    2213,
    2331,
)


def qr_modules(address: str) -> int:
    """How many modules wide the QR code of `address` is, its quiet zone included, without making it."""
    return 17 + 4 * (bisect_left(_BYTES, len(address.encode())) + 1) + 2 * _QUIET
