"""A workbook that somebody uploaded, as values: formulas by their results, nothing computed, within limits."""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import python_calamine
from django.utils.translation import gettext as _

from clusters import numbers, writing
from clusters.imports import formula, percent

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
MOST_MEMBERS = 500
MOST_ROWS, MOST_COLUMNS = 5000, 60
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL = re.compile(rb"""[\s"']r\s*=\s*["']([A-Za-z]+)([0-9]+)["']""")
_ROW = re.compile(rb"<(?:[A-Za-z0-9]+:)?row(?=[\s/>])")
_ROW_NUMBER = re.compile(rb"""^[^>]*[\s"']r\s*=\s*["']([0-9]+)["']""")
_ANY_CELL = re.compile(rb"<(?:[A-Za-z0-9]+:)?c(?=[\s/>])")
_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, KeyError, EOFError, OSError, NotImplementedError, RuntimeError)

Cells = frozenset[tuple[int, int]]


class Refused(ValueError):
    """`str()` of it says why the workbook is not taken, and how to mend it."""


@dataclass(frozen=True)
class Sheet:
    """Rows from the first of the sheet on; `merged` holds (first row, first column, last row, last column) from 0.

    `unread` are the cells (row, column) whose formula has no result or an error: they look like empty ones. Those of
    `percents` are shown as a per cent: 0.95 in them reads 95 %.
    """

    name: str
    rows: list[list[Any]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    unread: Cells = frozenset()
    is_hidden: bool = False
    percents: Cells = frozenset()


def read(name: str, content: bytes) -> list[Sheet]:
    """The sheets in their order. Raises Refused."""
    _require_workbook(name, content)
    try:
        plain = _repacked(content)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(plain))
        looks = (formula.unread(plain), percent.cells(plain))
        hidden = {
            each.name for each in book.sheets_metadata if each.visible != python_calamine.SheetVisibleEnum.Visible
        }
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        return [
            _sheet(each, each.name in hidden, *(look.get(each.name, frozenset()) for look in looks)) for each in sheets
        ]
    except Refused:
        raise
    except (python_calamine.CalamineError, *_BROKEN) as error:
        raise Refused(
            _("The file cannot be read as a workbook. Open it in Excel, save it anew and try again.")
        ) from error


def text_of(value: Any) -> str:
    """A cell as a person would type it, in the active language."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return numbers.editable(exact(value))
    if isinstance(value, dt.datetime) and (value.hour or value.minute or value.second):
        return f"{value:%H:%M} {writing.day(value.date())}"
    if isinstance(value, dt.date):
        return writing.day(value.date() if isinstance(value, dt.datetime) else value)
    return str(value).strip()


def exact(value: int | float) -> Decimal:
    """The number that was meant: 0.1, not the nearest binary fraction."""
    number = Decimal(repr(value))
    return number.to_integral_value() if number == number.to_integral_value() else number


def _require_workbook(name: str, content: bytes) -> None:
    ending = name.lower().rpartition(".")[2]
    if ending == "csv":
        said = _("“{name}” is a CSV file. Open it in Excel, save it as a workbook (.xlsx) and try again.")
        raise Refused(said.format(name=name))
    if ending == "xls" or content.startswith(_OLE):
        said = _(
            "“{name}” is an old or a protected workbook. Save it in Excel as .xlsx without a password and try again."
        )
        raise Refused(said.format(name=name))
    if ending != "xlsx":
        raise Refused(
            _("“{name}” is not an .xlsx workbook. Download the empty template and fill it in.").format(name=name)
        )
    if len(content) > MOST_BYTES:
        raise Refused(
            _("The workbook is larger than {size}. Take pictures out of it.").format(size=writing.size(MOST_BYTES))
        )


def _repacked(content: bytes) -> bytes:
    """The parts that hold values, unpacked within the limits and packed anew, so that no size is taken on trust."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(whole, "w") as plain:
        members = [each for each in packed.infolist() if each.filename.lower().endswith((".xml", ".rels"))]
        if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_UNPACKED:
            raise Refused(_("The workbook is far larger inside than a scoring table can be."))
        for member in members:
            with packed.open(member) as part:
                text = part.read(member.file_size + 1)
            if "worksheets/" in member.filename.lower():
                _require_narrow(text)
            plain.writestr(member.filename, text)
    return whole.getvalue()


def _require_narrow(text: bytes) -> None:
    """A cell far away would make the sheet fill the memory with empty ones before it."""
    far = [found[0] for found in _CELL.finditer(text) if int(found[2]) > MOST_ROWS or _column(found[1]) > MOST_COLUMNS]
    rows = _ROW.split(text)[1:]
    numbered = [_ROW_NUMBER.match(row) for row in rows]
    beyond = any(found and int(found[1]) > MOST_ROWS for found in numbered)
    if far or beyond or len(rows) > MOST_ROWS or any(len(_ANY_CELL.findall(row)) > MOST_COLUMNS for row in rows):
        said = _("A sheet is too large: at most {rows} rows and {columns} columns are read. Delete what lies beyond.")
        raise Refused(said.format(rows=writing.number(MOST_ROWS), columns=MOST_COLUMNS))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number


def _sheet(sheet: python_calamine.CalamineSheet, is_hidden: bool, unread: Cells, percents: Cells) -> Sheet:
    rows = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    return Sheet(sheet.name, rows, list(_merged(sheet)), unread, is_hidden, percents)


def _merged(sheet: python_calamine.CalamineSheet) -> Iterator[tuple[int, int, int, int]]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        yield top, left, bottom, right
