"""Who writes, sends and amends a unit's registration, and when. A late one is marked, never refused."""

from django.utils.translation import gettext as _

from awards.enums import RegistrationState
from awards.models import Registration
from clusters.enums import Phase, phase_reached
from clusters.models import Participant, Season, User
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_write_registration(user: User, participant: Participant, registration: Registration | None) -> Ruling:
    """A unit's own people, until it is sent."""
    return first_refusal(
        lambda: _own_people(user, participant),
        lambda: _still_a_draft(registration),
        lambda: _in_time(participant),
    )


def may_send_registration(user: User, participant: Participant, registration: Registration | None) -> Ruling:
    """As writing, once there is a line."""
    return first_refusal(
        lambda: may_write_registration(user, participant, registration),
        lambda: _has_a_line(registration),
    )


def may_amend_registration(user: User, participant: Participant, registration: Registration | None) -> Ruling:
    """A unit's own people, what was sent; the reason is asked for by the deed."""
    return first_refusal(
        lambda: _own_people(user, participant),
        lambda: _was_sent(registration),
        lambda: _in_time(participant),
    )


def not_decided_yet(season: Season) -> Ruling:
    """Registrations may change until the year is decided."""
    if phase_reached(season.phase, Phase.DECIDED):
        return not_now(_("The awards of this year are decided; registrations do not change any more."))
    return ALLOWED


def _own_people(user: User, participant: Participant) -> Ruling:
    if post.works_for(user, participant.organisation):
        return ALLOWED
    return denied(_("Only the people of {unit} write its registration.").format(unit=participant))


def _in_time(participant: Participant) -> Ruling:
    if participant.left_on is not None:
        return not_now(_("{unit} no longer takes part.").format(unit=participant))
    return not_decided_yet(participant.season)


def _still_a_draft(registration: Registration | None) -> Ruling:
    if registration is None or registration.state == RegistrationState.DRAFT:
        return ALLOWED
    return not_now(_("The registration was sent; amend it and say why."))


def _has_a_line(registration: Registration | None) -> Ruling:
    if registration is not None and registration.lines.standing().exists():
        return ALLOWED
    return not_now(_("Enter at least one line before sending."))


def _was_sent(registration: Registration | None) -> Ruling:
    if registration is None or registration.state == RegistrationState.DRAFT:
        return not_now(_("The registration was not sent yet; change its lines freely."))
    return ALLOWED
