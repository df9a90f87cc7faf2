"""Who records what the meeting decided, and when."""

from django.utils.translation import gettext as _

from clusters.enums import Phase
from clusters.models import Season, User
from clusters.queries.post import Chair
from clusters.queries.ranking import Live
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_record_meeting(user: User, live: Live, chair: Chair | None = None) -> Ruling:
    """The head, its deputy or the authority's official, at the meeting, before the ranking is sealed.

    A page that asks about one person more than once gives the `chair`.
    """
    return first_refusal(
        lambda: _leads(chair or Chair(live.season, user)),
        lambda: _not_sealed(live),
        lambda: _at_the_meeting(live.season),
    )


def _leads(chair: Chair) -> Ruling:
    if any(each.held for each in chair.by_role.values()) or chair.is_official:
        return ALLOWED
    return denied(_("What the meeting decided is recorded by the head, its deputy or the authority's official."))


def _not_sealed(live: Live) -> Ruling:
    if live.standing is None:
        return ALLOWED
    return not_now(_("The ranking is sealed; what the meeting decided cannot change any more."))


def _at_the_meeting(season: Season) -> Ruling:
    if season.phase == Phase.MEETING:
        return ALLOWED
    return not_now(
        _("The meeting decides while it assesses the year; the year is now in “{phase}”.").format(
            phase=season.get_phase_display()
        )
    )
