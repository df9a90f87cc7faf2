"""What the pages around a report show besides their tables: where it stands, by when, and what one can do."""

from typing import Any

from clusters.enums import FactKind, Phase, ReportState, phase_reached
from clusters.models import Report, Season, User
from clusters.policies import report as policy
from clusters.queries import deadline
from clusters.queries import report as queries
from clusters.queries import report_signature as signed_by
from clusters.queries import report_tables as tables
from clusters.queries import return_reason as return_reasons
from clusters.queries import sheet as sheets
from clusters.queries.report import ReportLine
from clusters.queries.sheet import Desk, Opened
from clusters.queries.trail import trail
from clusters.rulings import ALLOWED
from clusters.scoring import Sheet


def of_season(season: Season, user: User) -> dict[str, Any]:
    """The table of reports with how many have come in, and by when they are due."""
    due, reports = deadline.of_season(season), tables.reports_of(season, user)
    table = tables.of_season(season, reports, due)
    states = [row.cells[1].value for row in table.rows]
    return {
        "season": season,
        "table": table,
        "own": next((report for report in reports if report.own), None),
        "expected": len(states),
        "sent_in": sum(1 for state in states if state in (ReportState.SUBMITTED, ReportState.ACCEPTED)),
        "late": sum(1 for row in table.rows if row.cells[2].value == "late"),
        "overdue": sum(1 for row in table.rows if row.cells[2].value == "overdue"),
        "due": next((each.due_at for each in due.values()), None),
    }


def of_report(report: Report, user: User, lines: list[ReportLine], sheet: Sheet) -> dict[str, Any]:
    """The unit's own people see what they can do with it; everybody else what whoever verifies it can do."""
    own = report.own_to == user.pk  # type: ignore[attr-defined]  # of `queries.report.for_page`
    may_edit = policy.may_edit_report(user, report) if own else ALLOWED
    nobody = (ALLOWED, ALLOWED)
    may_accept, may_return = nobody if own else policy.may_accept_or_return(user, report)
    reasons = return_reasons.standing(report)
    returned = return_reasons.table(report, reasons, linked=own and bool(may_edit)) if reasons else None
    deeds = {"returned": returned, "own": own, "may_edit": may_edit, "may_accept": may_accept, "may_return": may_return}
    deeds["may_ask"] = own and bool(policy.may_ask_to_return(user, report))
    deeds["derives"] = any(line.criterion.derived for line in lines)
    entries = trail(report, user)
    signed = {"signed": signed_by.shown(report), "voided": signed_by.voided(report, entries)}
    return {**common(report, lines, sheet), **deeds, **signed, "entries": entries}


def of_sheet(report: Report, opened: Opened, desk: Desk) -> dict[str, Any]:
    """What stands around the rows of the sheet: how far it is, and where it leads."""
    return {**common(report, opened.lines, opened.sheet), "grade": opened.grade, "gaps": sheets.gaps(desk)}


def common(report: Report, lines: list[ReportLine], sheet: Sheet) -> dict[str, Any]:
    """What every page of a report shows of it."""
    season = report.participant.season
    return {
        "report": report,
        "season": season,
        "unit": report.participant,
        "steps": queries.steps(report),
        "deadline": deadline.of_report(report),
        "late_at": [line.name for line in lines if line.criterion.fact == FactKind.REPORTS_LATE],
        "verifying": phase_reached(season.phase, Phase.VERIFYING),
        "sent": report.state in (ReportState.SUBMITTED, ReportState.ACCEPTED),
        "sheet": sheet,
        **queries.how_far(lines),
    }
