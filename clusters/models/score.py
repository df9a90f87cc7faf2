from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import ScoreKind
from clusters.models.people import User
from clusters.models.report import Report
from clusters.models.scoring_table import Criterion


class ScoreQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Exists(Report.objects.visible_to(user).filter(pk=OuterRef("report"))))


class Score(models.Model):
    """Points of one kind for one criterion of one report, with the reasons for them as codes and values.

    SELF rows are the engine's points at submission; HEAD rows are what the cluster gave, with a note where the two
    differ. `effect` is what the points do beyond counting, as `scoring.Line.effect`. Revisions are lines of the
    report's trail.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    kind = models.CharField(_("kind"), max_length=12, choices=ScoreKind.choices)
    points = models.DecimalField(_("points"), max_digits=9, decimal_places=3)
    effect = models.CharField(max_length=12, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    note = models.TextField(_("reason for the difference"), blank=True)
    version = models.PositiveIntegerField(default=1)
    scored_at = models.DateTimeField(_("scored at"))
    scored_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(name="score_once_per_kind", fields=["report", "criterion", "kind"]),
            models.CheckConstraint(name="score_version_counts_from_one", condition=Q(version__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.criterion_id} {self.kind}: {self.points}"
