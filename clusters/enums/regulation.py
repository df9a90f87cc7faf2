"""States of a version of the operating regulations, and what the head answers to a comment."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RegulationState(TextChoices):
    """Of one version. A cluster adopts it at a meeting; an authority issues a model without one."""

    DRAFT = "draft", _("Being drafted")
    CONSULTING = "consulting", _("Out for comments")
    ADOPTED = "adopted", _("Adopted")
    ISSUED = "issued", _("Issued as a model")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What was adopted or issued is only ever replaced by a newer version.
REGULATION_MOVES = {
    RegulationState.DRAFT: {RegulationState.CONSULTING, RegulationState.ISSUED, RegulationState.WITHDRAWN},
    RegulationState.CONSULTING: {RegulationState.DRAFT, RegulationState.ADOPTED, RegulationState.WITHDRAWN},
    RegulationState.ADOPTED: set(),
    RegulationState.ISSUED: set(),
    RegulationState.WITHDRAWN: set(),
}

OPEN_REGULATION = (RegulationState.DRAFT, RegulationState.CONSULTING)
SETTLED_REGULATION = (RegulationState.ADOPTED, RegulationState.ISSUED)


class AnswerOutcome(TextChoices):
    """What became of a member's comment."""

    ACCEPTED = "accepted", _("Taken in")
    PARTLY = "partly", _("Taken in partly")
    NOT_ACCEPTED = "not_accepted", _("Not taken in")
