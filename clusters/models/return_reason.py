from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User
from clusters.models.scoring_table import Criterion
from clusters.models.submission import Submission


class ReturnReasonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its sending."""
        return self.filter(Exists(Submission.objects.visible_to(user).filter(pk=OuterRef("submission"))))

    def of_last_sending(self, report):
        """Those for which the report was returned the last time, in the order of the table."""
        last = Submission.objects.filter(report=report).order_by("-pk").values("pk")[:1]
        found = self.filter(submission__in=last).select_related("criterion", "answered_by")
        return found.order_by("criterion__position", "criterion")


class ReturnReason(models.Model):
    """What is to be mended at one criterion of a sending that was returned, and how the unit says that it was mended.

    The reason stands as it was given; the answer may change until the report is sent again.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="return_reasons")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    text = models.TextField(_("reason"))
    answer = models.TextField(_("how it was mended"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReturnReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("reason for the return")
        verbose_name_plural = _("reasons for the return")
        constraints = [
            models.UniqueConstraint(name="return_reason_once", fields=["submission", "criterion"]),
            models.CheckConstraint(name="return_reason_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="return_reason_answer_is_whole",
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.criterion_id}"
