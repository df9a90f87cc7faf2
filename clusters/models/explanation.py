from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User
from clusters.models.report import Report


class ExplanationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever reads the report reads them."""
        return self.filter(Exists(Report.objects.visible_to(user).filter(pk=OuterRef("report"))))


class Explanation(models.Model):
    """Why a warning about a unit's figures stands. It covers one finding with the numbers that were explained.

    `finding` is its key (see `validating.Finding`), `values` what it said; with other numbers it must be said again.
    """

    LONGEST = 500

    report = models.ForeignKey(Report, models.PROTECT, related_name="explanations")
    finding = models.CharField(_("finding"), max_length=60)
    values = models.JSONField(default=dict, blank=True)
    text = models.CharField(_("explanation"), max_length=LONGEST)
    version = models.PositiveIntegerField(default=1)
    explained_at = models.DateTimeField(_("explained at"))
    explained_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        verbose_name = _("explanation of a warning")
        verbose_name_plural = _("explanations of warnings")
        constraints = [
            models.UniqueConstraint(name="explanation_once", fields=["report", "finding"]),
            models.CheckConstraint(name="explanation_has_a_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.finding}"
