"""Word files in the layout of Decree 30/2020: sheet, fonts, spacing, and the parts that every paper has."""

import io
import re
from collections.abc import Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FONT = "Times New Roman"
BODY, TABLE, SMALL = 13, 11, 11
# Top, bottom, left, right, as the decree has them; what is left of the sheet is 165 mm wide.
MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15}
COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_RED = RGBColor(0xA0, 0x1C, 0x1C)


def blank(title: str, author: str) -> Document:
    """An A4 sheet with nothing on it."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, width in MARGINS.items():
        setattr(section, name, Mm(width))
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY)
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        normal.element.rPr.rFonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.rPr.append(language)
    normal.paragraph_format.space_after, normal.paragraph_format.space_before = Pt(0), Pt(0)
    document.core_properties.title, document.core_properties.author = clean(title)[:250], clean(author)[:250]
    document.core_properties.comments = ""
    return document


def page_numbers(document: Document, stamp: str = "") -> None:
    """In the middle above each sheet but the first; a `stamp` stands above all of them."""
    section = document.sections[0]
    for header in (section.first_page_header, section.header):
        if stamp:
            write(header.paragraphs[0], stamp, bold=True, color=_RED)
            header.paragraphs[0].alignment = ALIGN.CENTER
    number = section.header.add_paragraph() if stamp else section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        part.set(qn("w:fldCharType"), kind) if kind else setattr(part, "text", text)
        number.add_run()._r.append(part)


def write(paragraph: Any, text: str, *, size: int = 0, color: Any = None, **style: bool) -> Any:
    """A run with that text; `style` is bold and italic."""
    run = paragraph.add_run(clean(text))
    for name, value in style.items():
        setattr(run, name, value)
    if size:
        run.font.size = Pt(size)
    if color is not None:
        run.font.color.rgb = color
    return paragraph


def line(place: Any, text: str, align: Any = ALIGN.CENTER, **style: Any) -> Any:
    """A paragraph with one run, in a document or a cell."""
    paragraph = place.add_paragraph()
    paragraph.alignment = align
    return write(paragraph, text, **style)


def body(document: Document, text: str, **style: Any) -> Any:
    """A paragraph of the body: both edges straight, its first line drawn in."""
    paragraph = line(document, text, ALIGN.JUSTIFY, **style)
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.space_before = Pt(6)
    return paragraph


def rule(place: Any, indent: int) -> None:
    """The short line below a heading."""
    paragraph = place.add_paragraph()
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent)
    edge, borders = OxmlElement("w:top"), OxmlElement("w:pBdr")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)
    paragraph._p.get_or_add_pPr().append(borders)
    write(paragraph, "", size=4)


def columns(document: Document, widths: Sequence[int], rows: int = 1, style: str = "") -> Any:
    """A table of these widths in millimetres."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    if style:
        table.style = style
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def fill(row: Any, texts: Sequence[str], widths: Sequence[int], right: Sequence[int] = (), **style: Any) -> None:
    """One row of a table of results; the places in `right` hold numbers."""
    unbroken(row)
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = Mm(widths[place])
        paragraph = cell.paragraphs[0]
        paragraph.alignment = ALIGN.RIGHT if place in right else ALIGN.LEFT
        write(paragraph, text, size=TABLE, **style)


def repeated(row: Any) -> None:
    """The row stands again above each sheet that the table reaches."""
    _mark(row, "w:tblHeader")


def unbroken(row: Any) -> None:
    """The row stands on one sheet."""
    _mark(row, "w:cantSplit")


def _mark(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def clean(text: str) -> str:
    """Without the signs that a Word file cannot hold."""
    return _CONTROL.sub("", text)


def content(document: Document) -> bytes:
    document.save(buffer := io.BytesIO())
    return buffer.getvalue()
