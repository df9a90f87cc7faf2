"""States of a unit's report of one period; it is signed off only where the period asks for that."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PeriodReportState(TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed off by the leader")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for mending")
    ACCEPTED = "accepted", _("Accepted")


PERIOD_REPORT_MOVES = {
    PeriodReportState.DRAFT: {PeriodReportState.SIGNED, PeriodReportState.SUBMITTED},
    PeriodReportState.SIGNED: {PeriodReportState.DRAFT, PeriodReportState.SUBMITTED},
    PeriodReportState.SUBMITTED: {PeriodReportState.RETURNED, PeriodReportState.ACCEPTED},
    PeriodReportState.RETURNED: {PeriodReportState.DRAFT},
    PeriodReportState.ACCEPTED: {PeriodReportState.RETURNED},
}
