"""The rows behind every figure of the dashboard, by the name of its measure."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.enums import PHASES, Phase
from clusters.tables import Cell, Column, Row, Table
from emulation.queries.dashboard import award, target, target_table, unit
from emulation.queries.dashboard.scope import Scope
from emulation.queries.dashboard.unit import Timeliness

OF_UNITS = {
    "units": gettext_lazy("Units that take part"),
    "sent": gettext_lazy("Reports sent in"),
    Timeliness.ON_TIME.value: gettext_lazy("Reports sent in on time"),
    Timeliness.LATE.value: gettext_lazy("Reports sent in late"),
    Timeliness.RETURNED.value: gettext_lazy("Reports returned and not sent in again"),
    Timeliness.OVERDUE.value: gettext_lazy("Reports not sent in, overdue"),
    Timeliness.DUE.value: gettext_lazy("Reports not sent in, not due yet"),
}
OF_CRITERIA = {
    "promised": gettext_lazy("Units with a target"),
    "target": gettext_lazy("Targets"),
    "reported": gettext_lazy("Units that reported a result"),
    "result": gettext_lazy("Results sent in"),
    "achieved": gettext_lazy("Result in per cent of the target"),
    "met": gettext_lazy("Units that met their own target"),
    "unverified": gettext_lazy("Units whose result is unverified"),
}
OF_AWARDS = {
    "places": gettext_lazy("Number of places"),
    "taken": gettext_lazy("Places taken"),
    "decided": gettext_lazy("Decided awards"),
}
TITLES = {
    "clusters": gettext_lazy("Clusters and blocks of the year"),
    "late_clusters": gettext_lazy("Clusters with overdue reports"),
    **OF_UNITS,
    **OF_CRITERIA,
    **OF_AWARDS,
    "honours": gettext_lazy("Honours"),
}


def table(scope: Scope, measure: str, *, criterion: int | None = None, award_pk: int | None = None) -> Table | None:
    """Exactly the rows that the figure of that name counts or adds up in this scope; None where there is no such."""
    if measure in OF_UNITS:
        return unit.rows(unit.picked(unit.of(scope), measure), str(OF_UNITS[measure]))
    if measure in OF_CRITERIA:
        measured = next((m for m in target.of(unit.of(scope)) if m.criterion.pk == criterion), None)
        return target_table.rows(measured, measure) if measured else None
    if measure in OF_AWARDS:
        return award.rows(award.shares(scope), measure, award_pk)
    if measure == "honours":
        return award.honour_rows(list(award.honours(scope)), award_pk)
    return _clusters(scope, measure) if measure in ("clusters", "late_clusters") else None


def late_seasons(units: list[unit.Unit]) -> set[int]:
    """Seasons in which at least one report is overdue."""
    return {each.season.pk for each in units if each.timeliness == Timeliness.OVERDUE}


def _clusters(scope: Scope, measure: str) -> Table:
    seasons = scope.seasons
    if measure == "late_clusters":
        late = late_seasons(unit.of(scope))
        seasons = [season for season in seasons if season.pk in late]
    columns = [
        Column("cluster", _("Cluster or block"), "link", spot="name"),
        Column("kind", _("Kind"), spot="line"),
        Column("authority", _("Authority"), spot="line"),
        Column("phase", _("Phase"), "state", spot="mark"),
        Column("count", _("Clusters"), "number", sortable=False),
    ]
    total = Row([_("Total"), None, None, None, len(seasons)])
    rows = [_cluster_row(season) for season in seasons]
    return Table("rows", str(TITLES[measure]), columns, rows, total=total, empty=_("No cluster is counted here."))


def _cluster_row(season) -> Row:
    cluster = season.cluster
    url = reverse("dashboard-season", args=[season.pk])
    phase = Cell(season.phase, text=season.get_phase_display(), sort=PHASES.index(Phase(season.phase)))
    return Row(
        [Cell(str(season), url=url, mark=season.mark), cluster.get_kind_display(), str(cluster.authority), phase, 1]
    )
