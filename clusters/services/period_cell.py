"""Cells of a unit's report of a period, each saved by itself as it is left."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F

from clusters import audit
from clusters.enums import Event
from clusters.forms.cell import Change
from clusters.models import AuditEntry, PeriodReport, User
from clusters.policies import period_report as policy
from clusters.queries import period_report as queries
from clusters.queries.period_report import Place
from clusters.services import cell as cells
from clusters.services import period_hand as hand
from clusters.services.cell import Outcome


@transaction.atomic
def enter(place: Place, changes: Sequence[Change], *, by: User) -> tuple[PeriodReport, list[Outcome]]:
    """Write what each change can write, one by one (see `cell.take_in`); the report as it stands then, and what became
    of each. The first figure begins the report.

    Raises Participant.DoesNotExist or Period.DoesNotExist where the person may not see the unit's periods.
    """
    is_first = _holds(place)
    report = queries.at(place, by)
    policy.may_edit_period_report(by, report).require()
    taken = cells.take_in(report, changes, by)
    if taken.after:
        if is_first:
            audit.record_first(Event.PERIOD_REPORT_SAVED, report, by=by, before=taken.before, after=taken.after)
        else:
            audit.record(Event.PERIOD_REPORT_SAVED, report, by=by, before=taken.before, after=taken.after)
        hand.reopened(report, list(taken.after), by)
    else:
        transaction.set_rollback(True)
        report.version -= 1
    return report, taken.outcomes


@transaction.atomic
def set_aside(place: Place, changes: Sequence[Change], *, by: User) -> PeriodReport:
    """The person gives up what they had typed, for a colleague's version or for none; the trail keeps it, once.

    The report may be sent in already. Raises Participant.DoesNotExist or Period.DoesNotExist where the person may not
    see the unit's periods.
    """
    begun = queries.at(place, by)
    report = hand.locked(begun.participant, begun.period)
    policy.may_set_aside_period_cells(by, report).require()
    told = AuditEntry.objects.about(report).filter(event=Event.PERIOD_REPORT_VERSION_SET_ASIDE, actor=by)
    for typed in cells.give_way(report, changes, told) if report.pk else ():
        audit.record(Event.PERIOD_REPORT_VERSION_SET_ASIDE, report, by=by, after=typed)
    return report


def _holds(place: Place) -> bool:
    """Hold the report until the deed ends, and say whether this begins it: counting its version on is what holds it,
    and of two who begin it at once the second counts on what the first began. Whose it is, is asked after that."""
    own = {"participant_id": place.participant, "period_id": place.period}
    same = PeriodReport.objects.filter(**own)
    if same.update(version=F("version") + 1):
        return False
    try:
        with transaction.atomic():
            PeriodReport.objects.create(**own, version=1)
    except IntegrityError:
        same.update(version=F("version") + 1)
        return False
    return True
