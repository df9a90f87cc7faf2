"""Clusters and years of a body, reaching back through the bodies it took over, each named as it was."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import writing
from clusters.models import Cluster, Decision, Membership, Organisation, Participant, Season, Succession
from clusters.queries import decision as decisions
from clusters.queries import organisation as organisations
from clusters.tables import Cell, Column, Row, Table

# The address says so where only the body's own rows are wanted.
OWN = "own"


def tables(organisation: Organisation, user, *, own: bool = False) -> list[Table]:
    """Clusters, years, predecessors and successors, in the order of the page; `own` leaves out predecessors' rows."""
    bodies = Succession.objects.filter(organisation=organisation)
    bodies = bodies.filter(ancestor=organisation) if own else bodies
    reach = bodies.filter(ancestor=OuterRef("organisation"))
    return [
        memberships(organisation, user, reach),
        years(organisation, user, reach),
        organisations.predecessors(organisation, user),
        organisations.successors(organisation, user),
    ]


def memberships(organisation: Organisation, user, reach: QuerySet[Succession]) -> Table:
    """The clusters it and its predecessors belong or belonged to, as far as the person can see them."""
    found = (
        Membership.objects.filter(Exists(Cluster.objects.visible_to(user).filter(pk=OuterRef("cluster"))))
        .filter(Exists(reach))
        .select_related("cluster__authority", "decision", "organisation")
        .annotate(opens_decision=Exists(Decision.objects.visible_to(user).filter(pk=OuterRef("decision"))))
        .order_by("cluster__sort_key", "joined_on", "organisation__sort_key")
    )
    columns = [
        Column("cluster", _("Cluster or block"), "link", spot="name"),
        Column("as", _("As"), spot="line"),
        Column("authority", _("Authority")),
        Column("from", _("Member from"), "day"),
        Column("to", _("Member until"), "day"),
        Column("decision", _("Decision"), "link"),
    ]
    empty = _("It belongs to no cluster that you can see.")
    rows = [_membership(each, organisation) for each in found]
    return Table("memberships", _("Clusters and blocks"), columns, rows, empty=empty, sort_key="member-sort")


def _membership(each: Any, organisation: Organisation) -> Row:
    """A Membership with `opens_decision`."""
    cluster = Cell(str(each.cluster), url=reverse("cluster", args=[each.cluster_id]), mark=each.cluster.mark)
    decision = decisions.link(each.decision, each.opens_decision)
    days = (each.joined_on, each.left_on)
    return Row([cluster, _then(each.organisation, organisation), str(each.cluster.authority), *days, decision])


def years(organisation: Organisation, user, reach: QuerySet[Succession]) -> Table:
    """The years it and its predecessors take or took part in, as far as the person can see them."""
    found = (
        Participant.objects.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("season"))))
        .filter(Exists(reach))
        .select_related("season__cluster", "organisation")
        .order_by("-season__year", "season__cluster__sort_key", "organisation__sort_key")
    )
    columns = [
        Column("season", _("Emulation year"), "link", spot="name"),
        Column("phase", _("Phase"), "state"),
        Column("as", _("As"), spot="line"),
        Column("from", _("Takes part from"), "day"),
        Column("to", _("Took part until"), "day"),
    ]
    rows = [_year(each, organisation) for each in found]
    empty = _("It has taken part in no year that you can see.")
    return Table("years", _("Emulation years"), columns, rows, empty=empty, sort_key="year-sort")


def _year(each: Participant, organisation: Organisation) -> Row:
    season = each.season
    name = Cell(str(season), url=reverse("season", args=[season.pk]), mark=season.mark, sort=season.year)
    phase = Cell(season.phase, text=season.get_phase_display())
    return Row([name, phase, _then(each.organisation, organisation), each.joined_on, each.left_on])


def _then(body: Organisation, organisation: Organisation) -> Cell:
    """The name as it was then; a predecessor says until when it was one."""
    if body.pk == organisation.pk:
        return Cell(str(body))
    until = body.valid_to
    note = _("a predecessor until {day}").format(day=writing.day(until)) if until else _("a predecessor")
    return Cell(str(body), note=note, mark=body.mark, source=body.source)
