"""Who looks over all clusters of an authority."""

from django.utils.translation import gettext as _

from clusters.models import User
from clusters.rulings import ALLOWED, Ruling, denied
from emulation.queries import navigation


def may_see_dashboard(user: User) -> Ruling:
    """Officials, council members, auditors and administrators; everybody else has the pages of their own years."""
    if navigation.acts_for_an_authority(user):
        return ALLOWED
    return denied(
        _(
            "The dashboard is for those who act for an authority. Your units' years stand under “Years”; "
            "an administrator of the authority can appoint you."
        )
    )
