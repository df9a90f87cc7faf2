"""Who records decisions."""

from django.utils.translation import gettext as _

from clusters.models import Decision, Organisation, User
from clusters.policies import organisation as organisations
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_act_for(user: User, authority: Organisation) -> Ruling:
    """Deeds of the authority itself: record decisions, found clusters, grant places, cite figures."""
    if post.is_official_of(user, authority):
        return ALLOWED
    return denied(_("Only an official in charge of emulation at {authority} may do this.").format(authority=authority))


def may_record_decision(user: User, issuer: Organisation) -> Ruling:
    """Enter a paper: who acts for the issuer, and who keeps organisations there, for bodies change by decision too."""
    return may_act_for(user, issuer) or organisations.may_administer(user, issuer)


def may_complete_decision(user: User, decision: Decision) -> Ruling:
    """Add number, day or file: who may record a paper of the issuer, while one of them is missing."""
    return first_refusal(lambda: may_record_decision(user, decision.issuer), lambda: _lacks(decision))


def _lacks(decision: Decision) -> Ruling:
    if decision.is_identified and decision.file_id:
        return not_now(_("Number, date and file are recorded already. What is recorded is not replaced."))
    return ALLOWED
