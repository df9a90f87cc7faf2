"""The sheet of a year or a period: its lines with all that stands beside them, how far it is, and what it lacks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clusters import clock, writing
from clusters.enums import Blank
from clusters.models import Organisation, PeriodReport, Report, ReportPart, ReturnReason
from clusters.prepared import Prepared
from clusters.queries import fact, fact_feed, past_figure, period_figures, simulation
from clusters.queries import finding as findings
from clusters.queries import grading as gradings
from clusters.queries import period_finding as period_findings
from clusters.queries import report as reports
from clusters.queries import return_reason as return_reasons
from clusters.queries import scoring as scores
from clusters.queries.finding import Findings, Found
from clusters.queries.past_figure import Then
from clusters.queries.period_figures import PeriodFigure
from clusters.queries.period_report import PeriodLine
from clusters.queries.report import ReportLine
from clusters.scoring import Entry, Sheet
from clusters.scoring.grading import needs


class Opened(NamedTuple):
    """A report's lines with their points; `case` is what its grade follows from, None where the year has no table."""

    lines: list[ReportLine]
    sheet: Sheet
    case: simulation.Case | None

    @property
    def grade(self) -> str:
        """What it would be graded by itself as it stands, before quotas; '' where there are no grades."""
        return self.case.grade(self.sheet) if self.case else ""


class Part(NamedTuple):
    """A colleague who is to fill the line in by a moment."""

    assignee: str
    due_at: datetime

    @property
    def is_overdue(self) -> bool:
        return self.due_at < clock.now()


class Last(NamedTuple):
    """What was reported for the line in the year before, in words, and the points that the cluster gave for it, if
    any; `unit` names the body of then where several stand for the unit of today."""

    words: str
    points: Decimal | None
    unit: str = ""


@dataclass
class Beside:
    """Everything beside one line that the line does not hold itself."""

    last: list[Last] = field(default_factory=list)
    periods: list[PeriodFigure] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    returned: ReturnReason | None = None


class Desk(NamedTuple):
    """The sheet with all that stands around it; `by_criterion` is by pk, `before` says when `Beside.last` was."""

    findings: Findings
    by_criterion: dict[int, Beside]
    before: str

    def of(self, line: ReportLine) -> Beside:
        return self.by_criterion.get(line.criterion.pk) or Beside()


class Gap(NamedTuple):
    """Something that is open at `count` lines, in words, `first` the pk of the first of them."""

    words: str
    tone: str
    first: int


def read(report: Report, *, graded: bool = True) -> Opened:
    """A constant number of queries; the season is read where a rule compares the units, facts where `graded` and a
    grade asks for them."""
    season, unit = report.participant.season, report.participant_id
    if season.table is None:
        return Opened(*reports.lines_of(report), None)
    core = scores.table_of(season.table)
    year = scores.read_season(season, core) if scores.looks_at_others(core[1].values()) else None
    grading, facts = gradings.of_version(season.table), dict(year.facts.get(unit, {})) if year else {}
    if not facts and (fact_feed.fed(core[1]) or (graded and needs.facts_of(grading))):
        facts = fact.of_participant(report.participant)
    lines, sheet = reports.lines_of(report, year, core, facts)
    entries = year.compared(unit) if year else {unit: _own(lines)}
    return Opened(lines, sheet, simulation.Case(*core, entries, unit, grading, facts))


def _own(lines: Iterable[ReportLine]) -> dict[str, Entry]:
    return {line.name: reports.entry_of(line) for line in lines if line.rule}


def gaps(desk: Desk) -> list[Gap]:
    """What keeps the report from being complete, the heaviest first, each with the way to its first line."""
    found, blank = desk.findings, [line for line in desk.findings.blank if line.is_asked]
    bare = [line for line in found.leaves if line.lacks_evidence]
    errors, warned = ([line for each in several for line in each.lines] for several in (found.errors, found.open))
    listed = [
        (errors, "bad", len(found.errors), ngettext("{count} error", "{count} errors", len(found.errors))),
        (blank, "bad", len(blank), ngettext("{count} blank", "{count} blank", len(blank))),
        (bare, "warn", len(bare), ngettext("{count} without evidence", "{count} without evidence", len(bare))),
        (warned, "warn", len(found.open), ngettext("{count} warning", "{count} warnings", len(found.open))),
    ]
    return [Gap(said.format(count=count), tone, lines[0].criterion.pk) for lines, tone, count, said in listed if lines]


def of_report(report: Report, lines: list[ReportLine]) -> Desk:
    """Five queries at most beside those of the lines, whatever the number of criteria; one more where another table was
    used in the years before, and one where several bodies of then stand for the unit."""
    own = [line for line in lines if not line.is_group]
    criteria = [line.criterion for line in own]
    past = past_figure.read(report.participant, criteria, max(1, findings.looks_back(report)))
    found = findings.of_report(report, lines, past)
    before = report.participant.season.year - 1
    beside = _beside(own, _last(own, past, before), period_figures.to_date(report.participant, criteria), found)
    for pk, part in _parts(report):
        beside[pk].parts.append(part)
    for pk, reason in return_reasons.by_criterion(report).items():
        beside[pk].returned = reason
    return Desk(found, dict(beside), str(before))


def of_period(report: PeriodReport, lines: list[PeriodLine]) -> Desk:
    """Beside the lines of a period stand the other periods of the year, and the same one of the year before; two
    queries, one more where the checks find something, and two more as in `of_report`."""
    own, unit, period = [line for line in lines if not line.is_group], report.participant, report.period
    criteria, year = [line.criterion for line in own], unit.season.year - 1
    past = past_figure.of_period(unit, period, criteria, max(1, period_findings.looks_back(report)))
    found = period_findings.of_report(report, lines, past)
    beside = _beside(own, _last(own, past, year), period_figures.to_date(unit, criteria, but=period), found)
    return Desk(found, dict(beside), _("Same period of {year}").format(year=year))


def _beside(
    own: list[ReportLine],
    last: Iterable[tuple[int, list[Last]]],
    periods: dict[int, list[PeriodFigure]],
    found: Findings,
) -> dict[int, Beside]:
    """By the criterion's pk, each made where something stands there."""
    beside: dict[int, Beside] = defaultdict(Beside)
    for pk, then in last:
        beside[pk].last = then
    for pk, figures in periods.items():
        beside[pk].periods = figures
    for line in own:
        if line.name in found.by_criterion:
            beside[line.criterion.pk].found = found.by_criterion[line.name]
    return beside


def _parts(report: Report) -> Iterable[tuple[int, Part]]:
    """By criterion, the soonest first; one query."""
    return [(pk, Part(name or username, due_at)) for pk, name, username, due_at in _PARTS(report.pk)]


def _parts_of(report: int) -> QuerySet[Any]:
    standing = ReportPart.objects.standing().filter(report=report).exclude(criteria=None).order_by("due_at", "pk")
    return standing.values_list("criteria", "assignee__name", "assignee__username", "due_at")


_PARTS = Prepared(_parts_of, keys=1)


def _last(lines: list[ReportLine], past: past_figure.Past, year: int) -> Iterable[tuple[int, list[Last]]]:
    """By the criterion's pk, each body by itself: what several reported is not added up."""
    then = {line.name: past.get(line.name, {}).get(year, []) for line in lines}
    bodies = {row.organisation for rows in then.values() for row in rows}
    names = Organisation.objects.in_bulk(bodies) if len(bodies) > 1 else {}
    for line in lines:
        rows = then[line.name]
        said = [Last(_said(line, row), row.points, _short(names.get(row.organisation))) for row in rows]
        yield line.criterion.pk, said


def _short(body: Organisation | None) -> str:
    return (body.short_name or str(body)) if body else ""


def _said(line: ReportLine, then: Then) -> str:
    """As today's rule says it; a figure of another rule as the number that it came to; or why there was none."""
    words = reports.in_words(line.rule, scores.typed(line.rule, then.inputs), line.criterion.unit_of_measure)
    if words or then.value is None:
        return words or (str(Blank(then.blank).label) if then.blank else "")
    return f"{writing.number(then.value)} {line.criterion.unit_of_measure}".strip()
