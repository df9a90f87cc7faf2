"""Who adds and replaces the documents of a meeting, and when."""

from django.utils.translation import gettext as _

from clusters.enums import MeetingState
from clusters.models import Meeting, User
from clusters.policies.meeting import may_lead_at
from clusters.queries.post import Chair
from clusters.rulings import Ruling

ADDED = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.OPEN, MeetingState.CLOSED)


def may_add_document(user: User, meeting: Meeting, chair: Chair | None = None) -> Ruling:
    """Until the minutes are adopted."""
    sentence = _("Documents are added until the minutes are adopted.")
    return may_lead_at(user, meeting, chair, ADDED, sentence)
