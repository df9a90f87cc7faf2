"""What the checks of the table find in the report of a period: its rules for such periods, and the same period of the
years before."""

from clusters.models import PeriodReport
from clusters.queries import finding as findings
from clusters.queries import past_figure
from clusters.queries.finding import Findings
from clusters.queries.period_report import PeriodLine


def of_report(report: PeriodReport, lines: list[PeriodLine], read: past_figure.Past | None = None) -> Findings:
    """From lines that are loaded already: no query where the table asks nothing of such periods, else those of
    `queries.finding.of_report`, `read` being `past_figure.of_period` where it has been asked."""
    unit, period = report.participant, report.period
    validation = findings.asked(unit.season, period.kind)
    if validation.is_empty:
        return Findings((), lines)
    if read is None:
        criteria, years = [line.criterion for line in lines if line.rule], validation.looks_back
        read = past_figure.of_period(unit, period, criteria, years) if years else {}
    return findings.judged(report, lines, validation, findings.looked_at(read, unit.season, validation))


def looks_back(report: PeriodReport) -> int:
    """How many years before are looked at."""
    return findings.asked(report.participant.season, report.period.kind).looks_back
