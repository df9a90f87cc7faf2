"""The criteria of a workbook: rows below a heading that names the columns, in whatever order they stand."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from clusters import explanations
from clusters.imports import layout, spreadsheet
from clusters.imports.fault import Fault
from clusters.imports.layout import CRITERIA
from clusters.scoring import cells, notation

# A title, a number and a unit may stand above the heading, not more.
HEADING_WITHIN = 20


def find(sheets: Sequence[spreadsheet.Sheet]) -> spreadsheet.Sheet | None:
    """The sheet of that name; else the first whose heading names a criterion and its points."""
    named = (sheet for sheet in sheets if layout.key_of(sheet.name) == CRITERIA)
    unnamed = (sheet for sheet in sheets if not layout.key_of(sheet.name) and _heading(sheet) is not None)
    return next(named, None) or next(unnamed, None)


def read(sheet: spreadsheet.Sheet) -> tuple[notation.Reading, list[Fault]]:
    """What was understood; numbers of lines are those of the rows in Excel."""
    found = _heading(sheet)
    if found is None:
        wanted = ", ".join(_(column) for column in notation.COLUMNS[:3])
        said = _("No row of “{name}” names the columns. Write them above the criteria: {wanted}, …")
        return notation.read(""), [Fault(CRITERIA, None, "", said.format(name=sheet.name, wanted=wanted))]
    top, columns = found
    records = [_record(number, row, columns) for number, row in enumerate(sheet.rows[top + 1 :], start=top + 2)]
    reading = notation.read_records([record for record in records if any(record.cells)])
    misread = [
        Fault(CRITERIA, each.number, each.code, explanations.explain_problem(each.problem)) for each in reading.misread
    ]
    return reading, [*_merged(sheet, top, columns), *_missing(columns), *misread]


def _heading(sheet: spreadsheet.Sheet) -> tuple[int, dict[int, int]] | None:
    """Where the heading stands, and by column of the notation the column of the sheet."""
    for number, row in enumerate(sheet.rows[:HEADING_WITHIN]):
        columns: dict[int, int] = {}
        for place, cell in enumerate(row):
            column = layout.column_of(spreadsheet.text_of(cell))
            if column is not None:
                columns.setdefault(column, place)
        if notation.TEXT in columns and len(columns) > 1:
            return number, columns
    return None


def _record(number: int, row: Sequence[Any], columns: Mapping[int, int]) -> cells.Record:
    return cells.Record(number, tuple(_cell(row, column, columns) for column in range(len(notation.COLUMNS))))


def _cell(row: Sequence[Any], column: int, columns: Mapping[int, int]) -> str:
    place = columns.get(column)
    value = row[place] if place is not None and place < len(row) else ""
    if column == notation.CODE and isinstance(value, float):
        return f"{spreadsheet.exact(value):f}"
    return spreadsheet.text_of(value)


def _missing(columns: Mapping[int, int]) -> list[Fault]:
    needed = (notation.CODE, notation.POINTS)
    absent = [_(notation.COLUMNS[column]) for column in needed if column not in columns]
    said = _("No column is called “{name}”. Name it in the heading.")
    return [Fault(CRITERIA, None, "", said.format(name=name)) for name in absent]


def _merged(sheet: spreadsheet.Sheet, top: int, columns: Mapping[int, int]) -> list[Fault]:
    """Cells merged over several lines hold their value for the first one only."""
    read_here = set(columns.values())
    said = _(
        "Cells are merged from row {first} to {last}: only the first of them has the value. Unmerge them and fill each."
    )
    return [
        Fault(CRITERIA, first + 1, "", said.format(first=first + 1, last=last + 1))
        for first, left, last, right in sheet.merged
        if first > top and last > first and read_here & set(range(left, right + 1))
    ]
