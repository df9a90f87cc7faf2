"""What every deed on the report of a period does: hold it, begin it, move it, tell its people."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import PERIOD_REPORT_MOVES, Event, PeriodReportState, Role
from clusters.errors import Conflict
from clusters.models import Participant, Period, PeriodReport, User
from clusters.queries import period_report as queries
from clusters.queries import post
from clusters.services import lock, notice, voiding


def locked(participant: Participant, period: Period) -> PeriodReport:
    """The report as it stands, or one not begun, held with its year so that the phase cannot move meanwhile. The first
    cell of a colleague may still begin it: see `begin`."""
    fresh = Participant.objects.select_related(*queries.OF_UNIT).get(pk=participant.pk)
    fresh.season = lock.season(fresh.season, "table__table", no_key=True)
    if period.season_id != fresh.season_id:
        raise Conflict(_("The period belongs to another year."))
    return queries.of(fresh, Period.objects.get(pk=period.pk), PeriodReport.objects.select_for_update(of=("self",)))


def begin(report: PeriodReport) -> PeriodReport:
    """The report of `locked`, stored. A cell holds no year: where one began it at this moment it is that report, and
    what stands in it has to be read again."""
    if report.pk is not None:
        return report
    once = PeriodReport(participant=report.participant, period=report.period)
    PeriodReport.objects.bulk_create([once], ignore_conflicts=True)
    return queries.of(report.participant, report.period, PeriodReport.objects.select_for_update(of=("self",)))


def count_on(report: PeriodReport) -> None:
    """The next version of a report that was begun."""
    report.version += 1
    report.save(update_fields=["version"])


def move(report: PeriodReport, state: PeriodReportState, *fields: str) -> None:
    """On to another state, with the fields that change beside it. Raises Conflict where the table has no such move."""
    if state not in PERIOD_REPORT_MOVES[PeriodReportState(report.state)]:
        raise Conflict(_("The report cannot become “{state}” now.").format(state=state.label))
    report.state = state
    report.save(update_fields=["state", *fields])


def reopened(report: PeriodReport, codes: list[str], by: User) -> PeriodReport:
    """What was returned is a draft again once somebody saves it, what was signed off once one of its criteria was
    changed."""
    was = PeriodReportState(report.state)
    if was == PeriodReportState.RETURNED or (was == PeriodReportState.SIGNED and codes):
        report.signed_at, report.signed_by = None, None
        move(report, PeriodReportState.DRAFT, "signed_at", "signed_by")
        _record_reopening(report, was, codes, by)
    return report


def _record_reopening(report: PeriodReport, was: PeriodReportState, codes: list[str], by: User) -> None:
    if was == PeriodReportState.RETURNED:
        audit.record(Event.PERIOD_REPORT_REOPENED, report, by=by, before={"state": was}, after={"state": report.state})
        return
    entry = voiding.record(Event.PERIOD_REPORT_SIGNATURE_VOIDED, report, codes, by)
    leaders = post.people_of(report.participant.organisation, [Role.LEADER])
    tell(Event.PERIOD_REPORT_SIGNATURE_VOIDED, report, leaders, **voiding.words(entry, codes, by))


def tell(event: Event, report: PeriodReport, people: Iterable[User], **values: str) -> None:
    """An outbox row for each, leading to the report."""
    path, named = reverse("period-report", args=[report.pk]), queries.name(report)
    notice.tell(event, report, to=people, path=path, report=named, **values)
