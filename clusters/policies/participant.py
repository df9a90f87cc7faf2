"""Who takes a unit into a year that is open already, who lets one go, and when."""

from django.utils.translation import gettext as _

from clusters.enums import Phase, phase_reached
from clusters.models import Headship, Participant, Season, Standing, User
from clusters.policies import decision as decisions
from clusters.rulings import ALLOWED, Ruling, first_refusal, not_now


def may_admit_units(user: User, season: Season) -> Ruling:
    """The authority's official, until reports are verified: a unit needs time for results of its own."""
    return decisions.may_act_for(user, season.cluster.authority) and admitting(season)


def admitting(season: Season) -> Ruling:
    """The same for somebody who is known to act for the authority."""
    if phase_reached(season.phase, Phase.VERIFYING):
        return not_now(_("Reports are being verified or the year is over; the unit takes part from the next year on."))
    return ALLOWED


def may_let_units_go(user: User, season: Season) -> Ruling:
    """The authority's official, until the ranking is sealed, which names every unit."""
    ruling = decisions.may_act_for(user, season.cluster.authority)
    return ruling and letting_go(season, sealed=Standing.objects.filter(season=season).exists())


def letting_go(season: Season, *, sealed: bool) -> Ruling:
    """The same for somebody who is known to act for the authority."""
    if sealed or phase_reached(season.phase, Phase.SUBMITTED):
        return not_now(_("The ranking is sealed; the units of this year do not change any more."))
    return ALLOWED


def may_let_go(user: User, participant: Participant) -> Ruling:
    """The same of one unit: one that leads the cluster is first followed by another."""
    return first_refusal(lambda: may_let_units_go(user, participant.season), lambda: _leads_nothing(participant))


def _leads_nothing(participant: Participant) -> Ruling:
    if participant.left_on is not None:
        return not_now(_("{unit} no longer takes part.").format(unit=participant))
    found = Headship.objects.current().filter(participant=participant).first()
    if found is None:
        return ALLOWED
    sentence = _("{unit} is {role} today. Name another unit first.")
    return not_now(sentence.format(unit=participant, role=found.get_role_display()))
