"""Words of validation rules."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RuleOperator(TextChoices):
    LE = "le", _("≤ at most")
    GE = "ge", _("≥ at least")
    EQ = "eq", _("= equal to")
    LT = "lt", _("< less than")
    GT = "gt", _("> more than")
    NE = "ne", _("≠ other than")
    BETWEEN = "between", _("between two bounds")
    TOGETHER = "together", _("filled in together, or none of them")


class Severity(TextChoices):
    ERROR = "error", _("error: stops the submission")
    WARNING = "warning", _("warning: has to be explained")
