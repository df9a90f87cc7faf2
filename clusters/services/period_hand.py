"""What every deed on the report of a period does: hold it, move it, begin it, tell its people."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import PERIOD_REPORT_MOVES, Event, PeriodReportState
from clusters.errors import Conflict
from clusters.models import Participant, Period, PeriodReport, User
from clusters.queries import period_report as queries
from clusters.services import lock, notice


def locked(participant: Participant, period: Period) -> PeriodReport:
    """The report as it stands, or one not begun, held with its year so that the phase cannot move meanwhile and nobody
    else begins it."""
    fresh = Participant.objects.select_related(*queries.OF_UNIT).get(pk=participant.pk)
    fresh.season = lock.season(fresh.season, "table__table", no_key=True)
    if period.season_id != fresh.season_id:
        raise Conflict(_("The period belongs to another year."))
    return queries.of(fresh, Period.objects.get(pk=period.pk), PeriodReport.objects.select_for_update(of=("self",)))


def count_on(report: PeriodReport) -> None:
    """The next version of the report; the first begins it."""
    report.version += 1
    report.save(update_fields=["version"] if report.pk else None)


def move(report: PeriodReport, state: PeriodReportState, *fields: str) -> None:
    """On to another state, with the fields that change beside it. Raises Conflict where the table has no such move."""
    if state not in PERIOD_REPORT_MOVES[PeriodReportState(report.state)]:
        raise Conflict(_("The report cannot become “{state}” now.").format(state=state.label))
    report.state = state
    report.save(update_fields=["state", *fields])


def reopened(report: PeriodReport, by: User) -> PeriodReport:
    """What was returned is a draft again, once somebody saves it."""
    if report.state == PeriodReportState.RETURNED:
        before = {"state": report.state}
        move(report, PeriodReportState.DRAFT)
        audit.record(Event.PERIOD_REPORT_REOPENED, report, by=by, before=before, after={"state": report.state})
    return report


def tell(event: Event, report: PeriodReport, people: Iterable[User], **values: str) -> None:
    """An outbox row for each, leading to the report."""
    path, named = reverse("period-report", args=[report.pk]), queries.name(report)
    notice.tell(event, report, to=people, path=path, report=named, **values)
