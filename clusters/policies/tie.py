"""Who records how the meeting ordered units that nothing else separates, and when."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from clusters.models import User
from clusters.policies.meeting_ruling import may_record_meeting
from clusters.queries.ranking import Line, Live
from clusters.rulings import ALLOWED, Ruling, first_refusal, not_now


def may_settle_tie(user: User, live: Live, tie: Sequence[Line]) -> Ruling:
    """Whoever records what the meeting decides.

    `tie` is one of `live.ties`; an empty one says that these units are not equal any more.
    """
    return first_refusal(lambda: may_record_meeting(user, live), lambda: _are_equal(tie))


def _are_equal(tie: Sequence[Line]) -> Ruling:
    if tie:
        return ALLOWED
    return not_now(_("These units are not equal after all tie-breakers, or the table does not ask the meeting."))
