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


class Blank(TextChoices):
    """Why a criterion has no figures; points follow from the rule alone."""

    NO_CASE = "no_case", _("No case arose")
    NOT_APPLICABLE = "not_applicable", _("Does not apply to the unit")
    EXPLAINED = "explained", _("For the reason written beside it")
