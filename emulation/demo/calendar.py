"""The days of the running year, all counted from the day of loading, so that something is always due soon."""

import datetime as dt
from typing import NamedTuple

from clusters import clock
from clusters.enums import Phase
from emulation.demo import moments

LENGTH_BEHIND, LENGTH_AHEAD = dt.timedelta(days=320), dt.timedelta(days=45)


class Calendar(NamedTuple):
    """`year` is the label: that of the day two months ago, so that a year is still itself on the third of January."""

    today: dt.date
    year: int
    starts_on: dt.date
    ends_on: dt.date

    def day(self, number: int) -> dt.date:
        """The n-th day of the year (the first is 0)."""
        return self.starts_on + dt.timedelta(days=number)

    def ago(self, days: int) -> dt.date:
        return self.today - dt.timedelta(days=days)

    def due(self, **ahead: int) -> dict[Phase, dt.datetime]:
        """Deadlines by the phase's name: so many days from the day of loading."""
        return {Phase(name): moments.at(self.today + dt.timedelta(days=days)) for name, days in ahead.items()}


def of_today() -> Calendar:
    today = clock.today()
    starts_on = max(today - LENGTH_BEHIND, moments.FIRST_RUNNING_DAY)
    return Calendar(today, (today - dt.timedelta(days=60)).year, starts_on, today + LENGTH_AHEAD)
