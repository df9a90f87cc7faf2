"""A unit's report: filled in cell by cell, signed off, sent in, accepted or returned."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, canonical, clock
from clusters.enums import Event, ReportState
from clusters.errors import Conflict, Invalid
from clusters.models import Criterion, Report, Season, Submission, User
from clusters.policies import report as policy
from clusters.queries import deadline, post
from clusters.queries import finding as findings
from clusters.queries import report as reports
from clusters.queries import scoring as scores
from clusters.queries import submission as submissions
from clusters.scoring import Sheet
from clusters.services import consideration, notice, recomputation
from clusters.services import fact as facts
from clusters.services import report_hand as hand
from clusters.services import report_signature as signatures
from clusters.services import return_reason as return_reasons


@transaction.atomic
def sign(report: Report, *, by: User, seen: int | None = None) -> Report:
    """The unit's leader signs off; here every figure, or a word about why it is not there, is demanded.

    `seen` is the version that was read, if any.
    """
    report = hand.locked(report)
    lines, sheet = reports.lines_of(report)
    policy.may_sign_report(by, report, findings.of_report(report, lines).obstacles).require()
    if seen is not None and seen != report.version:
        raise Conflict(_("The report has changed since you opened it. Read it again, then sign it off."))
    signatures.sign_off(report, lines, sheet, {"signer_name": by.name[:150]}, by=by)
    return report


@transaction.atomic
def submit(report: Report, *, by: User) -> Submission:
    """Send the report in: frozen with its hash under a receipt number, the self-score written beside.

    The season is locked first, so that numbers do not collide and verifying cannot begin meanwhile.
    """
    _lock_season(report)
    report = hand.locked(report)
    policy.may_submit_report(by, report, findings.obstacles_of(report)).require()
    is_late = deadline.is_late_now(report)
    facts.push(report.participant.season, [facts.known_lateness(report, is_late)], by=by)
    sheet = scores.sheet_of(report)
    submission = _freeze(report, sheet, is_late, by)
    recomputation.write(report, sheet, by)
    report.return_reason = ""
    hand.move(report, ReportState.SUBMITTED, ["return_reason"])
    after = {"receipt": submission.number, "hash": submission.content_hash, "total": f"{sheet.total:f}"}
    audit.record(Event.REPORT_SUBMITTED, report, by=by, after={**after, "late": submission.is_late})
    recomputation.follow(report, by=by, cause=Event.REPORT_SUBMITTED)
    _tell_of_submission(report, submission)
    return submission


@transaction.atomic
def accept(report: Report, *, by: User) -> Report:
    """Taken up for verification by whoever verifies this unit; one that had come late is considered again."""
    _lock_season(report)
    report = hand.locked(report)
    policy.may_accept_report(by, report).require()
    report.accepted_at, report.accepted_by = clock.now(), by
    report.return_asked = ""
    hand.move(report, ReportState.ACCEPTED, ["accepted_at", "accepted_by", "return_asked"])
    audit.record(Event.REPORT_ACCEPTED, report, by=by)
    if report.participant.not_considered_at:
        consideration.consider_again(report.participant, by=by)
    unit = report.participant.organisation
    hand.tell(Event.REPORT_ACCEPTED, report, post.people_of(unit), unit=str(unit))
    return report


@transaction.atomic
def return_(
    report: Report, *, by: User, reason: str = "", reasons: Mapping[Criterion, str] = MappingProxyType({})
) -> Report:
    """Back to the unit with a reason: a general one, or one for each criterion, or both. It may be mended and sent
    again, even when verifying has begun.

    Nobody is compared with it any longer; the season is locked first, as where it was sent in.
    """
    _lock_season(report)
    report = hand.locked(report)
    policy.may_return_report(by, report).require()
    before, given = {"state": report.state}, return_reasons.write(report, reasons)
    if not reason.strip() and not given:
        raise Invalid({"reason": _("Say what has to be mended: in general, or at the criteria.")})
    general = reason.strip() or _("See the reasons at the criteria {codes}.").format(codes=", ".join(given))
    report.return_reason, report.return_asked = general, ""
    report.accepted_at, report.accepted_by = None, None
    hand.move(report, ReportState.RETURNED, ["return_reason", "return_asked", "accepted_at", "accepted_by"])
    after = {"state": report.state, **({"criteria": given} if given else {})}
    audit.record(Event.REPORT_RETURNED, report, by=by, before=before, after=after, reason=general)
    recomputation.follow(report, by=by, cause=Event.REPORT_RETURNED)
    unit = report.participant.organisation
    hand.tell(Event.REPORT_RETURNED, report, post.people_of(unit), unit=str(unit), reason=report.return_reason)
    return report


def _lock_season(report: Report) -> None:
    Season.objects.select_for_update(of=("self",), no_key=True).get(pk=report.participant.season_id)


def _freeze(report: Report, sheet: Sheet, is_late: bool, by: User) -> Submission:
    season, now = report.participant.season, clock.now()
    sent = Submission.objects.filter(report__participant__season=season).count()
    number = f"BC-{season.year}-{season.pk}-{sent + 1:03d}"
    heading = {"number": number, "submitted_at": now.isoformat(timespec="seconds"), "is_late": is_late}
    content = submissions.sent_content(report, sheet, **heading)
    return Submission.objects.create(
        report=report,
        number=number,
        is_late=is_late,
        content=content,
        content_hash=canonical.sha256(content),
        submitted_at=now,
        submitted_by=by,
    )


def _tell_of_submission(report: Report, submission: Submission) -> None:
    """The unit gets its receipt; the head's people and the officials a report to look at."""
    season = report.participant.season
    own = list(post.people_of(report.participant.organisation))
    others = {*post.people_at_the_head(season), *post.officials_of(season)} - set(own)
    values = {"unit": str(report.participant), "season": str(season), "receipt": submission.number}
    event = Event.REPORT_SUBMITTED
    notice.tell(event, report, to=own, path=reverse("receipt", args=[submission.pk]), **values)
    hand.tell(event, report, sorted(others, key=lambda person: person.pk), **values)
