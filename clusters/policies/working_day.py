"""Who keeps the calendar of working days."""

from django.utils.translation import gettext as _

from clusters.models import User
from clusters.queries import working_day as queries
from clusters.rulings import ALLOWED, Ruling, denied


def may_keep_calendar(user: User) -> Ruling:
    """It is the same for the whole country: the system's administrators, and who keeps an authority at the top."""
    if user.is_superuser or queries.keeps_for(user):
        return ALLOWED
    return denied(
        _("The calendar of working days is kept by administrators and by officials of a ministry or a province.")
    )
