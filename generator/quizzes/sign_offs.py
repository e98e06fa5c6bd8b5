"""Sign-offs as a coach keeps them: a table in a spreadsheet, one row for a person and a page.

The columns are those of the printed sheet, so that a line of paper is a row of the file. In the cell of a
rung stand the date and who saw it (``2027-01-12 JM``); the revision says which text of the page was signed.
The program writes the table, so nobody types a revision, and it reads what spreadsheets make of it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.model.handbook import Handbook
from generator.model.revision import page_stamp, same_page
from generator.model.settings import fill
from generator.near import did_you_mean
from generator.quizzes.exports.table import safe_cell

RUNGS = ("read", "say", "play", "play again", "observed", "solo")
"""The ladder (domain research 5.4). Playing is signed twice, by different observers."""
COLUMNS = ("person", "group", "page", "defect", "revision", *RUNGS)
NEEDED = ("person", "defect", "revision")
MOST_BYTES = 20_000_000
REMEDY = "`handbook results --new-sign-offs FILE.csv` writes a table to fill in"


@dataclass(frozen=True, slots=True)
class Signature:
    """That somebody was seen to stand on a rung: when and by whom. `by` is empty where nobody had to see it."""

    on: date
    by: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """One row: what one person has signed of one page, at one revision of it."""

    person: str
    defect: str
    revision: str
    signed: dict[str, Signature]


@dataclass(slots=True)
class SignOffs:
    """A table as it was read: the rows that are good, and what is wrong with the others, each with its line."""

    rows: list[SignOff] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


def load_sign_offs(file: Path, handbook: Handbook, today: date) -> SignOffs:
    """Read a table. A file that is none, and each row that cannot be right, is told and left out."""
    found = SignOffs()
    text, why = _text(file)
    rows = list(_rows(text, handbook, found)) if text is not None else []
    if why:
        found.faults.append((0, why))
    day_first = _day_first(cell for _, row in rows for cell in row.values())
    for line, row in rows:
        faults, sign_off = _sign_off(row, handbook, today, day_first)
        found.faults += [(line, fault) for fault in faults]
        if sign_off is not None:
            found.rows.append(sign_off)
    return found


def sign_off_table(handbook: Handbook, people: Iterable[str], kept: Iterable[SignOff] = ()) -> bytes:
    """A table to fill in: what was signed already, and an empty row where the page as it is now is not signed.

    So a page that changed has two rows: what was signed of the old one, and a new one to sign. UTF-8 with
    the mark that spreadsheets need to read names right.
    """
    names = {stage.id: stage.name for stage in handbook.journey}
    settings = handbook.settings()
    rows: dict[tuple[str, str], list[SignOff]] = {}
    known = {person_key(one): one for one in people}
    for row in kept:
        rows.setdefault((person_key(row.person), row.defect), []).append(row)
        known.setdefault(person_key(row.person), row.person)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    stamps = [(playbook, page_stamp(handbook, playbook)) for playbook in handbook.playbooks]
    for name, person in sorted(known.items()):
        for playbook, stamp in stamps:
            # A row of an older page that nobody signed has nothing to keep.
            old = [one for one in rows.get((name, playbook.id), []) if one.signed or same_page(one.revision, stamp)]
            new = [] if any(same_page(one.revision, stamp) for one in old) else [SignOff(person, "", stamp, {})]
            for row in [*old, *new]:
                page = [person, fill(names[playbook.stage], settings), fill(playbook.title, settings), playbook.id]
                cells = [f"{one.on} {one.by}".strip() if (one := row.signed.get(rung)) else "" for rung in RUNGS]
                writer.writerow([safe_cell(cell) for cell in [*page, row.revision, *cells]])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _text(file: Path) -> tuple[str | None, str]:
    try:
        if file.stat().st_size > MOST_BYTES:
            return None, "is too large to be a table of sign-offs"
        return file.read_bytes().decode("utf-8-sig"), ""
    except OSError as error:
        return None, f"cannot be read ({error.strerror})"
    except UnicodeDecodeError:
        return None, "is not UTF-8. In the spreadsheet save it as `CSV UTF-8`, not as a workbook"


def _rows(text: str, handbook: Handbook, found: SignOffs) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with their lines, cells by the name of their column. Commas, semicolons and tabs may part them.

    What is neither signed nor a page of this handbook has nothing to tell.
    """
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count))
    try:
        columns = [cell.strip().lower() for cell in next(reader, [])]
        missing = [name for name in NEEDED if name not in columns]
        if missing:
            found.faults.append((1, f"has no column {' and no column '.join(missing)}; {REMEDY}"))
            return
        known = (*COLUMNS, "note")
        odd = [name for name in columns if name and name not in known]
        found.faults += [(1, f"there is no rung or column {name!r}; {did_you_mean(name, known)}") for name in odd]
        for cells in reader:
            row = dict(zip(columns, (_unquoted(cell.strip()) for cell in cells), strict=False))
            if any(row.get(name) for name in RUNGS) or row.get("defect") in handbook.by_id:
                yield reader.line_num, row
    except csv.Error as error:
        found.faults.append((reader.line_num, f"is no table that a spreadsheet saved as CSV ({error})"))


def _unquoted(cell: str) -> str:
    # The apostrophe that keeps a spreadsheet from taking a text for a formula; see `safe_cell`.
    return cell[1:] if re.match(r"'[=+\-@]", cell) else cell


def _sign_off(
    row: Mapping[str, str], handbook: Handbook, today: date, day_first: bool | None
) -> tuple[list[str], SignOff | None]:
    """What is wrong with a row, and the row as far as it can be believed."""
    person, defect, revision = (row.get(name, "") for name in NEEDED)
    if not person:
        return ["nobody is named in the column `person`"], None
    if defect not in handbook.by_id:
        return [f"there is no page {defect!r}; {did_you_mean(defect, handbook.by_id)}"], None
    if not re.fullmatch(r"[0-9A-Za-z]{6}(-[0-9A-Za-z]+)?", revision):
        return [f"{revision!r} is no revision: six letters and digits, as printed on the sheet; {REMEDY}"], None
    faults: list[str] = []
    signed: dict[str, Signature] = {}
    for rung in RUNGS:
        cell = row.get(rung, "")
        if not cell:
            continue
        told = _signature(cell, day_first)
        if isinstance(told, str):
            faults.append(f"{rung}: {told}")
        elif told.on > today:
            faults.append(f"{rung}: {told.on} is not yet")
        elif not told.by and rung != "read":
            faults.append(f"{rung}: who saw it? Write the date and initials: {told.on} JM")
        else:
            signed[rung] = told
    twice = signed.get("play"), signed.get("play again")
    if twice[0] and twice[1] and person_key(twice[0].by) == person_key(twice[1].by):
        faults.append(f"play again: {twice[1].by} saw it both times; a second observer is needed")
        del signed["play again"]
    return faults, SignOff(person, defect, revision, signed)


_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{1,2})/(\d{1,2})/(\d{4})")


def _signature(cell: str, day_first: bool | None) -> Signature | str:
    """The date and who saw it; or what is wrong with the cell, in words for the coach."""
    match = _DAY.match(cell)
    if match is None:
        return f"{cell!r} does not begin with a date; write it like 2027-01-12 JM"
    iso, dotted, slashed = match.group(1, 2, 3), match.group(6, 5, 4), match.group(9, 8, 7)
    if slashed[0] and day_first is None:
        return f"{match[0]} may be read in two ways; write it like 2027-01-12 JM"
    if slashed[0] and not day_first:
        slashed = match.group(9, 7, 8)
    year, month, day = next(parts for parts in (iso, dotted, slashed) if parts[0])
    try:
        return Signature(date(int(year), int(month), int(day)), cell[match.end() :].strip(" ,;"))
    except ValueError:
        return f"{match[0]} is no day of the calendar"


def _day_first(cells: Iterable[str]) -> bool | None:
    """Whether dates with strokes have the day first: told by one that has a number above twelve, or not at all.

    Spreadsheets rewrite dates in the manner of their country without asking; no two of one table differ.
    """
    found = [re.match(r"(\d{1,2})/(\d{1,2})/\d{4}", cell) for cell in cells]
    pairs = [(int(one[1]), int(one[2])) for one in found if one]
    first, second = any(one > 12 for one, _ in pairs), any(two > 12 for _, two in pairs)
    return None if first == second else first


def person_key(person: str) -> str:
    """One name for one person, however it was typed."""
    return " ".join(person.split()).casefold()
