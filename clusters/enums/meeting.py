"""Kinds and states of a cluster's meetings, what stands on their agenda, and how an invitation is answered."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingKind(TextChoices):
    """The conferences of a year, in their order (practice)."""

    LAUNCH = "launch", _("Launching conference, signing of the pact")
    HALF_YEAR = "half_year", _("Half-year conference")
    CLOSING = "closing", _("Closing conference of the year")
    OTHER = "other", _("Other meeting")


class MeetingState(TextChoices):
    """How far a meeting is; what was adopted is corrected only by newer minutes."""

    PLANNED = "planned", _("Planned")
    CALLED = "called", _("Called")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Over, minutes to be adopted")
    ADOPTED = "adopted", _("Minutes adopted")
    CANCELLED = "cancelled", _("Cancelled")


MEETING_MOVES = {
    MeetingState.PLANNED: {MeetingState.CALLED, MeetingState.CANCELLED},
    MeetingState.CALLED: {MeetingState.OPEN, MeetingState.CANCELLED},
    MeetingState.OPEN: {MeetingState.CLOSED},
    MeetingState.CLOSED: {MeetingState.ADOPTED},
    MeetingState.ADOPTED: set(),
    MeetingState.CANCELLED: set(),
}


class AgendaKind(TextChoices):
    """What an item of the agenda is; some have a page of their own in the year."""

    REPORT = "report", _("Report")
    DISCUSSION = "discussion", _("Discussion")
    PACT = "pact", _("Signing of the pact")
    REGULATION = "regulation", _("Adoption of regulations")
    RANKING = "ranking", _("Ranking of the units")
    BALLOT = "ballot", _("Ballot of honour")
    HEAD_ELECTION = "head_election", _("Choice of the next head and deputy")


class Reply(TextChoices):
    """How a unit answers an invitation."""

    COMES = "comes", _("comes")
    BY_DEPUTY = "by_deputy", _("sends somebody else")
    AWAY = "away", _("does not come")
    IN_WRITING = "in_writing", _("does not come and asks to vote in writing")


ABSENT_REPLIES = (Reply.AWAY, Reply.IN_WRITING)
