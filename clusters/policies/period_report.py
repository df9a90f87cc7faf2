"""Who fills in, submits, accepts and returns the report of a period, and until when."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from clusters import clock, writing
from clusters.enums import PeriodReportState, Phase, ReportedFor, phase_reached
from clusters.models import Criterion, Participant, Period, PeriodReport, PeriodSubmission, Season, Standing, User
from clusters.policies.report import leader, sound, verifier_of
from clusters.queries import period as periods
from clusters.queries import period_deadline as deadline
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now
from clusters.validating import Obstacles

SENT = (PeriodReportState.SUBMITTED, PeriodReportState.ACCEPTED)
# From when the year runs until the meeting has ranked it: then it stands still.
REPORTED_IN = (Phase.RUNNING, Phase.SELF_SCORING, Phase.CROSS_CHECKING, Phase.VERIFYING, Phase.MEETING)


def may_edit_period_report(user: User, report: PeriodReport) -> Ruling:
    """The unit's own people, from the day on which the period opens until it is sent in or it is too late.

    A report that was loaded for the person (see `queries.period_report.for_page`) says most of it already.
    """
    return first_refusal(
        lambda: _own_people_of(user, report),
        lambda: _owed(report.participant, report.period, getattr(report, "is_asked", None)),
        lambda: _goes_on(report.participant.season, getattr(report, "is_sealed", None)),
        lambda: _has_opened(report.period),
        lambda: _in_the_units_hands(report),
        lambda: _in_time(report),
    )


def may_set_aside_period_cells(user: User, report: PeriodReport) -> Ruling:
    """The unit's own people, after the sending too: what they typed and give up changes no figure, only the trail."""
    return _own_people_of(user, report)


def may_see_period_sheet(user: User, report: PeriodReport) -> Ruling:
    """What stands in the sheet while it is filled in: the unit's own people."""
    return _own_people_of(user, report)


def may_sign_period_report(user: User, report: PeriodReport, obstacles: Obstacles, *, on_paper: bool = False) -> Ruling:
    """The unit's leader, where the period asks for it and nothing of `obstacles` is left. The paper that was signed
    `on_paper` is attached by any of the unit's own people."""
    return first_refusal(
        lambda: _own_people_of(user, report) if on_paper else leader(user, report.participant),
        lambda: _asks_signature(report.period),
        lambda: _to_be_signed(report),
        lambda: _goes_on(report.participant.season, getattr(report, "is_sealed", None)),
        lambda: _in_time(report),
        lambda: sound(obstacles),
    )


def may_submit_period_report(user: User, report: PeriodReport, obstacles: Obstacles) -> Ruling:
    """The same people, once it is signed off where the period asks for that, and nothing of `obstacles` (see
    `queries.period_finding`) is left."""
    return may_edit_period_report(user, report) and is_ready(report, obstacles)


def is_ready(report: PeriodReport, obstacles: Obstacles) -> Ruling:
    """The rest of it, for a page that knows already who may edit."""
    return first_refusal(lambda: _not_returned(report), lambda: _signed_off(report), lambda: sound(obstacles))


def may_accept_period_report(user: User, report: PeriodReport) -> Ruling:
    """Whoever verifies this unit."""
    return _verifier(user, report.participant) and first_refusal(
        lambda: _goes_on(report.participant.season), lambda: _waits(report)
    )


def may_return_period_report(user: User, report: PeriodReport) -> Ruling:
    """Whoever verifies this unit, an accepted one too."""
    return _verifier(user, report.participant) and first_refusal(
        lambda: _goes_on(report.participant.season), lambda: _was_sent(report)
    )


def may_ask_to_return_period(user: User, report: PeriodReport) -> Ruling:
    """The unit's own people, as long as whoever verifies it could return it."""
    return first_refusal(
        lambda: _own_people_of(user, report),
        lambda: _was_sent(report),
        lambda: _goes_on(report.participant.season, getattr(report, "is_sealed", None)),
    )


def may_accept_or_return(user: User, report: PeriodReport) -> tuple[Ruling, Ruling]:
    """Both at once for a page of somebody who does not work for the unit, asking only once who verifies and whether
    the year goes on; a report that was loaded for a page says the latter (see `queries.period_report.for_page`)."""
    either = _verifier(user, report.participant, post.verifies_others)
    either = either and _goes_on(report.participant.season, getattr(report, "is_sealed", None))
    return either and _waits(report), either and _was_sent(report)


def may_extend_period(user: User, participant: Participant, period: Period) -> Ruling:
    """The head, except for its own unit, and the officials of the authority; only who owes the period."""
    return first_refusal(
        lambda: gives_more_time(user, participant),
        lambda: _owed(participant, period),
        lambda: _goes_on(participant.season),
    )


def gives_more_time(user: User, participant: Participant) -> Ruling:
    """Who: the officials of the authority, the head to other units than its own."""
    season = participant.season
    if post.is_official_of(user, season.cluster.authority):
        return ALLOWED
    if post.heads(user, season) and not post.works_for(user, participant.organisation):
        return ALLOWED
    return denied(_("Only the head of the cluster, for other units, or an official of the authority extends time."))


def _own_people_of(user: User, report: PeriodReport) -> Ruling:
    return ALLOWED if getattr(report, "own_to", None) == user.pk else _own_people(user, report.participant)


def _own_people(user: User, participant: Participant) -> Ruling:
    if post.works_for(user, participant.organisation):
        return ALLOWED
    return denied(_("Only the people of {unit} work on its report.").format(unit=participant))


def _verifier(
    user: User, participant: Participant, verifies: Callable[[User, Participant], bool] = post.verifies
) -> Ruling:
    if verifies(user, participant):
        return ALLOWED
    return denied(
        _("The report of {unit} is verified by {who}.").format(unit=participant, who=verifier_of(participant))
    )


def _owed(participant: Participant, period: Period, is_asked: bool | None = None) -> Ruling:
    """A period of which the table asks nothing is owed by nobody, nor is one that the unit was not there for."""
    if is_asked is None:
        is_asked = Criterion.objects.filter(version=participant.season.table_id, reported=period.kind).exists()
    if period.kind not in ReportedFor.values or not is_asked:
        return not_now(_("The scoring table of the year asks no figures for this period."))
    if deadline.owes(participant, period):
        return ALLOWED
    return not_now(_("{unit} did not take part in the year at the end of this period.").format(unit=participant))


def _goes_on(season: Season, is_sealed: bool | None = None) -> Ruling:
    if season.phase not in REPORTED_IN:
        sentence = _("Periods are not reported in the phase “{phase}”.")
        return not_now(sentence.format(phase=season.get_phase_display()))
    if is_sealed is None:
        is_sealed = Standing.objects.in_force().filter(season=season.pk).exists()
    if is_sealed:
        return not_now(_("The ranking is sealed; the report no longer changes."))
    return ALLOWED


def _has_opened(period: Period) -> Ruling:
    if clock.today() >= period.opens_on:
        return ALLOWED
    sentence = _("{period} opens on {day}.")
    return not_now(sentence.format(period=periods.words(period.kind, period.number), day=writing.day(period.opens_on)))


def _in_the_units_hands(report: PeriodReport) -> Ruling:
    if report.state not in SENT:
        return ALLOWED
    sentence = _("The report has been sent in. To mend it, ask {who} to return it.")
    return not_now(sentence.format(who=verifier_of(report.participant)))


def _in_time(report: PeriodReport) -> Ruling:
    """Late ones still come until verifying begins; then only with more time, or to mend what came before."""
    if not phase_reached(report.participant.season.phase, Phase.VERIFYING):
        return ALLOWED
    has_come = getattr(report, "has_come", None)
    if has_come is None:
        has_come = report.pk and PeriodSubmission.objects.filter(report=report.pk).exists()
    if has_come or deadline.of_report(report).is_extended:
        return ALLOWED
    return not_now(
        _("Verifying has begun, so the period can no longer be sent in. The head or the authority can give more time.")
    )


def _not_returned(report: PeriodReport) -> Ruling:
    if report.state == PeriodReportState.RETURNED:
        return not_now(_("The report was returned: mend it and save it first."))
    return ALLOWED


def _asks_signature(period: Period) -> Ruling:
    if period.asks_signature:
        return ALLOWED
    return not_now(_("The reports of this period are sent in without a signature."))


def _to_be_signed(report: PeriodReport) -> Ruling:
    if report.state == PeriodReportState.SIGNED:
        return not_now(_("The report is signed off already; it can be submitted."))
    return _in_the_units_hands(report) and _not_returned(report)


def _signed_off(report: PeriodReport) -> Ruling:
    if report.state == PeriodReportState.SIGNED or not report.period.asks_signature:
        return ALLOWED
    return not_now(_("The leader of {unit} signs the report off first.").format(unit=report.participant))


def _waits(report: PeriodReport) -> Ruling:
    if report.state == PeriodReportState.ACCEPTED:
        return not_now(_("The report has been accepted already."))
    return _was_sent(report)


def _was_sent(report: PeriodReport) -> Ruling:
    if report.state in SENT:
        return ALLOWED
    return not_now(_("{unit} has not sent its report in.").format(unit=report.participant))
