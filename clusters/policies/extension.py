"""Who changes or withdraws more time that was given to a unit: whoever may give it."""

from django.utils.translation import gettext as _

from clusters import clock, writing
from clusters.models import PeriodExtension, User
from clusters.policies import period_report as periods
from clusters.policies import season as seasons
from clusters.queries.extension import Given
from clusters.rulings import ALLOWED, Ruling, not_now


def may_change_extension(user: User, given: Given) -> Ruling:
    """As long as it stands and has not run out."""
    if isinstance(given, PeriodExtension):
        who = periods.may_extend_period(user, given.participant, given.period)
    else:
        who = seasons.may_extend(user, given.participant)
    return who and _stands(given)


def _stands(given: Given) -> Ruling:
    if given.withdrawn_at:
        return not_now(_("This time has been changed or withdrawn already."))
    if given.until <= clock.now():
        return not_now(
            _("This time ran out at {moment}; give more time instead.").format(moment=writing.moment(given.until))
        )
    return ALLOWED
