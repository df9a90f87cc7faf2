"""What the common money of a cluster is spent on, and how far a unit has paid its part."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ExpensePurpose(TextChoices):
    CONFERENCE = "conference", _("Conferences of the cluster")
    ACTIVITY = "activity", _("Study visits, culture and sport")
    GRATITUDE = "gratitude", _("Gratitude, social work")
    PRAISE = "praise", _("Praise, gifts, flags")
    OFFICE = "office", _("Printing, post, office costs")
    OTHER = "other", _("Other costs")


class Payment(TextChoices):
    """Computed from what is owed, what was paid and the day; never stored."""

    DUE = "due", _("to be paid")
    OVERDUE = "overdue", _("overdue")
    PARTLY = "partly", _("partly paid")
    DONE = "done", _("paid")
    OVER = "over", _("paid too much")
