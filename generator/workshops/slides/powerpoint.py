"""Slides as a PowerPoint file, with python-pptx. Its only home.

The file is set in Arial: it is on every Windows and Mac, and Liberation Sans, which stands in for it
elsewhere, has its widths to the digit. Words stand in the title and body of a real layout, so that the
outline, a screen reader and whoever edits the file find them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.workshops.slides.fit import (
    BODY,
    FOOT,
    FOOT_SIZE,
    GAP,
    HIGH,
    INDENT,
    LABEL_SIZE,
    LEADING,
    LEVELS,
    TITLE,
    TITLE_SIZES,
    WIDE,
    Frame,
    label_column,
    title_size,
)
from generator.workshops.slides.nouns import Block, Slide, Tone

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide as Page

FONT = "Arial"
STAMP = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive: the earliest that an archive can hold."""
DAY = datetime(2020, 1, 1, tzinfo=UTC)
COLOURS: dict[Tone, tuple[str, str, str]] = {
    "plain": ("FFFFFF", "16212B", "0B5C94"),
    "dark": ("0B3A5B", "FFFFFF", "D5E8F5"),
    "stop": ("7D0D0D", "FFFFFF", "FFD9D5"),
}
"""Paper, ink and label of each tone. Every pair has a contrast of 7 to 1 or more."""
_LAYOUT = 1
"""Title and content, in the library's own template."""


def recipe() -> str:
    """Everything of ours that decides what a list of slides becomes: a file made by an older one is made anew."""
    return Path(__file__).read_text(encoding="utf-8") + repr((TITLE, BODY, FOOT, LEVELS, TITLE_SIZES, GAP, LEADING))


def presentation(slides: Sequence[Slide], title: str, language: str) -> bytes:
    """The file. A template of the library's is the base; of it only one layout is used."""
    import pptx
    from pptx.util import Pt

    made = pptx.Presentation()
    made.slide_width, made.slide_height = Pt(WIDE), Pt(HIGH)
    _fit_layouts(made)
    for number, slide in enumerate(slides, start=1):
        page = made.slides.add_slide(made.slide_layouts[_LAYOUT])
        _write(page, slide, title, language)
        _write_notes(page, slide, number)
    about = made.core_properties
    about.title, about.author, about.language = _allowed(title), "", language
    about.created = about.modified = about.last_printed = DAY
    about.last_modified_by, about.revision, about.subject, about.keywords = "", 1, "", ""
    file = io.BytesIO()
    made.save(file)
    return _dated(file.getvalue())


def _fit_layouts(made: Presentation) -> None:
    """Layouts come 4 to 3. They are stretched, so that a slide which a coach adds lies well, too."""
    from pptx.util import Pt

    master = made.slide_master
    stretch = Pt(WIDE) / 9144000
    shrink = Pt(HIGH) / 6858000
    for layout in (master, *made.slide_layouts):
        for shape in layout.placeholders:
            frame = (shape.left, shape.top, shape.width, shape.height)
            left, top, width, height = (int(value or 0) for value in frame)
            shape.left, shape.width = int(left * stretch), int(width * stretch)
            shape.top, shape.height = int(top * shrink), int(height * shrink)


def _write(page: Page, slide: Slide, title: str, language: str) -> None:
    paper, ink, label = COLOURS[slide.tone]
    page.background.fill.solid()
    page.background.fill.fore_color.rgb = _colour(paper)
    head, body = page.shapes.title, page.placeholders[1]
    assert head is not None
    _place(head, TITLE, anchor="b")
    paragraph = head.text_frame.paragraphs[0]
    size = title_size(slide.title, slide.tone) or TITLE_SIZES[slide.tone][-1]
    _paragraph(paragraph, size, 0)
    _run(paragraph, slide.title, size, ink, language, bold=True)
    _place(body, BODY, anchor="t")
    column = label_column(slide.blocks, slide.level)
    first = True
    for block in slide.blocks:
        _block(body.text_frame, block, slide.level, column, (ink, label), language, first=first)
        first = False
    foot = page.shapes.add_textbox(*_emu(FOOT))
    foot.name = "Footer"
    _place(foot, FOOT, anchor="t")
    line = foot.text_frame.paragraphs[0]
    _paragraph(line, FOOT_SIZE, 0)
    _run(line, " \u00b7 ".join(filter(None, (_short(title), slide.clock))) + " \u00b7 ", FOOT_SIZE, label, language)
    _number(line, label, language)


def _block(
    frame: Any, block: Block, level: int, column: float, colours: tuple[str, str], language: str, *, first: bool
) -> None:
    ink, muted = colours
    size = LEVELS[level][block.style]
    above = 0 if first else GAP[block.style] * size
    paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
    if block.style == "row":
        _paragraph(paragraph, size, above, hang=column)
        _run(paragraph, block.label, size, muted, language, bold=True)
        _run(paragraph, f"\t{block.text}", size, ink, language)
        return
    if block.label:
        _paragraph(paragraph, LABEL_SIZE, above)
        _run(paragraph, block.label, LABEL_SIZE, muted, language, bold=True)
        paragraph, above = frame.add_paragraph(), 0
    if block.style == "item":
        _paragraph(paragraph, size, above, hang=INDENT * size)
        _run(paragraph, f"\u2022\t{block.text}", size, ink, language)
        return
    _paragraph(paragraph, size, above)
    line = block.style == "line"
    _run(paragraph, f"\u201c{block.text}\u201d" if line else block.text, size, ink, language, bold=line)


def _place(shape: Any, frame: Frame, *, anchor: str) -> None:
    """Put a shape in its frame, with no inner margin and no fitting by whoever shows it."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE

    shape.left, shape.top, shape.width, shape.height = _emu(frame)
    text = shape.text_frame
    text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = 0
    text.word_wrap = True
    text.auto_size = MSO_AUTO_SIZE.NONE
    text.vertical_anchor = MSO_ANCHOR.BOTTOM if anchor == "b" else MSO_ANCHOR.TOP


def _emu(frame: Frame) -> tuple[Any, Any, Any, Any]:
    from pptx.util import Pt

    return Pt(frame.left), Pt(frame.top), Pt(frame.width), Pt(frame.height)


def _paragraph(paragraph: Any, size: float, above: float, hang: float = 0) -> None:
    """Left, with its own bullet or none, lines of a fixed height, and later lines standing in by `hang`."""
    from pptx.enum.text import PP_ALIGN
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.line_spacing = Pt(round(size * LEADING))
    paragraph.space_before, paragraph.space_after = Pt(round(above)), Pt(0)
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(int(Pt(round(hang)))))
    properties.set("indent", str(-int(Pt(round(hang)))))
    properties.append(properties.makeelement(qn("a:buNone"), {}))
    if hang:
        stops = properties.makeelement(qn("a:tabLst"), {})
        stops.append(stops.makeelement(qn("a:tab"), {"pos": str(int(Pt(round(hang)))), "algn": "l"}))
        properties.append(stops)


def _run(paragraph: Any, text: str, size: float, colour: str, language: str, *, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = _allowed(text)
    font = run.font
    font.name, font.bold = FONT, bold
    _size(font, size, colour, language)


def _size(font: Any, size: float, colour: str, language: str) -> None:
    from pptx.util import Pt

    font.size = Pt(size)
    font.color.rgb = _colour(colour)
    font._element.set("lang", language)


def _number(paragraph: Any, colour: str, language: str) -> None:
    """The number of the slide as a field: it stays right when a coach moves slides."""
    from pptx.oxml.ns import qn

    run = paragraph.add_run()
    run.font.name = FONT
    _size(run.font, FOOT_SIZE, colour, language)
    field = run._r.makeelement(qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"})
    paragraph._p.append(field)
    field.extend(list(run._r))
    field.find(qn("a:t")).text = "0"
    paragraph._p.remove(run._r)


def _write_notes(page: Page, slide: Slide, number: int) -> None:
    lines = [f"{number}. {slide.clock}".strip()] if slide.clock else []
    for note in slide.notes:
        lines += [f"{note.label}:", *(f"- {line}" for line in note.lines)]
    frame = page.notes_slide.notes_text_frame
    assert frame is not None
    frame.text = _allowed("\n".join(lines))


def _colour(hexadecimal: str) -> Any:
    from pptx.dml.color import RGBColor

    make: Any = RGBColor  # the library leaves its constructor untyped
    return make(*bytes.fromhex(hexadecimal))


def _allowed(text: str) -> str:
    """`text` without the two characters of Unicode that no XML file may hold."""
    return text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def _short(title: str) -> str:
    return title if len(title) <= 60 else f"{title[:59]}\u2026"


def _dated(archive: bytes) -> bytes:
    """The same archive with one date for every file: the library writes today's."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            entry = zipfile.ZipInfo(item.filename, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(item.filename))
    return made.getvalue()
