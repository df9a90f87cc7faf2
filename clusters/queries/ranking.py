"""The order as it stands now: what counts, what is still open, and which ranks that could change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from clusters import ranking
from clusters.enums import ReportState
from clusters.models import Criterion, Participant, Report, Season, Standing
from clusters.models.report import OPEN_TO_OTHERS
from clusters.queries import assessment
from clusters.queries import scoring as scorings
from clusters.queries.assessment import ZERO, Leaf
from clusters.scoring import Sheet, Table, all_nodes, sum_points


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
    table: Table
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


def live(season: Season) -> Live:
    """Four queries, however many units."""
    table, criteria = scorings.table_of(season.table) if season.table_id else (Table(()), {})
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
        if report.state in OPEN_TO_OTHERS:
            lines.append(_line(table, report, assessment.leaves(criteria, scores.get(report.pk, {}))))
        else:
            unsent.append(report)
    return Live(season, table, criteria, _placed(table, lines), unsent, in_force(season))


def in_force(season: Season) -> Standing | None:
    """The sealed ranking that no later one has replaced."""
    return Standing.objects.in_force().filter(season=season).first()


def _line(table: Table, report: Report, leaves: list[Leaf]) -> Line:
    given = {leaf.criterion.code: leaf.points for leaf in leaves}
    own = {leaf.criterion.code: leaf.own.points for leaf in leaves if leaf.own}
    return Line(report.participant, report, tuple(leaves), sum_points(table, given), sum_points(table, own))


def _placed(table: Table, lines: list[Line]) -> list[Line]:
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


def _range(table: Table, line: Line, penalties: set[str]) -> tuple[Decimal, Decimal]:
    """The least and the most that the unit can still come to, whatever the open lines are given."""
    least, most = {}, {}
    for leaf in line.leaves:
        code = leaf.criterion.code
        ends = (leaf.points, leaf.points) if leaf.is_verified else (ZERO, leaf.criterion.max_points)
        least[code], most[code] = reversed(ends) if code in penalties else ends
    return sum_points(table, least).total, sum_points(table, most).total


def _penalties(table: Table) -> set[str]:
    """Codes of all lines that are taken off."""
    return {node.code for top in table.nodes if top.section == "penalty" for node in all_nodes(Table((top,)))}
