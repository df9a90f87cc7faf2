"""What the units of a cluster do together in a year besides their meetings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActivityKind(TextChoices):
    STUDY_VISIT = "study_visit", _("Study visit")
    CULTURE_SPORT = "culture_sport", _("Culture, sport")
    GRATITUDE = "gratitude", _("Gratitude, social work")
    SEMINAR = "seminar", _("Seminar, exchange of experience")
    OTHER = "other", _("Other activity")


class ActivityState(TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


ACTIVITY_MOVES = {
    ActivityState.PLANNED: {ActivityState.HELD, ActivityState.CANCELLED},
    ActivityState.HELD: set(),
    ActivityState.CANCELLED: set(),
}
