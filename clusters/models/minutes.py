from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.models.meeting import Meeting
from clusters.models.people import User


class MinutesQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Exists(Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting"))))


class MinutesDraft(models.Model):
    """The minutes as they are being written. `version` counts the savings; the second writer is told."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="draft", verbose_name=_("meeting"))
    text = models.TextField(_("text of the minutes"))
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(_("saved at"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of minutes")
        verbose_name_plural = _("drafts of minutes")

    def __str__(self) -> str:
        return str(self.meeting)


class Minutes(models.Model):
    """Adopted minutes (biên bản): never changed; newer minutes name those that they correct, and why."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes", verbose_name=_("meeting"))
    text = models.TextField(_("text of the minutes"))
    hash = models.CharField(_("content hash"), max_length=64)
    chaired_by = models.CharField(_("chair"), max_length=150)
    secretary = models.CharField(_("secretary"), max_length=150)
    adopted_at = models.DateTimeField(_("adopted at"))
    adopted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    reason = models.CharField(_("why they are corrected"), max_length=300, blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            models.CheckConstraint(
                name="minutes_signed_by_chair_and_secretary", condition=~Q(chaired_by="") & ~Q(secretary="")
            ),
            models.CheckConstraint(
                name="minutes_correction_has_a_reason",
                condition=Q(replaces__isnull=True, reason="") | (Q(replaces__isnull=False) & ~Q(reason="")),
            ),
            models.UniqueConstraint(name="minutes_first_once", fields=["meeting"], condition=Q(replaces__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    def trail_scope(self) -> dict[str, int | None]:
        return self.meeting.trail_scope()
