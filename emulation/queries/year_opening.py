"""Which clusters of an authority a year can be opened for, and why not for the others."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock
from clusters.models import Cluster, Membership, Season, SeasonTemplate
from clusters.tables import Cell, Column, Row, Table


def clusters_of(template: SeasonTemplate, year: int, starts_on: dt.date, ends_on: dt.date) -> QuerySet[Cluster]:
    """Clusters of the template's authority that last in that year, each with its season of it (`season_pk`) and whether
    it `has_members` on the first day, as `services.season.open` asks."""
    lasting = Q(ended_on__isnull=True) | Q(ended_on__gte=max(starts_on, clock.today()))
    found = Cluster.objects.filter(lasting, authority=template.authority_id, founded_on__lte=ends_on)
    first = Greatest(OuterRef("founded_on"), Value(starts_on, DateField()), output_field=DateField())
    staying = Q(left_on__isnull=True) | Q(left_on__gte=first)
    inside = Membership.objects.filter(staying, cluster=OuterRef("pk"), joined_on__lte=first)
    season = Season.objects.filter(cluster=OuterRef("pk"), year=year).values("pk")
    return found.annotate(season_pk=Subquery(season[:1]), has_members=Exists(inside)).order_by("sort_key", "pk")


def openable(found: QuerySet[Cluster]) -> QuerySet[Cluster]:
    """Those of `clusters_of` for which nothing stands against it."""
    return found.filter(season_pk__isnull=True, has_members=True)


def refused(found: Iterable[Any]) -> Table:
    """The others of `clusters_of`, each with the reason."""
    columns = [
        Column("cluster", _("Cluster or block"), "link", sortable=False, spot="name"),
        Column("reason", _("Why not"), sortable=False, spot="line"),
    ]
    rows = [_row(each) for each in found if each.season_pk or not each.has_members]
    return Table("refused", _("Not to be opened"), columns, rows, sort_key="refused-sort")


def _row(each: Any) -> Row:
    if each.season_pk:
        season = reverse("season", args=[each.season_pk])
        return Row([Cell(str(each), url=season, mark=each.mark), _("The year is open already.")])
    cluster = reverse("cluster", args=[each.pk])
    return Row([Cell(str(each), url=cluster, mark=each.mark), _("It has no members on the first day.")])
