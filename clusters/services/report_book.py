"""A unit's results taken from its workbook: all of them or nothing, by the rules of the page."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import Event
from clusters.errors import Conflict, Invalid
from clusters.imports import spreadsheet
from clusters.models import PeriodReport, Report, StoredFile, User
from clusters.policies import period_report as period_policy
from clusters.policies import report as policy
from clusters.queries import report_book_change as changes
from clusters.queries.cell import Sheet
from clusters.queries.report_book_change import DryRun
from clusters.services import period_hand
from clusters.services import period_report as period_reports
from clusters.services import report_hand as hand
from clusters.services import result as results


@transaction.atomic
def take(report: Report, stored: StoredFile, *, by: User) -> int:
    """Write what the uploaded workbook says otherwise, and answer how many criteria that were.

    Raises Invalid (`file`) while a row cannot be read, and Stale as `result.enter` does where a colleague saved one of
    the cells since the download; then nothing is written.
    """
    report = hand.locked(report)
    policy.may_edit_report(by, report).require()
    run = _sound(report, stored)
    results.enter(report, run.wanted, by=by, seen=run.key.versions, source=_source(stored))
    audit.record(Event.REPORT_BOOK_TAKEN, report, by=by, after=_taken(run, stored))
    return len(run.changes)


@transaction.atomic
def take_for_period(report: PeriodReport, stored: StoredFile, *, by: User) -> int:
    """The same for the report of a period, which begins with it where nobody has begun it."""
    report = period_hand.locked(report.participant, report.period)
    period_policy.may_edit_period_report(by, report).require()
    run = _sound(report, stored)
    place, source = (report.participant, report.period), _source(stored)
    report = period_reports.enter(*place, run.wanted, by=by, seen=run.key.versions, source=source)
    audit.record(Event.PERIOD_REPORT_BOOK_TAKEN, report, by=by, after=_taken(run, stored))
    return len(run.changes)


def _sound(report: Sheet, stored: StoredFile) -> DryRun:
    try:
        run = changes.of_file(report, stored)
    except spreadsheet.Refused as refused:
        raise Invalid({"file": str(refused)}) from refused
    if run.faults:
        raise Invalid({"file": _("The workbook has rows that cannot be read. Mend them and upload it again.")})
    if not run.changes:
        raise Conflict(_("The report already says what the workbook says."))
    return run


def _source(stored: StoredFile) -> str:
    return f"{stored.original_name[:100]}, SHA-256 {stored.sha256}"


def _taken(run: DryRun, stored: StoredFile) -> dict[str, Any]:
    return {"hash": stored.sha256, "criteria": [each.line.name for each in run.changes]}
