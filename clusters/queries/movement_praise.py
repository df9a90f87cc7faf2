"""What the list of proposals of praise shows."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import MovementPraiseState
from clusters.models import Movement, MovementPraise, MovementResponse
from clusters.registers import Order, Register, by_position
from clusters.tables import Cell, Column, Row, Table


def for_page(user) -> QuerySet[MovementPraise]:
    """Those of answers that the person may see, with what page and policy name."""
    seen = MovementResponse.objects.visible_to(user).filter(pk=OuterRef("response"))
    related = ("response__organisation", "response__movement__authority", "response__movement__head__season")
    return MovementPraise.objects.filter(Exists(seen)).select_related(
        "content", "proposed_by", "settled_by", "response__movement__head__organisation", *related
    )


def listed(movement: Movement, user, *, state: str = "") -> QuerySet[MovementPraise]:
    """The proposals of the answers that the person may see, those that wait first."""
    seen = MovementResponse.objects.visible_to(user).filter(pk=OuterRef("response"))
    found = MovementPraise.objects.filter(Exists(seen), response__movement=movement)
    found = found.filter(state=state) if state else found
    first = by_position("state", MovementPraiseState)
    return found.select_related("response__organisation", "content").order_by(first, "-proposed_at", "pk")


def register(found: QuerySet[MovementPraise]) -> Register:
    """One row for each proposal."""
    orders: dict[str, Order] = {
        "unit": "response__organisation__sort_key",
        "subject": "subject",
        "state": by_position("state", MovementPraiseState),
        "at": "proposed_at",
    }
    return Register(found, table, orders)


def table(found: Iterable[MovementPraise]) -> Table:
    """The proposals with what became of them; the name leads to the proposal."""
    columns = [
        Column("name", _("Who is proposed"), "link", spot="name"),
        Column("subject", _("For whom")),
        Column("unit", _("Proposed by"), spot="line"),
        Column("content", _("Content"), spot="line"),
        Column("merit", _("Merit"), spot="line"),
        Column("at", _("Proposed at"), "moment"),
        Column("state", _("State"), "state"),
    ]
    rows = [_row(each) for each in found]
    return Table("praise", _("Praise proposed"), columns, rows, empty=_("No praise is proposed."), sort_key="sort")


def _row(each: MovementPraise) -> Row:
    name = Cell(each.name, url=reverse("movement-praise", args=[each.pk]), mark=each.mark, source=each.source)
    state = Cell(each.state, text=each.get_state_display(), note=each.reason)
    content = str(each.content) if each.content else None
    unit = str(each.response.organisation)
    return Row([name, each.get_subject_display(), unit, content, each.merit, each.proposed_at, state])
