"""The workbook of a scoring table: empty, filled from a version, or as it was uploaded with what is to be mended."""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from clusters import clock, numbers
from clusters.exports import table_manual
from clusters.exports.workbook import OPTIONS
from clusters.imports import layout, spreadsheet
from clusters.imports.fault import Fault
from clusters.imports.heading import MODES
from clusters.scoring import line_notation, notation, option_notation, setting_notation
from clusters.scoring.notation import Line
from clusters.validating import Validation, rule_row
from clusters.validating import rows as checks
from clusters.validating.rule_row import RuleCell

MOST_ROWS = 1000
LISTS = "_"
_WIDE = {notation.TEXT: 60, notation.SETTINGS: 50, notation.ENGLISH: 40, notation.OPTIONS: 40, notation.LEGAL: 30}
_CHECK_WIDE: Mapping[str, Mapping[int, int]] = {
    checks.RULES: {RuleCell.LEFT: 30, RuleCell.RIGHT: 30, RuleCell.MESSAGE: 50, RuleCell.MESSAGE_EN: 50},
    checks.OUTLIERS: {0: 60},
}
_EXAMPLE_WIDE = {layout.EXAMPLE: 30, layout.ENTERED: 60}


@dataclass(frozen=True)
class Filling:
    """What the sheets hold: the heading by field, rows of the other sheets without their headings."""

    heading: Mapping[str, Any] = field(default_factory=dict)
    lines: Sequence[Line] = ()
    grading: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    examples: Sequence[Sequence[Any]] = ()
    waivers: Sequence[Sequence[str]] = ()
    validation: Validation = field(default_factory=Validation)


EMPTY = Filling({"step": Decimal("0.01"), "floor": Decimal(0)})


def content(filling: Filling) -> bytes:
    """Every sheet, in the active language; numbers as numbers, days as days, nothing as a formula."""
    pages = _Pages()
    pages.manual()
    pages.heading(filling.heading)
    pages.criteria(filling.lines)
    for name in layout.GRADING:
        pages.rows(name, filling.grading.get(name, ()), {})
    pages.validation(filling.validation)
    pages.rows(layout.EXAMPLES, filling.examples, _EXAMPLE_WIDE)
    if filling.waivers:
        pages.plain(
            layout.WAIVERS, [[_("Criterion"), _("Inconsistency"), _("Why the regulation says so")], *filling.waivers]
        )
    return pages.saved()


def marked(sheets: Sequence[spreadsheet.Sheet], faults: Iterable[Fault]) -> bytes:
    """The sheets as they were uploaded, the reason behind each wrong row, and all reasons on a sheet in front."""
    pages, said = _Pages(), list(faults)
    columns = [_("Sheet"), _("Row"), _("Code"), _("What is to be mended")]
    rows = [[layout.sheet_name(each.sheet) if each.sheet else "", each.line, each.code, each.words] for each in said]
    pages.plain(layout.PROBLEMS, [columns, *rows])
    for sheet in sheets:
        key = layout.key_of(sheet.name)
        if key != layout.PROBLEMS and sheet.name != LISTS:
            pages.uploaded(sheet, [each for each in said if each.line and each.sheet == key])
    return pages.saved()


class _Pages:
    """A workbook being written."""

    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, OPTIONS)
        self.book.set_properties({"created": clock.now().astimezone(dt.UTC).replace(tzinfo=None)})
        self.head = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "bg_color": "#EFEDE8"})
        # Text even where it looks like a number or a day: 1.1 is a code.
        self.text = self.book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.day = self.book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
        self.number = self.book.add_format({"valign": "top"})
        self.wrong = self.book.add_format({"text_wrap": True, "valign": "top", "font_color": "#9C1C1C", "bold": True})

    def saved(self) -> bytes:
        self.book.close()
        return self.buffer.getvalue()

    def manual(self) -> None:
        sheet = self.book.add_worksheet(layout.sheet_name(layout.MANUAL))
        sheet.set_column(0, 0, 40, self.text)
        sheet.set_column(1, 2, 70, self.text)
        for number, (style, cells) in enumerate(table_manual.rows()):
            for place, words in enumerate(cells):
                sheet.write_string(number, place, words, self.head if style else self.text)

    def heading(self, values: Mapping[str, Any]) -> None:
        sheet = self._sheet(layout.HEADING, {0: 45, 1: 60})
        modes = [str(label) for _code, label in MODES]
        for number, each in enumerate(layout.HEADING_FIELDS, start=1):
            sheet.write_string(number, 0, _(each.label), self.text)
            self._cell(sheet, number, 1, _heading_value(each.kind, values.get(each.name)))
            if each.kind == "mode":
                sheet.data_validation(number, 1, number, 1, {"validate": "list", "source": modes})
            if each.kind == "switch":
                sheet.data_validation(number, 1, number, 1, {"validate": "list", "source": _answers()})

    def criteria(self, lines: Sequence[Line]) -> None:
        sheet = self._sheet(layout.CRITERIA, _WIDE)
        for number, line in enumerate(lines, start=1):
            for place, words in enumerate(line_notation.write(line)):
                self._cell(sheet, number, place, line.max_points if place == notation.POINTS else words)
        self._choices(sheet)

    def _choices(self, sheet: Any) -> None:
        """Lists to choose from. Options are offered, and others may be typed."""
        rules = [_(label) for _name, label in notation.RULE_NAMES]
        sections = [notation.section_word(code) for code, _label in notation.SECTIONS]
        strict = {notation.SECTION: sections, notation.EVIDENCE: _answers()}
        for place, source in strict.items():
            sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": source})
        lists = self.book.add_worksheet(LISTS)
        lists.hide()
        offered = (("A", notation.RULE, rules), ("B", notation.OPTIONS, option_notation.manual()))
        for letter, place, words in offered:
            lists.write_column(f"{letter}1", words)
            listed = f"='{LISTS}'!${letter}$1:${letter}${len(words)}"
            rule = {"validate": "list", "source": listed, "show_error": place == notation.RULE}
            sheet.data_validation(1, place, MOST_ROWS, place, rule)

    def rows(self, key: str, rows: Sequence[Sequence[Any]], wide: Mapping[int, int]) -> Any:
        sheet = self._sheet(key, wide)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                self._cell(sheet, number, place, value)
        return sheet

    def validation(self, validation: Validation) -> None:
        """Rules, with relations and severities to choose from, and the settings of the comparison of years."""
        rules, settings = checks.RULES, checks.OUTLIERS
        sheet = self.rows(rules, checks.write_rules(validation.rules), _CHECK_WIDE[rules])
        offered = {RuleCell.OPERATOR: rule_row.relations(), RuleCell.SEVERITY: rule_row.severities()}
        offered[RuleCell.REPORTED] = rule_row.reports()
        for place, source in offered.items():
            sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": source})
        answer, *values = checks.write_method(validation.outliers)
        figures = [[label, numbers.parse(value)] for label, value in values]
        sheet = self.rows(settings, [answer, *figures], _CHECK_WIDE[settings])
        sheet.data_validation(1, 1, 1, 1, {"validate": "list", "source": _answers()})

    def plain(self, key: str, rows: Sequence[Sequence[Any]]) -> None:
        sheet = self.book.add_worksheet(layout.sheet_name(key))
        sheet.set_column(0, 2, 24)
        sheet.set_column(len(rows[0]) - 1, len(rows[0]) - 1, 90)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if number == 0:
                    sheet.write_string(number, place, value, self.head)
                else:
                    self._cell(sheet, number, place, value)
        sheet.freeze_panes(1, 0)

    def uploaded(self, given: spreadsheet.Sheet, faults: Sequence[Fault]) -> None:
        sheet = self.book.add_worksheet(given.name[: layout.LONGEST_NAME])
        for number, row in enumerate(given.rows):
            for place, value in enumerate(row):
                self._cell(sheet, number, place, value)
        key = layout.key_of(given.name)
        own = len(layout.columns_of(key)) if key in (*layout.GRADING, *layout.VALIDATION, layout.EXAMPLES) else 0
        last = max(own, *(len(row) for row in given.rows), 0)
        sheet.set_column(0, last, 24)
        sheet.set_column(last, last, 90)
        for number in sorted({fault.line for fault in faults if fault.line}):
            said = " ".join(fault.words for fault in faults if fault.line == number)
            sheet.write_string(number - 1, last, said, self.wrong)

    def _sheet(self, key: str, wide: Mapping[int, int]) -> Any:
        """A sheet with its headings frozen; every column takes text as it is typed."""
        sheet = self.book.add_worksheet(layout.sheet_name(key))
        for place, label in enumerate(layout.columns_of(key)):
            sheet.set_column(place, place, wide.get(place, 16), self.text)
            sheet.write_string(0, place, _(label), self.head)
        sheet.freeze_panes(1, 0)
        return sheet

    def _cell(self, sheet: Any, number: int, place: int, value: Any) -> None:
        if isinstance(value, bool):
            sheet.write_boolean(number, place, value)
        elif isinstance(value, Decimal | int | float):
            sheet.write_number(number, place, float(value), self.number)
        elif isinstance(value, dt.datetime | dt.date):
            sheet.write_datetime(number, place, value, self.day)
        elif value not in (None, ""):
            # As a string whatever it begins with: = + - @ never become a formula.
            sheet.write_string(number, place, str(value), self.text)


def _heading_value(kind: str, value: Any) -> Any:
    if kind == "mode":
        return str(dict(MODES).get(value or MODES[0][0]))
    return (_answers()[0] if value else _answers()[1]) if kind == "switch" else value


def _answers() -> list[str]:
    return [_(setting_notation.YES_WORD), _(setting_notation.NO_WORD)]
