"""One PDF of several that Typst made, with the tags, bookmarks and links of all of them.

A long document is set in parts, so that a change sets one part anew and the layout of a thousand cards is
never in memory at once. The parts become one document here: their objects are numbered on, and what a
document has once (the catalog, the trees of pages, bookmarks and tags, the metadata) is written afresh.
Tools that copy pages from PDF to PDF leave the tags behind.

The bookmarks and tags of all parts hang side by side, as if all had been set in one go.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from generator.rendering.pdf_parts import (
    CATALOG,
    DOCUMENT,
    ENDSTREAM,
    FIRST,
    INFO,
    METADATA,
    OUTLINES,
    PAGES,
    REFERENCE,
    STREAM,
    TAGS,
    JoinError,
    Part,
    taken_apart,
)

_TAG_NUMBER = re.compile(rb"(/StructParents? )(\d+)")
_PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)


def joined(parts: Sequence[bytes]) -> bytes:
    """The pages of `parts` in their order, as one document with the title, author and date of the first.

    Same parts, same bytes. One part is returned as it is. Raises `JoinError` for what Typst would not write.
    """
    if len(parts) == 1:
        return parts[0]
    read = [taken_apart(part) for part in parts]
    whole: dict[int, bytes] = {}
    shared: dict[bytes, int] = {}
    pages: list[int] = []
    bookmarks: list[list[int]] = []
    children: list[int] = []
    tag_tree: list[tuple[int, int]] = []
    next_tag, number = 0, FIRST
    for part in read:
        numbers, number = _numbered(part, number, shared)
        for old, new in numbers.items():
            if new >= FIRST and new not in whole:
                whole[new] = _renumbered(part.objects[old], numbers, next_tag)
        pages += [numbers[old] for old in part.pages]
        bookmarks.append([numbers[old] for old in part.bookmarks])
        children += [numbers[old] for old in part.children]
        tag_tree += [(key + next_tag, numbers[old]) for key, old in part.tag_tree]
        next_tag += part.next_tag
    for before, after in pairwise([marks for marks in bookmarks if marks]):
        whole[before[-1]] = _with(whole[before[-1]], f"/Next {after[0]} 0 R")
        whole[after[0]] = _with(whole[after[0]], f"/Prev {before[-1]} 0 R")
    whole |= _once(read[0], pages, [mark for marks in bookmarks for mark in marks])
    whole[TAGS] = _tags(read[0], tag_tree, next_tag)
    whole[DOCUMENT] = f"<</Type/StructElem/S/Document/P {TAGS} 0 R/K[{_references(children)}]>>".encode()
    return _written(whole, read[0])


def dated(pdf: bytes, on: date) -> bytes:
    """The same PDF with `on` as the date on which it was made and changed. Typst sets a document anew for that."""
    stamp = f"{on:%Y%m%d}000000Z"
    pdf = _replaced(
        rb"/ModDate\(D:\d{14}Z\)/CreationDate\(D:\d{14}Z\)>>\nendobj",
        f"/ModDate(D:{stamp})/CreationDate(D:{stamp})>>\nendobj",
        pdf,
    )
    for name in (b"ModifyDate", b"CreateDate"):
        # As long as the one before: whatever lies behind it in the file stays in its place.
        pdf = _replaced(rb"<xmp:%s>[\d-]{10}T00:00:00Z<" % name, f"<xmp:{name.decode()}>{on}T00:00:00Z<", pdf)
    return pdf


def _numbered(part: Part, number: int, shared: dict[bytes, int]) -> tuple[dict[int, int], int]:
    """The number in the whole of every object of a part, and the next that is free.

    Streams that refer to nothing, such as the profiles of colours, are there once for all parts.
    """
    numbers = {}
    for old, content in part.objects.items():
        if old in part.once:
            numbers[old] = part.once[old]
            continue
        if content.endswith(ENDSTREAM) and not REFERENCE.search(content.partition(STREAM)[0]):
            numbers[old] = shared.setdefault(content, number)
        else:
            numbers[old] = number
        number += numbers[old] == number
    return numbers, number


def _renumbered(content: bytes, numbers: dict[int, int], first_tag: int) -> bytes:
    def renumber(text: bytes) -> bytes:
        text = REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], text)
        if first_tag and b"/StructParent" in text:
            text = _TAG_NUMBER.sub(lambda found: b"%s%d" % (found[1], int(found[2]) + first_tag), text)
        return text

    if content.endswith(ENDSTREAM):
        head, stream, data = content.partition(STREAM)
        return _outside_strings(head, renumber) + stream + data
    return _outside_strings(content, renumber)


def _outside_strings(text: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """`text` with `change` made to all of it but strings in parentheses, which are an author's words."""
    if b"(" not in text:
        return change(text)
    pieces, at, depth = [], 0, 0
    for found in _PARENTHESIS.finditer(text):
        if found[0] == b"(":
            if not depth:
                pieces.append(change(text[at : found.start()]))
                at = found.start()
            depth += 1
        elif found[0] == b")":
            depth -= 1
            if not depth:
                pieces.append(text[at : found.end()])
                at = found.end()
    if depth:
        raise JoinError("a string does not end")
    return b"".join([*pieces, change(text[at:])])


def _once(first: Part, pages: list[int], bookmarks: list[int]) -> dict[int, bytes]:
    """What a document has once: as the first part has it, with the pages and bookmarks of all."""
    by_name = {new: old for old, new in first.once.items()}
    numbers = {old: new for old, new in first.once.items() if new != OUTLINES}
    catalog = _renumbered(re.sub(rb"/Outlines \d+ 0 R", b"", first.objects[by_name[CATALOG]]), numbers, 0)
    made = {
        PAGES: f"<</Type/Pages/Count {len(pages)}/Kids[{_references(pages)}]>>".encode(),
        INFO: first.objects[by_name[INFO]],
        METADATA: _metadata(first.objects[by_name[METADATA]], len(pages)),
        OUTLINES: b"<</Type/Outlines/Count 0>>",
    }
    if bookmarks:
        marks = f"/First {bookmarks[0]} 0 R/Last {bookmarks[-1]} 0 R/Count {len(bookmarks)}"
        made[OUTLINES] = f"<</Type/Outlines{marks}>>".encode()
        catalog = _with(catalog, f"/Outlines {OUTLINES} 0 R")
    return {**made, CATALOG: catalog}


def _tags(first: Part, tree: list[tuple[int, int]], next_tag: int) -> bytes:
    old = next(number for number, new in first.once.items() if new == TAGS)
    roles = re.search(rb"/RoleMap<<[^>]*>>", first.objects[old])
    numbers = " ".join(f"{key} {number} 0 R" for key, number in tree)
    rest = f"/K[{DOCUMENT} 0 R]/ParentTree<</Nums[{numbers}]>>/ParentTreeNextKey {next_tag}>>"
    return b"<</Type/StructTreeRoot" + (roles[0] if roles else b"") + rest.encode()


def _metadata(content: bytes, pages: int) -> bytes:
    head, stream, data = content.partition(STREAM)
    data = _replaced(rb"(?<=<xmpTPg:NPages>)\d+", str(pages), data.removesuffix(ENDSTREAM))
    return _replaced(rb"(?<=/Length )\d+", str(len(data)), head) + stream + data + ENDSTREAM


def _written(objects: dict[int, bytes], first: Part) -> bytes:
    """The file. What tells one version of it from another is a hash of its objects."""
    digest = hashlib.sha256(b"\0".join(objects[number] for number in sorted(objects))).digest()
    instance = base64.b64encode(digest[:16]).decode()
    objects[METADATA] = _replaced(rb"(?<=<xmpMM:InstanceID>)[^<]*", instance, objects[METADATA])
    pieces, table = [b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"], [b"0000000000 65535 f\r\n"]
    at = len(pieces[0])
    for number in sorted(objects):
        table.append(b"%010d 00000 n\r\n" % at)
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, objects[number]))
        at += len(pieces[-1])
    identity = f"/ID[({first.identity.decode()})({instance})]"
    trailer = f"<</Size {len(table)}/Root {CATALOG} 0 R/Info {INFO} 0 R{identity}>>\nstartxref\n{at}\n%%EOF"
    return b"".join([*pieces, b"xref\n0 %d\n" % len(table), *table, b"trailer\n", trailer.encode()])


def _replaced(pattern: bytes, new: str, text: bytes) -> bytes:
    made, count = re.subn(pattern, new.encode(), text)
    if count != 1:
        raise JoinError(f"{pattern.decode()} stands {count} times in {text[:100]!r}")
    return made


def _references(numbers: list[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _with(dictionary: bytes, entry: str) -> bytes:
    return dictionary.removesuffix(b">>") + entry.encode() + b">>"
