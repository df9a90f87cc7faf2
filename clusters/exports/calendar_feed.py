"""Dates as iCalendar (RFC 5545), for the calendar of a phone or a mail program."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from clusters import clock
from clusters.queries.calendar_entry import Entry

TYPE = "text/calendar; charset=utf-8"
REFRESH = dt.timedelta(hours=4)


def written(entries: Iterable[Entry], *, home: str) -> bytes:
    """The whole file; `home` begins the addresses of the events.

    The site's own name makes each UID one of a kind in the world: by whichever of its names it is read, a date stays
    the same date.
    """
    host = urlsplit(settings.SITE_ADDRESS).hostname or ""
    calendar = Calendar()
    calendar.add("prodid", f"-//{host}//Emulation clusters//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Emulation clusters"))
    calendar.add("x-wr-timezone", str(clock.ZONE))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, host, home))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(entry: Entry, host: str, home: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{host}")
    event.add("dtstamp", clock.now().astimezone(dt.UTC))
    event.add("dtstart", _local(entry.at))
    if entry.until:
        event.add("dtend", _end(entry.until))
    event.add("summary", f"{entry.what} – {entry.about}")
    event.add("categories", [entry.kind])
    event.add("url", home + entry.url)
    event.add("transp", "TRANSPARENT")
    return event


def _local(at: dt.datetime | dt.date) -> dt.datetime | dt.date:
    return at.astimezone(clock.ZONE) if isinstance(at, dt.datetime) else at


def _end(until: dt.datetime | dt.date) -> dt.datetime | dt.date:
    """A whole day ends where the next begins."""
    return until.astimezone(clock.ZONE) if isinstance(until, dt.datetime) else until + dt.timedelta(days=1)
