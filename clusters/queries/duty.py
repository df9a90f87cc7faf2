"""What is still open before a season may leave its phase: the checklist the owner sees."""

from django.utils.translation import gettext as _

from clusters.enums import PactState, Phase, ReportState
from clusters.models import Pact, Report, Season, Standing
from clusters.queries import post


def open_duties(season: Season) -> list[str]:
    """Sentences, one for each duty open in the current phase; empty when the season may simply move on."""
    look = {
        Phase.PREPARING: _of_preparing,
        Phase.PACT: _of_pact,
        Phase.SELF_SCORING: _of_self_scoring,
        Phase.VERIFYING: _of_verifying,
        Phase.MEETING: _of_meeting,
    }.get(Phase(season.phase))
    return look(season) if look else []


def _of_preparing(season: Season) -> list[str]:
    duties = []
    if season.table is None:
        duties.append(_("The year has no scoring table yet."))
    if post.head_of(season) is None:
        duties.append(_("The cluster has no head today."))
    return duties


def _of_pact(season: Season) -> list[str]:
    if Pact.objects.filter(season=season, state=PactState.SIGNED).exists():
        return []
    return [_("The pact has not been signed by all members.")]


def _of_self_scoring(season: Season) -> list[str]:
    return _missing_reports(season)


def _of_verifying(season: Season) -> list[str]:
    waiting = Report.objects.in_season(season).filter(state=ReportState.SUBMITTED).count()
    duties = [_("{count} reports wait to be accepted or returned.").format(count=waiting)] if waiting else []
    return duties + _missing_reports(season)


def _of_meeting(season: Season) -> list[str]:
    if Standing.objects.filter(season=season).exists():
        return []
    return [_("The ranking has not been sealed.")]


def _missing_reports(season: Season) -> list[str]:
    missing = (
        Report.objects.in_season(season)
        .filter(participant__left_on__isnull=True)
        .exclude(state__in=[ReportState.SUBMITTED, ReportState.ACCEPTED])
        .select_related("participant__organisation")
        .order_by("participant__organisation__sort_key")
    )
    return [_("{unit} has not sent its report.").format(unit=report.participant) for report in missing]
