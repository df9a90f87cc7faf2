"""Who makes, answers and settles the proposals of members, and when."""

from django.utils.translation import gettext as _

from clusters.enums import Addressee, HeadshipRole, MeetingState, ProposalState
from clusters.models import Meeting, Participant, Proposal, User
from clusters.policies.meeting import goes_on
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now

PROPOSING = (MeetingState.CALLED, MeetingState.OPEN)


def may_propose(user: User, meeting: Meeting, participant: Participant) -> Ruling:
    """A member's own people, from the calling of the meeting until it is closed."""
    if not post.works_for(user, participant.organisation):
        return denied(_("Only the people of {unit} make proposals for it.").format(unit=participant))
    return may_still_propose(meeting)


def may_still_propose(meeting: Meeting) -> Ruling:
    """The same for somebody who is known to work for a member."""
    if meeting.state in PROPOSING:
        return goes_on(meeting.season)
    return not_now(_("Proposals are made from the calling of the meeting until it is closed."))


def may_answer(user: User, proposal: Proposal) -> Ruling:
    """Whoever it is addressed to: the people of the head or deputy, or the authority's official; once."""
    return first_refusal(lambda: _addressed(user, proposal), lambda: _in(proposal, ProposalState.MADE))


def may_settle(user: User, proposal: Proposal) -> Ruling:
    """Whoever answered for it, or the people of the responsible unit, while it is followed up."""
    return first_refusal(lambda: _follows_up(user, proposal), lambda: _in(proposal, ProposalState.FOLLOWED))


def _follows_up(user: User, proposal: Proposal) -> Ruling:
    if proposal.responsible and post.works_for(user, proposal.responsible.organisation):
        return ALLOWED
    return _addressed(user, proposal)


def _addressed(user: User, proposal: Proposal) -> Ruling:
    season = proposal.meeting.season
    if proposal.addressee == Addressee.AUTHORITY:
        if post.is_official_of(user, season.cluster.authority):
            return ALLOWED
        return denied(
            _("This proposal is answered by an official of {authority}.").format(authority=season.cluster.authority)
        )
    if post.heads(user, season) or post.heads(user, season, HeadshipRole.DEPUTY):
        return ALLOWED
    return denied(_("This proposal is answered by the head of the cluster or its deputy."))


def _in(proposal: Proposal, state: ProposalState) -> Ruling:
    if proposal.state == state:
        return ALLOWED
    return not_now(_("The proposal has moved on meanwhile: {state}.").format(state=proposal.get_state_display()))
