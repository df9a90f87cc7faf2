"""Self-scores as rows: written when a report is sent in, computed again when what they follow from has changed."""

from collections import defaultdict
from typing import NamedTuple

from django.db import transaction

from clusters import audit, clock
from clusters.enums import Event, ScoreKind
from clusters.models import Criterion, Report, Score, Season, Standing, User
from clusters.queries import scoring as scores
from clusters.scoring import Line, Sheet, exclusions
from clusters.services import lock

FIELDS = ["points", "effect", "reasons", "version", "scored_at", "scored_by"]


class Change(NamedTuple):
    """A self-score and what it is to become."""

    row: Score
    line: Line


def write(report: Report, sheet: Sheet, by: User) -> None:
    """One row per leaf, in the transaction that sends the report in. An earlier sending's row counts its version on."""
    old = {row.criterion_id: row for row in report.scores.filter(kind=ScoreKind.SELF)}
    fresh: list[Score] = []
    again: list[Score] = []
    for criterion in Criterion.objects.filter(version=report.participant.season.table_id).exclude(rule_type=""):
        row = old.get(criterion.pk)
        listed = fresh if row is None else again
        row = row or Score(report=report, criterion=criterion, kind=ScoreKind.SELF, version=0)
        listed.append(_set(row, exclusions.before(sheet.lines[criterion.code]), by))
    Score.objects.bulk_create(fresh)
    Score.objects.bulk_update(again, FIELDS)


@transaction.atomic
def recompute(season: Season, *, by: User | None, cause: str) -> int:
    """Score all reports that were sent in once more; the number of lines that changed, 0 once the ranking is sealed.

    `by` is None where the system itself found the cause. `cause` is the event that made it necessary; the trail of each
    report that changed names it. The caller holds the lock of no report unless it has locked the season before.
    """
    season = lock.season(season, "table", no_key=True)
    if season.table is None or Standing.objects.filter(season=season).exists():
        return 0
    changes = _changes(season)
    reports = Report.objects.select_for_update(of=("self",)).select_related("participant").order_by("pk")
    for report in reports.filter(pk__in=changes):
        report.participant.season = season
        _record(report, changes[report.pk], by, cause)
    rows = [_set(row, line, by) for found in changes.values() for row, line in found]
    Score.objects.bulk_update(rows, FIELDS)
    return len(rows)


@transaction.atomic
def follow(report: Report, *, by: User, cause: str) -> None:
    """Recompute the others where a rule of the table compares them with this report."""
    season = report.participant.season
    if season.table_id and scores.looks_at_others(Criterion.objects.filter(version=season.table_id)):
        recompute(season, by=by, cause=cause)


def _changes(season: Season) -> dict[int, list[Change]]:
    """By report, in table order: the self-scores that would no longer come out as they stand."""
    sheets = scores.score_sent_in(season)
    rows = Score.objects.filter(report__participant__in=sheets, kind=ScoreKind.SELF)
    changes: dict[int, list[Change]] = defaultdict(list)
    for row in rows.select_related("criterion", "report").order_by("criterion__position", "pk"):
        line = sheets[row.report.participant_id].lines.get(row.criterion.code)
        fresh = exclusions.before(line) if line else None
        if fresh is not None and _differs(row, fresh):
            changes[row.report_id].append(Change(row, fresh))
    return changes


def _differs(row: Score, line: Line) -> bool:
    return (row.points, row.effect, row.reasons) != (line.points, line.effect, _reasons(line))


def _reasons(line: Line) -> list[dict]:
    return [reason.as_json() for reason in line.reasons]


def _set(row: Score, line: Line, by: User | None) -> Score:
    row.points, row.effect, row.reasons = line.points, line.effect, _reasons(line)
    row.version, row.scored_at, row.scored_by = row.version + 1, clock.now(), by or row.scored_by
    return row


def _record(report: Report, changes: list[Change], by: User | None, cause: str) -> None:
    """Points by criterion; a line whose points stay the same changed its reasons only."""
    before = {row.criterion.code: f"{row.points.normalize():f}" for row, _line in changes}
    after = {row.criterion.code: f"{line.points.normalize():f}" for row, line in changes}
    said = {"points": after, "cause": str(cause)}
    audit.record(Event.ASSESSMENT_RECOMPUTED, report, by=by, before={"points": before}, after=said)
