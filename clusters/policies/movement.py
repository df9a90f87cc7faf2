"""Who launches movements."""

from django.utils.translation import gettext as _

from clusters.models import User
from clusters.policies import cluster as clusters
from clusters.policies import decision as decisions
from clusters.rulings import ALLOWED, Ruling, denied

may_launch_movement = decisions.may_act_for


def may_launch_any(user: User) -> Ruling:
    """Whether there is an authority for which the person may launch a movement."""
    if clusters.may_found_any(user):
        return ALLOWED
    return denied(_("Only an official in charge of emulation at an authority launches movements."))
