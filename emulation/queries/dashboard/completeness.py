"""Completeness and timeliness, by cluster and by member."""

from collections import defaultdict
from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import writing
from clusters.enums import PHASES, Phase
from clusters.models import Season
from clusters.tables import Cell, Column, Row, Table
from emulation.queries.dashboard import order, unit
from emulation.queries.dashboard.order import Places
from emulation.queries.dashboard.scope import Scope
from emulation.queries.dashboard.unit import Timeliness, Unit

# In the heading of a narrow column; elsewhere the whole label.
HEADINGS = {Timeliness.OVERDUE: gettext_lazy("Overdue")}
TONE_WHERE_SOME = {"late": "warn", "returned": "warn", "overdue": "bad"}


def by_season(units: list[Unit]) -> Mapping[int, list[Unit]]:
    """Units by season's key."""
    found: dict[int, list[Unit]] = defaultdict(list)
    for each in units:
        found[each.season.pk].append(each)
    return found


def cluster_table(scope: Scope, units: list[Unit], places: Places) -> Table:
    """One row for each cluster, those with most overdue reports on top; every figure leads to its units."""
    columns = [
        Column("cluster", _("Cluster or block"), "link", spot="name"),
        Column("phase", _("Phase"), "state", spot="mark"),
        Column("units", _("Units"), "number"),
        Column("sent", _("Sent in"), "number"),
        *[Column(str(each), HEADINGS.get(each, each.label), "number") for each in Timeliness],
        Column("leader", _("Leads"), "link", spot="line"),
    ]
    groups = by_season(units)
    seasons = sorted(scope.seasons, key=lambda season: _urgency(groups[season.pk]))
    rows = [_cluster_row(scope, season, groups[season.pk], places.get(season.pk, [])) for season in seasons]
    total = Row([_("Total"), None, *_figures(scope, units), None]) if len(rows) > 1 else None
    empty = _("No cluster has this year in the filter.")
    caption = _("Reports by cluster")
    return Table("clusters", caption, columns, rows, total=total, empty=empty, sort_key="cluster-sort", wide=False)


def _urgency(units: list[Unit]) -> tuple[int, int, int]:
    found = unit.counts(units)
    return (-found["overdue"], -found["late"], -found["returned"])


def _cluster_row(scope: Scope, season: Season, units: list[Unit], places: list[order.Place]) -> Row:
    names = {each.participant.pk: str(each.participant) for each in units}
    head = names.get(season.head_pk, "")
    note = _("Head: {unit}").format(unit=head) if head else _("no head today")
    url = reverse("dashboard-season", args=[season.pk])
    sort = PHASES.index(Phase(season.phase))
    return Row(
        [
            Cell(str(season.cluster), url=url, note=note, mark=season.mark, source=season.source),
            Cell(season.phase, text=season.get_phase_display(), sort=sort),
            *_figures(scope, units, cluster=season.cluster_id),
            order.leader_cell(places, names),
        ],
        tone=_row_tone(units),
    )


def _row_tone(units: list[Unit]) -> str:
    found = unit.counts(units)
    if found["overdue"]:
        return "bad"
    return "warn" if found["late"] or found["returned"] else ""


def _figures(scope: Scope, units: list[Unit], **narrower) -> list[Cell]:
    found = unit.counts(units)
    share = writing.percent(100 * found["sent"] / found["units"], 0) if found["units"] else ""
    return [
        Cell(found["units"], url=scope.rows("units", **narrower)),
        Cell(found["sent"], url=scope.rows("sent", **narrower), note=share),
        *[_heat(str(each), found[each], scope.rows(str(each), **narrower)) for each in Timeliness],
    ]


def _heat(measure: str, count: int, url: str) -> Cell:
    return Cell(count, url=url, tone=TONE_WHERE_SOME.get(measure, "") if count else "muted")


def member_table(scope: Scope, units: list[Unit], places: Places) -> Table:
    """One row for each unit: pact, report, verification, place."""
    columns = [
        Column("unit", _("Unit"), "link", spot="name"),
        Column("cluster", _("Cluster or block"), "link", spot="line"),
        Column("pact", _("Pact"), "state"),
        Column("report", _("Report"), "state"),
        Column("sent", _("First sent in"), "moment"),
        Column("verified", _("Verification"), "state", spot="mark"),
        Column("points", _("Points"), "points", spot="figure"),
        Column("rank", _("Rank"), "number"),
    ]
    placed = {place.participant_pk: place for found in places.values() for place in found}
    rows = [_member_row(each, placed.get(each.participant.pk)) for each in units]
    empty = _("No unit takes part in the years of this filter.")
    return Table("members", _("Reports by unit"), columns, rows, empty=empty, sort_key="member-sort", wide=False)


def _member_row(each: Unit, place: order.Place | None) -> Row:
    season, participant = each.season, each.participant
    tone = "" if place is None or place.sealed else "unverified"
    late = each.days_late
    note = _("{days} days late").format(days=late) if late else ""
    return Row(
        [
            Cell(str(participant), url=reverse("organisation", args=[participant.organisation_id])),
            Cell(str(season.cluster), url=reverse("dashboard-season", args=[season.pk]), mark=season.mark),
            _done(participant.signed, _("signed"), _("not signed")),
            unit.report_cell(each),
            Cell(participant.first_sent, note=note),
            _done(each.is_accepted, _("accepted"), _("open")),
            Cell(place.points, url=place.url, tone=tone) if place else None,
            Cell(place.rank, url=place.url, tone="gold" if place.rank == 1 and place.sealed else tone)
            if place
            else None,
        ]
    )


def _done(done: bool, yes: str, no: str) -> Cell:
    return Cell("done" if done else "todo", text=yes if done else no)
