"""Days after a due date."""

import datetime as dt

from clusters.scoring import WorkDays

_DAY = dt.timedelta(days=1)


def until(due: dt.datetime, days: int, calendar: WorkDays | None) -> dt.datetime:
    """So many days later at the same hour; with a calendar only worked days count. `due` in Vietnamese time."""
    if calendar is None:
        return due + days * _DAY
    moment = due
    while days > 0:
        moment += _DAY
        days -= calendar.is_worked(moment.date())
    return moment
