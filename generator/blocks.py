"""The handbook's blocks of HTML, taken past Markdown's parser: the same page in half the time.

Python-Markdown looks for the end of every block of HTML with a parser of HTML, and MkDocs reads each page
with another to learn its anchors. The press writes its blocks whole, between blank lines, so their end is
known. Without this extension a page comes out the same, blank lines between blocks aside; other builders
need not know it.
"""

from __future__ import annotations

import re

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

_BLOCK = re.compile(r"(?:(?<=\n\n)|\A)<(div|section|ul|ol|dl|p|figure|details)[ >][^\n]*(?:\n[^\n]+)*(?=\n\n|\n*\Z)")
_ANCHOR = re.compile(r"\s(?:id|name)=")


class WholeBlocks(Extension):  # type: ignore[misc]  # Markdown ships without types
    """Keeps aside each block that is closed where it ends. Whatever else is written by hand is left to Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        # After fences (25), in which a block is an example, and before MkDocs' search for anchors (21).
        md.preprocessors.register(_KeepAside(md, anchors=False), "handbook_blocks", 24)
        # What holds anchors waits until MkDocs has seen them, and stays out of the search for blocks (20).
        md.preprocessors.register(_KeepAside(md, anchors=True), "handbook_blocks_with_anchors", 20.5)


class _KeepAside(Preprocessor):  # type: ignore[misc]  # as above
    def __init__(self, md: Markdown, *, anchors: bool) -> None:
        super().__init__(md)
        self.anchors = anchors

    def run(self, lines: list[str]) -> list[str]:
        return _BLOCK.sub(self._kept, "\n".join(lines)).split("\n")

    def _kept(self, found: re.Match[str]) -> str:
        block, tag = found[0], found[1]
        closed = block.endswith(f"</{tag}>") and len(re.findall(rf"<{tag}[ >]", block)) == block.count(f"</{tag}>")
        # An attribute `markdown` asks for Markdown inside.
        if not closed or " markdown" in block or (not self.anchors and _ANCHOR.search(block)):
            return block
        stored: str = self.md.htmlStash.store(block)
        return stored
