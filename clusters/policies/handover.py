"""Who hands the work of the head over, and who confirms it."""

from django.utils.translation import gettext as _

from clusters.enums import HANDOVER_MOVES, ElectionState, HandoverState, HeadshipRole
from clusters.models import Election, Handover, User
from clusters.queries import handover as handovers
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_give_handover(user: User, election: Election) -> Ruling:
    """The old head's people, once the next one is elected; the official where nobody heads the year any more."""
    return first_refusal(lambda: _old_head(user, election), lambda: _elected(election), lambda: _not_given(election))


def may_answer_handover(user: User, handover: Handover) -> Ruling:
    """The elected unit's people confirm what they received, or return it with a remark."""
    return first_refusal(lambda: _new_head(user, handover), lambda: _awaits(handover))


def _old_head(user: User, election: Election) -> Ruling:
    season = election.season
    if post.heads(user, season):
        return ALLOWED
    head = post.head_of(season, HeadshipRole.HEAD)
    if head is None and post.is_official_of(user, season.cluster.authority):
        return ALLOWED
    if head is None:
        return denied(_("Nobody heads this year today; an official of the authority hands the work over."))
    return denied(_("The old head hands its work over: {unit}.").format(unit=head))


def _elected(election: Election) -> Ruling:
    if election.state == ElectionState.ELECTED:
        return ALLOWED
    return not_now(_("Nobody is elected yet; the closing conference elects first."))


def _not_given(election: Election) -> Ruling:
    given = handovers.of(election)
    if given is None or HandoverState.GIVEN in HANDOVER_MOVES[HandoverState(given.state)]:
        return ALLOWED
    return not_now(_("The work has been handed over: {state}.").format(state=given.get_state_display()))


def _new_head(user: User, handover: Handover) -> Ruling:
    if post.works_for(user, handover.election.head):
        return ALLOWED
    return denied(_("The elected head confirms the hand-over: {unit}.").format(unit=handover.election.head))


def _awaits(handover: Handover) -> Ruling:
    if HandoverState.RECEIVED in HANDOVER_MOVES[HandoverState(handover.state)]:
        return ALLOWED
    if handover.state == HandoverState.RETURNED:
        return not_now(_("It was returned with a remark; the old head gives it again."))
    return not_now(_("The hand-over is confirmed."))
