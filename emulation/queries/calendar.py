"""All dates that concern a person, month by month. A noun that has dates adds its source to `SOURCES`."""

import calendar as months
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from awards.queries import registration_calendar
from clusters import clock, vietnamese, writing
from clusters.models import Organisation, User
from clusters.queries import (
    activity,
    contribution_calendar,
    information,
    meeting_calendar,
    movement_calendar,
    period,
    season_calendar,
)
from clusters.queries import working_day as working_days
from clusters.queries.calendar_entry import Entry, Source
from clusters.tables import Cell, Column, Row, Table

# Each takes a person, a first and a last day, and returns the dates between that this person may see, in a number of
# queries that does not grow.
SOURCES: list[Source] = [
    season_calendar.phases,
    season_calendar.extensions,
    period.dates,
    meeting_calendar.dates,
    information.dates,
    activity.dates,
    contribution_calendar.dates,
    movement_calendar.dates,
    registration_calendar.dates,
]
SHOWN_A_DAY = 3
BACK, AHEAD = dt.timedelta(days=366), dt.timedelta(days=550)
MONDAY_FIRST = months.Calendar(firstweekday=0)


def entries(user: User, first_day: dt.date, last_day: dt.date) -> list[Entry]:
    """Of all sources, in the order of time."""
    found = chain.from_iterable(source(user, first_day, last_day) for source in SOURCES)
    return sorted(found, key=lambda entry: entry.order)


def for_feed(user: User) -> list[Entry]:
    """A year back and a year and a half ahead, as the person may see it at this moment."""
    today = clock.today()
    return entries(user, today - BACK, today + AHEAD)


@dataclass(frozen=True)
class Month:
    """A month of a year; both directions lead on, within the years that a day can be in."""

    year: int
    number: int

    @classmethod
    def of(cls, text: str) -> "Month":
        """From `2026-11`; the month of today for anything else."""
        try:
            day = dt.date.fromisoformat(f"{text}-01")
        except ValueError:
            return cls.of(f"{clock.today():%Y-%m}")
        return cls(day.year, day.month) if 1990 <= day.year <= 2200 else cls.of("")

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def words(self) -> str:
        return _("Month {month}/{year}").format(month=self.number, year=self.year)

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    @property
    def last(self) -> dt.date:
        return dt.date(self.year, self.number, months.monthrange(self.year, self.number)[1])

    @property
    def before(self) -> "Month":
        return Month(self.year - 1, 12) if self.number == 1 else Month(self.year, self.number - 1)

    @property
    def after(self) -> "Month":
        return Month(self.year + 1, 1) if self.number == 12 else Month(self.year, self.number + 1)


@dataclass(frozen=True)
class Day:
    """One square of the month: the first few dates, and how many more the list below has."""

    on: dt.date
    is_of_month: bool
    is_today: bool
    is_worked: bool
    entries: list[Entry]
    more: int


def week() -> list[str]:
    """The heads of its columns."""
    return [str(day) for day in working_days.WEEK]


def chosen(
    found: list[Entry], *, year: int | None = None, authority: Organisation | None = None, cluster: str = ""
) -> list[Entry]:
    """Of an emulation year, of an authority's clusters, of clusters whose name has these words."""
    words = vietnamese.search_key(cluster)
    return [
        each
        for each in found
        if (year is None or each.year == year)
        and (authority is None or each.authority == authority.pk)
        and words in vietnamese.search_key(each.cluster)
    ]


def weeks(month: Month, found: list[Entry]) -> list[list[Day]]:
    """The squares of the month, Monday first; one query for the days off."""
    by_day: dict[dt.date, list[Entry]] = defaultdict(list)
    for entry in found:
        by_day[entry.day].append(entry)
    worked, today = working_days.calendar(), clock.today()
    return [
        [
            Day(
                on=day,
                is_of_month=day.month == month.number,
                is_today=day == today,
                is_worked=worked.is_worked(day),
                entries=by_day[day][:SHOWN_A_DAY] if day.month == month.number else [],
                more=max(0, len(by_day[day]) - SHOWN_A_DAY),
            )
            for day in week
        ]
        for week in MONDAY_FIRST.monthdatescalendar(month.year, month.number)
    ]


def table(found: list[Entry]) -> Table:
    """The same dates as a list."""
    columns = [
        Column("at", _("When"), spot="lead"),
        Column("what", _("What"), "link", spot="name"),
        Column("about", _("Of"), spot="line"),
        Column("kind", _("Kind of date")),
        Column("state", _("State"), "state", spot="mark"),
    ]
    rows = [_row(each) for each in found]
    empty = _("No date in this month fits these filters.")
    return Table("dates", _("Dates of the month"), columns, rows, empty=empty)


def _row(each: Entry) -> Row:
    return Row(
        [
            Cell(each.at, text=when(each), sort=each.order[0].isoformat()),
            Cell(each.what, url=each.url),
            Cell(each.about, mark=each.mark),
            each.kind,
            _state(each),
        ]
    )


def when(each: Entry) -> str:
    """The day, or the moment, with its end where it lasts."""
    write = writing.moment if isinstance(each.at, dt.datetime) else writing.day
    return f"{write(each.at)} – {write(each.until)}" if each.until else write(each.at)  # type: ignore[arg-type,operator]


def _state(each: Entry) -> Cell:
    if not each.is_open:
        return Cell("done", text=_("done"))
    return Cell("overdue", text=_("past")) if each.is_past else Cell("due", text=_("to come"))
