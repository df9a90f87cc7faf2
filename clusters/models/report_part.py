from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User
from clusters.models.report import Report
from clusters.models.scoring_table import Criterion
from clusters.models.season import Participant


class ReportPartQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A unit's own people."""
        return self.filter(Exists(Participant.objects.of(user).filter(pk=OuterRef("report__participant"))))

    def standing(self):
        return self.filter(withdrawn_at__isnull=True)


class ReportPart(models.Model):
    """Criteria of a report that a colleague of the unit is to fill in by a moment of its own.

    A duty, not a right: everybody of the unit may still fill in every criterion. `criteria` are those that take
    figures; a group that was chosen stands as its criteria.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="parts")
    assignee = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("colleague"))
    criteria = models.ManyToManyField(Criterion, related_name="+", verbose_name=_("criteria"))
    due_at = models.DateTimeField(_("due at"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    assigned_at = models.DateTimeField(_("assigned at"))
    assigned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReportPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("assigned part of a report")
        verbose_name_plural = _("assigned parts of reports")
        constraints = [
            models.CheckConstraint(
                name="report_part_withdrawal_is_whole",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} → {self.assignee}"
