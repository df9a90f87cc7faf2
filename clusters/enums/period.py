"""The periods of a year after which units report."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PeriodKind(TextChoices):
    """How long a period of reporting is, the shortest first."""

    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    HALF_YEAR = "half_year", _("Half-year")
    YEAR = "year", _("Whole year")


class ReportedFor(TextChoices):
    """For which periods of the year a criterion is reported, besides the year itself."""

    MONTH = PeriodKind.MONTH.value, _("Each month")
    QUARTER = PeriodKind.QUARTER.value, _("Each quarter")
    HALF_YEAR = PeriodKind.HALF_YEAR.value, _("Each half-year")


class Derivation(TextChoices):
    """How the figure of the year follows from those of its periods."""

    SUM = "sum", _("Sum of the periods")
    AVERAGE = "average", _("Average of the periods")
    LAST = "last", _("The last period")
    HIGHEST = "highest", _("The highest period")
    LOWEST = "lowest", _("The lowest period")


# How many of a kind there are in a year.
PERIODS_OF_A_YEAR = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF_YEAR: 2, PeriodKind.YEAR: 1}
MOST_DAYS_OF_GRACE = 60
