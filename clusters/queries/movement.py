"""What the list and the page of a movement show."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import vietnamese
from clusters.enums import MovementLevel, MovementResponseState, MovementState
from clusters.models import Decision, Headship, Movement, MovementResponse, Organisation, Season
from clusters.queries import decision as decisions
from clusters.registers import Order, Register, by_position
from clusters.tables import Cell, Column, Row, Table


def listed(
    user,
    *,
    words: str = "",
    year: int | None = None,
    authority: Organisation | None = None,
    unit: str = "",
    level: str = "",
    state: str = "",
) -> QuerySet[Movement]:
    """Those the person may see, newest first; a year finds what runs in it, `unit` are words in the name of a body."""
    found = Movement.objects.visible_to(user).select_related("authority", "decision", "head__organisation")
    found = found.filter(search_key__contains=vietnamese.search_key(words)) if words else found
    found = found.filter(_reaching(unit)) if unit else found
    if year:
        ends = Q(ends_on__isnull=True) | Q(ends_on__gte=dt.date(year, 1, 1))
        found = found.filter(ends, starts_on__lte=dt.date(year, 12, 31))
    for name, wish in (("authority", authority), ("level", level), ("state", state)):
        found = found.filter(**{name: wish}) if wish else found
    answered = ~Q(responses__state=MovementResponseState.UNANSWERED)
    return found.annotate(
        units=Count("responses"),
        answered=Count("responses", filter=answered & Q(responses__isnull=False)),
        opens_decision=Exists(Decision.objects.visible_to(user).filter(pk=OuterRef("decision"))),
    ).order_by("-starts_on", "name")


def _reaching(words: str) -> Exists:
    """A body whose name has these words."""
    key = vietnamese.search_key(words)
    return Exists(MovementResponse.objects.filter(movement=OuterRef("pk"), organisation__search_key__contains=key))


def launchers(user) -> QuerySet[Organisation]:
    """Authorities of the movements the person may see: the choices of the filter."""
    seen = Movement.objects.visible_to(user).filter(authority=OuterRef("pk"))
    return Organisation.objects.filter(Exists(seen)).order_by("sort_key")


def headed(user) -> list[Season]:
    """The open years in which the person's unit is the head today: for their members it launches movements."""
    held = Headship.objects.current().heads().held_by(user).filter(season=OuterRef("pk"))
    return list(Season.objects.open().filter(Exists(held)).select_related("cluster").order_by("-year", "pk"))


def register(found: QuerySet[Movement], counted: bool) -> Register:
    """One row for each movement. Only who sees all bodies in scope is told how many answered (`counted`)."""
    orders: dict[str, Order] = {
        "name": "search_key",
        "authority": "authority__sort_key",
        "level": by_position("level", MovementLevel),
        "state": by_position("state", MovementState),
        "from": "starts_on",
        "to": "ends_on",
        "units": "units",
        "answered": "answered",
    }
    return Register(found, lambda some: _table(some, counted), orders)


def _table(found: Iterable[Any], counted: bool) -> Table:
    columns = [
        Column("name", _("Movement"), "link", spot="name"),
        Column("authority", _("Launched by"), spot="line"),
        Column("level", _("Level")),
        Column("decision", _("Decision"), "link"),
        Column("state", _("State"), "state"),
        Column("from", _("Starts on"), "day"),
        Column("to", _("Ends on"), "day"),
        *([Column("units", _("Units in scope"), "number")] if counted else []),
        *([Column("answered", _("Plans sent"), "number")] if counted else []),
    ]
    rows = [_row(each, counted) for each in found]
    return Table("movements", _("Movements"), columns, rows, empty=_("No movement fits these filters."))


def _row(each: Any, counted: bool) -> Row:
    """A Movement as `listed` annotates it."""
    name = Cell(str(each), url=reverse("movement", args=[each.pk]), mark=each.mark, source=each.source)
    paper = decisions.link(each.decision, each.opens_decision) if each.decision else Cell(each.paper or None)
    state = Cell(each.state, text=each.get_state_display())
    days = (each.starts_on, each.ends_on)
    figures = (each.units, each.answered) if counted else ()
    return Row([name, str(each.launcher), each.get_level_display(), paper, state, *days, *figures])


def for_page(user) -> QuerySet[Movement]:
    """Visible ones with what the page names."""
    return (
        Movement.objects.visible_to(user)
        .select_related("authority", "decision", "head__organisation", "head__season__cluster", "launched_by")
        .annotate(
            opens_decision=Exists(Decision.objects.visible_to(user).filter(pk=OuterRef("decision"))),
            opens_authority=Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("authority"))),
        )
    )


def responses(movement: Movement, user) -> QuerySet[MovementResponse]:
    """The answers that the person may see."""
    return MovementResponse.objects.visible_to(user).filter(movement=movement)


def own(movement: Movement, user) -> QuerySet[MovementResponse]:
    """The answers of the person's own bodies, by name."""
    found = MovementResponse.objects.of(user).filter(movement=movement)
    return found.select_related("organisation").order_by("organisation__sort_key")


def texts(movement: Movement) -> list[tuple[Any, str]]:
    """What Đ17.1 and Đ17.3 of L22 ask of a movement, with its heading; what is not written is left out."""
    names = ("aims", "objects_text", "criteria", "measures", "inspection")
    fields = [(Movement._meta.get_field(name), getattr(movement, name)) for name in names]
    return [(field.verbose_name, text) for field, text in fields if text]
