"""To whom a member's proposal goes, and how far it is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Addressee(TextChoices):
    """Who answers a proposal of a member."""

    HEAD = "head", _("the head of the cluster")
    AUTHORITY = "authority", _("the authority")


class ProposalState(TextChoices):
    """Made, answered, and where the answer promises something, followed up until it is done."""

    MADE = "made", _("Waits for an answer")
    FOLLOWED = "followed", _("Answered, being followed up")
    SETTLED = "settled", _("Settled")


PROPOSAL_MOVES = {
    ProposalState.MADE: {ProposalState.FOLLOWED, ProposalState.SETTLED},
    ProposalState.FOLLOWED: {ProposalState.SETTLED},
    ProposalState.SETTLED: set(),
}
