"""Moments at which the demonstration's people act; each is set on the one clock."""

import datetime as dt
from contextlib import AbstractContextManager

from clusters import clock

# The decisions on the year 2025 must lie in the past and leave room for the running year, which begins after it.
TOLD_UNTIL = dt.date(2026, 4, 15)
FIRST_RUNNING_DAY = dt.date(2026, 1, 2)


def on(day: dt.date, hour: int = 9, minute: int = 0) -> AbstractContextManager[None]:
    """Let the clock stand at that day and hour."""
    return clock.set_to(at(day, hour, minute))


def at(day: dt.date, hour: int = 17, minute: int = 0) -> dt.datetime:
    """A moment of that day; deadlines end with the office day."""
    return clock.moment(day.year, day.month, day.day, hour, minute)
