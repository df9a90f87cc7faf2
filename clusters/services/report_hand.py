"""What every deed on a report does: lock it, move it, take a sign-off back, tell its people."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import REPORT_MOVES, Event, ReportState, Role
from clusters.errors import Conflict
from clusters.models import Report, User
from clusters.queries import post
from clusters.services import notice, voiding


def locked(report: Report) -> Report:
    """The report as it stands, held until the deed ends."""
    related = ("participant__organisation", "participant__season__cluster__authority", "participant__season__table")
    return Report.objects.select_for_update(of=("self",)).select_related(*related).get(pk=report.pk)


def move(report: Report, state: ReportState, fields: Iterable[str]) -> None:
    """On to another state, with the fields that change beside it. Raises Conflict where the table has no such move."""
    if state not in REPORT_MOVES[ReportState(report.state)]:
        raise Conflict(_("The report cannot become “{state}” now.").format(state=state.label))
    report.state = state
    report.save(update_fields=["state", *fields])


def changed(report: Report, codes: list[str], by: User) -> Report:
    """Count the version on; a report signed off or returned is a draft again."""
    if codes:
        report.version += 1
        report.save(update_fields=["version"])
    return reopened(report, codes, by)


def reopened(report: Report, codes: list[str], by: User) -> Report:
    """A report signed off or returned is a draft again, once one of its criteria was changed."""
    was = ReportState(report.state)
    if was == ReportState.RETURNED or (was == ReportState.SIGNED and codes):
        report.signed_at, report.signed_by = None, None
        move(report, ReportState.DRAFT, ["signed_at", "signed_by"])
        _record_reopening(report, was, codes, by)
    return report


def tell(event: Event, report: Report, people: Iterable[User], **values: str) -> None:
    """An outbox row for each, leading to the report."""
    notice.tell(event, report, to=people, path=reverse("report", args=[report.pk]), **values)


def _record_reopening(report: Report, was: ReportState, codes: list[str], by: User) -> None:
    if was == ReportState.RETURNED:
        audit.record(Event.REPORT_REOPENED, report, by=by, before={"state": was}, after={"state": report.state})
        return
    entry = voiding.record(Event.REPORT_SIGNATURE_VOIDED, report, codes, by)
    unit = report.participant.organisation
    said = {"unit": str(unit), **voiding.words(entry, codes, by)}
    tell(Event.REPORT_SIGNATURE_VOIDED, report, post.people_of(unit, [Role.LEADER]), **said)
