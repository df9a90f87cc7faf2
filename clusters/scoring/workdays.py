"""Which days are worked: Monday to Friday, less the days off, and the days worked instead."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

_DAY = dt.timedelta(days=1)
_WORKED_OF_WEEK = 5


@dataclass(frozen=True, slots=True)
class WorkDays:
    """`off` are weekdays that are not worked (holidays, swapped days), `on` are weekend days that are."""

    off: frozenset[dt.date] = frozenset()
    on: frozenset[dt.date] = frozenset()

    @classmethod
    def of(cls, exceptions: Mapping[dt.date, bool]) -> "WorkDays":
        """From days with whether each is worked, whatever day of the week they are."""
        worked = frozenset(day for day, is_worked in exceptions.items() if is_worked)
        return cls(frozenset(exceptions) - worked, worked)

    def is_worked(self, day: dt.date) -> bool:
        return day in self.on or (day.weekday() < _WORKED_OF_WEEK and day not in self.off)

    def days_late(self, due: dt.date, done: dt.date, working: bool) -> int:
        """Days after `due` up to and with `done`, 0 when it was in time; `working` counts worked days only."""
        if done <= due:
            return 0
        if not working:
            return (done - due).days
        weeks, rest = divmod((done - due).days, 7)
        tail = (due + _DAY * (7 * weeks + n) for n in range(1, rest + 1))
        plain = weeks * _WORKED_OF_WEEK + sum(day.weekday() < _WORKED_OF_WEEK for day in tail)
        fewer = sum(due < day <= done and day.weekday() < _WORKED_OF_WEEK for day in self.off - self.on)
        more = sum(due < day <= done and day.weekday() >= _WORKED_OF_WEEK for day in self.on)
        return plain - fewer + more


# Without a calendar: every Monday to Friday, nothing else.
WEEKDAYS = WorkDays()
