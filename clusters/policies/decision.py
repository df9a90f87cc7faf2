"""Who records decisions."""

from django.utils.translation import gettext as _

from clusters.models import Organisation, User
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied


def may_act_for(user: User, authority: Organisation) -> Ruling:
    """Deeds of the authority itself: record decisions, found clusters, grant places, cite figures."""
    if post.is_official_of(user, authority):
        return ALLOWED
    return denied(_("Only an official in charge of emulation at {authority} may do this.").format(authority=authority))
