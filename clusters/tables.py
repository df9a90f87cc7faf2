"""Tables as values: what a page shows is what its workbook holds."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal

from clusters import clock, vietnamese, writing

Kind = Literal["text", "number", "points", "percent", "day", "moment", "state", "link"]
Spot = Literal["lead", "name", "figure", "mark", "line", ""]
NUMERIC = {"number", "points", "percent"}
WORDS = {"text", "link", "state"}
NUMBERS = (Decimal, int, float)
# From so many columns on, a table scrolls inside its own region on a wide screen too.
WIDE_FROM = 9


@dataclass(frozen=True)
class Column:
    """`kind` says how the values are written, aligned, sorted and exported. `help` explains the heading.

    `spot` is where the value stands on the card that a narrow screen makes of each row; without one it is small, with
    its label, two in a line, as `line` is in a line of its own.
    """

    key: str
    label: object
    kind: Kind = "text"
    sortable: bool = True
    help: object = ""
    spot: Spot = ""

    @property
    def numeric(self) -> bool:
        return self.kind in NUMERIC


@dataclass(frozen=True)
class Cell:
    """`text` overrules the words, `sort` the order; `mark` is a provenance slug shown beside the value."""

    value: Any = None
    text: object = None
    url: str = ""
    note: object = ""
    tone: str = ""
    sort: Any = None
    mark: str = ""
    source: object = ""


@dataclass(frozen=True)
class Row:
    """Cells in the order of the columns; a bare value becomes a cell. A link can lead to the `anchor`."""

    cells: Sequence[Any]
    tone: str = ""
    url: str = ""
    anchor: str = ""

    def __post_init__(self) -> None:
        whole = tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in self.cells)
        object.__setattr__(self, "cells", whole)


@dataclass(frozen=True)
class Table:
    """`name` is the id on the page and the sheet's name; `sort_key` the address parameter that holds the order."""

    name: str
    caption: object
    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row | None = None
    empty: object = ""
    sort_key: str = "sort"
    sorted_on: str = ""
    export: bool = True
    wide: bool | None = None
    level: int = 2
    places: dict[str, int] = field(init=False, default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for row in [*self.rows, *([self.total] if self.total else [])]:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"table {self.name}: {len(row.cells)} cells for {len(self.columns)} columns")
        for index, column in enumerate(self.columns):
            if column.kind in {"points", "percent"}:
                values = [row.cells[index].value for row in self._all()]
                self.places[column.key] = max(
                    (writing.decimals(v) for v in values if isinstance(v, NUMBERS)), default=0
                )

    def _all(self) -> list[Row]:
        return [*self.rows, self.total] if self.total else list(self.rows)

    @property
    def header(self) -> int:
        """Index of the column that names the row: the first of text or links."""
        return next((i for i, column in enumerate(self.columns) if column.kind in {"text", "link"}), 0)

    @property
    def scrolls(self) -> bool:
        return len(self.columns) >= WIDE_FROM if self.wide is None else self.wide

    @property
    def cards(self) -> bool:
        """A narrow screen shows each row as a card, so that nobody scrolls sideways for what counts."""
        return any(column.spot for column in self.columns)

    def sorted_by(self, wish: str | None) -> "Table":
        """By a column's key, "-" before it for descending; unknown keys change nothing; blanks come last either way."""
        key = (wish or "").removeprefix("-")
        index = next((i for i, column in enumerate(self.columns) if column.sortable and column.key == key), None)
        if index is None:
            return self
        filled = [row for row in self.rows if not writing.blank(_order(row.cells[index]))]
        blank = [row for row in self.rows if writing.blank(_order(row.cells[index]))]
        ordered = sorted(filled, key=lambda row: _weight(row.cells[index]), reverse=(wish or "").startswith("-"))
        return replace(self, rows=[*ordered, *blank], sorted_on=wish or "")

    def words(self, column: Column, cell: Cell) -> str:
        """What the person reads in the cell."""
        if cell.text is not None:
            return str(cell.text)
        if column.kind in WORDS or isinstance(cell.value, str):
            return writing.NONE if writing.blank(cell.value) else str(cell.value)
        if column.key in self.places:
            return WRITERS[column.kind](cell.value, self.places[column.key])
        return WRITERS[column.kind](cell.value)


WRITERS: dict[str, Callable[..., str]] = {
    "number": writing.number,
    "points": writing.points,
    "percent": writing.percent,
    "day": writing.day,
    "moment": writing.moment,
}


def _order(cell: Cell) -> Any:
    return cell.value if cell.sort is None else cell.sort


def _weight(cell: Cell) -> tuple:
    """Numbers before days before words, so that a mixed column still has an order."""
    value = _order(cell)
    if isinstance(value, bool | int | float | Decimal):
        return (0, value)
    if isinstance(value, dt.datetime):
        return (1, value.astimezone(clock.ZONE).isoformat())
    if isinstance(value, dt.date):
        return (1, value.isoformat())
    return (2, vietnamese.sort_key(str(value if cell.sort is not None or cell.text is None else cell.text)))
