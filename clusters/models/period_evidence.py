from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from clusters.models.evidence import Citation, CitationQuerySet, rules_of
from clusters.models.period_report import PeriodReport
from clusters.models.scoring_table import Criterion


class PeriodEvidenceQuerySet(CitationQuerySet):
    def visible_to(self, user):
        """With its report of the period."""
        return self.filter(Exists(PeriodReport.objects.visible_to(user).filter(pk=OuterRef("report"))))


class PeriodEvidence(Citation):
    """Cited for a result of a period; never evidence of the year by itself."""

    report = models.ForeignKey(PeriodReport, models.PROTECT, related_name="evidence")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="period_evidence")
    file = models.ForeignKey(
        "clusters.EvidenceFile", models.PROTECT, related_name="period_citations", verbose_name=_("evidence file")
    )

    objects = PeriodEvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence of a period")
        verbose_name_plural = _("evidence of periods")
        constraints = rules_of("period_evidence")
