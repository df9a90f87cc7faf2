"""The figures of a unit's periods to date, and what the year comes to by them; two queries for a whole sheet."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from clusters import explanations
from clusters.enums import Blank
from clusters.models import Criterion, Participant, Period, PeriodResult
from clusters.models.period_report import SENT
from clusters.queries import period as periods
from clusters.queries import period_deadline as deadline
from clusters.queries import report as reports
from clusters.queries import scoring as scores
from clusters.scoring import Reason, deriving

# A period in which no case arose, or to which it does not apply, brings nothing to the year and keeps nothing waiting.
NOTHING_THERE = (Blank.NO_CASE, Blank.NOT_APPLICABLE)


class PeriodFigure(NamedTuple):
    """One period that the unit owes: what it is called, its figures in words or why there are none, whether they have
    been sent in."""

    label: str
    words: str
    is_sent: bool


@dataclass(frozen=True)
class YearFigure:
    """What the periods say of one criterion. `values` are typed inputs of the year, empty where nothing follows."""

    criterion: Criterion
    periods: list[PeriodFigure]
    values: Mapping[str, Any]
    reasons: tuple[Reason, ...]
    is_whole: bool

    @property
    def words(self) -> str:
        """The year's figure as a person says it; empty where there is none."""
        rule = scores.rule_of(self.criterion)
        return reports.in_words(rule, dict(self.values), self.criterion.unit_of_measure) if self.values else ""

    @property
    def why(self) -> list[str]:
        """How it follows, and which periods are still to come."""
        return [explanations.explain(reason) for reason in self.reasons]

    @property
    def may_be_taken(self) -> bool:
        """A year is whole only when every period that the unit owes has been sent in."""
        return self.is_whole and bool(self.values)


def of_participant(participant: Participant, criteria: Iterable[Criterion]) -> dict[int, YearFigure]:
    """By the keys of those criteria that are reported for periods; no query where none is."""
    asked = [each for each in criteria if each.reported and each.rule_type]
    if not asked:
        return {}
    owed = _owed(participant, {each.reported for each in asked})
    found = PeriodResult.objects.filter(report__participant=participant, criterion__in=[each.pk for each in asked])
    rows = {(each.criterion_id, each.report.period_id): each for each in found.select_related("report")}
    return {each.pk: _year(each, owed.get(each.reported, []), rows) for each in asked}


def to_date(
    participant: Participant, criteria: Iterable[Criterion], but: Period | None = None
) -> dict[int, list[PeriodFigure]]:
    """What was entered for the periods so far, in the order of time, by the criterion's pk, without the period `but`;
    one query, none where no criterion is reported for periods."""
    asked = {each.pk: each for each in criteria if each.reported and each.rule_type}
    if not asked:
        return {}
    found = PeriodResult.objects.filter(report__participant=participant, criterion__in=asked)
    found = found.exclude(report__period=but) if but else found
    rows = [row for row in found.select_related("report__period") if deadline.owes(participant, row.report.period)]
    rows.sort(key=lambda row: _ends(participant, row.report.period))
    figures: dict[int, list[PeriodFigure]] = {}
    for row in rows:
        figures.setdefault(row.criterion_id, []).append(_figure(asked[row.criterion_id], row))
    return figures


def _figure(criterion: Criterion, row: PeriodResult) -> PeriodFigure:
    rule, period = scores.rule_of(criterion), row.report.period
    words = _words(criterion, scores.typed(rule, row.inputs), row)
    return PeriodFigure(periods.words(period.kind, period.number), words, row.report.state in SENT)


def _words(criterion: Criterion, values: Mapping[str, Any], row: PeriodResult | None) -> str:
    """The figures as a person says them, or why there are none."""
    said = str(Blank(row.blank).label) if row and row.blank else ""
    return reports.in_words(scores.rule_of(criterion), dict(values), criterion.unit_of_measure) or said


def _ends(participant: Participant, period: Period) -> dt.date:
    return deadline.last_day(participant.season, period.kind, period.number)


def _owed(participant: Participant, kinds: set[str]) -> dict[str, list[Period]]:
    """The periods that the unit owes, in the order of time; months of a school year do not begin with January."""
    season = participant.season
    found = [each for each in season.periods.filter(kind__in=kinds) if deadline.owes(participant, each)]
    found.sort(key=lambda each: _ends(participant, each))
    return {kind: [each for each in found if each.kind == kind] for kind in kinds}


def _year(criterion: Criterion, owed: list[Period], rows: Mapping[tuple[int, int], PeriodResult]) -> YearFigure:
    rule, shown, given, waiting = scores.rule_of(criterion), [], [], []
    blank: dict[bool, list[str]] = {}
    for period in owed:
        row, label = rows.get((criterion.pk, period.pk)), periods.words(period.kind, period.number)
        values = scores.typed(rule, row.inputs) if row else {}
        is_sent = row is not None and row.report.state in SENT
        shown.append(PeriodFigure(label, _words(criterion, values, row), is_sent))
        if rule and is_sent and deriving.is_given(rule.type, rule.parameters, values):
            given.append(values)
        elif row and is_sent and row.blank:
            blank.setdefault(row.blank in NOTHING_THERE, []).append(label)
        else:
            waiting.append(label)
    if rule is None or not criterion.derived:
        return YearFigure(criterion, shown, {}, (), is_whole=False)
    derived = deriving.of_year(rule.type, rule.parameters, criterion.derived, given)
    open_ = {"derived.without": blank.get(True), "derived.unknown": blank.get(False), "derived.missing": waiting}
    missing = [Reason.of(code, periods=", ".join(labels)) for code, labels in open_.items() if labels]
    is_whole = bool(given) and not waiting and not blank.get(False)
    return YearFigure(criterion, shown, derived.values, (*derived.reasons, *missing), is_whole)
