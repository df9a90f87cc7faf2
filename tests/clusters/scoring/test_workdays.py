"""Days late, by the calendar and by days worked, against counting them one by one."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.scoring import WorkDays

QUIET = settings(derandomize=True, deadline=None, max_examples=60)
DAY = dt.timedelta(days=1)
DAYS = st.dates(dt.date(2025, 12, 1), dt.date(2026, 3, 1))
FRIDAY = dt.date(2026, 1, 9)


@pytest.mark.parametrize(("after", "calendar", "working"), [(0, 0, 0), (-3, 0, 0), (1, 1, 0), (3, 3, 1), (14, 14, 10)])
def test_a_weekend_is_not_worked(after, calendar, working):
    done, days = FRIDAY + DAY * after, WorkDays()

    assert (days.days_late(FRIDAY, done, False), days.days_late(FRIDAY, done, True)) == (calendar, working)


def test_a_holiday_and_a_swapped_saturday():
    """1 January 2026 is a Thursday; had the Saturday after it been worked for the Friday between."""
    new_year = dt.date(2026, 1, 1)
    days = WorkDays.of({new_year: False, new_year + DAY: False, new_year + 2 * DAY: True})

    assert [days.days_late(new_year - DAY, new_year + n * DAY, True) for n in range(5)] == [0, 0, 1, 1, 2]


@QUIET
@given(st.dictionaries(DAYS, st.booleans(), max_size=12), DAYS, DAYS)
def test_days_worked_are_those_counted_one_by_one(exceptions, due, done):
    days = WorkDays.of(exceptions)
    after = [due + n * DAY for n in range(1, max((done - due).days, 0) + 1)]

    assert days.days_late(due, done, True) == sum(days.is_worked(day) for day in after)


@QUIET
@given(st.dictionaries(DAYS, st.booleans(), max_size=12), DAYS)
def test_an_exception_says_what_its_day_is(exceptions, day):
    assert WorkDays.of(exceptions).is_worked(day) is exceptions.get(day, day.weekday() < 5)
