"""The change that takes a signature from a report, of a year or of a period: on its trail, and in a notice."""

from collections.abc import Iterable
from typing import Any

from clusters import audit, writing
from clusters.enums import Event
from clusters.models import AuditEntry, User
from clusters.queries import trail
from clusters.queries.cell import Sheet

SIGNED = (Event.REPORT_SIGNED, Event.PERIOD_REPORT_SIGNED)


def record(event: Event, report: Sheet, codes: list[str], by: User) -> AuditEntry:
    """On the trail behind the change itself, which has just been put there, with its old and new values."""
    before, after = _cause(report)
    return audit.record(event, report, by=by, before=before, after={"criteria": codes, **after})


def words(entry: AuditEntry, codes: Iterable[str], by: User) -> dict[str, str]:
    """Which criteria, who, and what changed, as a notice says it."""
    return {"criteria": ", ".join(codes), "who": str(by), "changes": _in_short(entry)}


def _cause(report: Sheet) -> tuple[dict[str, Any], dict[str, Any]]:
    newest = AuditEntry.objects.about(report).order_by("-number").first()
    if newest is None or newest.event in SIGNED:
        return {}, {}
    return newest.before, newest.after


def _in_short(entry: AuditEntry) -> str:
    changes = [each for each in trail.line(entry).changes if each[0] != trail.WORDS["criteria"]]
    return "; ".join(f"{label}: {before or writing.NONE} → {after or writing.NONE}" for label, before, after in changes)
