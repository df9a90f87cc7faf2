"""What the lists and the page of an activity show, and its days in the calendar."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import ActivityKind, ActivityState
from clusters.models import Activity, ActivityFile, ActivityUnit, Cluster, Organisation, Participant, Season, User
from clusters.queries import choices
from clusters.queries.calendar_entry import Entry, of_season
from clusters.registers import Order, Register, by_label, by_position
from clusters.tables import Cell, Column, Row, Table


def listed(
    user: User, *, year=None, authority=None, cluster=None, unit: str = "", kind: str = "", state: str = ""
) -> QuerySet[Activity]:
    """Those the person may see, the latest first; `unit` are words in the name of the host or of a unit that takes
    part, by search key."""
    wanted = {
        "season__year": year,
        "season__cluster__authority": authority,
        "season__cluster": cluster,
        "kind": kind,
        "state": state,
    }
    found = Activity.objects.visible_to(user).filter(**{name: value for name, value in wanted.items() if value})
    if unit:
        words = {"participant__organisation__search_key__contains": unit}
        joins = ActivityUnit.objects.filter(activity=OuterRef("pk"), comes=True, **words)
        found = found.filter(Q(host__organisation__search_key__contains=unit) | Exists(joins))
    found = found.annotate(joining=Count("units", filter=Q(units__comes=True)))
    return found.select_related("season__cluster", "host__organisation").order_by("-starts_on", "-pk")


def register(found: QuerySet[Activity]) -> Register:
    """One row for each activity."""
    orders: dict[str, Order] = {
        "from": "starts_on",
        "to": "ends_on",
        "kind": by_label("kind", ActivityKind),
        "host": "host__organisation__sort_key",
        "cluster": "season__cluster__sort_key",
        "year": "season__year",
        "units": "joining",
        "people": "people",
        "state": by_position("state", ActivityState.values),
    }
    return Register(found, _table, orders)


def _table(found: Iterable[Activity]) -> Table:
    columns = [
        Column("title", _("Activity"), "link", spot="name"),
        Column("state", _("State"), "state", spot="mark"),
        Column("kind", _("Kind"), spot="line"),
        Column("from", _("From"), "day"),
        Column("to", _("To"), "day"),
        Column("place", _("Place"), spot="line"),
        Column("host", _("Host"), spot="line"),
        Column("cluster", _("Cluster or block"), spot="line"),
        Column("year", _("Emulation year")),
        Column("units", _("Units taking part"), "number"),
        Column("people", _("How many people"), "number"),
    ]
    rows = [_row(each) for each in found]
    return Table("activities", _("Activities"), columns, rows, empty=_("No activity fits these filters."))


def _row(each: Any) -> Row:
    """An activity with `joining` as `listed` counts it."""
    title = Cell(each.title, url=reverse("activity", args=[each.pk]), mark=each.mark, source=each.source)
    state = Cell(each.state, text=each.get_state_display())
    days = [each.starts_on, each.ends_on, each.place, str(each.host or "")]
    year = Cell(each.season.year, text=each.season.label)
    place = [str(each.season.cluster), year, each.joining, each.people]
    return Row([title, state, each.get_kind_display(), *days, *place])


def clusters_of(user: User, asked: str = "") -> QuerySet[Cluster]:
    """Clusters with an activity the person may see, and the one asked for: the choices of the filter."""
    return choices.clusters(user, Activity.objects.filter(season__cluster=OuterRef("pk")), asked)


def authorities(user: User) -> QuerySet[Organisation]:
    """Their authorities, likewise."""
    seen = Activity.objects.visible_to(user).filter(season__cluster__authority=OuterRef("pk"))
    return Organisation.objects.filter(Exists(seen)).order_by("sort_key")


def for_page(user: User) -> QuerySet[Activity]:
    """Visible ones with what the page names."""
    related = ("season__cluster__authority", "host__organisation", "held_by", "cancelled_by")
    return Activity.objects.visible_to(user).select_related(*related)


def own_seats(season: Season, user: User) -> QuerySet[Participant]:
    """The units of the year that the person can answer for."""
    own = Participant.objects.staying().of(user).filter(season=season)
    return own.select_related("organisation").order_by("organisation__sort_key")


def coming(activity: Activity) -> list[int]:
    """The units (participants) that said that they take part."""
    return list(activity.units.filter(comes=True).values_list("participant", flat=True))


def unit_table(activity: Activity) -> Table:
    """Each unit of the year and what it said."""
    said = ActivityUnit.objects.filter(activity=activity, participant=OuterRef("pk"))
    units = activity.season.participants.staying().select_related("organisation")
    units = units.annotate(comes=Subquery(said.values("comes")[:1]), said_at=Subquery(said.values("said_at")[:1]))
    columns = [
        Column("unit", _("Unit"), spot="name"),
        Column("answer", _("Answer"), "state", spot="mark"),
        Column("at", _("Answered at"), "moment", spot="line"),
    ]
    silent = ("waiting", _("not answered yet"))
    if activity.state != ActivityState.PLANNED:
        silent = ("unanswered", _("did not answer"))
    faces = {None: silent, True: ("yes", _("takes part")), False: ("no", _("declined"))}
    rows = [_unit(each, *faces[each.comes]) for each in units.order_by("organisation__sort_key")]
    return Table("units", _("Units"), columns, rows, empty=_("No unit takes part."), sort_key="unit-sort")


def _unit(each: Any, slug: str, words: str) -> Row:
    return Row([str(each.organisation), Cell(slug, text=words), each.said_at])


def files(activity: Activity) -> list[ActivityFile]:
    """The newest first."""
    return list(activity.files.select_related("file").order_by("-pk"))


def dates(user: User, first_day: dt.date, last_day: dt.date) -> list[Entry]:
    """The days of visible activities that begin between these and were not cancelled. One query."""
    found = Activity.objects.visible_to(user).exclude(state=ActivityState.CANCELLED)
    found = found.filter(starts_on__range=(first_day, last_day)).select_related("season__cluster").order_by("pk")
    return [_date(each) for each in found]


def _date(each: Activity) -> Entry:
    return Entry(
        uid=f"activity-{each.pk}",
        at=each.starts_on,
        until=each.ends_on if each.ends_on > each.starts_on else None,
        what=each.title,
        url=reverse("activity", args=[each.pk]),
        kind=str(each.get_kind_display()),
        is_open=each.state == ActivityState.PLANNED,
        **of_season(each.season),
    )
