from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User
from clusters.models.period_report import PeriodReport
from clusters.models.report import Report


class ExplainedWarning(models.Model):
    """Why a warning about a unit's figures stands. It covers one finding with the numbers that were explained.

    `finding` is its key (see `validating.Finding`), `values` what it said; with other numbers it must be said again.
    """

    LONGEST = 500

    finding = models.CharField(_("finding"), max_length=60)
    values = models.JSONField(default=dict, blank=True)
    text = models.CharField(_("explanation"), max_length=LONGEST)
    version = models.PositiveIntegerField(default=1)
    explained_at = models.DateTimeField(_("explained at"))
    explained_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def once_with_a_text(name: str) -> list[models.BaseConstraint]:
    """One explanation of a finding, and never an empty one."""
    return [
        models.UniqueConstraint(name=f"{name}_once", fields=["report", "finding"]),
        models.CheckConstraint(name=f"{name}_has_a_text", condition=~Q(text="")),
    ]


class ExplanationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever reads the report reads them."""
        return self.filter(Exists(Report.objects.visible_to(user).filter(pk=OuterRef("report"))))


class Explanation(ExplainedWarning):
    """Of the report of a year."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="explanations")

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        verbose_name = _("explanation of a warning")
        verbose_name_plural = _("explanations of warnings")
        constraints = once_with_a_text("explanation")

    def __str__(self) -> str:
        return f"{self.report_id}/{self.finding}"


class PeriodExplanationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its report, as those of a year."""
        return self.filter(Exists(PeriodReport.objects.visible_to(user).filter(pk=OuterRef("report"))))


class PeriodExplanation(ExplainedWarning):
    """Of the report of a period."""

    report = models.ForeignKey(PeriodReport, models.PROTECT, related_name="explanations")

    objects = PeriodExplanationQuerySet.as_manager()

    class Meta:
        verbose_name = _("explanation of a warning of a period")
        verbose_name_plural = _("explanations of warnings of periods")
        constraints = once_with_a_text("period_explanation")

    def __str__(self) -> str:
        return f"{self.report_id}/{self.finding}"
