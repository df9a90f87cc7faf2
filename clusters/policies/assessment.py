"""Who gives a report's points for the cluster, and when."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from clusters.enums import Phase, ReportState, ScoreKind
from clusters.models import Report, Score, Standing, User
from clusters.policies import report as reports
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, not_now

# At the meeting the members adopt the points, so a line may still change there; the sealing ends it.
SCORING = (Phase.VERIFYING, Phase.MEETING)


def may_score_report(user: User, report: Report) -> Ruling:
    """The head, for its own unit the deputy or else the authority's official; while verifying, until the sealing."""
    participant = report.participant
    if not post.verifies(user, participant):
        return denied(_("The points of this report are given by {who}.").format(who=reports.verifier_of(participant)))
    return _open_for_points(report)


def may_accept_self_scores(user: User, report: Report) -> Ruling:
    """As scoring, while a line still waits for the cluster's points."""
    return may_score_report(user, report) and self_scores_wait(report)


def self_scores_wait(report: Report) -> Ruling:
    """Whether there is anything to accept; a page that has asked `may_score_report` already asks only this."""
    agreed = ~Q(note="") | Q(points=OuterRef("points"), effect=OuterRef("effect"))
    given = Score.objects.filter(agreed, report=report, kind=ScoreKind.HEAD, criterion=OuterRef("criterion"))
    if Score.objects.filter(~Exists(given), report=report, kind=ScoreKind.SELF).exists():
        return ALLOWED
    return not_now(_("Every line that has a self-score already has the cluster's points."))


def may_correct_points(user: User, report: Report) -> Ruling:
    """An official of the authority, for other units than those they work for, in order to seal the ranking again."""
    participant = report.participant
    authority = participant.season.cluster.authority
    if post.works_for(user, participant.organisation) or not post.is_official_of(user, authority):
        return denied(_("Sealed points are mended by an official of {authority}.").format(authority=authority))
    if participant.season.phase not in SCORING or report.state != ReportState.ACCEPTED:
        return not_now(_("Sealed points can be mended until the ranking is submitted to the authority."))
    return ALLOWED


def _open_for_points(report: Report) -> Ruling:
    season = report.participant.season
    if Standing.objects.filter(season=season).exists():
        return not_now(_("The ranking is sealed, so points no longer change. An official of the authority can help."))
    if season.phase not in SCORING:
        sentence = _("Points are given while verifying and at the meeting; the year is now in “{phase}”.")
        return not_now(sentence.format(phase=season.get_phase_display()))
    if report.state != ReportState.ACCEPTED:
        return not_now(_("The report must be accepted for verification before points are given."))
    return ALLOWED
