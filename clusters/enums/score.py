"""Who gave points."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ScoreKind(TextChoices):
    """Who gave the points. Rows of different kinds stand beside each other, never over each other."""

    SELF = "self", _("Self-score")
    CROSS_CHECK = "cross_check", _("Cross-check")
    HEAD = "head", _("Cluster's score")
    AUTHORITY = "authority", _("Authority's score")
