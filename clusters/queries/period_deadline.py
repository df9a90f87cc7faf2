"""Until when the report of a period comes in time for one unit, and which units owe it at all."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery

from clusters.enums import PERIODS_OF_A_YEAR, PeriodKind
from clusters.models import Participant, Period, PeriodExtension, PeriodReport, Season
from clusters.queries.deadline import Deadline
from clusters.queries.period import last_moment


def last_day(season: Season, kind: str, number: int) -> dt.date:
    """Of the time that a period stands for: months by the calendar, the others from the beginning of the year."""
    months = 12 // PERIODS_OF_A_YEAR[PeriodKind(kind)]
    first = season.starts_on.replace(day=1)
    if kind == PeriodKind.MONTH:
        passed = (number - first.month) % 12 + 1
    else:
        passed = months * number
    year, month = divmod(first.year * 12 + first.month - 1 + passed, 12)
    return dt.date(year, month + 1, 1) - dt.timedelta(days=1)


def owes(participant: Participant, period: Period) -> bool:
    """Whoever took part on the last day of a period reports it: who joined later or left before does not."""
    last = last_day(participant.season, period.kind, period.number)
    return participant.joined_on <= last and (participant.left_on is None or participant.left_on >= last)


def of(period: Period, until: dt.datetime | None) -> Deadline:
    """`until` is the end of the longest extension that the unit was given, if any."""
    grace = last_moment(period.due_at, period.grace_days) if period.grace_days else None
    return Deadline(period.due_at, until, grace)


def of_participant(participant: Participant, period: Period) -> Deadline:
    """In one query."""
    found = PeriodExtension.objects.standing().filter(participant=participant, period=period)
    return of(period, found.aggregate(until=Max("until"))["until"])


def of_report(report: PeriodReport) -> Deadline:
    """Of one that is `annotated`, else asked for."""
    if hasattr(report, "extended_until"):
        return of(report.period, report.extended_until)
    return of_participant(report.participant, report.period)


def extensions(participants: QuerySet[Participant] | Iterable[int]) -> dict[tuple[int, int], dt.datetime]:
    """The longest of each unit and period, by the keys of both; one query."""
    found = PeriodExtension.objects.standing().filter(participant__in=participants).order_by()
    rows = found.values_list("participant", "period").annotate(until=Max("until"))
    return {(unit, period): until for unit, period, until in rows}


def annotated(reports: QuerySet[PeriodReport]) -> QuerySet[PeriodReport]:
    """With `extended_until` of each."""
    return reports.annotate(extended_until=extended_until(OuterRef("participant"), OuterRef("period")))


def extended_until(participant: Any, period: Any) -> Subquery:
    """The end of the longest extension of an outer query's unit and period, which are keys or expressions of it."""
    same = PeriodExtension.objects.standing().filter(participant=participant, period=period)
    return Subquery(same.order_by("-until").values("until")[:1])
