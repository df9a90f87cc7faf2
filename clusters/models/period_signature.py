from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from clusters.models.period_report import PeriodReport
from clusters.models.signing import Signing, paper_is_whole


class PeriodSignatureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its report."""
        return self.filter(Exists(PeriodReport.objects.visible_to(user).filter(pk=OuterRef("report"))))


class PeriodSignature(Signing):
    """The signature under one version of the report of a period; it stands and falls as that of a year does (see
    `ReportSignature`). Never changed or deleted."""

    report = models.ForeignKey(PeriodReport, models.PROTECT, related_name="signatures")
    version = models.PositiveIntegerField()
    content_hash = models.CharField(_("content hash"), max_length=64)

    objects = PeriodSignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature of a period")
        verbose_name_plural = _("signatures of periods")
        constraints = [paper_is_whole("period_signature_paper_is_whole")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.signed_at:%Y-%m-%d}"
