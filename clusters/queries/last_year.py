"""The year before beside a unit's plan: target, result and verified points of the criteria that today's continue.

Where bodies were merged, each predecessor has its own line: what several promised is not added up behind their backs.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from clusters import targeting
from clusters.enums import ScoreKind, TargetKind
from clusters.models import Criterion, Participant, Result, Score, ScoringTableVersion, Season, Succession, Target
from clusters.queries import report as reports
from clusters.queries import scoring as scores
from clusters.queries import table_match as matches
from clusters.queries import target as kinds


class Figures(NamedTuple):
    """What one unit promised, reported and was given for one criterion, in words; None where there is nothing."""

    target: str | None = None
    result: str | None = None
    points: Decimal | None = None


class Beside(NamedTuple):
    """One criterion of the year before that today's continues, of one unit; `code` where it was another."""

    unit: str
    code: str
    figures: Figures


class Before(NamedTuple):
    """The year before, None where the unit has none, with its lines by today's criterion; `several` bodies of then
    stand beside one unit of today."""

    year: int | None
    lines: dict[int, list[Beside]]
    several: bool = False


def units_then(participant: Participant) -> list[Participant]:
    """The unit, or the bodies it took over, as they took part in the year before and were scored by a table: each in
    today's cluster, else in whichever of the same authority it came from."""
    season = participant.season
    own = Succession.objects.filter(organisation=participant.organisation_id).values("ancestor")
    runs = Succession.objects.filter(organisation__clusters_run=season.cluster_id).values("ancestor")
    found = Participant.objects.filter(season__year=season.year - 1, season__table__isnull=False, organisation__in=own)
    found = found.filter(season__cluster__authority__in=runs).select_related("organisation", "season__table__table")
    of_body: dict[int, Participant] = {}
    for each in sorted(found.order_by("organisation__sort_key", "pk"), key=partial(_far, season)):
        of_body.setdefault(each.organisation_id, each)
    return sorted(of_body.values(), key=lambda each: (each.organisation.sort_key, each.pk))


def _far(season: Season, then: Participant) -> tuple[bool, bool]:
    """Today's cluster first, then those in which the unit stayed to the end."""
    return then.season.cluster_id != season.cluster_id, then.left_on is not None


def beside(participant: Participant, criteria: Iterable[Criterion]) -> Before:
    """A line for each criterion and each body of then."""
    units, now = units_then(participant), participant.season.table
    if not units or now is None:
        return Before(None, {})
    continued, figures = _continued(units, now), _figures(units)
    lines = {
        criterion.pk: [
            Beside(str(unit), "" if old == criterion.code else old, figures.get((unit.pk, old), Figures()))
            for unit in units
            for old in continued[unit.season.table_id, criterion.code]
        ]
        for criterion in criteria
    }
    return Before(participant.season.year - 1, lines, len(units) > 1)


def _continued(units: Iterable[Participant], now: ScoringTableVersion) -> dict[tuple[int | None, str], list[str]]:
    """By table of then and code of today, the codes that it continues; one or two queries for each table."""
    found: dict[tuple[int | None, str], list[str]] = defaultdict(list)
    tables = {each.season.table_id: each.season.table for each in units}
    for table in filter(None, tables.values()):
        for old, new in sorted(matches.pairs_between(table, now)):
            found[table.pk, new].append(old)
    return found


def _figures(units: list[Participant]) -> dict[tuple[int, str], Figures]:
    """By unit and code of the criterion, in three queries."""
    promised = Target.objects.filter(participant__in=units).select_related("criterion")
    reported = Result.objects.filter(report__participant__in=units).select_related("criterion", "report")
    given = Score.objects.filter(report__participant__in=units, kind=ScoreKind.HEAD)
    found: dict[tuple[int, str], Figures] = defaultdict(Figures)
    for target in promised:
        found[target.participant_id, target.criterion.code] = Figures(target.said)
    for result in reported:
        key = (result.report.participant_id, result.criterion.code)
        found[key] = found[key]._replace(result=_said(result))
    for unit, code, points in given.values_list("report__participant", "criterion__code", "points"):
        found[unit, code] = found[unit, code]._replace(points=points)
    return found


def _said(result: Result) -> str:
    line, asked = result.criterion, kinds.asked_of(result.criterion)
    if asked and asked.kind == TargetKind.RANK and result.value is not None:
        return targeting.word(targeting.in_unit(result.value, asked))
    rule = scores.rule_of(line)
    return reports.in_words(rule, scores.typed(rule, result.inputs), line.unit_of_measure)
