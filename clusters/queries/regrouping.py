"""Which cluster became which, and what the pages of merging and dividing offer."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.models import Cluster, ClusterLineage, Decision, Membership
from clusters.queries import decision as decisions
from clusters.tables import Cell, Column, Row, Table


def beside(cluster: Cluster, user) -> QuerySet[Cluster]:
    """Clusters of its authority and kind whose end is not decided, itself among them, by name."""
    found = Cluster.objects.visible_to(user).filter(authority=cluster.authority, kind=cluster.kind)
    return found.filter(ended_on__isnull=True).order_by("sort_key", "founded_on")


def members(clusters: Iterable[Cluster]) -> list[Membership]:
    """Memberships still open, by cluster and name of the unit."""
    found = Membership.objects.filter(cluster__in=clusters, left_on__isnull=True)
    return list(found.select_related("cluster", "organisation").order_by("cluster__sort_key", "organisation__sort_key"))


def tables(cluster: Cluster, user) -> list[Table]:
    """From which clusters it came and what became of it; none where its members were never regrouped."""
    before = _regrouped(user, "predecessor").filter(successor=cluster)
    after = _regrouped(user, "successor").filter(predecessor=cluster)
    found = [
        ("origins", _("Came from"), [_row(each, each.predecessor) for each in before]),
        ("outcomes", _("Went on in"), [_row(each, each.successor) for each in after]),
    ]
    return [_table(name, caption, rows) for name, caption, rows in found if rows]


def _regrouped(user, side: str) -> QuerySet[ClusterLineage]:
    found = ClusterLineage.objects.select_related(side, "decision").annotate(
        opens=Exists(Cluster.objects.visible_to(user).filter(pk=OuterRef(side))),
        opens_decision=Exists(Decision.objects.visible_to(user).filter(pk=OuterRef("decision"))),
    )
    return found.order_by("on", f"{side}__sort_key")


def _table(name: str, caption: str, rows: list[Row]) -> Table:
    columns = [
        Column("name", _("Cluster or block"), "link", spot="name"),
        Column("kind", _("Kind of change"), spot="mark"),
        Column("on", _("From"), "day"),
        Column("decision", _("Decision"), "link"),
    ]
    return Table(name, caption, columns, rows, sort_key=f"{name}-sort")


def _row(each: Any, other: Cluster) -> Row:
    """A ClusterLineage with `opens` and `opens_decision`."""
    url = reverse("cluster", args=[other.pk]) if each.opens else ""
    name = Cell(str(other), url=url, mark=other.mark, source=other.source)
    return Row([name, each.get_kind_display(), each.on, decisions.link(each.decision, each.opens_decision)])
