"""How far a coordination programme among members is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProgrammeState(TextChoices):
    """Drafted and put to the partners, agreed by those who confirmed, ended or given up with a reason."""

    DRAFT = "draft", _("Partners are asked")
    AGREED = "agreed", _("Agreed")
    ENDED = "ended", _("Ended")
    CANCELLED = "cancelled", _("Cancelled")


PROGRAMME_MOVES = {
    ProgrammeState.DRAFT: {ProgrammeState.AGREED, ProgrammeState.CANCELLED},
    ProgrammeState.AGREED: {ProgrammeState.ENDED, ProgrammeState.CANCELLED},
    ProgrammeState.ENDED: set(),
    ProgrammeState.CANCELLED: set(),
}
# Once it was agreed there are yearly results, that of the last year too.
PROGRAMME_AT_WORK = (ProgrammeState.AGREED, ProgrammeState.ENDED)
