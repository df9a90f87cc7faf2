"""Who gives a report's points for the cluster, and when."""

from django.utils.translation import gettext as _

from clusters.enums import HeadshipRole, Phase, ReportState, ScoreKind
from clusters.models import Participant, Report, Score, Standing, User
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, not_now


def may_score_report(user: User, report: Report) -> Ruling:
    """The head, for its own unit the deputy or else the authority's official; while verifying, until the sealing."""
    participant = report.participant
    if not post.verifies(user, participant):
        return denied(_("The points of this report are given by {who}.").format(who=verifier_of(participant)))
    return _open_for_points(report)


def may_accept_self_scores(user: User, report: Report) -> Ruling:
    """As scoring, while a line still waits for the cluster's points."""
    ruling = may_score_report(user, report)
    if ruling and not _waiting(report):
        return not_now(_("Every line that has a self-score already has the cluster's points."))
    return ruling


def verifier_of(participant: Participant) -> str:
    """In words, whom it falls to: the same order as `post.verifies`."""
    season = participant.season
    head = post.head_of(season)
    if head is not None and head.pk != participant.pk:
        return _("the head, {unit}").format(unit=head)
    deputy = post.head_of(season, HeadshipRole.DEPUTY)
    if deputy is not None and deputy.pk != participant.pk:
        return _("the deputy head, {unit}").format(unit=deputy)
    return _("an official of {authority}").format(authority=season.cluster.authority)


def _open_for_points(report: Report) -> Ruling:
    season = report.participant.season
    if Standing.objects.filter(season=season).exists():
        return not_now(_("The ranking is sealed, so points no longer change. An official of the authority can help."))
    if season.phase != Phase.VERIFYING:
        return not_now(
            _("Points are given in the phase “Verifying and scoring”; the year is now in “{phase}”.").format(
                phase=season.get_phase_display()
            )
        )
    if report.state != ReportState.ACCEPTED:
        return not_now(_("The report must be accepted for verification before points are given."))
    return ALLOWED


def _waiting(report: Report) -> bool:
    given = Score.objects.filter(report=report, kind=ScoreKind.HEAD).values("criterion")
    return Score.objects.filter(report=report, kind=ScoreKind.SELF).exclude(criterion__in=given).exists()
