"""Which authorities have run a cluster, and to which it can pass."""

from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When
from django.utils.translation import gettext as _

from clusters import clock
from clusters.models import Cluster, Decision, Organisation, Succession
from clusters.queries import decision as decisions
from clusters.queries import organisation as organisations
from clusters.tables import Column, Row, Table


def heirs(cluster: Cluster) -> QuerySet[Organisation]:
    """Authorities of today but its own; successors of its own first, then by name."""
    found = Organisation.objects.authorities().on(clock.today()).exclude(pk=cluster.authority_id)
    descends = Exists(Succession.objects.filter(organisation=OuterRef("pk"), ancestor=cluster.authority_id))
    first = Case(When(descends, then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.order_by(first, "sort_key", "valid_from")


def table(cluster: Cluster, user) -> Table:
    """The authorities by days, the first one first."""
    found = (
        cluster.tenures.select_related("organisation", "decision")
        .annotate(
            opens=Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("organisation"))),
            opens_decision=Exists(Decision.objects.visible_to(user).filter(pk=OuterRef("decision"))),
        )
        .order_by("from_on")
    )
    columns = [
        Column("authority", _("Authority"), "link", spot="name"),
        Column("from", _("Runs it from"), "day"),
        Column("to", _("Ran it until"), "day"),
        Column("decision", _("Decision"), "link"),
    ]
    rows = [_row(each) for each in found]
    return Table("tenures", _("Authorities by days"), columns, rows, sort_key="tenure-sort")


def _row(each: Any) -> Row:
    """A ClusterTenure with `opens` and `opens_decision`."""
    authority = organisations.link(each.organisation, opens=each.opens)
    return Row([authority, each.from_on, each.to_on, decisions.link(each.decision, each.opens_decision)])
