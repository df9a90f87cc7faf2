from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User
from clusters.models.report import Report
from clusters.models.scoring_table import Criterion


class EvidenceQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(removed_at__isnull=True)

    def visible_to(self, user):
        """With its report."""
        return self.filter(Exists(Report.objects.visible_to(user).filter(pk=OuterRef("report"))))


class Evidence(models.Model):
    """A file that proves a result. Removing it keeps the row."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="evidence")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="evidence")
    file = models.ForeignKey("clusters.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file"))
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                name="evidence_removal_is_whole",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.file_id)
