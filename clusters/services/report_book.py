"""A unit's results taken from its workbook: all of them or nothing, by the rules of the page."""

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import Event
from clusters.errors import Conflict, Invalid
from clusters.imports import spreadsheet
from clusters.models import Report, StoredFile, User
from clusters.policies import report as policy
from clusters.queries import report_book_change as changes
from clusters.queries.report_book_change import DryRun
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
    run = _run(report, stored)
    if run.faults:
        raise Invalid({"file": _("The workbook has rows that cannot be read. Mend them and upload it again.")})
    if not run.changes:
        raise Conflict(_("The report already says what the workbook says."))
    source = f"{stored.original_name[:100]}, SHA-256 {stored.sha256}"
    results.enter(report, run.wanted, by=by, seen=run.key.versions, source=source)
    codes = [each.line.name for each in run.changes]
    audit.record(Event.REPORT_BOOK_TAKEN, report, by=by, after={"hash": stored.sha256, "criteria": codes})
    return len(codes)


def _run(report: Report, stored: StoredFile) -> DryRun:
    try:
        return changes.of_file(report, stored)
    except spreadsheet.Refused as refused:
        raise Invalid({"file": str(refused)}) from refused
