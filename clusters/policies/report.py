"""Who fills in, signs off, submits, accepts and returns a report, and until when."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from clusters.enums import HeadshipRole, Phase, ReportState, phase_reached
from clusters.models import Participant, Report, Standing, User
from clusters.queries import deadline, post
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now
from clusters.validating import Obstacles

NONE = Obstacles()
LOOKED_AT = (Phase.SELF_SCORING, Phase.CROSS_CHECKING, Phase.VERIFYING, Phase.MEETING)
SENT_IN = (ReportState.SUBMITTED, ReportState.ACCEPTED)


def may_edit_report(user: User, report: Report) -> Ruling:
    """The unit's own people, from the running phase on, until the report is sent in or it is too late."""
    return first_refusal(
        lambda: _own_people_of(user, report),
        lambda: _has_come(report, Phase.RUNNING),
        lambda: _table_is_there(report),
        lambda: _in_the_units_hands(report),
        lambda: _in_time(report),
    )


def may_set_aside_cells(user: User, report: Report) -> Ruling:
    """The unit's own people, after the sending too: what they typed and give up changes no figure, only the trail."""
    return first_refusal(lambda: _own_people_of(user, report), lambda: _table_is_there(report))


def may_sign_report(user: User, report: Report, obstacles: Obstacles, *, on_paper: bool = False) -> Ruling:
    """The unit's leader, when nothing of `obstacles` (see `queries.finding`) is left. The paper that was signed
    `on_paper` is attached by any of the unit's own people."""
    return first_refusal(
        lambda: _own_people_of(user, report) if on_paper else leader(user, report.participant),
        lambda: _has_come(report, Phase.RUNNING),
        lambda: _table_is_there(report),
        lambda: _to_be_signed(report),
        lambda: _in_time(report),
        lambda: sound(obstacles),
    )


def may_submit_report(user: User, report: Report, obstacles: Obstacles = NONE) -> Ruling:
    """The unit's own people, once it is signed off and self-scoring has begun.

    A change takes the sign-off back, so nothing is blank; but figures of the year before may have changed meanwhile.
    """
    return first_refusal(
        lambda: _own_people_of(user, report),
        lambda: _has_come(report, Phase.SELF_SCORING),
        lambda: _signed_off(report),
        lambda: _in_time(report),
        lambda: sound(obstacles._replace(blank=())),
    )


def may_accept_report(user: User, report: Report) -> Ruling:
    """Whoever verifies this unit, until the meeting."""
    return _verifier(user, report.participant) and _under_verification(report) and _waits_for_acceptance(report)


def may_return_report(user: User, report: Report) -> Ruling:
    """Whoever verifies this unit; during the meeting too, as long as the ranking is not sealed."""
    return _verifier(user, report.participant) and _under_verification(report) and _was_sent_in(report)


def may_ask_to_return(user: User, report: Report) -> Ruling:
    """The unit's own people, as long as whoever verifies it could return it."""
    return _own_people_of(user, report) and _was_sent_in(report) and _under_verification(report)


def may_accept_or_return(user: User, report: Report) -> tuple[Ruling, Ruling]:
    """Both at once for a page of somebody who does not work for the unit, asking only once who verifies and whether
    the ranking is sealed."""
    either = _verifier(user, report.participant, post.verifies_others) and _under_verification(report)
    return either and _waits_for_acceptance(report), either and _was_sent_in(report)


def verifier_of(participant: Participant) -> str:
    """In words, to whom it falls to verify: the same order as `post.verifies`."""
    verifier = post.verifier_of(participant)
    if verifier is None:
        return _("the officials of {authority}").format(authority=participant.season.cluster.authority)
    if verifier.role == HeadshipRole.HEAD:
        return _("the head of the cluster, {unit}").format(unit=verifier.participant)
    return _("the deputy head, {unit}").format(unit=verifier.participant)


def _own_people_of(user: User, report: Report) -> Ruling:
    """The same as of its participant; a report that was loaded for this person says it already."""
    return ALLOWED if getattr(report, "own_to", None) == user.pk else _own_people(user, report.participant)


def _own_people(user: User, participant: Participant) -> Ruling:
    if post.works_for(user, participant.organisation):
        return ALLOWED
    return denied(_("Only the people of {unit} work on its report.").format(unit=participant))


def leader(user: User, participant: Participant) -> Ruling:
    """Whoever leads the unit signs its reports."""
    if post.leads(user, participant.organisation):
        return ALLOWED
    return denied(_("Only the leader of {unit} signs its report off.").format(unit=participant))


def _verifier(
    user: User, participant: Participant, verifies: Callable[[User, Participant], bool] = post.verifies
) -> Ruling:
    if verifies(user, participant):
        return ALLOWED
    return denied(
        _("The report of {unit} is verified by {who}.").format(unit=participant, who=verifier_of(participant))
    )


def _under_verification(report: Report) -> Ruling:
    return first_refusal(lambda: _looked_at(report), lambda: _not_sealed(report))


def _has_come(report: Report, phase: Phase) -> Ruling:
    season = report.participant.season
    if phase_reached(season.phase, phase):
        return ALLOWED
    sentence = _("This begins with the phase “{phase}”; the year is now in “{now}”. The owner of the phase moves it.")
    return not_now(sentence.format(phase=phase.label, now=season.get_phase_display()))


def _table_is_there(report: Report) -> Ruling:
    if report.participant.season.table_id:
        return ALLOWED
    return not_now(_("The year has no scoring table yet; the officials of the authority assign it."))


def _in_the_units_hands(report: Report) -> Ruling:
    if report.state not in SENT_IN:
        return ALLOWED
    sentence = _("The report has been sent in. To mend it, ask {who} to return it.")
    return not_now(sentence.format(who=verifier_of(report.participant)))


def _in_time(report: Report) -> Ruling:
    """Until verifying begins; then only with an extension, or to mend what was returned; never after the sealing."""
    participant = report.participant
    if not phase_reached(participant.season.phase, Phase.VERIFYING):
        return ALLOWED
    sealed = _not_sealed(report)
    if not sealed:
        return sealed
    is_for_a_page = hasattr(report, "due_terms")  # see `queries.report.for_page`
    line = deadline.of_report(report) if is_for_a_page else deadline.of_participant(participant)
    if report.return_reason or line.is_extended:
        return ALLOWED
    sentence = _("Verifying has begun, so the report can no longer be sent in. More time can be given by {who}.")
    return not_now(sentence.format(who=_extender_of(participant)))


def _extender_of(participant: Participant) -> str:
    """Who can give this unit more time: the head, unless it is its own unit, or the officials."""
    head, authority = post.head_of(participant.season), participant.season.cluster.authority
    if head is None or head.pk == participant.pk:
        return _("the officials of {authority}").format(authority=authority)
    return _("the head of the cluster, {unit}, or the officials of {authority}").format(unit=head, authority=authority)


def _to_be_signed(report: Report) -> Ruling:
    if report.state == ReportState.SIGNED:
        return not_now(_("The report is signed off already; it can be submitted."))
    if report.state == ReportState.RETURNED:
        return not_now(_("The report was returned: mend it first, then sign it off."))
    return _in_the_units_hands(report)


def _signed_off(report: Report) -> Ruling:
    if report.state == ReportState.SIGNED:
        return ALLOWED
    if report.state in SENT_IN:
        return not_now(_("The report has been submitted already."))
    return not_now(_("The leader of {unit} signs the report off first.").format(unit=report.participant))


def sound(obstacles: Obstacles) -> Ruling:
    """Every kind of obstacle of a report, be it of a year or of a period, with the criteria that it stands at."""
    said = (
        (_("Neither filled in nor explained: {codes}."), obstacles.blank),
        (_("The figures contradict a rule of the table: {codes}."), obstacles.errors),
        (_("A warning is not explained yet: {codes}."), obstacles.unexplained),
    )
    words = " ".join(sentence.format(codes=", ".join(codes)) for sentence, codes in said if codes)
    return not_now(words) if words else ALLOWED


def _looked_at(report: Report) -> Ruling:
    season = report.participant.season
    if season.phase in LOOKED_AT:
        return ALLOWED
    return not_now(_("Reports are not verified in the phase “{phase}”.").format(phase=season.get_phase_display()))


def _not_sealed(report: Report) -> Ruling:
    is_sealed = getattr(report, "is_sealed", None)  # of a report that a page shows, see `queries.report.for_page`
    if is_sealed is None:
        is_sealed = Standing.objects.in_force().filter(season=report.participant.season_id).exists()
    if is_sealed:
        return not_now(_("The ranking is sealed; the report no longer changes."))
    return ALLOWED


def _waits_for_acceptance(report: Report) -> Ruling:
    if report.state == ReportState.SUBMITTED:
        return ALLOWED
    if report.state == ReportState.ACCEPTED:
        return not_now(_("The report has been accepted already."))
    return _was_sent_in(report)


def _was_sent_in(report: Report) -> Ruling:
    if report.state in SENT_IN:
        return ALLOWED
    return not_now(_("{unit} has not sent its report in.").format(unit=report.participant))
