from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User
from clusters.models.report import Report, sent_in_and_seen_by
from clusters.models.season import Participant


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The unit's own people, and whoever in the season may see reports that were sent in."""
        reports = Report.objects.filter(
            Exists(Participant.objects.of(user).filter(pk=OuterRef("participant"))) | sent_in_and_seen_by(user)
        )
        return self.filter(Exists(reports.filter(pk=OuterRef("report"))))


class Submission(models.Model):
    """One sending of a report, frozen with its hash; its receipt is printed from here. Refuses update and delete."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="submissions")
    number = models.CharField(_("receipt number"), max_length=40, unique=True)
    is_late = models.BooleanField(_("late"), default=False)
    content = models.JSONField()
    content_hash = models.CharField(_("content hash"), max_length=64)
    submitted_at = models.DateTimeField(_("submitted at"))
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        indexes = [models.Index(name="submission_of_report", fields=["report", "submitted_at"])]

    def __str__(self) -> str:
        return self.number
