"""A unit's report of a period: filled in cell by cell, sent in with a receipt, accepted or returned."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, canonical, clock
from clusters.enums import Event, PeriodReportState
from clusters.errors import Invalid
from clusters.models import (
    Criterion,
    Participant,
    Period,
    PeriodExtension,
    PeriodReport,
    PeriodResult,
    PeriodSubmission,
    User,
)
from clusters.policies import period_report as policy
from clusters.queries import period_deadline as deadline
from clusters.queries import period_finding as findings
from clusters.queries import period_report as queries
from clusters.queries import post, result
from clusters.queries import report_signature as signatures
from clusters.queries.finding import frozen as in_words
from clusters.services import notice
from clusters.services import period_hand as hand
from clusters.services import result as writing

Values = Mapping[Criterion, tuple[Mapping[str, Any], str]]


@transaction.atomic
def enter(
    participant: Participant, period: Period, values: Values, *, by: User, seen: Mapping[int, int], **provenance: str
) -> PeriodReport:
    """Write the cells that differ; the report begins with the first. `seen` maps criteria to the versions the figures
    were drawn from. Stale carries what a colleague wrote since; what was signed off or returned is a draft again."""
    report = hand.locked(participant, period)
    policy.may_edit_period_report(by, report).require()
    _refuse_others(period, values)
    standing, cells = _differing(report, values)
    if cells and report.pk is None:
        report = hand.begin(report)
        standing, cells = _differing(report, values)
    writing.refuse_stale(cells, standing, seen)
    if not cells and report.state != PeriodReportState.RETURNED:
        return report
    if cells:
        hand.count_on(report)
    for cell in cells:
        writing.write_cell(report, cell, standing.get(cell.criterion.pk), by, **provenance)
    if cells:
        before, after = writing.before_and_after(cells, standing)
        audit.record(Event.PERIOD_REPORT_SAVED, report, by=by, before=before, after=after)
    return hand.reopened(report, [cell.criterion.code for cell in cells], by)


@transaction.atomic
def submit(report: PeriodReport, *, by: User) -> PeriodSubmission:
    """Send it in: frozen with its hash under a receipt number. The season is locked, so that numbers do not collide."""
    report = hand.locked(report.participant, report.period)
    lines = queries.lines_of(report)
    policy.may_submit_period_report(by, report, findings.of_report(report, lines).obstacles).require()
    submission = _freeze(report, lines, by)
    report.return_reason = ""
    hand.move(report, PeriodReportState.SUBMITTED, "return_reason")
    after = {"receipt": submission.number, "hash": submission.content_hash, "late": submission.is_late}
    audit.record(Event.PERIOD_REPORT_SUBMITTED, report, by=by, after=after)
    _tell_of_submission(report, submission)
    return submission


@transaction.atomic
def accept(report: PeriodReport, *, by: User) -> PeriodReport:
    """Taken as it is by whoever verifies the unit."""
    report = hand.locked(report.participant, report.period)
    policy.may_accept_period_report(by, report).require()
    report.accepted_at, report.accepted_by = clock.now(), by
    report.return_asked = ""
    hand.move(report, PeriodReportState.ACCEPTED, "accepted_at", "accepted_by", "return_asked")
    audit.record(Event.PERIOD_REPORT_ACCEPTED, report, by=by)
    hand.tell(Event.PERIOD_REPORT_ACCEPTED, report, post.people_of(report.participant.organisation))
    return report


@transaction.atomic
def return_(report: PeriodReport, *, reason: str, by: User) -> PeriodReport:
    """Back to the unit with a reason, to be mended and sent again."""
    report = hand.locked(report.participant, report.period)
    policy.may_return_period_report(by, report).require()
    if not reason.strip():
        raise Invalid({"reason": _("Say what has to be mended.")})
    before = {"state": report.state}
    report.return_reason, report.return_asked = reason.strip(), ""
    report.accepted_at, report.accepted_by = None, None
    hand.move(report, PeriodReportState.RETURNED, "return_reason", "return_asked", "accepted_at", "accepted_by")
    after = {"state": report.state}
    audit.record(Event.PERIOD_REPORT_RETURNED, report, by=by, before=before, after=after, reason=report.return_reason)
    people = post.people_of(report.participant.organisation)
    hand.tell(Event.PERIOD_REPORT_RETURNED, report, people, reason=report.return_reason)
    return report


@transaction.atomic
def extend(participant: Participant, period: Period, *, until: dt.datetime, reason: str, by: User) -> PeriodExtension:
    """More time for one unit's report of one period, until a moment in the future, with a reason."""
    report = hand.locked(participant, period)
    policy.may_extend_period(by, report.participant, period).require()
    problems = {}
    if until <= clock.now():
        problems["until"] = _("Choose a moment in the future.")
    if not reason.strip():
        problems["reason"] = _("Say why this unit gets more time.")
    if problems:
        raise Invalid(problems)
    what = {"until": until, "reason": reason.strip(), "granted_at": clock.now(), "granted_by": by}
    extension = PeriodExtension.objects.create(participant=participant, period=period, **what)
    _record_extension(report, extension, by)
    return extension


def _record_extension(report: PeriodReport, extension: PeriodExtension, by: User) -> None:
    unit, until = report.participant.organisation, extension.until.astimezone(clock.ZONE)
    named = queries.name(report)
    after = {"unit": unit.name, "period": named, "until": until.isoformat()}
    season = report.participant.season
    audit.record(Event.PERIOD_EXTENDED, season, by=by, after=after, reason=extension.reason, organisation_id=unit.pk)
    path = reverse("period-sheet", args=[report.period.pk, report.participant.pk])
    words = {"report": named, "until": f"{until:%H:%M %d/%m/%Y}"}
    notice.tell(Event.PERIOD_EXTENDED, season, to=post.people_of(unit), path=path, **words)


def _differing(report: PeriodReport, values: Values) -> tuple[dict[int, PeriodResult], list[result.Cell]]:
    """What stands in it by criterion, and the cells that say otherwise."""
    rows = report.results.select_related("updated_by") if report.pk else ()
    standing = {each.criterion_id: each for each in rows}
    return standing, result.changed(result.read(report, values), standing)


def _refuse_others(period: Period, values: Values) -> None:
    """A criterion that is not asked for this period takes no figures here."""
    others = [each.code for each in values if each.reported != period.kind]
    if others:
        raise Invalid({code: _("{code} takes no figures here.").format(code=code) for code in others})


def _freeze(report: PeriodReport, lines: list[queries.PeriodLine], by: User) -> PeriodSubmission:
    """The first sending decides whether it is late: mending makes none late."""
    season, now = report.participant.season, clock.now()
    earlier = report.submissions.order_by("pk").first()
    is_late = earlier.is_late if earlier else deadline.of_report(report).has_passed
    sent = PeriodSubmission.objects.filter(report__participant__season=season).count()
    number = f"BCK-{season.year}-{season.pk}-{sent + 1:04d}"
    heading: dict[str, Any] = {"number": number, "submitted_at": now.isoformat(timespec="seconds"), "is_late": is_late}
    if explained := in_words(lambda: findings.of_report(report, lines)):
        heading["findings"] = explained
    if signed := signatures.frozen(report):
        heading["signed"] = signed
    content = queries.content_of(report, lines, **heading)
    stamp = {"submitted_at": now, "submitted_by": by}
    frozen = {"content": content, "content_hash": canonical.sha256(content), "is_late": is_late}
    return PeriodSubmission.objects.create(report=report, number=number, **frozen, **stamp)


def _tell_of_submission(report: PeriodReport, submission: PeriodSubmission) -> None:
    """The unit gets its receipt; who verifies it gets a report to look at."""
    own = list(post.people_of(report.participant.organisation))
    others = post.verifying(report.participant)
    values = {"report": queries.name(report), "season": str(report.participant.season), "receipt": submission.number}
    event = Event.PERIOD_REPORT_SUBMITTED
    notice.tell(event, report, to=own, path=reverse("period-receipt", args=[submission.pk]), **values)
    to = sorted(set(others) - set(own), key=lambda person: person.pk)
    notice.tell(event, report, to=to, path=reverse("period-report", args=[report.pk]), **values)
