"""What is read before a report is signed: what is open, what was said about it, what differs from the pact, what is at
risk."""

from typing import Any, NamedTuple

from clusters.models import Report, User
from clusters.policies import report as policy
from clusters.queries import cost, report_page, simulation
from clusters.queries import finding as findings
from clusters.queries import report_signature as signatures
from clusters.queries import report_tables as tables
from clusters.queries import sheet as sheets
from clusters.queries.finding import Findings
from clusters.queries.report import ReportLine
from clusters.scoring import Sheet


class Read(NamedTuple):
    """One report with everything that its check looks at; `case` is None where the year has no table."""

    lines: list[ReportLine]
    sheet: Sheet
    findings: Findings
    case: simulation.Case | None


def read(report: Report) -> Read:
    """A constant number of queries; the season is read where a rule compares the units."""
    lines, sheet, case = sheets.read(report, graded=False)
    return Read(lines, sheet, findings.of_report(report, lines), case)


def page(report: Report, user: User, read: Read, form: Any) -> dict[str, Any]:
    """Everything that still lacks something, with the fields that explain it, and the two deeds that follow."""
    found = read.findings
    may_edit = policy.may_edit_report(user, report)
    return {
        **report_page.common(report, read.lines, read.sheet),
        "findings": found,
        "form": form,
        "partial": [line for line in found.blank if line.result and line.result.inputs],
        "unproven": [line for line in found.leaves if line.lacks_evidence],
        "better": sum(1 for line in found.leaves if line.is_better),
        "short": sum(1 for line in found.leaves if line.is_better is False),
        "risk": cost.at_risk(report, read.case) if read.case else None,
        "table": tables.check(report, read.lines, bool(may_edit)),
        "may_edit": may_edit,
        "may_sign": policy.may_sign_report(user, report, found.obstacles),
        "may_attach": policy.may_sign_report(user, report, found.obstacles, on_paper=True),
        "signed": signatures.shown(report),
        "voided": signatures.voided_now(report),
        "may_submit": policy.may_submit_report(user, report, found.obstacles),
    }
