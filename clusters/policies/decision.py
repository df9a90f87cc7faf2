"""Who records decisions."""

from django.utils.translation import gettext as _

from clusters.models import Organisation, User
from clusters.policies import organisation as organisations
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied


def may_act_for(user: User, authority: Organisation) -> Ruling:
    """Deeds of the authority itself: record decisions, found clusters, grant places, cite figures."""
    if post.is_official_of(user, authority):
        return ALLOWED
    return denied(_("Only an official in charge of emulation at {authority} may do this.").format(authority=authority))


def may_record_decision(user: User, issuer: Organisation) -> Ruling:
    """Enter a paper: who acts for the issuer, and who keeps organisations there, for bodies change by decision too."""
    return may_act_for(user, issuer) or organisations.may_administer(user, issuer)
