"""The workbook of a unit's own results, of its year or of a period: as the report stands, or as it was uploaded with
what is to be mended.
"""

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from clusters import clock, explanations, numbers, writing
from clusters.exports.workbook import OPTIONS
from clusters.imports import report_book as places
from clusters.imports.report_book import Asked
from clusters.scoring import Input
from clusters.scoring.declaration import NUMBERS
from clusters.scoring.setting_notation import NO_WORD, YES_WORD

PIECE = 30_000
A3 = 8
# How high one line of a row is, and the most that Excel gives a row.
LINE_HEIGHT, HIGHEST = 15, 405
# What Excel shows beside a cell, at most.
MOST_WORDS, MOST_TITLE = 255, 32
EXACT_DIGITS = 15
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
WIDTHS = {places.CODE: 8, "text": 45, "rule": 40, "unit": 10, "target": 12, places.CASE: 16, places.NOTE: 35}
WIDTHS |= {"last": 36, "verified": 30, "periods": 40, "self": 12, places.WHY: 60}
UNLOCKED = {"format_cells": True, "format_columns": True, "format_rows": True}


@dataclass(frozen=True)
class BookLine:
    """One row. `asked` is None where the unit enters nothing; by column `raw` holds the cells that it may change and
    `beside` those that are only read.
    """

    code: str
    text: str
    rule: str = ""
    unit: str = ""
    target: str = ""
    asked: Asked | None = None
    is_group: bool = False
    raw: Mapping[str, Any] = field(default_factory=dict)
    percents: frozenset[str] = frozenset()
    shown: str = ""
    beside: Mapping[str, str] = field(default_factory=dict)
    points: Decimal | None = None
    why: str = ""


@dataclass(frozen=True)
class Filling:
    """`key` is what the upload is known by; `beside` names the columns that are only read, with their headings; `total`
    is the self-score as saved, None where the figures give no points."""

    title: str
    key: str
    beside: Sequence[tuple[str, str]]
    lines: Sequence[BookLine]
    total: Decimal | None = None

    @property
    def most_figures(self) -> int:
        return max((len(line.asked.figures) for line in self.lines if line.asked), default=0)


def content(filling: Filling) -> bytes:
    """In the active language; numbers as numbers, days as days, nothing as a formula."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"created": clock.now().astimezone(dt.UTC).replace(tzinfo=None)})
        _Page(book, filling).write()
    return buffer.getvalue()


def cell_of(one: Input, value: Any) -> Any:
    """A typed input as its cell holds it: what is read back is the same."""
    if isinstance(value, Decimal) and len(value.as_tuple().digits) > EXACT_DIGITS:
        return numbers.editable(value)
    if isinstance(value, bool):
        return _(YES_WORD) if value else _(NO_WORD)
    if isinstance(value, tuple):
        return "; ".join(numbers.editable(each) for each in value)
    if one.kind == "choice" and value is not None:
        return dict(_levels(one)).get(value, value)
    return value


def _levels(one: Input) -> Iterator[tuple[str, str]]:
    return ((stored, explanations.word(label)) for stored, label in one.choices)


class _Page:
    """The sheet of results, locked but for what is entered, and the hidden sheet with the key and the lists."""

    def __init__(self, book: xlsxwriter.Workbook, filling: Filling) -> None:
        self.book, self.filling = book, filling
        self.sheet = book.add_worksheet(_("Results")[:31])
        self.hidden = book.add_worksheet(places.HIDDEN)
        self.lists: dict[tuple[str, ...], str] = {}
        self.next_list = 0
        self.formats: dict[tuple, Any] = {}
        self.columns = list(self._columns())
        self.at = {name: place for place, (name, _label) in enumerate(self.columns)}

    def _columns(self) -> Iterator[tuple[str, str]]:
        """Names and headings, in order."""
        yield from ((places.CODE, _("Code")), ("text", _("Criterion")), ("rule", _("How it is scored")))
        yield from (("unit", _("Unit of measure")), ("target", _("Target")))
        for number in range(1, self.filling.most_figures + 1):
            yield places.what(number), _("What is entered")
            yield places.figure(number), _("Figure")
        yield from ((places.CASE, _("Special case")), (places.NOTE, _("Note")))
        yield from self.filling.beside
        if self.filling.total is not None:
            yield "self", _("Self-score as saved")
        yield places.WHY, _("What is to be mended")

    def write(self) -> None:
        self._heading()
        for number, line in enumerate(self.filling.lines, start=places.FIRST):
            self._line(number, line)
        self._key()
        self.sheet.freeze_panes(places.FIRST, 2)
        self.sheet.set_landscape()
        self.sheet.set_paper(A3)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(places.HEADING)
        for sheet in (self.sheet, self.hidden):
            sheet.protect("", UNLOCKED)
        self.hidden.very_hidden()

    def _heading(self) -> None:
        self.sheet.write_string(places.TITLE, 0, self.filling.title, self._format(bold=True, font_size=13))
        said = _(
            "Fill in the yellow cells only. An empty cell clears the figure. Nothing is written before you confirm."
        )
        total, points = self.filling.total, _("Self-score as saved: {points}")
        saved = "" if total is None else points.format(points=writing.points(total))
        drawn = _("Downloaded at {moment}.").format(moment=writing.moment(clock.now()))
        self.sheet.write_string(places.MANUAL, 0, f"{said} {drawn} {saved}".strip(), self._format(italic=True))
        style = self._format(bold=True, bottom=1, text_wrap=True, valign="top", bg_color="#EFEDE8")
        for place, (name, label) in enumerate(self.columns):
            self.sheet.write_string(places.NAMES, place, name)
            self.sheet.write_string(places.HEADING, place, label, style)
            self.sheet.set_column(place, place, WIDTHS.get(name, 20 if name.startswith("what") else 16))
        self.sheet.set_row(places.NAMES, None, None, {"hidden": True})
        self.sheet.set_row(places.HEADING, 2 * LINE_HEIGHT)

    def _line(self, number: int, line: BookLine) -> None:
        style = {"bold": True, "bg_color": "#F7F5F0"} if line.is_group else {}
        shown = {places.CODE: line.code, "text": line.text, "rule": line.rule, "unit": line.unit, "target": line.target}
        shown |= line.beside
        self.sheet.set_row(number, _height({**shown, places.WHY: line.why, places.NOTE: line.raw.get(places.NOTE)}))
        for name, _label in self.columns:
            self._text(number, name, shown.get(name, ""), **style)
        if line.points is not None and "self" in self.at:
            self.sheet.write_number(
                number, self.at["self"], float(line.points), self._format(num_format="0.##", **style)
            )
        if line.why:
            self._text(number, places.WHY, line.why, bold=True, font_color="#9C1C1C")
        if line.asked:
            self._asked(number, line, line.asked)
        elif line.shown:
            self._text(number, places.figure(1), line.shown)

    def _asked(self, number: int, line: BookLine, asked: Asked) -> None:
        for count, one in enumerate(asked.figures, start=1):
            counted = explanations.counted_in(one, asked.unit)
            label = f"{explanations.word(one.label)} ({counted})" if counted else explanations.word(one.label)
            self._text(number, places.what(count), label, font_color="#555555")
            self._enter(number, places.figure(count), line, _pattern(one))
            self._guard(number, places.figure(count), one, label)
        if asked.cases:
            self._enter(number, places.CASE, line, "@")
            self._choose(number, places.CASE, [explanations.word(one.label) for one in asked.cases])
        self._enter(number, places.NOTE, line, "@")

    def _enter(self, number: int, name: str, line: BookLine, pattern: str) -> None:
        """A cell that is not locked, with what stands in it."""
        value = line.raw.get(name)
        shown = "0.0####%" if name in line.percents else "dd/mm/yyyy" if isinstance(value, dt.date) else pattern
        style = self._format(num_format=shown, locked=False, bg_color="#FFF8DC", border=1, border_color="#C9BF9A")
        self._write(number, self.at[name], value, style)

    def _write(self, number: int, place: int, value: Any, style: Any) -> None:
        if value in (None, ""):
            self.sheet.write_blank(number, place, None, style)
        elif isinstance(value, bool):
            self.sheet.write_boolean(number, place, value, style)
        elif isinstance(value, Decimal | int | float):
            self.sheet.write_number(number, place, float(value), style)
        elif isinstance(value, dt.date):
            self.sheet.write_datetime(number, place, value, style)
        else:
            self.sheet.write_string(number, place, str(value), style)

    def _guard(self, number: int, name: str, one: Input, label: str) -> None:
        """What Excel lets in; an upload is read again by the rule itself."""
        if one.kind == "boolean":
            self._choose(number, name, [_(YES_WORD), _(NO_WORD)])
        elif one.kind == "choice":
            self._choose(number, name, [said for _stored, said in _levels(one)])
        else:
            rule = _limits(one)
            said = {"input_title": label[:MOST_TITLE], "input_message": _hint(one)[:MOST_WORDS]} if _hint(one) else {}
            refusal = (
                {"error_title": _("Not a fitting figure"), "error_message": _hint(one)[:MOST_WORDS]} if rule else {}
            )
            if rule or said:
                self.sheet.data_validation(number, self.at[name], number, self.at[name], {**rule, **said, **refusal})

    def _choose(self, number: int, name: str, words: Sequence[str]) -> None:
        key = tuple(words)
        if key not in self.lists:
            first = self.next_list + 1
            for each in words:
                self.hidden.write_string(self.next_list, 1, each)
                self.next_list += 1
            self.lists[key] = f"='{places.HIDDEN}'!$B${first}:$B${self.next_list}"
        place = self.at[name]
        refusal = {
            "error_title": _("Not in the list"),
            "error_message": _("Choose one of the list, or leave it empty."),
        }
        self.sheet.data_validation(
            number, place, number, place, {"validate": "list", "source": self.lists[key], **refusal}
        )

    def _key(self) -> None:
        warning, key = _("The system knows the workbook by this sheet. Change nothing here."), self.filling.key
        pieces = [key[start : start + PIECE] for start in range(0, len(key), PIECE)]
        for number, value in enumerate([places.MAGIC, places.FORMAT, warning, *pieces]):
            self.hidden.write(number, 0, value)

    def _text(self, number: int, name: str, words: str, **style: Any) -> None:
        # As a string whatever it begins with: = + - @ never become a formula.
        self.sheet.write_string(number, self.at[name], words, self._format(text_wrap=True, num_format="@", **style))

    def _format(self, **style: Any) -> Any:
        key = tuple(sorted(style.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"valign": "top", **style})
        return self.formats[key]


def _height(words: Mapping[str, Any]) -> int:
    """Of a row whose texts are broken into lines by the widths of their columns."""
    lines = (
        sum(len(part) // (WIDTHS[name] - 2) + 1 for part in str(text).split("\n"))
        for name, text in words.items()
        if text
    )
    return min(max(lines, default=1) * LINE_HEIGHT, HIGHEST)


def _pattern(one: Input) -> str:
    if one.kind == "integer":
        return "#,##0"
    return "General" if one.kind in NUMBERS else "dd/mm/yyyy" if one.kind == "date" else "@"


def _limits(one: Input) -> dict[str, Any]:
    if one.kind == "date":
        return {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
    if one.kind not in NUMBERS:
        return {}
    least, most = (-1e14 if one.least is None else float(one.least)), (1e14 if one.most is None else float(one.most))
    kind = "integer" if one.whole or one.kind == "integer" else "decimal"
    if kind == "integer":
        return {
            "validate": kind,
            "criteria": "between",
            "minimum": int(max(least, -1e9)),
            "maximum": int(min(most, 1e9)),
        }
    return {"validate": kind, "criteria": "between", "minimum": least, "maximum": most}


def _hint(one: Input) -> str:
    """What may be entered, in words."""
    if one.kind == "series":
        return _("Numbers in order, such as 3; 0; 12.")
    if one.kind == "date":
        return _("Write the day as 31/12/2026.")
    whole = one.whole or one.kind == "integer"
    kind = _("A whole number") if whole else _("A number")
    low = _(", at least {least}").format(least=writing.number(one.least)) if one.least is not None else ""
    high = _(", at most {most}").format(most=writing.number(one.most)) if one.most is not None else ""
    return f"{kind}{low}{high}."
