"""Why criteria of a period are blank and why warnings stand: said by the unit before it sends its report in."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db import transaction

from clusters import audit
from clusters.enums import Event
from clusters.models import PeriodReport, User
from clusters.policies import period_report as policy
from clusters.queries import period_finding as findings
from clusters.queries import period_report as queries
from clusters.queries.finding import Why
from clusters.services import explaining
from clusters.services import period_hand as hand
from clusters.services.explaining import Differing

NOTHING: Mapping[str, str] = MappingProxyType({})


@transaction.atomic
def explain(
    report: PeriodReport,
    *,
    blanks: Mapping[str, Why],
    warnings: Mapping[str, str] = NOTHING,
    by: User,
    seen: Mapping[str, str],
) -> PeriodReport:
    """Write what differs: reasons of blanks by criterion's code, explanations by the finding's key ('' takes one back);
    the first begins the report.

    `seen` holds under the same names the `queries.finding.stamps` of what was read; Stale says that a colleague changed
    it since, and nothing is written. What was signed off or returned is a draft again.
    """
    report = hand.locked(report.participant, report.period)
    policy.may_edit_period_report(by, report).require()
    what = _differing(report, blanks, warnings, seen)
    if what and report.pk is None:
        what = _differing(report := hand.begin(report), blanks, warnings, seen)
    if what:
        hand.count_on(report)
        explaining.write(report, what, by)
        before, after = what.words()
        audit.record(Event.PERIOD_REPORT_EXPLAINED, report, by=by, before=before, after=after)
    return hand.reopened(report, what.codes, by)


def _differing(report: PeriodReport, *said: Mapping) -> Differing:
    return explaining.differing(findings.of_report(report, queries.lines_of(report)), *said)
