"""Who records how the meeting ordered units that nothing else separates, and when."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from clusters.enums import Phase
from clusters.models import Season, User
from clusters.queries import post
from clusters.queries.ranking import Line, Live
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_settle_tie(user: User, live: Live, tie: Sequence[Line]) -> Ruling:
    """The head, its deputy or the authority's official, at the meeting, before the ranking is sealed.

    `tie` is one of `live.ties`; an empty one says that these units are not equal any more.
    """
    return first_refusal(
        lambda: _leads(user, live.season),
        lambda: _not_sealed(live),
        lambda: _at_the_meeting(live.season),
        lambda: _are_equal(tie),
    )


def _leads(user: User, season: Season) -> Ruling:
    leading = post.leading(season.pk, user).values()
    if any(each.held for each in leading) or post.is_official_of(user, season.cluster.authority):
        return ALLOWED
    return denied(_("What the meeting decided is recorded by the head, its deputy or the authority's official."))


def _not_sealed(live: Live) -> Ruling:
    return (
        not_now(_("The ranking is sealed; the order of equals cannot change any more.")) if live.standing else ALLOWED
    )


def _at_the_meeting(season: Season) -> Ruling:
    if season.phase == Phase.MEETING:
        return ALLOWED
    return not_now(
        _("The meeting orders equals while it assesses the year; the year is now in “{phase}”.").format(
            phase=season.get_phase_display()
        )
    )


def _are_equal(tie: Sequence[Line]) -> Ruling:
    if tie:
        return ALLOWED
    return not_now(_("These units are not equal after all tie-breakers, or the table does not ask the meeting."))
