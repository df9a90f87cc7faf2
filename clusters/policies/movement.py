"""Who drafts, launches, amends and reviews movements."""

from django.utils.translation import gettext as _

from clusters.enums import OPEN_MOVEMENT, MovementLevel, MovementState, Phase, ReviewKind
from clusters.models import Movement, Season, User
from clusters.policies import cluster as clusters
from clusters.policies import decision as decisions
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now

may_draft_for = decisions.may_act_for


def may_draft_any(user: User) -> Ruling:
    """Whether there is an authority for which the person may launch a movement."""
    if clusters.may_found_any(user):
        return ALLOWED
    return denied(
        _(
            "Only an official in charge of emulation at an authority launches movements here; "
            "the people of a cluster's head find a button for their year in this place."
        )
    )


def may_draft_as_head(user: User, season: Season) -> Ruling:
    """Launch for the members of the cluster: the people of the unit that is the head today, while the year is open."""
    if not post.heads(user, season):
        return denied(
            _("Only the people of the unit that is the head of the cluster launch movements for its members.")
        )
    if season.phase == Phase.CLOSED:
        return not_now(_("The year is closed. Launch the movement in the year that is open now."))
    return ALLOWED


def may_change_draft(user: User, movement: Movement) -> Ruling:
    """Write the draft or launch it."""
    return first_refusal(lambda: _of_the_launcher(user, movement), lambda: _is_draft(movement))


may_launch = may_change_draft


def may_amend(user: User, movement: Movement) -> Ruling:
    """Change what was launched, with a reason, or add a file to it."""
    return first_refusal(lambda: _of_the_launcher(user, movement), lambda: _is_open(movement))


def may_attach(user: User, movement: Movement) -> Ruling:
    """Add a paper: to the draft or to what runs."""
    if movement.state == MovementState.DRAFT:
        return may_change_draft(user, movement)
    return may_amend(user, movement)


def may_review(user: User, movement: Movement, kind: str = ReviewKind.FINAL) -> Ruling:
    """Record a review: the mid-term one once and before the final one, which closes the movement."""
    ruling = may_amend(user, movement)
    if ruling and kind == ReviewKind.MIDTERM and movement.state != MovementState.LAUNCHED:
        return not_now(_("The mid-term review is recorded already. The final review is the next one."))
    return ruling


def is_of_the_launcher(user: User, movement: Movement) -> bool:
    """An official of the authority that launched it, or the people of the head's unit of today."""
    if movement.level == MovementLevel.HEAD and movement.head:
        return post.heads(user, movement.head.season)
    return post.is_official_of(user, movement.authority)


def _of_the_launcher(user: User, movement: Movement) -> Ruling:
    if is_of_the_launcher(user, movement):
        return ALLOWED
    if movement.level == MovementLevel.HEAD:
        return denied(_("Only the people of the unit that is the head of the cluster may do this."))
    return decisions.may_act_for(user, movement.authority)


def _is_draft(movement: Movement) -> Ruling:
    if movement.state == MovementState.DRAFT:
        return ALLOWED
    return not_now(_("The movement is launched. Change it by an amendment, with the reason."))


def _is_open(movement: Movement) -> Ruling:
    if movement.state in OPEN_MOVEMENT:
        return ALLOWED
    if movement.state == MovementState.DRAFT:
        return not_now(_("The movement is still a draft. Launch it first."))
    return not_now(_("The movement is closed with its final review; nothing of it changes any more."))
