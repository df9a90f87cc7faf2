"""The template of an authority's year, and the year in which its days are written."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# A template's days are written in this year or the next, as if the year opened from it began in it. It has a 29
# February; opening a year moves them by whole years.
MODEL_YEAR = 2000


class YearKind(TextChoices):
    CALENDAR = "calendar", _("Calendar year")
    SCHOOL = "school", _("Year that begins within the calendar year, as a school year")


class SeasonTemplateState(TextChoices):
    DRAFT = "draft", _("Draft")
    IN_FORCE = "in_force", _("In force")
    RETIRED = "retired", _("Retired")


SEASON_TEMPLATE_MOVES = {
    SeasonTemplateState.DRAFT: {SeasonTemplateState.IN_FORCE, SeasonTemplateState.RETIRED},
    SeasonTemplateState.IN_FORCE: {SeasonTemplateState.RETIRED},
    SeasonTemplateState.RETIRED: set(),
}
