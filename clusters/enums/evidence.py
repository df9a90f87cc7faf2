from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ScanState(TextChoices):
    """What the virus scanner has said of a file; without a scanner nothing is pretended."""

    WAITING = "waiting", _("Waits for the virus scan")
    NOT_SCANNED = "not_scanned", _("Not scanned for viruses")
    CLEAN = "clean", _("Scanned: no virus found")
    INFECTED = "infected", _("A virus was found")


SCAN_MOVES: dict[ScanState, set[ScanState]] = {
    ScanState.WAITING: {ScanState.NOT_SCANNED, ScanState.CLEAN, ScanState.INFECTED},
    ScanState.NOT_SCANNED: {ScanState.CLEAN, ScanState.INFECTED},
    ScanState.CLEAN: set(),
    ScanState.INFECTED: set(),
}
