"""Who pledges a unit's part in the common targets, and when: as it sets its own targets, with or without a table."""

from django.utils.translation import gettext as _

from clusters.models import Pact, Participant, User
from clusters.policies import pact as pacts
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied


def may_pledge(user: User, participant: Participant, pact: Pact) -> Ruling:
    """The unit's own people, while the pact is a draft."""
    return _own_people(user, participant) and pacts.is_open(pact)


def _own_people(user: User, participant: Participant) -> Ruling:
    if post.works_for(user, participant.organisation):
        return ALLOWED
    return denied(_("Only the people of {unit} pledge its part.").format(unit=participant))
