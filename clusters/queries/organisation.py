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
from clusters.enums import KEEPING_ROLES, Role
from clusters.models import (
    Appointment,
    Cluster,
    Decision,
    Lineage,
    Membership,
    Organisation,
    Participant,
    Season,
    Succession,
)
from clusters.queries import decision as decisions
from clusters.tables import Cell, Column, Row, Table


def listed(user, *, kind: str = "", words: str = "", ever: bool = False) -> QuerySet[Organisation]:
    """Those the person may see, by name; only the ones that exist today unless `ever`."""
    found = Organisation.objects.visible_to(user).found_by(words)
    found = found.filter(kind=kind) if kind else found
    found = found if ever else found.on(clock.today())
    return found.select_related("parent").order_by("sort_key", "valid_from")


def table(found: QuerySet[Organisation]) -> Table:
    """One row for each organisation."""
    columns = [
        Column("name", _("Organisation"), "link"),
        Column("kind", _("Kind")),
        Column("parent", _("Superior body")),
        Column("capacity", _("Capacity"), sortable=False),
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


def tables(organisation: Organisation, user) -> list[Table]:
    """Clusters, years, predecessors and successors, in the order of the page."""
    return [look(organisation, user) for look in (memberships, years, predecessors, successors)]


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
        Column("name", _("Organisation"), "link"),
        Column("kind", _("Kind of change")),
        Column("on", _("Date"), "day"),
        Column("decision", _("Decision"), "link"),
    ]
    return Table(name, caption, columns, rows, empty=empty, sort_key=f"{name}-sort")


def memberships(organisation: Organisation, user) -> Table:
    """The clusters it belongs or belonged to, as far as the person can see them."""
    found = (
        Membership.objects.filter(Exists(Cluster.objects.visible_to(user).filter(pk=OuterRef("cluster"))))
        .filter(organisation=organisation)
        .select_related("cluster__authority", "decision")
        .annotate(opens_decision=Exists(Decision.objects.visible_to(user).filter(pk=OuterRef("decision"))))
        .order_by("cluster__sort_key", "joined_on")
    )
    columns = [
        Column("cluster", _("Cluster or block"), "link"),
        Column("authority", _("Authority")),
        Column("from", _("Member from"), "day"),
        Column("to", _("Member until"), "day"),
        Column("decision", _("Decision"), "link"),
    ]
    empty = _("It belongs to no cluster that you can see.")
    rows = [_membership(each) for each in found]
    return Table("memberships", _("Clusters and blocks"), columns, rows, empty=empty, sort_key="member-sort")


def _membership(each: Any) -> Row:
    """A Membership with `opens_decision`."""
    cluster = Cell(str(each.cluster), url=reverse("cluster", args=[each.cluster_id]), mark=each.cluster.mark)
    decision = decisions.link(each.decision, each.opens_decision)
    return Row([cluster, str(each.cluster.authority), each.joined_on, each.left_on, decision])


def years(organisation: Organisation, user) -> Table:
    """The years it takes or took part in, as far as the person can see them."""
    found = (
        Participant.objects.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("season"))))
        .filter(organisation=organisation)
        .select_related("season__cluster")
        .order_by("-season__year", "season__cluster__sort_key")
    )
    columns = [
        Column("season", _("Emulation year"), "link"),
        Column("phase", _("Phase"), "state"),
        Column("from", _("Takes part from"), "day"),
        Column("to", _("Took part until"), "day"),
    ]
    rows = [_year(each) for each in found]
    empty = _("It has taken part in no year that you can see.")
    return Table("years", _("Emulation years"), columns, rows, empty=empty, sort_key="year-sort")


def _year(each: Participant) -> Row:
    season = each.season
    name = Cell(str(season), url=reverse("season", args=[season.pk]), mark=season.mark, sort=season.year)
    return Row([name, Cell(season.phase, text=season.get_phase_display()), each.joined_on, each.left_on])


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


def superiors(user) -> QuerySet[Organisation]:
    """Beneath whom the person may register a body: everybody but plain units for the system's administrators."""
    if not user.is_superuser:
        return kept(user)
    return Organisation.objects.filter(Q(is_authority=True) | Q(is_unit=False)).on(clock.today()).order_by("sort_key")


def forebears(successor: Organisation, user) -> QuerySet[Organisation]:
    """From whom the body could take over: kept by the person, there until it began or longer, not its kin already."""
    found = Organisation.objects.exclude(pk=successor.pk)
    if not user.is_superuser:
        kept_beneath = Succession.objects.held_by(user, KEEPING_ROLES).filter(ancestor=OuterRef("parent"))
        found = found.filter(Exists(kept_beneath))
    kin = Succession.objects.filter(organisation=successor, ancestor=OuterRef("pk"))
    heirs = Succession.objects.filter(organisation=OuterRef("pk"), ancestor=successor)
    last = successor.valid_from - dt.timedelta(days=1)
    there = Q(valid_to__isnull=True) | Q(valid_to__gte=last)
    return found.filter(there, ~Exists(kin), ~Exists(heirs)).order_by("sort_key", "valid_from")
