"""States of a unit's report of one period."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PeriodReportState(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for mending")
    ACCEPTED = "accepted", _("Accepted")


PERIOD_REPORT_MOVES = {
    PeriodReportState.DRAFT: {PeriodReportState.SUBMITTED},
    PeriodReportState.SUBMITTED: {PeriodReportState.RETURNED, PeriodReportState.ACCEPTED},
    PeriodReportState.RETURNED: {PeriodReportState.DRAFT},
    PeriodReportState.ACCEPTED: {PeriodReportState.RETURNED},
}
