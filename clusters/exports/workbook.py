"""The one writer of workbooks: exactly what the page shows, numbers as numbers, days as days, no formula."""

import datetime as dt
import io
import re
from collections.abc import Sequence
from decimal import Decimal

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from clusters import clock, writing
from clusters.enums import Provenance
from clusters.tables import NUMBERS, Cell, Column, Row, Table

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FIRST_ROW = 3
WIDEST = 60


def wanted(request: HttpRequest) -> bool:
    """Whether the address asks for the page's tables as a workbook."""
    return request.GET.get("export") == "xlsx"


def respond(tables: Table | Sequence[Table], filename: str) -> HttpResponse:
    """A download of one sheet for each table."""
    given = [tables] if isinstance(tables, Table) else list(tables)
    response = HttpResponse(content(given), content_type=TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"{filename.removesuffix('.xlsx')}.xlsx")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def content(tables: Sequence[Table]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"created": clock.now().astimezone(dt.UTC).replace(tzinfo=None)})
        taken: set[str] = set()
        for table in tables:
            Sheet(book, table, _sheet_name(table.name, taken)).write()
    return buffer.getvalue()


def _sheet_name(name: str, taken: set[str]) -> str:
    """At most 31 characters without the signs that Excel refuses, each once, whatever the case."""
    bare = re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:28] or "1"
    chosen, count = bare, 1
    while chosen.casefold() in taken:
        count += 1
        chosen = f"{bare} {count}"
    taken.add(chosen.casefold())
    return chosen


class Sheet:
    """One table on one sheet: caption, moment of export, frozen headings, rows, total."""

    def __init__(self, book: xlsxwriter.Workbook, table: Table, name: str) -> None:
        self.book, self.table, self.sheet = book, table, book.add_worksheet(name)
        self.formats: dict[tuple, object] = {}
        self.noted = any(_noted(cell) for row in self._rows() for cell in row.cells)

    def _rows(self) -> list[Row]:
        return [*self.table.rows, self.table.total] if self.table.total else list(self.table.rows)

    def write(self) -> None:
        self.sheet.write_string(0, 0, str(self.table.caption), self._format(bold=True, font_size=13))
        exported = _("Exported at %(moment)s") % {"moment": writing.moment(clock.now())}
        self.sheet.write_string(1, 0, exported, self._format(italic=True, font_color="#555555"))
        self._headings()
        for line, row in enumerate(self.table.rows, start=FIRST_ROW):
            self._row(line, row)
        if self.table.total:
            self._row(FIRST_ROW + len(self.table.rows), self.table.total, bold=True, top=1)
        self.sheet.freeze_panes(FIRST_ROW, self.table.header + 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(FIRST_ROW - 1)

    def _headings(self) -> None:
        style = self._format(bold=True, bottom=1, text_wrap=True, valign="top", bg_color="#EFEDE8")
        for index, column in enumerate(self.table.columns):
            self.sheet.write_string(FIRST_ROW - 1, index, str(column.label), style)
            self.sheet.set_column(index, index, self._width(index, column))
        if self.noted:
            last = len(self.table.columns)
            self.sheet.write_string(FIRST_ROW - 1, last, _("Notes"), style)
            self.sheet.set_column(last, last, 40)

    def _width(self, index: int, column: Column) -> int:
        words = (self.table.words(column, row.cells[index]) for row in self._rows())
        return min(WIDEST, max(10, len(str(column.label)) // 2 + 4, *(len(text) + 2 for text in words), 0))

    def _row(self, line: int, row: Row, **style) -> None:
        for index, (column, cell) in enumerate(zip(self.table.columns, row.cells, strict=True)):
            self._cell(line, index, column, cell, style)
        if self.noted:
            pairs = zip(self.table.columns, row.cells, strict=True)
            notes = "; ".join(f"{column.label}: {_noted(cell)}" for column, cell in pairs if _noted(cell))
            self.sheet.write_string(line, len(self.table.columns), notes, self._format(**style))

    def _cell(self, line: int, index: int, column: Column, cell: Cell, style: dict) -> None:
        value = cell.value
        if column.numeric and isinstance(value, NUMBERS) and cell.text is None:
            amount = Decimal(str(value)) / 100 if column.kind == "percent" else value
            pattern = self._pattern(column, value)
            self.sheet.write_number(line, index, float(amount), self._format(num_format=pattern, **style))
        elif isinstance(value, dt.datetime):
            local = value.astimezone(clock.ZONE).replace(tzinfo=None)
            pattern = "hh:mm dd/mm/yyyy" if column.kind == "moment" else "dd/mm/yyyy"
            self.sheet.write_datetime(line, index, local, self._format(num_format=pattern, **style))
        elif isinstance(value, dt.date):
            self.sheet.write_datetime(line, index, value, self._format(num_format="dd/mm/yyyy", **style))
        else:
            # Written as a string whatever it begins with: = + - @ never become a formula.
            words = "" if value is None and cell.text is None else self.table.words(column, cell)
            self.sheet.write_string(line, index, words, self._format(**style))

    def _pattern(self, column: Column, value) -> str:
        places = self.table.places.get(column.key, writing.decimals(value, 4))
        whole = "0" if column.kind == "percent" else "#,##0"
        tail = f".{'0' * places}" if places else ""
        return f"{whole}{tail}{'%' if column.kind == 'percent' else ''}"

    def _format(self, **style):
        key = tuple(sorted(style.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"valign": "top", **style})
        return self.formats[key]


def _noted(cell: Cell) -> str:
    """Mark, source and note of a cell in one text."""
    marked = cell.mark and cell.mark not in (Provenance.ENTERED, Provenance.SOURCE)
    said = [Provenance(cell.mark).label if marked else "", cell.source if marked else "", cell.note]
    return ", ".join(str(part) for part in said if part)
