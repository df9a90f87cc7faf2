from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from clusters.models.report import Report
from clusters.models.signing import Signing, paper_is_whole


class ReportSignatureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its report."""
        return self.filter(Exists(Report.objects.visible_to(user).filter(pk=OuterRef("report"))))


class ReportSignature(Signing):
    """The signature under one version of a report, for exactly the figures that `content_hash` stands for.

    It stands while the report has the same `signed_at`; a change takes it from the report and leaves this row. Never
    changed or deleted.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="signatures")
    version = models.PositiveIntegerField()
    content_hash = models.CharField(_("content hash"), max_length=64)

    objects = ReportSignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature of a report")
        verbose_name_plural = _("signatures of reports")
        constraints = [paper_is_whole("report_signature_paper_is_whole")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.signed_at:%Y-%m-%d}"
