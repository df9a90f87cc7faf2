"""A unit's own results in a workbook: where everything stands in it, and what an uploaded one says; no database."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from clusters.imports import report_cell, spreadsheet
from clusters.imports.fault import Fault
from clusters.scoring import NO_CASE_INPUT, Input
from clusters.scoring.declaration import NOT_APPLICABLE_INPUT

RESULTS = "results"
# The sheet that nobody sees; a person who shows it reads that nothing in it is to be changed.
HIDDEN = "_"
# In its first column, below one another; the key itself from there on, in pieces that a cell can hold.
MAGIC = "report-book"
FORMAT = 1
KEY_FROM = 3
# Rows of the sheet of results, from 0. The names of the columns stand in a hidden row, whatever the language.
TITLE, MANUAL, NAMES, HEADING, FIRST = range(5)
CODE, NOTE, CASE, WHY = "code", "note", "case", "why"
CASES = (NO_CASE_INPUT, NOT_APPLICABLE_INPUT)
LONGEST_NOTE = 32_000


class Asked(NamedTuple):
    """A criterion that the unit fills in: what it is counted in, and what its rule asks."""

    pk: int
    code: str
    unit: str
    inputs: tuple[Input, ...]

    @property
    def figures(self) -> tuple[Input, ...]:
        return tuple(one for one in self.inputs if one not in CASES)

    @property
    def cases(self) -> tuple[Input, ...]:
        return tuple(one for one in self.inputs if one in CASES)


@dataclass(frozen=True)
class BookRow:
    """What the book says of one criterion. `line` is its row in Excel; `raw` holds the cells as they are, by column,
    those shown as a per cent under `percents` too; `problems` are sentences."""

    line: int
    inputs: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)
    percents: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class BookReading:
    """Rows by criterion, and what is wrong with the book as a whole."""

    rows: Mapping[int, BookRow]
    faults: tuple[Fault, ...] = ()


def what(number: int) -> str:
    """The column that says what the figure beside it is; they are counted from 1."""
    return f"what{number}"


def figure(number: int) -> str:
    return f"figure{number}"


def key_in(sheets: Sequence[spreadsheet.Sheet]) -> str:
    """The key that the book was drawn with. Raises Refused for a book that is none of ours, or of another format."""
    first = [row[0] if row else "" for sheet in sheets if sheet.name == HIDDEN for row in sheet.rows]
    if len(first) <= KEY_FROM or first[0] != MAGIC:
        raise spreadsheet.Refused(
            _("This is not the workbook of a report. Download yours, fill it in and upload the same file.")
        )
    if first[1] != FORMAT:
        raise spreadsheet.Refused(
            _("The workbook was made by another version of the system. Download it again and fill that one in.")
        )
    return "".join(str(piece) for piece in first[KEY_FROM:])


def read(sheets: Sequence[spreadsheet.Sheet], asked: Mapping[str, Asked], known: Collection[str]) -> BookReading:
    """By code of the criterion what is `asked`; `known` are the codes of all lines of the table. Raises Refused where
    the sheet or its columns are not there."""
    sheet, places = _sheet_of(sheets)
    merged, rows, faults = _merged(sheet), {}, []
    for at in range(FIRST, len(sheet.rows)):
        code = spreadsheet.text_of(_value(sheet, at, places[CODE]))
        one = asked.get(code)
        if one and one.pk in rows:
            faults.append(Fault(RESULTS, at + 1, code, _("The criterion has a second row. Delete one of the two.")))
        elif one:
            rows[one.pk] = _Row(sheet, at, places, one, at in merged).read()
        elif code not in known and any(spreadsheet.text_of(cell) for cell in sheet.rows[at]):
            faults.append(
                Fault(RESULTS, at + 1, code, _("This row belongs to no criterion. Delete it, or what is in it."))
            )
    faults += [_lacking(one) for one in asked.values() if one.pk not in rows]
    return BookReading(rows, tuple(faults))


def _lacking(one: Asked) -> Fault:
    said = _("The row of this criterion is missing. Download the workbook again and copy your figures into it.")
    return Fault(RESULTS, None, one.code, said)


def _sheet_of(sheets: Sequence[spreadsheet.Sheet]) -> tuple[spreadsheet.Sheet, dict[str, int]]:
    for sheet in sheets:
        names = [str(cell) for cell in sheet.rows[NAMES]] if len(sheet.rows) > NAMES else []
        places = {name: place for place, name in enumerate(names) if name}
        if sheet.name != HIDDEN and {CODE, NOTE, CASE, WHY} <= places.keys():
            _require_shown(sheet)
            return sheet, places
    raise spreadsheet.Refused(
        _("The rows of the results are not where they were. Download the workbook again and copy your figures into it.")
    )


def _require_shown(sheet: spreadsheet.Sheet) -> None:
    if sheet.is_hidden:
        said = _("The sheet “{name}” is hidden, so nobody sees what would be taken in. Show it in Excel, or delete it.")
        raise spreadsheet.Refused(said.format(name=sheet.name))


def _merged(sheet: spreadsheet.Sheet) -> set[int]:
    """Rows with cells that are merged with others: only the first of them holds the value."""
    return {row for top, _l, bottom, _r in sheet.merged if bottom >= FIRST for row in range(top, bottom + 1)}


def _value(sheet: spreadsheet.Sheet, at: int, place: int) -> Any:
    row = sheet.rows[at]
    return row[place] if place < len(row) else ""


class _Row:
    """One row being read, and what is wrong with it."""

    def __init__(
        self, sheet: spreadsheet.Sheet, at: int, places: Mapping[str, int], asked: Asked, is_merged: bool
    ) -> None:
        self.sheet, self.at, self.places, self.asked = sheet, at, places, asked
        said = _("Cells of this row are merged, so that it is not clear what they hold. Unmerge them.")
        self.problems = [said] if is_merged else []

    def read(self) -> BookRow:
        inputs = {one.name: value for one, value in self._figures() if value is not None}
        inputs |= self._case()
        note = note_of(spreadsheet.text_of(self._cell(NOTE)))
        self.problems += [
            _("A formula of this row has no result. Write what it should say.")
            for name in (CASE, NOTE)
            if self._is_unread(name)
        ]
        raw, percents = {name: self._cell(name) for name in self._names()}, set(filter(self._is_percent, self._names()))
        return BookRow(self.at + 1, inputs, note, raw, frozenset(percents), tuple(self.problems))

    def _names(self) -> list[str]:
        return [*(figure(number) for number in range(1, len(self.asked.figures) + 1)), CASE, NOTE]

    def _figures(self) -> Iterator[tuple[Input, Any]]:
        for number, one in enumerate(self.asked.figures, start=1):
            yield one, self._figure(figure(number), one)

    def _figure(self, name: str, one: Input) -> Any:
        if self._is_unread(name):
            self._wrong(one, _("the formula has no result. Write the figure itself."))
            return None
        try:
            return report_cell.read(one, self._cell(name), self.asked.unit, is_percent=self._is_percent(name))
        except ValueError as wrong:
            self._wrong(one, str(wrong))
            return None

    def _case(self) -> dict[str, bool]:
        text = spreadsheet.text_of(self._cell(CASE))
        try:
            case = report_cell.case(self.asked.cases, text)
        except ValueError as wrong:
            self.problems.append(str(wrong))
            return {}
        return {case: True} if case else {}

    def _cell(self, name: str) -> Any:
        return _value(self.sheet, self.at, self.places[name]) if name in self.places else ""

    def _is_unread(self, name: str) -> bool:
        return (self.at, self.places.get(name)) in self.sheet.unread

    def _is_percent(self, name: str) -> bool:
        return (self.at, self.places.get(name)) in self.sheet.percents

    def _wrong(self, one: Input, why: str) -> None:
        self.problems.append(f"{report_cell.label_of(one)}: {why}")


def note_of(text: str) -> str:
    """A note as a cell can hold it: what is longer stays as it stands, unless the cell is changed."""
    return text.replace("\r\n", "\n").strip()[:LONGEST_NOTE].rstrip()
