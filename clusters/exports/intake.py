"""The workbook of units and posts: empty with an example, or as it was uploaded with a reason at each row's end."""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.db.models import Choices
from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import IntakeSheet, IntakeVerdict, OrganisationKind, Role
from clusters.exports.workbook import OPTIONS
from clusters.imports import intake, intake_layout, layout, spreadsheet
from clusters.imports.intake_layout import COLUMNS
from clusters.queries import intake_row
from clusters.scoring import wording

WIDE = {"name": 45, "parent": 45, "unit": 45, "person": 30, "email": 32, "role": 34, "kind": 30}
DAYS = {"valid_from", "from_on"}
REASON_WIDE = 80
# What is chosen from a list, and the column of the notes that holds it: a cell's own rule takes 255 characters only.
LISTS = {"kind": ("A", OrganisationKind), "role": ("B", Role)}


def template(authority: str) -> bytes:
    """Both sheets with headings, an example that is not taken, and lists to choose from; the words on a third."""
    pages = _Pages()
    day = dt.date(clock.today().year, 1, 1)
    mark, unit = f"{_(intake_layout.EXAMPLE)}: ", _("Centre for Digital Transformation")
    kind, role = str(OrganisationKind.CENTRE.label), str(Role.OFFICER.label)
    pages.blank(IntakeSheet.UNITS, [mark + unit, kind, authority, "", day])
    person = [mark + "Nguyễn Văn An", "nguyen.an@example.vn", "", unit, role, day]
    pages.blank(IntakeSheet.POSTS, person)
    pages.notes()
    return pages.saved()


def marked(sheets: Sequence[spreadsheet.Sheet], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The sheets as they were uploaded, with two columns more; what is marked once is marked in its place again."""
    pages, judged = _Pages(), list(rows)
    for sheet in sheets:
        found = intake.heading_of(sheet)
        key, head = found if found else ("", intake.Head(0, {}))
        pages.uploaded(sheet, head.below, [row for row in judged if row["sheet"] == key])
    return pages.saved()


class _Pages:
    """A workbook being written."""

    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, OPTIONS)
        self.book.set_properties({"created": clock.now().astimezone(dt.UTC).replace(tzinfo=None)})
        self.head = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "bg_color": "#EFEDE8"})
        self.text = self.book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.day = self.book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
        self.number = self.book.add_format({"valign": "top"})
        self.example = self.book.add_format({"italic": True, "font_color": "#6B6B6B", "text_wrap": True})
        self.wrong = self.book.add_format({"text_wrap": True, "valign": "top", "font_color": "#9C1C1C", "bold": True})

    def saved(self) -> bytes:
        self.book.close()
        return self.buffer.getvalue()

    def blank(self, key: str, example: Sequence[Any]) -> None:
        sheet = self.book.add_worksheet(intake_layout.title_of(key))
        for place, column in enumerate(COLUMNS[key]):
            kept = self.day if column.key in DAYS else self.text
            sheet.set_column(place, place, WIDE.get(column.key, 20), kept)
            sheet.write_string(0, place, _(column.label) + (" *" if column.needed else ""), self.head)
            value = example[place]
            said = f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value
            sheet.write_string(1, place, said, self.example)
            if column.key in LISTS:
                self._list(sheet, place, *LISTS[column.key])
        sheet.freeze_panes(1, 0)

    def _list(self, sheet: Any, place: int, letter: str, choices: type[Choices]) -> None:
        """Offered, not demanded: a part of a kind's name is understood too."""
        listed = f"='{intake_layout.title_of('notes')}'!${letter}$2:${letter}${len(choices) + 1}"
        rule = {"validate": "list", "source": listed, "error_type": "warning"}
        sheet.data_validation(1, place, intake.MOST_ROWS, place, rule)

    def notes(self) -> None:
        sheet = self.book.add_worksheet(intake_layout.title_of("notes"))
        sheet.set_column(0, 1, 48, self.text)
        sheet.set_column(2, 2, 90, self.text)
        columns = [
            [_("Kinds that a body may have"), *map(str, OrganisationKind.labels)],
            [_("Posts that a person may hold"), *map(str, Role.labels)],
            [_("How it is read"), *_manual()],
        ]
        for place, words in enumerate(columns):
            for number, text in enumerate(words):
                sheet.write_string(number, place, text, self.text if number else self.head)
        sheet.freeze_panes(1, 0)

    def uploaded(self, given: spreadsheet.Sheet, below: int, rows: Sequence[Mapping[str, Any]]) -> None:
        sheet = self.book.add_worksheet(given.name[: layout.LONGEST_NAME])
        last = max((len(row) for row in given.rows), default=0)
        own = _own_columns(given, below) if rows else None
        for number, row in enumerate(given.rows):
            for place, value in enumerate(row):
                if own is None or place not in own or number < below - 1:
                    self._cell(sheet, number, place, value)
        sheet.set_column(0, max(last - 1, 0), 24)
        if rows:
            self._verdicts(sheet, below, own or (last, last + 1), rows)

    def _verdicts(self, sheet: Any, below: int, places: Sequence[int], rows: Sequence[Mapping[str, Any]]) -> None:
        for place, label in zip(places, (intake_layout.VERDICT, intake_layout.REASON), strict=True):
            sheet.write_string(below - 1, place, _(label), self.head)
        sheet.set_column(places[0], places[0], 18)
        sheet.set_column(places[1], places[1], REASON_WIDE)
        for row in rows:
            style = self.wrong if row["verdict"] == IntakeVerdict.REFUSED else self.text
            sheet.write_string(row["row"] - 1, places[0], str(IntakeVerdict(row["verdict"]).label), style)
            sheet.write_string(row["row"] - 1, places[1], intake_row.sentences(row), style)

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


def _own_columns(given: spreadsheet.Sheet, below: int) -> tuple[int, int] | None:
    """Where an earlier check was written down in the same workbook."""
    heading = [spreadsheet.text_of(cell) for cell in given.rows[below - 1]] if below else []
    found = [
        next((place for place, cell in enumerate(heading) if wording.called(cell, label)), None)
        for label in (intake_layout.VERDICT, intake_layout.REASON)
    ]
    first, second = found
    return None if first is None or second is None else (first, second)


def _manual() -> list[str]:
    return [
        _("Fill in a row for each body on the first sheet, and for each post on the second. * must be filled in."),
        _("The grey row is an example. Rows whose first cell begins with “Example:” are not taken."),
        _("A superior body is written by its name; without one the body stands directly beneath the authority."),
        _("A superior body may stand further down on the same sheet."),
        _("A person is known by the mail address. Without a user name one is made of the address."),
        _("Days are written like 31/12/2026."),
        _("Nothing is written at the upload: each row is checked first, and you see what it would do."),
    ]
