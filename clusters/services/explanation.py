"""Why criteria are blank and why warnings stand: said by the unit before its leader signs."""

from collections.abc import Mapping

from django.db import transaction

from clusters import audit
from clusters.enums import Event
from clusters.models import Report, User
from clusters.policies import report as policy
from clusters.queries import finding as findings
from clusters.queries.finding import Why
from clusters.queries.report import lines_of
from clusters.services import explaining
from clusters.services import report_hand as hand


@transaction.atomic
def explain(
    report: Report, *, blanks: Mapping[str, Why], warnings: Mapping[str, str], by: User, seen: Mapping[str, str]
) -> Report:
    """Write what differs: reasons of blanks by criterion's code, explanations by the finding's key ('' takes one back).

    `seen` holds under the same names the `queries.finding.stamps` of what was read; Stale says that a colleague changed
    it since, and nothing is written. What was signed off is a draft again.
    """
    report = hand.locked(report)
    policy.may_edit_report(by, report).require()
    what = explaining.differing(findings.of_report(report, lines_of(report)[0]), blanks, warnings, seen)
    explaining.write(report, what, by)
    if what:
        before, after = what.words()
        audit.record(Event.REPORT_EXPLAINED, report, by=by, before=before, after=after)
    return hand.changed(report, what.codes, by)
