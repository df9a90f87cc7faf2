"""What a deed does on a sheet, be it of the year or of a period: hold it, ask who writes in it, count it on."""

from typing import cast

from clusters.models import PeriodReport, Report, User
from clusters.policies import period_report as period_policy
from clusters.policies import report as policy
from clusters.queries.cell import Sheet
from clusters.rulings import Ruling
from clusters.services import period_hand
from clusters.services import report_hand as hand


def held(report: Sheet, by: User) -> Sheet:
    """The report as it stands, held until the deed ends, where the person may write in it."""
    found = locked(report)
    may_edit(by, found).require()
    return found


def locked(report: Sheet) -> Sheet:
    """The report as it stands, held until the deed ends."""
    if isinstance(report, PeriodReport):
        return period_hand.locked(report.participant, report.period)
    return hand.locked(report)


def may_edit(by: User, report: Sheet) -> Ruling:
    """The unit's own people, as each kind of report says until when."""
    if isinstance(report, PeriodReport):
        return period_policy.may_edit_period_report(by, report)
    return policy.may_edit_report(by, report)


def begin(report: Sheet) -> Sheet:
    """The report of a period is stored with the first that is written in it."""
    return period_hand.begin(report) if isinstance(report, PeriodReport) else report


def changed(report: Sheet, codes: list[str], by: User) -> None:
    """Count the version on; what was signed off or returned is a draft again."""
    if isinstance(report, PeriodReport):
        period_hand.count_on(report)
        period_hand.reopened(report, codes, by)
    else:
        hand.changed(cast(Report, report), codes, by)
