"""What the list and the page of an organisation show."""

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock, vietnamese
from clusters.enums import KEEPING_ROLES, OrganisationKind, Role
from clusters.models import (
    Appointment,
    Decision,
    Lineage,
    Organisation,
    Succession,
)
from clusters.models.reach import beneath
from clusters.queries import decision as decisions
from clusters.registers import Order, Register, by_label
from clusters.tables import Cell, Column, Row, Table


def listed(user, *, kind: str = "", words: str = "", superior: str = "", ever: bool = False) -> QuerySet[Organisation]:
    """Those the person may see, by name; only the ones that exist today unless `ever`. `superior` are words in the name
    of the body above."""
    found = Organisation.objects.visible_to(user).found_by(words)
    found = found.filter(parent__search_key__contains=vietnamese.search_key(superior)) if superior else found
    found = found.filter(kind=kind) if kind else found
    found = found if ever else found.on(clock.today())
    return found.select_related("parent").order_by("sort_key", "valid_from")


def register(found: QuerySet[Organisation]) -> Register:
    """One row for each organisation."""
    orders: dict[str, Order] = {
        "name": "sort_key",
        "kind": by_label("kind", OrganisationKind),
        "parent": "parent__sort_key",
        "from": "valid_from",
        "to": "valid_to",
    }
    return Register(found, _table, orders)


def _table(found: Iterable[Organisation]) -> Table:
    columns = [
        Column("name", _("Organisation"), "link", spot="name"),
        Column("kind", _("Kind"), spot="line"),
        Column("parent", _("Superior body"), spot="line"),
        Column("capacity", _("Capacity"), sortable=False, spot="line"),
        Column("from", _("Exists from"), "day"),
        Column("to", _("Existed until"), "day"),
    ]
    rows = [_row(each) for each in found]
    return Table("organisations", _("Organisations"), columns, rows, empty=_("No organisation fits these filters."))


def _row(each: Organisation) -> Row:
    parent = str(each.parent) if each.parent else None
    return Row([link(each), each.get_kind_display(), parent, capacity(each), each.valid_from, each.valid_to])


def capacity(organisation: Organisation) -> str:
    """What it may be in the system, in words."""
    words = [
        *([_("runs clusters and decides on awards")] if organisation.is_authority else []),
        *([_("takes part as a member")] if organisation.is_unit else []),
    ]
    return "; ".join(words)


def link(organisation: Organisation, *, opens: bool = True) -> Cell:
    """The name as a link for those who can open it, in Vietnamese order whatever the language."""
    url = reverse("organisation", args=[organisation.pk]) if opens else ""
    return Cell(str(organisation), url=url, mark=organisation.mark, source=organisation.source)


def for_page(user) -> QuerySet[Organisation]:
    """Visible ones with what the page names."""
    return (
        Organisation.objects.visible_to(user)
        .select_related("parent")
        .annotate(opens_parent=Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("parent"))))
    )


def predecessors(organisation: Organisation, user) -> Table:
    """What it took over, one step back."""
    found = _lineage(user, "predecessor").filter(successor=organisation).order_by("on", "predecessor__sort_key")
    rows = [_change(each, each.predecessor) for each in found]
    return _changes("predecessors", _("Predecessors"), rows, _("No predecessor is recorded."))


def successors(organisation: Organisation, user) -> Table:
    """What became of it, one step on."""
    found = _lineage(user, "successor").filter(predecessor=organisation).order_by("on", "successor__sort_key")
    rows = [_change(each, each.successor) for each in found]
    return _changes("successors", _("Successors"), rows, _("No successor is recorded."))


def _lineage(user, side: str) -> QuerySet[Lineage]:
    return Lineage.objects.select_related(side, "decision").annotate(
        opens=Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef(side))),
        opens_decision=Exists(Decision.objects.visible_to(user).filter(pk=OuterRef("decision"))),
    )


def _change(lineage: Any, other: Organisation | None) -> Row:
    """A Lineage with `opens` and `opens_decision` as `_lineage` annotates them."""
    name = link(other, opens=lineage.opens) if other else Cell(_("dissolved, no successor"))
    return Row([name, lineage.get_kind_display(), lineage.on, decisions.link(lineage.decision, lineage.opens_decision)])


def _changes(name: str, caption: str, rows: list[Row], empty: str) -> Table:
    columns = [
        Column("name", _("Organisation"), "link", spot="name"),
        Column("kind", _("Kind of change"), spot="mark"),
        Column("on", _("Date"), "day"),
        Column("decision", _("Decision"), "link", spot="line"),
    ]
    return Table(name, caption, columns, rows, empty=empty, sort_key=f"{name}-sort")


def units_for(user, words: Iterable[str] = ()) -> QuerySet[Organisation]:
    """What a form offers as members: units of today that the person can see, and those with such words in their name.

    A ministry's cluster takes in departments of provinces, which it does not see before they belong to it.
    """
    units = Organisation.objects.units().on(clock.today()).order_by("sort_key")
    seen = Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("pk")))
    return units.filter(reduce(or_, (Q(search_key__contains=vietnamese.search_key(each)) for each in words), Q(seen)))


def acted_for(user, roles=(Role.OFFICIAL,)) -> QuerySet[Organisation]:
    """Authorities of today for which the person holds one of the roles."""
    posts = Appointment.objects.current().of(user).filter(organisation=OuterRef("pk"), role__in=roles)
    return Organisation.objects.authorities().on(clock.today()).filter(Exists(posts)).order_by("sort_key")


def kept(user) -> QuerySet[Organisation]:
    """Authorities of today for which the person keeps organisations and people, by name."""
    found = Organisation.objects.authorities().on(clock.today()).order_by("sort_key")
    keeps = Succession.objects.held_by(user, KEEPING_ROLES).filter(ancestor=OuterRef("pk"))
    return found if user.is_superuser else found.filter(Exists(keeps))


def beneath_kept(user) -> Q:
    """Of bodies that hang beneath an authority for which the person keeps organisations."""
    return reduce(or_, (Q(Exists(way)) for way in beneath(Succession.objects.held_by(user, KEEPING_ROLES), "ancestor")))


def superiors(user, asked: str = "") -> QuerySet[Organisation]:
    """Beneath whom a form offers to register a body: authorities, for the system's administrators also what is no unit,
    and of all the others that the person keeps the one `asked` for: there may be thousands."""
    named = Q(pk=int(asked)) if asked.isdecimal() and len(asked) < 18 else Q(pk__in=[])
    there = Organisation.objects.on(clock.today()).order_by("sort_key")
    if user.is_superuser:
        return there.filter(Q(is_authority=True) | Q(is_unit=False) | named)
    return there.filter(Q(pk__in=kept(user).values("pk")) | named & beneath_kept(user))


def forebears(successor: Organisation, user) -> QuerySet[Organisation]:
    """From whom the body could take over: kept by the person, there until it began or longer, not its kin already."""
    found = Organisation.objects.exclude(pk=successor.pk)
    if not user.is_superuser:
        found = found.filter(beneath_kept(user))
    kin = Succession.objects.filter(organisation=successor, ancestor=OuterRef("pk"))
    heirs = Succession.objects.filter(organisation=OuterRef("pk"), ancestor=successor)
    last = successor.valid_from - dt.timedelta(days=1)
    there = Q(valid_to__isnull=True) | Q(valid_to__gte=last)
    return found.filter(there, ~Exists(kin), ~Exists(heirs)).order_by("sort_key", "valid_from")
