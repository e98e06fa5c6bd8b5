"""The handbook's blocks of HTML, taken past Markdown's parser: the same page in two thirds of the time.

Python-Markdown looks for the end of every block of HTML with a parser of HTML, and MkDocs reads each page
with another to learn its anchors. The press writes its blocks whole, between blank lines, so their end is
known. Without this extension a page comes out the same, blank lines between blocks aside; other builders
need not know it.
"""

from __future__ import annotations

import re

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

_PRIORITY = 24
"""After fences (25), in which a block is an example; before MkDocs' search for anchors (21) and the blocks (20)."""
_BLOCK = re.compile(r'(?:(?<=\n\n)|\A)<([a-z]+) class="hb-[^\n]*(?:\n[^\n]+)*(?=\n\n|\n*\Z)')


class WholeBlocks(Extension):  # type: ignore[misc]  # Markdown ships without types
    """Keeps aside each block that begins with a class of ours, is closed where it ends, and holds no anchor."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        md.preprocessors.register(_KeepAside(md), "handbook_blocks", _PRIORITY)


class _KeepAside(Preprocessor):  # type: ignore[misc]  # as above
    def run(self, lines: list[str]) -> list[str]:
        return _BLOCK.sub(self._kept, "\n".join(lines)).split("\n")

    def _kept(self, found: re.Match[str]) -> str:
        block, tag = found[0], found[1]
        closed = block.endswith(f"</{tag}>") and len(re.findall(rf"<{tag}[ >]", block)) == block.count(f"</{tag}>")
        # MkDocs must see anchors; an attribute `markdown` asks for Markdown inside.
        if not closed or " id=" in block or " markdown" in block:
            return block
        stored: str = self.md.htmlStash.store(block)
        return stored
