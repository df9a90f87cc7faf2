"""Who answers to a movement, reports on it, passes it on and proposes praise; and who answers such a proposal."""

from django.utils.translation import gettext as _

from clusters.enums import OPEN_MOVEMENT, MovementPraiseState, MovementResponseState
from clusters.models import MovementPraise, MovementResponse, User
from clusters.policies import movement as movements
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now

REPORTED = (MovementResponseState.REPORTING, MovementResponseState.FINISHED)


def may_answer(user: User, response: MovementResponse) -> Ruling:
    """Send the plan or correct it: the unit's people, for an authority its officials; until the unit has finished."""
    return first_refusal(
        lambda: _of_the_unit(user, response), lambda: _is_running(response), lambda: _is_unfinished(response)
    )


def may_report(user: User, response: MovementResponse) -> Ruling:
    """Report progress on a content, after the plan. Of a unit that has finished, a newer report opens it again."""
    return first_refusal(
        lambda: _of_the_unit(user, response), lambda: _is_running(response), lambda: _has_plan(response)
    )


may_propose_praise = may_report


def may_finish(user: User, response: MovementResponse) -> Ruling:
    """Say that the unit has done what it planned: after its first report."""
    ruling = may_report(user, response) and _is_unfinished(response)
    if ruling and response.state not in REPORTED:
        return not_now(_("Report progress on the contents first; then the unit can finish."))
    return ruling


def may_pass_on(user: User, response: MovementResponse) -> Ruling:
    """Send the movement down to one's own units: the officials of an authority that received it."""
    if not response.organisation.is_authority:
        return denied(_("Only a ministry or a province that received the movement passes it on to its own units."))
    if not post.is_official_of(user, response.organisation):
        told = _("Only an official in charge of emulation at {authority} may do this.")
        return denied(told.format(authority=response.organisation))
    return _is_running(response)


def may_settle(user: User, praise: MovementPraise) -> Ruling:
    """Take a proposal up or decline it: the launcher, once."""
    movement = praise.response.movement
    if not movements.is_of_the_launcher(user, movement):
        return denied(_("Only the launcher of the movement answers proposals of praise."))
    if post.works_for(user, praise.response.organisation):
        return denied(_("Nobody answers a proposal of the unit they work for. Ask a colleague of the launcher."))
    if praise.state != MovementPraiseState.PROPOSED:
        return not_now(_("This proposal is answered already."))
    return ALLOWED


def _of_the_unit(user: User, response: MovementResponse) -> Ruling:
    unit = response.organisation
    if post.works_for(user, unit) or (unit.is_authority and post.is_official_of(user, unit)):
        return ALLOWED
    return denied(_("Only the people of {unit} answer for it.").format(unit=unit))


def _is_running(response: MovementResponse) -> Ruling:
    if response.movement.state in OPEN_MOVEMENT:
        return ALLOWED
    return not_now(_("The movement is closed with its final review; nothing of it changes any more."))


def _is_unfinished(response: MovementResponse) -> Ruling:
    if response.state != MovementResponseState.FINISHED:
        return ALLOWED
    return not_now(_("The unit has finished. A newer report on a content opens it again."))


def _has_plan(response: MovementResponse) -> Ruling:
    if response.state != MovementResponseState.UNANSWERED:
        return ALLOWED
    return not_now(_("Send the unit's plan first."))
