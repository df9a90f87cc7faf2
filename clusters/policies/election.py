"""Who orders the rotation, proposes the next head, and records whom the conference elected."""

from django.utils.translation import gettext as _

from clusters.enums import ELECTION_MOVES, ElectionState, HeadshipRole, Phase, phase_reached
from clusters.models import Cluster, Election, Season, User
from clusters.policies import cluster as clusters
from clusters.queries import post
from clusters.queries.post import Chair
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_set_rotation(user: User, cluster: Cluster) -> Ruling:
    """The head of a running year, who asks the members, or the authority's official, while the cluster lasts."""
    official = clusters.may_change_cluster(user, cluster)
    if official:
        return ALLOWED
    if cluster.seasons.open().led_by(user, HeadshipRole.HEAD).exists():
        return ALLOWED
    if post.is_official_of(user, cluster.authority):
        return official
    return denied(_("The rotation is ordered by the head of the cluster or the authority's official."))


def may_propose_head(user: User, season: Season, chair: Chair | None = None) -> Ruling:
    """Head, deputy or official, from the day the year runs until it is closed."""
    return first_refusal(lambda: _leads(chair or Chair(season, user)), lambda: _running(season))


def may_decide_election(user: User, election: Election, chair: Chair | None = None) -> Ruling:
    """Record the conference's word, or withdraw the proposal: whoever may propose, while it is open."""
    return first_refusal(
        lambda: may_propose_head(user, election.season, chair), lambda: _open(election, ElectionState.ELECTED)
    )


def may_elect(user: User, election: Election, chair: Chair | None = None) -> Ruling:
    """The closing conference elects (H2745, H2746): the year has come to its assessment meeting."""
    return first_refusal(
        lambda: may_decide_election(user, election, chair), lambda: _at_the_conference(election.season)
    )


def _leads(chair: Chair) -> Ruling:
    if any(each.held for each in chair.by_role.values()) or chair.is_official:
        return ALLOWED
    return denied(_("The head, its deputy or an official proposes the next head and records the election."))


def _running(season: Season) -> Ruling:
    if season.phase == Phase.CLOSED:
        return not_now(_("The year is closed; nothing in it changes any more."))
    if phase_reached(season.phase, Phase.RUNNING):
        return ALLOWED
    return not_now(_("The next head is proposed once the year runs."))


def _at_the_conference(season: Season) -> Ruling:
    if phase_reached(season.phase, Phase.MEETING):
        return ALLOWED
    return not_now(
        _("The closing conference elects; the year is still in “{phase}”.").format(phase=season.get_phase_display())
    )


def _open(election: Election, goal: ElectionState) -> Ruling:
    if goal in ELECTION_MOVES[ElectionState(election.state)]:
        return ALLOWED
    return not_now(_("This proposal is settled: {state}.").format(state=election.get_state_display()))
