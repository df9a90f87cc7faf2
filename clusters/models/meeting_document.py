from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from clusters.models.file import StoredFile
from clusters.models.meeting import Meeting
from clusters.models.people import User


class MeetingDocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Exists(Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting"))))

    def standing(self):
        """Those that no newer one replaces."""
        return self.filter(replaced_by__isnull=True)


class MeetingDocument(models.Model):
    """A file for a meeting; a new one names the one that it replaces, which stays."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="documents")
    title = models.CharField(_("title"), max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = MeetingDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a meeting")
        verbose_name_plural = _("documents of meetings")

    def __str__(self) -> str:
        return self.title
