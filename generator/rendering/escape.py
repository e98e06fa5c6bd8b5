"""Text never becomes code: the three places a text can stand in, and what is escaped in each.

Pages are Markdown with HTML blocks. Python-Markdown leaves such a block alone, except for what its
preprocessors look at before they know that it is a block: fences, tabs, snippet markers. Those
characters are written as entities, and so is the line break, which keeps a block on its lines.
"""

from __future__ import annotations

import re

from markupsafe import Markup

_BLOCK = {ord(char): f"&#{ord(char)};" for char in "<>\"'`~{}[]*_#$\\|^=\t\n\r"} | {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
}
_HEADING = _BLOCK | {ord(char): f"&#{ord(char)};" for char in "!%()+-./:;?@"}
_SPACES = re.compile(r"[ \t\n\r\f]+")
_TITLE = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"}


def escape(text: str) -> Markup:
    """`text` as it must stand inside an HTML block of a Markdown page, attributes included."""
    return Markup(text.translate(_BLOCK))


def escape_heading(text: str) -> Markup:
    """`text` as it must stand in a Markdown heading: no character of it means anything to Markdown."""
    return Markup(_on_one_line(text).translate(_HEADING))


def escape_title(text: str) -> Markup:
    """`text` as a page title in the front matter, which themes put into HTML as it is."""
    return Markup(_on_one_line(text).translate(_TITLE))


def _on_one_line(text: str) -> str:
    # Not str.split: a space that does not break is a character of the text, and HTML keeps it.
    return _SPACES.sub(" ", text).strip(" ")
