"""Exemplars and the four stages they go through: identify, foster, summarise, replicate."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ExemplarKind(TextChoices):
    """An advanced example is a collective or a person; a model is a way of working that others can take up."""

    COLLECTIVE = "collective", _("Advanced example: a collective")
    PERSON = "person", _("Advanced example: a person")
    MODEL = "model", _("New model, good way of working")


class ExemplarState(TextChoices):
    IDENTIFIED = "identified", _("Identified")
    FOSTERED = "fostered", _("Being fostered")
    SUMMARISED = "summarised", _("Summarised")
    REPLICATED = "replicated", _("Being replicated")
    DROPPED = "dropped", _("Not carried on")


EXEMPLAR_MOVES = {
    ExemplarState.IDENTIFIED: {ExemplarState.FOSTERED, ExemplarState.DROPPED},
    ExemplarState.FOSTERED: {ExemplarState.SUMMARISED, ExemplarState.DROPPED},
    ExemplarState.SUMMARISED: {ExemplarState.REPLICATED, ExemplarState.DROPPED},
    ExemplarState.REPLICATED: set(),
    ExemplarState.DROPPED: set(),
}
# The stages in the order in which an exemplar goes through them.
EXEMPLAR_STAGES = (
    ExemplarState.IDENTIFIED,
    ExemplarState.FOSTERED,
    ExemplarState.SUMMARISED,
    ExemplarState.REPLICATED,
)
