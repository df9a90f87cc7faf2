"""What the list and the page of a request for information show, and its day in the calendar."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from clusters import clock, vietnamese, writing
from clusters.enums import InformationReplyState
from clusters.models import InformationReply, InformationReplyVersion, InformationRequest, User
from clusters.policies import information as policy
from clusters.queries import exchange
from clusters.queries.calendar_entry import Entry, of_cluster
from clusters.queries.trail import trail
from clusters.registers import Order, Register
from clusters.tables import Cell, Column, Row, Table

WAITING = InformationReplyState.WAITING


def listed(
    user: User, *, year=None, authority=None, cluster=None, unit: str = "", words: str = "", state: str = ""
) -> QuerySet[InformationRequest]:
    """Those the person may see, the latest due first; `unit` asked or was asked."""
    wanted = {"due_on__year": year, "cluster__authority": authority, "cluster": cluster}
    found = InformationRequest.objects.visible_to(user)
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if unit:
        asked = InformationReply.objects.filter(request=OuterRef("pk"), organisation__search_key__contains=unit)
        found = found.filter(Q(organisation__search_key__contains=unit) | Q(Exists(asked)))
    found = found.filter(search_key__contains=vietnamese.search_key(words)) if words else found
    found = found.filter(closed_at__isnull=state != "closed") if state else found
    if state == "overdue":
        waiting = InformationReply.objects.filter(request=OuterRef("pk"), state=WAITING)
        found = found.filter(Exists(waiting), due_on__lt=clock.today())
    return _related(found).order_by("-due_on", "-pk")


def _related(found: QuerySet[InformationRequest]) -> QuerySet[InformationRequest]:
    counted = {"asked": Count("replies"), "waiting": Count("replies", filter=Q(replies__state=WAITING))}
    return found.select_related("cluster__authority", "organisation").annotate(**counted)


def choices(user: User, asked: str = "") -> dict[str, Any]:
    """What the filter of the list offers."""
    found = InformationRequest.objects.visible_to(user)
    return exchange.choices(user, found, [each.year for each in found.dates("due_on", "year", order="DESC")], asked)


def register(found: QuerySet[InformationRequest]) -> Register:
    """One row for each request."""
    orders: dict[str, Order] = {
        "title": "sort_key",
        "unit": "organisation__sort_key",
        "cluster": "cluster__sort_key",
        "due": "due_on",
        "waiting": "waiting",
    }
    return Register(found, table, orders)


def table(found: Iterable[Any]) -> Table:
    """Of requests at hand, as `listed` annotates them."""
    columns = [
        Column("title", _("Request"), "link", spot="name"),
        Column("state", _("State"), "state", spot="mark"),
        Column("unit", _("Asked by"), spot="line"),
        Column("cluster", _("Cluster or block"), spot="line"),
        Column("due", _("Due on"), "day"),
        Column("asked", _("Members asked"), "number"),
        Column("waiting", _("Without a reply"), "number"),
    ]
    rows = [_row(each) for each in found]
    return Table("requests", _("Requests for information"), columns, rows, empty=_("No request fits these filters."))


def _row(each: Any) -> Row:
    title = Cell(each.title, url=reverse("request", args=[each.pk]), mark=each.mark, source=each.source)
    bodies = [str(each.organisation), str(each.cluster)]
    return Row([title, state(each), *bodies, each.due_on, each.asked, each.waiting])


def state(each: Any) -> Cell:
    """Closed, overdue while somebody has not replied, or being collected."""
    if each.closed_at:
        return Cell("closed", text=_("closed"))
    if each.waiting and each.due_on < clock.today():
        return Cell("overdue", text=_("overdue"))
    return Cell("open", text=_("being collected"))


def for_page(user: User) -> QuerySet[InformationRequest]:
    """Visible ones with what the page names."""
    return _related(InformationRequest.objects.visible_to(user)).select_related("asked_by")


def replies(request: InformationRequest, user: User) -> list[Any]:
    """All that were asked, by name; `now` is what it said last, nothing where the person may not read it."""
    versions = InformationReplyVersion.objects.visible_to(user).select_related("file").order_by("-number")
    found = request.replies.select_related("organisation").prefetch_related(Prefetch("versions", versions, "all"))
    own = exchange.spoken_for(user, "organisation")
    given: list[Any] = list(found.annotate(own=own).order_by("organisation__sort_key", "pk"))
    for each in given:
        each.now, each.before = (each.all[0], each.all[1:]) if each.all else (None, [])
    return given


def replies_table(request: InformationRequest, given: list[Any]) -> Table:
    """Who has replied what, who is late, who has not."""
    measure = request.unit_of_measure
    columns = [
        Column("unit", _("Member"), spot="name"),
        Column("state", _("State"), "state", spot="mark"),
        Column("at", _("First replied at"), "moment"),
        *([Column("value", measure, "number", spot="figure")] if measure else []),
        Column("text", _("Reply"), sortable=False, spot="line"),
        Column("file", _("File"), "link", sortable=False, spot="line"),
    ]
    rows = [_reply(request, each, each.now) for each in given]
    return Table("replies", _("Replies"), columns, rows, sort_key="reply-sort")


def earlier(request: InformationRequest, given: list[Any]) -> Table:
    """What was replied before it was corrected."""
    columns = [
        Column("unit", _("Member"), spot="name"),
        Column("number", _("Version"), "number", spot="mark"),
        Column("at", pgettext("answer", "Written at"), "moment"),
        Column("text", _("Reply"), sortable=False, spot="line"),
        Column("file", _("File"), "link", sortable=False, spot="line"),
    ]
    rows = [
        Row([str(each.organisation), old.number, old.written_at, _words(request, old), _file(old)])
        for each in given
        for old in each.before
    ]
    return Table("earlier", _("Earlier versions of the replies"), columns, rows, sort_key="earlier-sort")


def _reply(request: InformationRequest, each: InformationReply, now: InformationReplyVersion | None) -> Row:
    value = [now.value if now else None] if request.unit_of_measure else []
    said: Any = (now.reason or now.text) if now else None
    if now is None and each.state != WAITING:
        said = Cell(None, text=_("only the asker and the members asked read it"), tone="muted")
    return Row([str(each.organisation), _reply_state(request, each), each.replied_at, *value, said, _file(now)])


def _reply_state(request: InformationRequest, each: InformationReply) -> Cell:
    late = each.replied_at.astimezone(clock.ZONE).date() > request.due_on if each.replied_at else False
    if each.state == WAITING and not request.closed_at and request.due_on < clock.today():
        return Cell("overdue", text=_("overdue"))
    words = each.get_state_display()
    return Cell("late", text=_("{state}, late").format(state=words)) if late else Cell(each.state, text=words)


def _words(request: InformationRequest, old: InformationReplyVersion) -> str:
    value = "" if old.value is None else f"{writing.number(old.value)} {request.unit_of_measure}"
    return " · ".join(part for part in (old.reason, value, old.text) if part)


def _file(version: InformationReplyVersion | None) -> Cell:
    if version is None or version.file is None:
        return Cell(None)
    return Cell(version.file.original_name, url=reverse("request-file", args=[version.pk]))


def page(request: InformationRequest, user: User) -> dict[str, Any]:
    """Everything on the page of one request."""
    given = replies(request, user)
    old = earlier(request, given)
    return {
        "asked": request,
        "state": state(request),
        "tables": [replies_table(request, given), *([old] if old.rows else [])],
        "own": [each for each in given if each.own],
        "may_reply": policy.is_open(request),
        "may_close": policy.may_close(user, request),
        "entries": trail(request, user),
    }


def dates(user: User, first_day: dt.date, last_day: dt.date) -> list[Entry]:
    """Due days of visible requests. One query."""
    found = InformationRequest.objects.visible_to(user).filter(due_on__range=(first_day, last_day))
    return [
        Entry(
            uid=f"request-{each.pk}",
            at=each.due_on,
            what=each.title,
            about=str(each.cluster),
            url=reverse("request", args=[each.pk]),
            kind=_("Request for information"),
            is_open=each.closed_at is None,
            year=each.due_on.year,
            mark=each.mark,
            **of_cluster(each.cluster),
        )
        for each in found.select_related("cluster").order_by("pk")
    ]


def standing(given: InformationReply) -> dict[str, Any]:
    """What the form of a reply begins with."""
    now = given.versions.order_by("-number").first()
    if now is None:
        return {"seen": 0}
    value = None if now.value is None else now.value.normalize()
    return {"seen": now.number, "text": now.text, "value": value, "reason": now.reason}
