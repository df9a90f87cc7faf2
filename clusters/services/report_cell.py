"""Cells of a unit's report of its year, each saved by itself as it is left."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from clusters import audit
from clusters.enums import Event
from clusters.forms.cell import Change
from clusters.models import AuditEntry, Report, User
from clusters.policies import report as policy
from clusters.queries import report as reports
from clusters.services import cell as cells
from clusters.services import report_hand as hand
from clusters.services.cell import Outcome


@transaction.atomic
def enter(pk: int, changes: Sequence[Change], *, by: User) -> tuple[Report, list[Outcome]]:
    """Write what each change can write, one by one (see `cell.take_in`); the report as it stands then, and what became
    of each.

    Raises Report.DoesNotExist where the person may not see the report.
    """
    report = _held(pk, by)
    policy.may_edit_report(by, report).require()
    taken = cells.take_in(report, changes, by)
    if taken.after:
        audit.record(Event.REPORT_SAVED, report, by=by, before=taken.before, after=taken.after)
        hand.reopened(report, list(taken.after), by)
    else:
        transaction.set_rollback(True)
        report.version -= 1
    return report, taken.outcomes


@transaction.atomic
def set_aside(pk: int, changes: Sequence[Change], *, by: User) -> Report:
    """The person gives up what they had typed, for a colleague's version or for none; the trail keeps it, once.

    The report may be sent in already. Raises Report.DoesNotExist where the person may not see it.
    """
    report = hand.locked(reports.for_page(by).get(pk=pk))
    policy.may_set_aside_cells(by, report).require()
    told = AuditEntry.objects.about(report).filter(event=Event.REPORT_VERSION_SET_ASIDE, actor=by)
    for typed in cells.give_way(report, changes, told):
        audit.record(Event.REPORT_VERSION_SET_ASIDE, report, by=by, after=typed)
    return report


def _held(pk: int, by: User) -> Report:
    """The report for this person, held until the deed ends: counting its version on is what holds it."""
    Report.objects.filter(pk=pk).update(version=F("version") + 1)
    return reports.to_fill_in(by, pk)
