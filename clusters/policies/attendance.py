"""Who answers an invitation, and until when."""

from django.utils.translation import gettext as _

from clusters import clock, writing
from clusters.enums import MeetingState
from clusters.models import Attendance, Meeting, User
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_reply(user: User, attendance: Attendance) -> Ruling:
    """The people of the invited unit, until the moment named in the invitation."""
    return first_refusal(lambda: _own(user, attendance), lambda: may_still_reply(attendance.meeting))


def may_still_reply(meeting: Meeting) -> Ruling:
    """The same for somebody who is known to work for the unit."""
    if meeting.state != MeetingState.CALLED:
        return not_now(_("An invitation is answered from the calling of the meeting until it is opened."))
    if meeting.reply_by and clock.now() > meeting.reply_by:
        return not_now(
            _("Replies were asked for until {moment}. Tell the head of the cluster directly.").format(
                moment=writing.moment(meeting.reply_by)
            )
        )
    return ALLOWED


def _own(user: User, attendance: Attendance) -> Ruling:
    if attendance.participant and post.works_for(user, attendance.participant.organisation):
        return ALLOWED
    return denied(_("Only the people of {unit} answer this invitation.").format(unit=attendance))
