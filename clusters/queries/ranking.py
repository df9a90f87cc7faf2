"""The order as it stands now: what counts, what is still open, and which ranks that could change."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import ranking, scoring, writing
from clusters.enums import ReportState
from clusters.models import Criterion, Participant, Report, Season, Standing
from clusters.models.report import SENT_IN
from clusters.queries import assessment
from clusters.queries import scoring as scorings
from clusters.queries.assessment import ZERO, Leaf
from clusters.scoring import Sheet, all_nodes, sum_points
from clusters.tables import Cell, Column, Row, Table


@dataclass(frozen=True)
class Line:
    """One unit in the live order. `best` and `worst` are the ranks it could still take."""

    participant: Participant
    report: Report
    leaves: tuple[Leaf, ...]
    sheet: Sheet
    own: Sheet
    rank: int = 0
    is_tied: bool = False
    best: int = 0
    worst: int = 0

    @property
    def verified(self) -> int:
        return sum(leaf.is_verified for leaf in self.leaves)

    @property
    def is_verified(self) -> bool:
        return self.report.state == ReportState.ACCEPTED and self.verified == len(self.leaves)

    @property
    def is_settled(self) -> bool:
        return self.best == self.worst


@dataclass(frozen=True)
class Live:
    """`lines` are ranked; `unsent` are the units whose report is not with the cluster."""

    season: Season
    table: scoring.Table
    criteria: Mapping[str, Criterion]
    lines: list[Line]
    unsent: list[Report]
    standing: Standing | None

    @cached_property
    def submitted(self) -> list[Line]:
        """Reports that wait to be accepted or returned."""
        return [line for line in self.lines if line.report.state == ReportState.SUBMITTED]

    @cached_property
    def unverified(self) -> list[Line]:
        """Accepted reports with a line that still waits for the cluster's points."""
        return [line for line in self.lines if line.report.state == ReportState.ACCEPTED and not line.is_verified]


def for_page(user) -> QuerySet[Season]:
    """Seasons that the person may see, with what the pages and policies of judging read."""
    return Season.objects.visible_to(user).select_related("cluster__authority", "table")


def due_at(season: Season) -> dt.datetime | None:
    """When the phase that the season is in is due."""
    return season.phases.filter(phase=season.phase).values_list("due_at", flat=True).first()


def live(season: Season) -> Live:
    """Four queries, however many units."""
    table, criteria = scorings.table_of(season.table) if season.table else (scoring.Table(()), {})
    reports = (
        Report.objects.in_season(season)
        .filter(participant__left_on__isnull=True)
        .select_related("participant__organisation")
        .order_by("participant__organisation__sort_key", "pk")
    )
    scores = assessment.scores_of_season(season)
    lines, unsent = [], []
    for report in reports:
        report.participant.season = season
        if report.state in SENT_IN:
            lines.append(_line(table, report, assessment.leaves(criteria, scores.get(report.pk, {}))))
        else:
            unsent.append(report)
    return Live(season, table, criteria, _placed(table, lines), unsent, in_force(season))


def in_force(season: Season) -> Standing | None:
    """The sealed ranking that no later one has replaced."""
    return Standing.objects.in_force().filter(season=season).defer("manifest").first()


def _line(table: scoring.Table, report: Report, leaves: list[Leaf]) -> Line:
    own, given = assessment.sheets(table, leaves)
    return Line(report.participant, report, tuple(leaves), given, own)


def _placed(table: scoring.Table, lines: list[Line]) -> list[Line]:
    """In order of rank; units of one rank in the order of their names, as they came."""
    penalties = _penalties(table)
    ranges = [_range(table, line, penalties) for line in lines]
    placed = ranking.rank(ranking.Contender(index, line.sheet.total) for index, line in enumerate(lines))
    return [
        replace(
            lines[index],
            rank=one.rank,
            is_tied=one.is_tied,
            best=1 + sum(low > ranges[index][1] for low, _high in ranges),
            worst=1 + sum(high > ranges[index][0] for at, (_low, high) in enumerate(ranges) if at != index),
        )
        for one in placed
        for index in [int(str(one.key))]
    ]


def _range(table: scoring.Table, line: Line, penalties: set[str]) -> tuple[Decimal, Decimal]:
    """The least and the most that the unit can still come to, whatever the open lines are given."""
    least, most = {}, {}
    for leaf in line.leaves:
        code = leaf.criterion.code
        ends = (leaf.points, leaf.points) if leaf.is_verified else (ZERO, leaf.criterion.max_points)
        least[code], most[code] = reversed(ends) if code in penalties else ends
    return sum_points(table, least).total, sum_points(table, most).total


def _penalties(table: scoring.Table) -> set[str]:
    """Codes of all lines that are taken off."""
    return {node.code for top in table.nodes if top.section == "penalty" for node in all_nodes(scoring.Table((top,)))}


def table(found: Live) -> Table:
    """Who stands where: both totals side by side, what is verified, and the ranks still possible."""
    columns = [
        Column("rank", _("Rank"), "number"),
        Column("unit", _("Unit"), "link"),
        Column("state", _("Report"), "state"),
        Column("own", _("Self-score"), "points"),
        Column("points", _("Cluster's points"), "points"),
        Column("difference", _("Difference"), "points"),
        Column("verified", _("Lines verified")),
        Column("possible", _("Ranks still possible")),
    ]
    rows = [*(_row(line) for line in found.lines), *(_row_unsent(report) for report in found.unsent)]
    return Table("ranking", _("Ranking"), columns, rows, empty=_("No unit takes part in this year."))


def to_be_sealed(found: Live) -> Table:
    """The same table on the page that confirms the sealing: the workbook belongs to the ranking's own page."""
    return replace(table(found), export=False)


def _row(line: Line) -> Row:
    url = reverse("assessment", args=[line.report.pk])
    open_tone = "" if line.is_verified else "unverified"
    difference = line.sheet.total - line.own.total
    return Row(
        [
            Cell(line.rank, tone=open_tone, note=_("shared") if line.is_tied else ""),
            Cell(str(line.participant), url=url, mark=line.report.mark, source=line.report.source),
            Cell(line.report.state, text=line.report.get_state_display()),
            Cell(line.own.total, url=url),
            Cell(line.sheet.total, url=url, tone=open_tone, note="" if line.is_verified else _("not verified")),
            Cell(difference or None, tone="warn" if difference else ""),
            Cell(line.verified, text=f"{line.verified}/{len(line.leaves)}"),
            Cell(line.best, text=str(line.best) if line.is_settled else f"{line.best}–{line.worst}"),
        ]
    )


def _row_unsent(report: Report) -> Row:
    note = _("has not sent a report, so it is not ranked")
    if report.return_reason:
        note = _("its report was returned and has not come back, so it is not ranked")
    return Row([None, Cell(str(report.participant), note=note), None, None, None, None, None, None], tone="muted")


def matrix(found: Live) -> Table:
    """Every line of the table by unit; each number leads to why it is what it is."""
    units = [Column(f"unit{line.participant.pk}", str(line.participant), "points") for line in found.lines]
    columns = [Column("criterion", _("Criterion")), Column("most", _("At most"), "points"), *units]
    by_line = zip(*(line.leaves for line in found.lines), strict=True)
    rows = [_row_of_points(found, leaves) for leaves in by_line]
    return Table("points", _("Points by criterion"), columns, rows, total=_totals(found), sort_key="lines")


def _row_of_points(found: Live, leaves: tuple[Leaf, ...]) -> Row:
    criterion = leaves[0].criterion
    cells = [_points(line.report, leaf) for line, leaf in zip(found.lines, leaves, strict=True)]
    return Row([str(criterion), criterion.max_points, *cells])


def _points(report: Report, leaf: Leaf) -> Cell:
    own = leaf.own.points if leaf.own else None
    note = _("self-score {points}").format(points=writing.points(own)) if leaf.difference is not None else ""
    tone = "warn" if note else "" if leaf.is_verified else "unverified"
    return Cell(leaf.points, url=reverse("why", args=[report.pk, leaf.criterion.pk]), note=note, tone=tone)


def _totals(found: Live) -> Row | None:
    if not found.lines:
        return None
    return Row([_("Total"), None, *(line.sheet.total for line in found.lines)])
