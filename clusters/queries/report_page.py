"""What the pages around a report show besides their tables: where it stands, by when, and what one can do."""

from typing import Any

from clusters.enums import Phase, ReportState, phase_reached
from clusters.models import Report, Season, User
from clusters.policies import report as policy
from clusters.queries import deadline, post
from clusters.queries import report as queries
from clusters.queries.report import ReportLine
from clusters.queries.trail import trail
from clusters.rulings import not_now
from clusters.scoring import Sheet
from clusters.tables import Table


def of_season(season: Season, table: Table) -> dict[str, Any]:
    """How many reports have come in, and by when they are due."""
    states = [row.cells[1].value for row in table.rows]
    return {
        "expected": len(states),
        "sent_in": sum(1 for state in states if state in (ReportState.SUBMITTED, ReportState.ACCEPTED)),
        "late": sum(1 for row in table.rows if row.cells[2].value == "late"),
        "overdue": sum(1 for row in table.rows if row.cells[2].value == "overdue"),
        "due": season.phases.filter(phase=Phase.SELF_SCORING).values_list("due_at", flat=True).first(),
    }


def of_report(report: Report, user: User, lines: list[ReportLine], sheet: Sheet) -> dict[str, Any]:
    """The unit's own people see what they can do with it; everybody else what whoever verifies it can do."""
    own = post.works_for(user, report.participant.organisation)
    deeds = _own_deeds(report, user) if own else _deeds_of_others(report, user)
    return {**_common(report, lines, sheet), **deeds, "own": own, "entries": trail(report, user)}


def of_sheet(report: Report, lines: list[ReportLine], sheet: Sheet, form) -> dict[str, Any]:
    return {
        **_common(report, lines, sheet),
        "form": form,
        "rows": form.rows(),
        "versions": form.all_versions(),
        "saved": max((line.result.updated_at for line in lines if line.result), default=None),
    }


def of_check(report: Report, user: User, lines: list[ReportLine], sheet: Sheet) -> dict[str, Any]:
    """Everything that still lacks something, and the two deeds that follow."""
    missing = [line.criterion.code for line in queries.leaves(lines) if line.missing]
    return {
        **_common(report, lines, sheet),
        "missing": [line for line in queries.leaves(lines) if line.missing],
        "unproven": [line for line in queries.leaves(lines) if line.lacks_evidence],
        "may_edit": policy.may_edit_report(user, report),
        "may_sign": policy.may_sign_report(user, report, missing),
        "may_submit": policy.may_submit_report(user, report),
    }


def _common(report: Report, lines: list[ReportLine], sheet: Sheet) -> dict[str, Any]:
    season = report.participant.season
    return {
        "report": report,
        "season": season,
        "unit": report.participant,
        "steps": queries.steps(report),
        "deadline": deadline.of_participant(report.participant),
        "verifying": phase_reached(season.phase, Phase.VERIFYING),
        "sent": report.state in (ReportState.SUBMITTED, ReportState.ACCEPTED),
        "sheet": sheet,
        "filled": queries.filled(lines),
        "of": len(queries.leaves(lines)),
    }


def _own_deeds(report: Report, user: User) -> dict[str, Any]:
    nobody = not_now("")
    return {"may_edit": policy.may_edit_report(user, report), "may_accept": nobody, "may_return": nobody}


def _deeds_of_others(report: Report, user: User) -> dict[str, Any]:
    return {
        "may_edit": not_now(""),
        "may_accept": policy.may_accept_report(user, report),
        "may_return": policy.may_return_report(user, report),
    }
