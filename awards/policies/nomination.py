"""Who proposes, withdraws and appraises a nomination, and when."""

from django.utils.translation import gettext as _

from awards.enums import NOMINATION_MOVES, NominationState
from awards.models import Nomination
from awards.queries import nomination as nominations
from clusters.enums import Phase
from clusters.models import Season, User
from clusters.policies import decision as decisions
from clusters.queries import post, ranking
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now

PROPOSING = (Phase.MEETING, Phase.SUBMITTED)


def may_propose_nomination(user: User, season: Season) -> Ruling:
    """The head of today, from the meeting until the authority has decided, on a ranking that is sealed."""
    return first_refusal(
        lambda: _at_the_head(user, season),
        lambda: _time_to_propose(season),
        lambda: _is_ranked(season),
    )


def may_propose_nomination_again(user: User, nomination: Nomination) -> Ruling:
    """The head of today, when it was returned for mending."""
    season = nomination.participant.season
    return first_refusal(
        lambda: _at_the_head(user, season),
        lambda: _may_become(nomination, NominationState.PROPOSED),
        lambda: _time_to_propose(season),
        lambda: _is_ranked(season),
    )


def may_withdraw_nomination(user: User, nomination: Nomination) -> Ruling:
    """The head of today, before it is approved, until the year is closed."""
    season = nomination.participant.season
    return first_refusal(
        lambda: _at_the_head(user, season),
        lambda: _may_become(nomination, NominationState.WITHDRAWN),
        lambda: _not_closed(season),
    )


def may_approve_nomination(user: User, nomination: Nomination) -> Ruling:
    """An official who neither proposed it nor works for the unit, while the year is with the authority."""
    return first_refusal(
        lambda: _may_appraise(user, nomination),
        lambda: _may_become(nomination, NominationState.APPROVED),
        lambda: _with_the_authority(nomination.participant.season),
        lambda: _rests_on_the_ranking_in_force(nomination),
    )


def may_return_nomination(user: User, nomination: Nomination) -> Ruling:
    """As approving; what was approved may still be returned until it is decided."""
    return first_refusal(
        lambda: _may_appraise(user, nomination),
        lambda: _may_become(nomination, NominationState.RETURNED),
        lambda: _with_the_authority(nomination.participant.season),
    )


def _at_the_head(user: User, season: Season) -> Ruling:
    if post.heads(user, season):
        return ALLOWED
    head = post.head_of(season)
    if head is None:
        return denied(_("The cluster has no head today. An official of the authority names one."))
    return denied(_("Nominations are made by the head of the cluster, {head}.").format(head=head))


def _may_appraise(user: User, nomination: Nomination) -> Ruling:
    """Nobody appraises what they proposed: persons are compared, whatever posts they hold."""
    authority = nomination.participant.season.cluster.authority
    official = decisions.may_act_for(user, authority)
    if not official:
        return official
    if user.pk in nominations.proposers(nomination):
        return denied(
            _("Nobody appraises what they proposed. Another official of {authority} does it.").format(
                authority=authority
            )
        )
    if post.works_for(user, nomination.participant.organisation):
        return denied(
            _("You work for the nominated unit. Another official of {authority} appraises it.").format(
                authority=authority
            )
        )
    return ALLOWED


def _may_become(nomination: Nomination, goal: NominationState) -> Ruling:
    if goal in NOMINATION_MOVES[NominationState(nomination.state)]:
        return ALLOWED
    return not_now(
        _("The nomination stands at “{state}”, which does not allow this.").format(state=nomination.get_state_display())
    )


def _time_to_propose(season: Season) -> Ruling:
    if season.phase in PROPOSING:
        return ALLOWED
    return not_now(
        _("Nominations are made at the meeting and until the authority decides; the year is now in “{phase}”.").format(
            phase=season.get_phase_display()
        )
    )


def _is_ranked(season: Season) -> Ruling:
    if ranking.in_force(season) is not None:
        return ALLOWED
    return not_now(_("The ranking has not been sealed yet; a nomination rests on its placing there."))


def _not_closed(season: Season) -> Ruling:
    if season.phase == Phase.CLOSED:
        return not_now(_("The year is closed; nothing in it changes any more."))
    return ALLOWED


def _with_the_authority(season: Season) -> Ruling:
    if season.phase == Phase.SUBMITTED:
        return ALLOWED
    return not_now(
        _("Nominations are appraised once the head has submitted the year; it is now in “{phase}”.").format(
            phase=season.get_phase_display()
        )
    )


def _rests_on_the_ranking_in_force(nomination: Nomination) -> Ruling:
    placing = nomination.placing
    if placing is None or placing.standing == ranking.in_force(nomination.participant.season):
        return ALLOWED
    return not_now(
        _("The ranking was sealed again after this nomination. Return it, so that the head proposes it anew.")
    )
