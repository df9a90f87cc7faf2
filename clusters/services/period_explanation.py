"""Why criteria of a period are blank: said by the unit before it sends its report in."""

from collections.abc import Mapping

from django.db import transaction

from clusters import audit
from clusters.enums import Event
from clusters.errors import Invalid
from clusters.models import PeriodReport, User
from clusters.policies import period_report as policy
from clusters.queries import finding as findings
from clusters.queries import period_report as queries
from clusters.queries.finding import Findings, Why
from clusters.services import blank as reasons
from clusters.services import period_hand as hand


@transaction.atomic
def explain(report: PeriodReport, *, blanks: Mapping[str, Why], by: User, seen: Mapping[str, str]) -> PeriodReport:
    """Write the reasons that differ, by criterion's code; the first begins the report.

    `seen` holds under the same names the `queries.finding.stamps` of what was read; Stale says that a colleague changed
    it since, and nothing is written. What was returned is a draft again.
    """
    report = hand.locked(report.participant, report.period)
    policy.may_edit_period_report(by, report).require()
    read = Findings((), queries.lines_of(report))
    lines = {line.name: line for line in read.leaves}
    if problems := reasons.unknown(blanks, lines):
        raise Invalid(problems)
    why = {code: Why(*each) for code, each in blanks.items() if each != findings.why_of(lines[code])}
    reasons.refuse_stale(why, findings.stamps(read), seen)
    if problems := reasons.unsound(why, lines):
        raise Invalid(problems)
    if why:
        hand.count_on(report)
        for code, each in why.items():
            reasons.write(report, lines[code], each, by)
        before = {code: reasons.said(findings.why_of(lines[code])) for code in why}
        after = {code: reasons.said(each) for code, each in why.items()}
        audit.record(Event.PERIOD_REPORT_EXPLAINED, report, by=by, before=before, after=after)
    return hand.reopened(report, by)
