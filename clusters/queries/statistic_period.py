"""The months, quarters, half-years and years of a shared statistic."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clusters.enums import PERIODS_OF_A_YEAR, PeriodKind


@dataclass(frozen=True, order=True)
class Span:
    """One period of a rhythm, known by its first day."""

    first: dt.date
    kind: str

    @classmethod
    def of(cls, kind: str, day: dt.date) -> "Span":
        """The period in which the day lies."""
        months = 12 // PERIODS_OF_A_YEAR[PeriodKind(kind)]
        return cls(dt.date(day.year, day.month - (day.month - 1) % months, 1), kind)

    @property
    def months(self) -> int:
        """How long it is."""
        return 12 // PERIODS_OF_A_YEAR[PeriodKind(self.kind)]

    @property
    def number(self) -> int:
        """Its place in the year, from 1 on."""
        return (self.first.month - 1) // self.months + 1

    @property
    def last(self) -> dt.date:
        return self.after.first - dt.timedelta(days=1)

    @property
    def before(self) -> "Span":
        return Span.of(self.kind, self.first - dt.timedelta(days=1))

    @property
    def after(self) -> "Span":
        return Span.of(self.kind, self.first + dt.timedelta(days=31 * self.months))

    def __str__(self) -> str:
        if self.kind == PeriodKind.MONTH:
            return _("Month {month}/{year}").format(month=self.number, year=self.first.year)
        if self.kind == PeriodKind.QUARTER:
            return _("Quarter {number}/{year}").format(number=self.number, year=self.first.year)
        if self.kind == PeriodKind.HALF_YEAR and self.number == 1:
            return _("First half of {year}").format(year=self.first.year)
        if self.kind == PeriodKind.HALF_YEAR:
            return _("Second half of {year}").format(year=self.first.year)
        return _("Year {year}").format(year=self.first.year)


def read(kind: str, text: str) -> Span | None:
    """From a day in the address; nothing where it cannot be read."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return Span.of(kind, day) if 1990 <= day.year <= 2200 else None


def up_to(newest: Span, count: int) -> list[Span]:
    """So many periods, the newest first."""
    found = [newest]
    while len(found) < count:
        found.append(found[-1].before)
    return found
