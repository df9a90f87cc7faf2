"""Who proposes an exemplar, who carries it on, who takes it up."""

from django.utils.translation import gettext as _

from clusters.enums import EXEMPLAR_MOVES, EXEMPLAR_STAGES, ExemplarState, Phase
from clusters.models import Exemplar, Organisation, Participant, User
from clusters.models.exemplar import OPEN_TO_ALL
from clusters.queries import post
from clusters.queries.post import Chair
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_identify_exemplar(user: User, participant: Participant) -> Ruling:
    """The unit's own people, or those who lead the year, until it is closed."""
    return first_refusal(lambda: _own_or_leading(user, participant), lambda: _not_closed(participant))


def may_change_exemplar(user: User, exemplar: Exemplar) -> Ruling:
    """The unit's own people and those who lead, until it is summarised: from then on others rely on it."""
    return first_refusal(
        lambda: _own_or_leading(user, exemplar.participant),
        lambda: _still(exemplar, (ExemplarState.IDENTIFIED, ExemplarState.FOSTERED)),
    )


def may_file_exemplar(user: User, exemplar: Exemplar) -> Ruling:
    """Evidence is added at every stage but after it was given up."""
    return first_refusal(lambda: _own_or_leading(user, exemplar.participant), lambda: _still(exemplar, EXEMPLAR_STAGES))


def may_move_exemplar(user: User, exemplar: Exemplar) -> Ruling:
    """Those who lead the year it belongs to; a summary and its replication may come when that is closed."""
    return first_refusal(lambda: _leads(user, exemplar.participant), lambda: _moves(exemplar))


def may_take_up(user: User, exemplar: Exemplar, organisation: Organisation) -> Ruling:
    """The people of any other unit that sees it, once it is summarised."""
    return first_refusal(
        lambda: _works_for(user, organisation),
        lambda: _another(exemplar, organisation),
        lambda: _still(exemplar, OPEN_TO_ALL),
    )


def _own_or_leading(user: User, participant: Participant) -> Ruling:
    if post.works_for(user, participant.organisation):
        return ALLOWED
    ruling = _leads(user, participant)
    if ruling:
        return ruling
    return denied(_("The people of {unit} or those who lead the cluster do this.").format(unit=participant))


def _leads(user: User, participant: Participant) -> Ruling:
    chair = Chair(participant.season, user)
    if any(each.held for each in chair.by_role.values()) or chair.is_official:
        return ALLOWED
    return denied(_("The head of the cluster, its deputy or an official of the authority carries exemplars on."))


def _not_closed(participant: Participant) -> Ruling:
    if participant.season.phase == Phase.CLOSED:
        return not_now(_("The year is closed; propose it in the next one."))
    return ALLOWED


def _works_for(user: User, organisation: Organisation) -> Ruling:
    if post.works_for(user, organisation):
        return ALLOWED
    return denied(_("The people of {unit} say what it takes up.").format(unit=organisation))


def _another(exemplar: Exemplar, organisation: Organisation) -> Ruling:
    if exemplar.participant.organisation_id != organisation.pk:
        return ALLOWED
    return not_now(_("This is your own; other units take it up."))


def _moves(exemplar: Exemplar) -> Ruling:
    if EXEMPLAR_MOVES[ExemplarState(exemplar.state)]:
        return ALLOWED
    return not_now(_("It has come to its last stage: {state}.").format(state=exemplar.get_state_display()))


def _still(exemplar: Exemplar, states) -> Ruling:
    if exemplar.state in states:
        return ALLOWED
    return not_now(_("Not at this stage: {state}.").format(state=exemplar.get_state_display()))
