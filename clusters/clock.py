"""The one clock. Everything that asks what time it is asks here; only tests and the demo loader set it."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from contextvars import ContextVar
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_set_to: ContextVar[dt.datetime | None] = ContextVar("clock", default=None)


def now() -> dt.datetime:
    """This moment, aware, in Vietnamese time."""
    return _set_to.get() or dt.datetime.now(tz=ZONE)


def today() -> dt.date:
    """The calendar day in Vietnam, whatever the zone of the machine."""
    return now().astimezone(ZONE).date()


def moment(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    """A moment in Vietnamese time."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=ZONE)


@contextlib.contextmanager
def set_to(value: dt.datetime) -> Iterator[None]:
    """Let the clock stand at `value` inside the block. For tests and the demo loader only."""
    token = _set_to.set(value.astimezone(ZONE))
    try:
        yield
    finally:
        _set_to.reset(token)
