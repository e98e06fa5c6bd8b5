"""A PDF that Typst made, taken apart: its objects, and where its pages, bookmarks and tags hang.

This is no reader of PDFs at large. It knows the form that the pinned Typst writes - a plain table of
objects, none of them compressed - and raises `JoinError` for anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

CATALOG, PAGES, OUTLINES, TAGS, DOCUMENT, INFO, METADATA = range(1, 8)
"""What a document has once, by the numbers that they get where several become one."""
FIRST = METADATA + 1
"""The first number that is free for other objects."""

REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
STREAM = b"\nstream\n"
ENDSTREAM = b"\nendstream"


class JoinError(Exception):
    """A part is not of the form that our press writes: a mistake of ours, or another Typst."""


@dataclass(frozen=True, slots=True)
class Part:
    """One PDF by the numbers of its objects.

    `once` names those that a document has once. `children` are the tags right below the document's own;
    `tag_tree` leads from a page or a link, by its key, to its tags, and `next_tag` is the first free key.
    `identity` is what all versions of the document share.
    """

    objects: dict[int, bytes]
    once: dict[int, int]
    pages: list[int]
    bookmarks: list[int]
    children: list[int]
    tag_tree: list[tuple[int, int]]
    next_tag: int
    identity: bytes


def taken_apart(pdf: bytes) -> Part:
    """The parts of a PDF. Raises `JoinError` if it is not of the form that Typst writes."""
    objects, trailer = _objects(pdf), pdf[-1000:]
    root, info = _number(rb"/Root (\d+) 0 R", trailer), _number(rb"/Info (\d+) 0 R", trailer)
    catalog = objects[root]
    pages, tags, metadata = (
        _number(rb"/%s (\d+) 0 R" % name, catalog) for name in (b"Pages", b"StructTreeRoot", b"Metadata")
    )
    kids = _matched(rb"<</Type/Pages/Count (\d+)/Kids\[([\d R]*)\]>>", objects[pages])
    tree = _matched(
        rb"<</Type/StructTreeRoot(?:/RoleMap<<[^>]*>>)?/K\[(\d+) 0 R\]"
        rb"/ParentTree<</Nums\[([\d R]*)\]>>/ParentTreeNextKey (\d+)>>",
        objects[tags],
    )
    keys = [int(number) for number in re.findall(rb"(\d+)(?: 0 R)?", tree[2])]
    document = int(tree[1])
    body = _matched(rb"<</Type/StructElem/S/Document/P \d+ 0 R/K\[([\d R]*)\]>>", objects[document])
    once = {root: CATALOG, pages: PAGES, tags: TAGS, document: DOCUMENT, info: INFO, metadata: METADATA}
    outlines = re.search(rb"/Outlines (\d+) 0 R", catalog)
    if outlines:
        once[int(outlines[1])] = OUTLINES
    if not set(_references(catalog)) <= once.keys():
        raise JoinError(f"the catalog names more than is known: {catalog!r}")
    return Part(
        objects=objects,
        once=once,
        pages=_references(kids[2]),
        bookmarks=list(_chain(objects, int(outlines[1]))) if outlines else [],
        children=_references(body[1]),
        tag_tree=list(zip(keys[::2], keys[1::2], strict=True)),
        next_tag=int(tree[3]),
        identity=_matched(rb".*/ID\[\(([\w+/=]+)\)\([\w+/=]+\)\].*", trailer)[1],
    )


def _objects(pdf: bytes) -> dict[int, bytes]:
    """What stands between ``N 0 obj`` and ``endobj``, by N."""
    start = _number(rb"startxref\n(\d+)\n%%EOF", pdf[-60:])
    head = re.compile(rb"xref\n0 (\d+)\n").match(pdf, start)
    if head is None:
        raise JoinError("the table of objects is not where it should be")
    count = int(head[1])
    lines = pdf[head.end() : head.end() + 20 * count]
    places = [int(lines[20 * number : 20 * number + 10]) for number in range(1, count)]
    objects = {}
    for number, (at, end) in enumerate(pairwise([*places, start]), 1):
        opening, closing = b"%d 0 obj\n" % number, b"\nendobj"
        text = pdf[at:end].rstrip()
        if not (text.startswith(opening) and text.endswith(closing)):
            raise JoinError(f"object {number} is not where it should be")
        objects[number] = text[len(opening) : -len(closing)]
    return objects


def _chain(objects: dict[int, bytes], outlines: int) -> Iterator[int]:
    """The bookmarks of the top level in their order."""
    at = _number(rb"/First (\d+) 0 R", objects[outlines])
    while at:
        yield at
        following = re.search(rb"/Next (\d+) 0 R", objects[at].partition(b"/Title")[0])
        at = int(following[1]) if following else 0


def _references(text: bytes) -> list[int]:
    return [int(number) for number in REFERENCE.findall(text)]


def _number(pattern: bytes, text: bytes) -> int:
    found = re.search(pattern, text)
    if found is None:
        raise JoinError(f"no {pattern.decode()}")
    return int(found[1])


def _matched(pattern: bytes, text: bytes) -> re.Match[bytes]:
    found = re.fullmatch(pattern, text, re.DOTALL)
    if found is None:
        raise JoinError(f"not of the form that is known: {text[:100]!r}")
    return found
