"""One date of a calendar, as every noun that has dates hands it in."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clusters import clock
from clusters.models import Cluster, Season, User


@dataclass(frozen=True)
class Entry:
    """`uid` names the date for ever, whatever is said of it later: kind and pk of its row, such as `phase-12`.

    `at` is a moment, or a whole day; `until` its end where it lasts. `what` says what happens, `about` of which year,
    cluster or unit; `kind` is the word by which people tell dates apart. `is_open` is false once it no longer asks
    anything of anybody. The last four are what the page filters by.
    """

    uid: str
    at: dt.datetime | dt.date
    what: str
    about: str
    url: str
    kind: str
    is_open: bool = True
    until: dt.datetime | dt.date | None = None
    year: int | None = None
    authority: int | None = None
    cluster: str = ""
    mark: str = ""

    @property
    def day(self) -> dt.date:
        """In Vietnam."""
        return day_of(self.at)

    @property
    def order(self) -> tuple[dt.datetime, str, str]:
        """By moment, whole days first; then by what it is about."""
        return moment_of(self.at), self.about, self.uid

    @property
    def is_past(self) -> bool:
        """Whether the moment, or the whole day, lies behind."""
        return self.at < clock.now() if isinstance(self.at, dt.datetime) else self.at < clock.today()


Source = Callable[[User, dt.date, dt.date], list[Entry]]


def day_of(at: dt.datetime | dt.date) -> dt.date:
    """The calendar day in Vietnam."""
    return at.astimezone(clock.ZONE).date() if isinstance(at, dt.datetime) else at


def moment_of(at: dt.datetime | dt.date) -> dt.datetime:
    """The moment, or that at which the day begins."""
    return at if isinstance(at, dt.datetime) else dt.datetime.combine(at, dt.time(), tzinfo=clock.ZONE)


def span(first_day: dt.date, last_day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """For filters of moments: from the beginning of the first day up to before the day after the last."""
    return moment_of(first_day), moment_of(last_day + dt.timedelta(days=1))


def of_season(season: Season) -> dict[str, Any]:
    """The fields of a date that belongs to a year."""
    return {"about": str(season), "year": season.year, "mark": season.mark, **of_cluster(season.cluster)}


def of_cluster(cluster: Cluster) -> dict[str, Any]:
    """The fields of a date that belongs to a cluster."""
    return {"authority": cluster.authority_id, "cluster": cluster.name}
