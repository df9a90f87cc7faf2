"""What the checks of the table find in the report of a period: its rules for such periods, and the same period of the
years before."""

from clusters.models import PeriodReport
from clusters.queries import finding as findings
from clusters.queries import past_figure
from clusters.queries.finding import Findings
from clusters.queries.period_report import PeriodLine


def of_report(report: PeriodReport, lines: list[PeriodLine]) -> Findings:
    """From lines that are loaded already: no query where the table asks nothing of such periods, else those of
    `queries.finding.of_report`."""
    validation = findings.asked(report.participant.season, report.period.kind)
    if validation.is_empty:
        return Findings((), lines)
    criteria = [line.criterion for line in lines if line.rule]
    past = past_figure.of_period(report.participant, report.period, criteria, validation.looks_back)
    return findings.judged(report, lines, validation, past_figure.known(past))
