"""How the work of a head passes to the next."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HandoverState(TextChoices):
    GIVEN = "given", _("Handed over, to be confirmed")
    RETURNED = "returned", _("Returned with a remark")
    RECEIVED = "received", _("Received")


HANDOVER_MOVES = {
    HandoverState.GIVEN: {HandoverState.RETURNED, HandoverState.RECEIVED},
    HandoverState.RETURNED: {HandoverState.GIVEN},
    HandoverState.RECEIVED: set(),
}
