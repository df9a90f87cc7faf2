"""How the next head and deputy of a cluster are chosen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ElectionState(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ELECTED = "elected", _("Elected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ELECTION_MOVES = {
    ElectionState.PROPOSED: {ElectionState.ELECTED, ElectionState.WITHDRAWN},
    ElectionState.ELECTED: set(),
    ElectionState.WITHDRAWN: set(),
}
