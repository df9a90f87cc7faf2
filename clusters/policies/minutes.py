"""Who writes, adopts and corrects minutes, and when."""

from django.utils.translation import gettext as _

from clusters.enums import MeetingState
from clusters.models import Meeting, User
from clusters.policies.meeting import may_lead_at
from clusters.queries.post import Chair
from clusters.rulings import Ruling

WRITTEN = (MeetingState.OPEN, MeetingState.CLOSED, MeetingState.ADOPTED)
ADOPTED = (MeetingState.CLOSED, MeetingState.ADOPTED)


def may_write_minutes(user: User, meeting: Meeting, chair: Chair | None = None) -> Ruling:
    """From the opening on; after the adoption what is written is the draft of a correction."""
    return may_lead_at(user, meeting, chair, WRITTEN, _("Minutes are written from the opening of the meeting on."))


def may_adopt_minutes(user: User, meeting: Meeting, chair: Chair | None = None) -> Ruling:
    """Once the meeting is closed; again only as a correction with its reason."""
    return may_lead_at(user, meeting, chair, ADOPTED, _("Minutes are adopted when the meeting is closed."))
