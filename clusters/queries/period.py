"""The reporting periods of a year: their words, their list, their dates."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock, writing
from clusters.canonical import sha256
from clusters.enums import PeriodKind
from clusters.models import Period, Season, User
from clusters.queries.calendar_entry import Entry, of_season, span
from clusters.tables import Cell, Column, Row, Table

ROMAN = ("I", "II", "III", "IV")
ORDER = list(PeriodKind)


def words(kind: str, number: int) -> str:
    """As people call the period: quarter I, the first half-year."""
    if kind == PeriodKind.MONTH:
        return _("Month {number}").format(number=number)
    if kind == PeriodKind.QUARTER:
        return _("Quarter {number}").format(number=ROMAN[number - 1])
    if kind == PeriodKind.HALF_YEAR:
        return _("First half-year") if number == 1 else _("Second half-year")
    return _("Whole year")


def of_year(season: Season) -> list[Period]:
    """By the day on which they open; where that is one day, the shorter first."""
    return sorted(
        season.periods.all(), key=lambda each: (each.opens_on, each.due_at, ORDER.index(PeriodKind(each.kind)))
    )


def last_moment(due_at: dt.datetime, grace_days: int) -> dt.datetime:
    """Up to when a report of the period still counts."""
    return due_at + dt.timedelta(days=grace_days)


def stamp(found: list[Period]) -> str:
    """Tells what stands from what a colleague writes later."""
    plain = ("kind", "number", "grace_days", "asks_signature")
    days = [[e.opens_on.isoformat(), e.due_at.astimezone(clock.ZONE).isoformat()] for e in found]
    rest = [[getattr(e, name) for name in plain] for e in found]
    return sha256(sorted([*each, *day] for each, day in zip(rest, days, strict=True)))


def in_words(each: Any) -> str:
    """One period in a line, to be compared: of a year, or as it shall be."""
    days = f"{writing.day(each.opens_on)} – {writing.moment(each.due_at)}"
    return f"{words(each.kind, each.number)}: {days}{besides(each)}"


def besides(each: Any) -> str:
    """What a line says behind the days: grace, and whether the leader signs."""
    grace = _(" + {days} days").format(days=each.grace_days) if each.grace_days else ""
    return grace + (_(", signed by the leader") if each.asks_signature else "")


def table(found: list[Period]) -> Table:
    """Each period with its days."""
    columns = [
        Column("period", _("Reporting period"), spot="name"),
        Column("kind", _("Kind of period")),
        Column("opens", _("Opens on"), "day"),
        Column("due", _("Due"), "moment"),
        Column("grace", _("Days of grace"), "number"),
        Column("last", _("Counts until"), "moment", help=_("The due moment with the days of grace.")),
        Column("signed", _("Signed by the leader")),
        Column("state", _("State"), "state", spot="mark"),
    ]
    empty = _("This year has no reporting periods.")
    return Table("periods", _("Reporting periods"), columns, [_row(each) for each in found], empty=empty)


def _row(each: Period) -> Row:
    last = last_moment(each.due_at, each.grace_days)
    name = Cell(words(each.kind, each.number), sort=each.opens_on.isoformat())
    kind = Cell(each.get_kind_display(), sort=ORDER.index(PeriodKind(each.kind)))
    signed = _("yes") if each.asks_signature else None
    return Row([name, kind, each.opens_on, each.due_at, each.grace_days, last, signed, _state(each, last)])


def _state(each: Period, last: dt.datetime) -> Cell:
    if clock.today() < each.opens_on:
        return Cell("todo", text=_("to come"))
    return Cell("ended", text=_("over")) if last < clock.now() else Cell("open", text=_("open"))


def dates(user: User, first_day: dt.date, last_day: dt.date) -> list[Entry]:
    """When periods of visible years open and when they are due. One query."""
    begins, ends = span(first_day, last_day)
    seen = Season.objects.visible_to(user).filter(pk=OuterRef("season"))
    found = Period.objects.filter(Exists(seen), due_at__gte=begins, opens_on__lte=last_day).order_by("pk")
    found = found.select_related("season__cluster")
    opening = [_opening(each) for each in found if each.opens_on >= first_day]
    return [*opening, *(_due(each) for each in found if each.due_at < ends)]


def _opening(each: Period) -> Entry:
    return Entry(
        uid=f"period-opens-{each.pk}",
        at=each.opens_on,
        what=_("{period}: reporting opens").format(period=words(each.kind, each.number)),
        url=reverse("season-periods", args=[each.season_id]),
        kind=_("Period opens"),
        is_open=each.opens_on > clock.today(),
        **of_season(each.season),
    )


def _due(each: Period) -> Entry:
    what = _("{period}: report is due").format(period=words(each.kind, each.number))
    return Entry(
        uid=f"period-due-{each.pk}",
        at=each.due_at,
        what=what,
        url=reverse("season-periods", args=[each.season_id]),
        kind=_("Period due"),
        is_open=each.due_at > clock.now(),
        **of_season(each.season),
    )
