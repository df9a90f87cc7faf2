"""What a line of a scoring table can be."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SectionKind(TextChoices):
    """What a group's points do to the total."""

    CORE = "core", _("Content")
    BONUS = "bonus", _("Bonus")
    PENALTY = "penalty", _("Penalty")


class Supplier(TextChoices):
    """Who brings the figures of a criterion."""

    UNIT = "unit", _("The unit")
    HEAD = "head", _("The head of the cluster")
    AUTHORITY = "authority", _("The authority")
    SYSTEM = "system", _("The system, from what it knows")


class Combination(TextChoices):
    """How a group makes its points of those of its lines."""

    SUM = "sum", _("They add up")
    HIGHEST = "highest", _("Only the highest counts")


class RoundingMode(TextChoices):
    HALF_UP = "half_up", _("Half up")
    HALF_EVEN = "half_even", _("Half to even")
    DOWN = "down", _("Down")
    UP = "up", _("Up")
