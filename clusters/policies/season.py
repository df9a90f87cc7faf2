"""Who moves a season, and who may change what around it."""

from django.utils.translation import gettext as _

from clusters.enums import PHASE_OWNER, PHASES, SKIPPABLE_PHASES, Phase, PhaseOwner, phase_reached
from clusters.models import Participant, Season, User
from clusters.policies import decision as decisions
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, not_now


def may_arrange_season(user: User, season: Season) -> Ruling:
    """Deadlines, headships, the table: the authority's official, until the season is closed."""
    ruling = decisions.may_act_for(user, season.cluster.authority)
    if ruling and season.phase == Phase.CLOSED:
        return not_now(_("The year is closed; nothing in it changes any more."))
    return ruling


def may_keep_as_template(user: User, season: Season) -> Ruling:
    """Keep the year as a template of the authority: its official, of a closed year too."""
    return decisions.may_act_for(user, season.cluster.authority)


def may_assign_table(user: User, season: Season) -> Ruling:
    """The table is fixed before the year runs: targets and results point to its criteria."""
    ruling = may_arrange_season(user, season)
    if ruling and phase_reached(season.phase, Phase.RUNNING):
        return not_now(_("The scoring table can only be changed before the year runs."))
    return ruling


def may_advance_season(user: User, season: Season) -> Ruling:
    """Only the owner of the current phase moves it on; an official stands in where there is no head today."""
    if season.phase == Phase.CLOSED:
        return not_now(_("The year is closed."))
    return _owns_phase(user, season)


def may_skip_phase(user: User, season: Season, phase: Phase) -> Ruling:
    """A phase still to come may be skipped by the authority's official, with a reason."""
    ruling = may_arrange_season(user, season)
    if not ruling:
        return ruling
    if phase not in SKIPPABLE_PHASES or phase_reached(season.phase, phase):
        return not_now(_("This phase cannot be skipped: it has begun, or every year needs it."))
    return ALLOWED


def may_extend(user: User, participant: Participant) -> Ruling:
    """More time for one unit: the head, but not for its own unit, or the authority's official; until the ranking."""
    season = participant.season
    official = post.is_official_of(user, season.cluster.authority)
    if not official and (not post.heads(user, season) or post.works_for(user, participant.organisation)):
        return denied(_("Only the head of the cluster, for other units, or an official of the authority extends time."))
    if phase_reached(season.phase, Phase.SUBMITTED):
        return not_now(_("The ranking has been submitted; no more time can be given."))
    if participant.left_on:
        return not_now(_("{unit} no longer takes part in this year.").format(unit=participant.organisation))
    return ALLOWED


def _owns_phase(user: User, season: Season) -> Ruling:
    authority = season.cluster.authority
    if PHASE_OWNER[Phase(season.phase)] == PhaseOwner.AUTHORITY:
        return decisions.may_act_for(user, authority)
    head = post.head_of(season)
    if head is None:
        return decisions.may_act_for(user, authority)
    if post.heads(user, season):
        return ALLOWED
    return denied(_("Only the head of the cluster, {head}, moves this phase on.").format(head=head))


def next_phase(season: Season, skipped: set[str]) -> Phase | None:
    """The phase that follows, passing over those skipped; None after the last."""
    later = PHASES[PHASES.index(Phase(season.phase)) + 1 :]
    return next((phase for phase in later if phase not in skipped), None)
