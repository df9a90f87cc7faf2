import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User
from clusters.models.period import Period
from clusters.models.season import Participant


def new_key() -> str:
    """Of an upload; it names the place of its parts, and no person guesses it."""
    return secrets.token_hex(16)


class EvidenceUploadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever began it, and nobody else."""
        return self.filter(started_by=user)


class EvidenceUpload(models.Model):
    """A file on its way into an evidence library, part by part, so that a broken connection goes on where it ended.

    With a period it is sent for the unit's report of that period, else for its report of the year. It is gone when the
    file has arrived, or when nobody has gone on with it for a while.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+", verbose_name=_("participant"))
    period = models.ForeignKey(
        Period, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reporting period")
    )
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    received = models.PositiveBigIntegerField(_("received bytes"), default=0)
    started_at = models.DateTimeField(_("begun at"))
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    touched_at = models.DateTimeField(_("went on at"), db_index=True)

    objects = EvidenceUploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload of an evidence file")
        verbose_name_plural = _("uploads of evidence files")
        constraints = [
            models.CheckConstraint(
                name="evidence_upload_is_within_its_size", condition=Q(size__gte=1, received__lte=F("size"))
            )
        ]

    def __str__(self) -> str:
        return self.name
