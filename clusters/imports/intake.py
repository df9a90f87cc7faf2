"""A workbook of units and posts, read: what each row says, and what is wrong with it by itself; no database."""

import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from clusters import vietnamese, writing
from clusters.enums import IntakeReason, IntakeSheet
from clusters.imports import heading, intake_layout, spreadsheet
from clusters.imports.intake_layout import COLUMNS, IntakeColumn
from clusters.scoring import wording

# A title, a number and a day may stand above the heading, and the heading may take two rows.
HEADING_WITHIN = 20
MOST_ROWS = 3000
# A body that is there already needs no more than its name; what a new one needs is judged with it.
NEEDED: Mapping[str, tuple[str, ...]] = {
    IntakeSheet.UNITS: ("name",),
    IntakeSheet.POSTS: tuple(column.key for column in COLUMNS[IntakeSheet.POSTS] if column.needed),
}
DAYS = (dt.date(1900, 1, 1), dt.date(2199, 12, 31))
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_MAIL = re.compile(r"[A-Za-z0-9._%+'-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")
_USERNAME = re.compile(r"[A-Za-z0-9._-]+")


class Reason(NamedTuple):
    """A code of `IntakeReason` with the values of its sentence, all of them texts."""

    code: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """A row by its number in Excel; `said` holds texts, codes and days by column, '' and None for nothing."""

    sheet: str
    number: int
    said: Mapping[str, Any]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Reading:
    units: list[Line] = field(default_factory=list)
    posts: list[Line] = field(default_factory=list)
    examples: int = 0


class Head(NamedTuple):
    """Where a sheet's heading stands: the first row below it, and by column of ours the column of the sheet."""

    below: int
    places: Mapping[str, int]


def reason(code: str, **values: Any) -> Reason:
    """Days are written as days; a text that fills the sentence is cut where it would drown it."""
    said = {name: writing.day(value) if isinstance(value, dt.date) else str(value) for name, value in values.items()}
    return Reason(str(code), {name: text[:100] for name, text in said.items()})


def key_of(name: str) -> str:
    """What two spellings of the same name have in common: case, composition of its letters and spaces aside."""
    return tidy(name).casefold()


def tidy(text: str) -> str:
    """Composed letters, single spaces, nothing invisible."""
    plain = _CONTROL.sub(" ", unicodedata.normalize("NFC", text).translate(_INVISIBLE))
    return " ".join(plain.split())


def read(sheets: Sequence[spreadsheet.Sheet]) -> Reading:
    """What the two sheets say. Raises Refused for a workbook that has neither, has one twice, or holds no rows."""
    found = {key: list(_called(sheets, key)) for key in COLUMNS}
    for key, own in found.items():
        if len(own) > 1:
            names = ", ".join(f"“{sheet.name}”" for sheet, _head in own)
            said = _("There are several sheets of “{title}”: {names}. Put their rows on one.")
            raise spreadsheet.Refused(said.format(title=intake_layout.title_of(key), names=names))
    lines = {key: [line for sheet, head in own for line in _lines(key, sheet, head)] for key, own in found.items()}
    kept = {key: [each for each in own if not _is_example(each)] for key, own in lines.items()}
    reading = Reading(**kept, examples=sum(map(len, lines.values())) - sum(map(len, kept.values())))
    _require_rows(reading, any(found.values()))
    return reading


def heading_of(sheet: spreadsheet.Sheet) -> tuple[str, Head] | None:
    """Which of our sheets it is, and its heading; None for another sheet."""
    called = intake_layout.sheet_called(sheet.name)
    for key in [called] if called in COLUMNS else [] if called else list(COLUMNS):
        head = _head(key, sheet)
        if head is not None:
            return key, head
    return None


def _called(sheets: Sequence[spreadsheet.Sheet], key: str) -> Iterator[tuple[spreadsheet.Sheet, Head]]:
    for sheet in sheets:
        found = heading_of(sheet)
        if found and found[0] == key and sheet.is_hidden:
            said = _(
                "The sheet “{name}” is hidden, so nobody sees what would be taken in. Show it in Excel, or delete it."
            )
            raise spreadsheet.Refused(said.format(name=sheet.name))
        if found and found[0] == key:
            yield sheet, found[1]
        elif found is None and intake_layout.sheet_called(sheet.name) == key and any(map(any, sheet.rows)):
            wanted = ", ".join(_(column.label) for column in COLUMNS[key])
            said = _("No row of “{name}” names the columns. Write them above the rows: {wanted}.")
            raise spreadsheet.Refused(said.format(name=sheet.name, wanted=wanted))


def _require_rows(reading: Reading, has_sheet: bool) -> None:
    count = len(reading.units) + len(reading.posts)
    if not has_sheet:
        said = _("No sheet is called “{units}” or “{posts}”. Take the names of the template.")
        title = intake_layout.title_of
        raise spreadsheet.Refused(said.format(units=title(IntakeSheet.UNITS), posts=title(IntakeSheet.POSTS)))
    if not count:
        raise spreadsheet.Refused(_("The workbook holds no rows but headings and examples. Fill it in first."))
    if count > MOST_ROWS:
        said = _("The workbook holds {count} rows; at most {most} are taken at once. Split it.")
        raise spreadsheet.Refused(said.format(count=writing.number(count), most=writing.number(MOST_ROWS)))


def _head(key: str, sheet: spreadsheet.Sheet) -> Head | None:
    """The row that names the most columns; a heading merged over several rows or columns counts in each."""
    rows = [list(row) for row in sheet.rows[:HEADING_WITHIN]]
    for top, left, bottom, right in sheet.merged:
        for number in range(top, min(bottom + 1, len(rows))):
            for place in range(left, min(right + 1, len(rows[number]))):
                rows[number][place] = rows[top][left]
    best = max(enumerate(_places(key, row) for row in rows), key=lambda each: len(each[1]), default=None)
    if best is None or not set(intake_layout.TELLING[key]) <= best[1].keys():
        return None
    number, places = best
    last = max((bottom for top, _l, bottom, _r in sheet.merged if top <= number <= bottom), default=number)
    return Head(last + 1, places)


def _places(key: str, row: Sequence[Any]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(row):
        column = intake_layout.column_called(key, tidy(cell)) if isinstance(cell, str) else ""
        if column:
            places.setdefault(column, place)
    return places


def _lines(key: str, sheet: spreadsheet.Sheet, head: Head) -> Iterator[Line]:
    merged = _merged(sheet, head)
    # A last row that holds nothing but formulas without results is not among the rows.
    end = max([len(sheet.rows), *(at + 1 for at, place in sheet.unread if place in head.places.values())])
    for at in range(head.below, end):
        row = sheet.rows[at] if at < len(sheet.rows) else []
        cells = {name: row[place] if place < len(row) else "" for name, place in head.places.items()}
        unread = {name for name, place in head.places.items() if (at, place) in sheet.unread}
        if unread or at in merged or any(tidy(spreadsheet.text_of(cell)) for cell in cells.values()):
            yield _Row(key, cells, at in merged, unread).line(at + 1)


def _merged(sheet: spreadsheet.Sheet, head: Head) -> set[int]:
    """Rows of which cells that are read are merged with other rows: only the first of them holds the value."""
    read = set(head.places.values())
    return {
        row
        for top, left, bottom, right in sheet.merged
        if top >= head.below and bottom > top and read & set(range(left, right + 1))
        for row in range(top, bottom + 1)
    }


def _is_example(line: Line) -> bool:
    return intake_layout.is_example(str(line.said[COLUMNS[line.sheet][0].key]))


class _Row:
    """One row being read, and what is wrong with it."""

    def __init__(self, sheet: str, cells: Mapping[str, Any], merged: bool, unread: set[str]) -> None:
        self.sheet, self.cells, self.unread = sheet, cells, unread
        self.reasons = [reason(IntakeReason.MERGED)] if merged else []

    def line(self, number: int) -> Line:
        said = {column.key: self._value(column) for column in COLUMNS[self.sheet]}
        return Line(self.sheet, number, said, tuple(self.reasons))

    def _value(self, column: IntakeColumn) -> Any:
        cell = self.cells.get(column.key, "")
        text = tidy(spreadsheet.text_of(cell))
        if column.key in self.unread:
            self.reasons.append(reason(IntakeReason.NO_RESULT, column=column.label))
        elif not text and column.key in NEEDED[self.sheet]:
            self.reasons.append(reason(IntakeReason.MISSING, column=column.label))
        if column.key in ("valid_from", "from_on"):
            return self._day(cell, text)
        if len(text) > column.most:
            self.reasons.append(reason(IntakeReason.TOO_LONG, column=column.label, most=column.most))
        reader = {"kind": self._kind, "role": self._role, "email": self._mail, "username": self._username}
        return reader[column.key](text) if text and column.key in reader else text

    def _day(self, cell: Any, text: str) -> dt.date | None:
        if not text:
            return None
        try:
            day = heading.day_of(cell if isinstance(cell, dt.date) else text)
        except ValueError:
            day = None
        if day is None or not DAYS[0] <= day <= DAYS[1]:
            self.reasons.append(reason(IntakeReason.BAD_DAY, text=text))
            return None
        return day

    def _kind(self, text: str) -> str:
        return self._known(intake_layout.kind_called(text), text, IntakeReason.UNKNOWN_KIND)

    def _role(self, text: str) -> str:
        return self._known(wording.choice(text, intake_layout.ROLES), text, IntakeReason.UNKNOWN_ROLE)

    def _known(self, code: str | None, text: str, unknown: str) -> str:
        if code is None:
            self.reasons.append(reason(unknown, text=text))
        return code or ""

    def _mail(self, text: str) -> str:
        if not _MAIL.fullmatch(text):
            self.reasons.append(reason(IntakeReason.BAD_MAIL, text=text))
        return text.lower()

    def _username(self, text: str) -> str:
        if not _USERNAME.fullmatch(text):
            self.reasons.append(reason(IntakeReason.BAD_USERNAME, text=text))
        return text


def username_from(email: str, taken: set[str]) -> str:
    """A user name of the mail address, with a number where that is taken; `taken` are in lower case."""
    bare = vietnamese.search_key(email.partition("@")[0])
    base = re.sub(r"[^a-z0-9._-]", "", bare)[:140] or "user"
    tried = itertools.chain([base], (f"{base}{number}" for number in itertools.count(2)))
    return next(name for name in tried if name not in taken)
