"""Requests for information among members: what is asked for, and how far each reply is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InformationForm(TextChoices):
    """In what form the reply is asked for."""

    TEXT = "text", _("Text")
    FIGURE = "figure", _("Figure")
    FILE = "file", _("File")


class InformationReplyState(TextChoices):
    """Asked, answered or declined with a reason; corrected until the request is closed."""

    WAITING = "waiting", _("Waits for the reply")
    ANSWERED = "answered", _("Replied")
    DECLINED = "declined", _("Declined")


INFORMATION_REPLY_MOVES = {
    InformationReplyState.WAITING: {InformationReplyState.ANSWERED, InformationReplyState.DECLINED},
    InformationReplyState.ANSWERED: {InformationReplyState.DECLINED},
    InformationReplyState.DECLINED: {InformationReplyState.ANSWERED},
}
