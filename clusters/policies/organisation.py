"""Who keeps organisations, people and posts."""

from django.utils.translation import gettext as _

from clusters.models import Organisation, User
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied


def may_administer(user: User, authority: Organisation | None) -> Ruling:
    """Register bodies, open accounts, appoint: the system's administrators everywhere, an authority's own for it."""
    if post.administers(user, authority):
        return ALLOWED
    return denied(_("Only an administrator or an official of the authority keeps organisations, people and posts."))
