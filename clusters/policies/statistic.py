"""Who defines, closes and fills in a shared statistic, and when."""

from django.utils.translation import gettext as _

from clusters import clock
from clusters.models import Organisation, SharedStatistic, User
from clusters.policies import exchange
from clusters.queries import post
from clusters.queries import statistic as queries
from clusters.queries.statistic_period import Span
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_close(user: User, statistic: SharedStatistic) -> Ruling:
    """Whoever leads the cluster, once."""
    return first_refusal(lambda: exchange.may_lead(user, statistic.cluster), lambda: _is_open(statistic))


def may_enter(user: User, statistic: SharedStatistic, unit: Organisation, span: Span) -> Ruling:
    """A member's own people, for a period that has begun and in which the unit was a member."""
    return first_refusal(
        lambda: _own(user, unit),
        lambda: _is_open(statistic),
        lambda: _has_begun(span),
        lambda: _was_a_member(statistic, unit, span),
    )


def may_enter_own(statistic: SharedStatistic, span: Span) -> Ruling:
    """The same for somebody who is known to work for a member of that period."""
    return first_refusal(lambda: _is_open(statistic), lambda: _has_begun(span))


def _own(user: User, unit: Organisation) -> Ruling:
    if post.works_for(user, unit):
        return ALLOWED
    return denied(_("Only the people of {unit} enter its figures.").format(unit=unit))


def _is_open(statistic: SharedStatistic) -> Ruling:
    return not_now(_("This statistic is closed.")) if statistic.closed_at else ALLOWED


def _has_begun(span: Span) -> Ruling:
    if span.first <= clock.today():
        return ALLOWED
    return not_now(_("{period} has not begun.").format(period=span))


def _was_a_member(statistic: SharedStatistic, unit: Organisation, span: Span) -> Ruling:
    if queries.members(statistic, span).filter(pk=unit.pk).exists():
        return ALLOWED
    return not_now(_("{unit} was not a member in that period.").format(unit=unit))
