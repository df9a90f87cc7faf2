from collections.abc import Sequence

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import ScanState
from clusters.models.evidence import Evidence
from clusters.models.file import StoredFile
from clusters.models.people import User
from clusters.models.period_evidence import PeriodEvidence
from clusters.models.season import Participant


class EvidenceFileQuerySet(models.QuerySet):
    def citable(self):
        """What new evidence can rest on."""
        return self.filter(taken_down_at__isnull=True).exclude(scan=ScanState.INFECTED)

    def visible_to(self, user):
        """A unit's own people its whole library; everybody else what a report that they may read cites, be it of the
        year or of a period."""
        own = Participant.objects.of(user).filter(pk=OuterRef("participant"))
        year, period = (
            kind.objects.standing().visible_to(user).filter(file=OuterRef("pk")) for kind in (Evidence, PeriodEvidence)
        )
        return self.filter(Exists(own) | Exists(year) | Exists(period))


class EvidenceFile(models.Model):
    """A file in the library of a unit's year, brought once and cited as often as it proves something.

    Whoever brings it declares that nothing in it is a state secret; what came from another room of the system, or
    from the authority, was declared nowhere. Taken down, it is read no more, and what cites it says so.
    """

    participant = models.ForeignKey(
        Participant, models.PROTECT, related_name="evidence_files", verbose_name=_("participant")
    )
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    name = models.CharField(_("file name"), max_length=200)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("added by"))
    declared_at = models.DateTimeField(_("declared free of state secrets at"), null=True, blank=True)
    declared_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taken_down_at = models.DateTimeField(_("taken down at"), null=True, blank=True)
    taken_down_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taken_down_reason = models.CharField(_("why it was taken down"), max_length=300, blank=True)
    scan = models.CharField(
        _("virus scan"), max_length=12, choices=ScanState.choices, default=ScanState.NOT_SCANNED, db_index=True
    )
    scanned_at = models.DateTimeField(_("scanned at"), null=True, blank=True)
    finding = models.CharField(_("what the scanner found"), max_length=200, blank=True)

    objects = EvidenceFileQuerySet.as_manager()

    # Sentences about other uses of the same content, put here by a page that shows them.
    same: Sequence[str] = ()

    class Meta:
        verbose_name = _("evidence file")
        verbose_name_plural = _("evidence files")
        constraints = [
            models.UniqueConstraint(name="evidence_file_once_a_year", fields=["participant", "sha256"]),
            models.CheckConstraint(
                name="evidence_file_declaration_is_whole",
                condition=Q(declared_at__isnull=True, declared_by__isnull=True)
                | Q(declared_at__isnull=False, declared_by__isnull=False),
            ),
            models.CheckConstraint(
                name="evidence_file_taking_down_is_whole",
                condition=Q(taken_down_at__isnull=True, taken_down_by__isnull=True, taken_down_reason="")
                | (Q(taken_down_at__isnull=False, taken_down_by__isnull=False) & ~Q(taken_down_reason="")),
            ),
            models.CheckConstraint(
                name="evidence_file_scan_is_whole",
                condition=Q(scan__in=[ScanState.WAITING, ScanState.NOT_SCANNED], scanned_at__isnull=True)
                | Q(scan__in=[ScanState.CLEAN, ScanState.INFECTED], scanned_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def trail_scope(self) -> dict[str, int | None]:
        return self.participant.trail_scope()
