"""Two years of a cluster side by side: verified points by matched criterion, and what of each year has no counterpart.

Per cents are sums over sums: the points of all units compared, of what they could come to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db.models import QuerySet

from clusters import scoring
from clusters.enums import SectionKind
from clusters.models import Criterion, Organisation, Report, Season
from clusters.models.report import SENT_IN
from clusters.queries import assessment
from clusters.queries import scoring as cores
from clusters.queries import table_match as matches
from clusters.queries.season_comparison_unit import Side, Whole, matched
from clusters.queries.table_match import Matching
from clusters.scoring import Sheet, matching
from clusters.scoring.grading.lines import Lines
from clusters.scoring.ratio import percentage
from clusters.scoring.values import LEFT_OUT, ZERO


class Figures(NamedTuple):
    """Points of what they could be; penalties are below 0."""

    points: Decimal = ZERO
    most: Decimal = ZERO

    @property
    def percent(self) -> Decimal | None:
        """Nothing taken off is 0, not the −0 of a division by what is below 0."""
        return percentage(self.points, self.most) + ZERO if self.most else None

    def plus(self, other: "Figures") -> "Figures":
        """Both added up."""
        return Figures(self.points + other.points, self.most + other.most)


@dataclass(frozen=True)
class Year:
    """A season with the sheets of the units whose points are all verified, by organisation's pk; the others `open`."""

    season: Season
    table: scoring.Table
    criteria: Mapping[str, Criterion]
    sheets: Mapping[int, Sheet]
    units: Mapping[int, Organisation]

    @property
    def side(self) -> Side:
        """As the units of two years are matched."""
        begins = max(self.season.starts_on, self.season.cluster.founded_on)
        return Side(self.season.year, begins, self.units, self.sheets)

    @cached_property
    def full(self) -> Decimal:
        """What a total is per cent of."""
        return Lines(self.table).full

    def figures(self, codes: Iterable[str], units: Iterable[int]) -> Figures:
        """Of these lines, added up over these units; what does not apply to a unit could not come to anything."""
        found, listed = Figures(), list(codes)
        for unit in units:
            for code in listed:
                found = found.plus(self._figures(code, self.sheets[unit]))
        return found

    def _figures(self, code: str, sheet: Sheet) -> Figures:
        criterion, line = self.criteria[code], sheet.lines[code]
        sign = -1 if criterion.section == SectionKind.PENALTY else 1
        return Figures(sign * line.points, ZERO if line.effect == LEFT_OUT else sign * criterion.max_points)

    def total(self, units: Iterable[int]) -> Figures:
        """The totals of these units, of the full total each."""
        listed = list(units)
        return Figures(sum((self.sheets[unit].total for unit in listed), ZERO), self.full * len(listed))


@dataclass(frozen=True)
class Comparison:
    """Both years for the units compared; `apart` are units that cannot be, each with the reason."""

    old: Year
    new: Year
    found: Matching
    units: list[Whole]
    apart: list[tuple[Organisation, str]]
    unit: Whole | None = None

    @property
    def compared(self) -> list[Whole]:
        """The one unit asked for, or all that both years have."""
        return [each for each in self.units if self.unit in (None, each)]

    @property
    def joined(self) -> list[Whole]:
        """Those of them that are more than one unit with itself."""
        return [each for each in self.compared if each.is_joined]

    def joint_of(self, code: str) -> matching.Joint | None:
        """What the new line is compared with as a whole."""
        return self._joints.get(code)

    @cached_property
    def _joints(self) -> dict[str, matching.Joint]:
        return {code: joint for joint in matching.joints(self.found.pairs) for code in joint.new}

    def figures(self, year: Year, codes: Iterable[str]) -> Figures:
        """Of lines of one year; a line inside another is not added twice."""
        side = self.found.old if year is self.old else self.found.new
        return year.figures(matching.outermost(codes, side.items), self._bodies(year))

    def total(self, year: Year) -> Figures:
        """The totals of one year, added up."""
        return year.total(self._bodies(year))

    def _bodies(self, year: Year) -> list[int]:
        return [unit.pk for each in self.compared for unit in (each.old if year is self.old else each.new)]

    def left_over(self, year: Year) -> list[str]:
        """Codes of the leaves of one year without a counterpart in the other."""
        side = self.found.old if year is self.old else self.found.new
        return [each.code for each in self.found.left_over(side)]


def choices(season: Season, user) -> QuerySet[Season]:
    """Other years of the cluster with a table that the person may see, the latest first."""
    visible = Season.objects.visible_to(user).filter(cluster=season.cluster_id, table__isnull=False)
    return visible.exclude(pk=season.pk).select_related("cluster__authority", "table__table").order_by("-year")


def suggested(season: Season, listed: Iterable[Season]) -> Season | None:
    """The year before, else the nearest."""
    return min(listed, key=lambda each: (each.year > season.year, abs(each.year - season.year)), default=None)


def compare(old: Season, new: Season, unit: int | None = None) -> Comparison:
    """Nine queries, however many units. `unit` is the pk of the one body wanted; others are not refused."""
    years = year_of(old), year_of(new)
    sides = [matches.Side(each.season.table, each.criteria) for each in years]
    found = Matching(*sides, matches.pairs_between(old.table, new.table), [])
    units, apart = matched(*(each.side for each in years))
    chosen = next((each for each in units if unit in {body.pk for body in (*each.new, *each.old)}), None)
    return Comparison(*years, found, units, apart, chosen)


def year_of(season: Season) -> Year:
    """Three queries."""
    table, criteria = cores.sums_of(season.table)
    reports = Report.objects.in_season(season).filter(participant__left_on__isnull=True)
    reports = reports.select_related("participant__organisation").order_by("participant__organisation__sort_key", "pk")
    scores = assessment.scores_of_season(season)
    sheets: dict[int, Sheet] = {}
    for report in reports:
        leaves = assessment.leaves(criteria, scores.get(report.pk, {}))
        if report.state in SENT_IN and all(leaf.is_verified for leaf in leaves):
            sheets[report.participant.organisation_id] = assessment.sheets(table, leaves)[1]
    units = {each.participant.organisation_id: each.participant.organisation for each in reports}
    return Year(season, table, criteria, sheets, units)
