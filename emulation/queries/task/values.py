"""A task as the page shows it."""

import datetime as dt
from dataclasses import dataclass

from clusters import clock


@dataclass(frozen=True)
class Task:
    """`verb` names the link to where it is done, `unit` whom it is about, `holder` who has it now if not the reader."""

    kind: str
    what: str
    url: str
    verb: str = ""
    unit: str = ""
    season: str = ""
    due: dt.datetime | None = None
    note: str = ""
    holder: str = ""
    mark: str = ""

    @property
    def overdue(self) -> bool:
        return self.due is not None and self.due < clock.now()

    @property
    def days_late(self) -> int:
        """Whole days since it was due, by the calendar."""
        return (clock.today() - self.due.astimezone(clock.ZONE).date()).days if self.overdue else 0

    @property
    def days_left(self) -> int | None:
        """Whole days until it is due; 0 today, None without a date or when it is over."""
        if self.due is None or self.overdue:
            return None
        return (self.due.astimezone(clock.ZONE).date() - clock.today()).days

    def order(self) -> tuple:
        """The soonest first, those without a date last."""
        return (self.due is None, self.due.timestamp() if self.due else 0, self.season)


def names(units, most: int = 3) -> str:
    """The first few by name, and how many more."""
    shown = ", ".join(str(unit) for unit in units[:most])
    return f"{shown} +{len(units) - most}" if len(units) > most else shown
