"""States of a report."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportState(TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed off by the leader")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for mending")
    ACCEPTED = "accepted", _("Accepted")


REPORT_MOVES = {
    ReportState.DRAFT: {ReportState.SIGNED},
    ReportState.SIGNED: {ReportState.DRAFT, ReportState.SUBMITTED},
    ReportState.SUBMITTED: {ReportState.RETURNED, ReportState.ACCEPTED},
    ReportState.RETURNED: {ReportState.DRAFT},
    ReportState.ACCEPTED: {ReportState.RETURNED},
}
