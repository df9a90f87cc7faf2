from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User


class CalendarFeedQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(revoked_at__isnull=True)

    def visible_to(self, user):
        """One's own; nobody sees another's."""
        return self.filter(user=user)


class CalendarFeed(models.Model):
    """A secret address at which a person's calendar can be read without signing in.

    The key itself is nowhere kept, only its hash; who lost it makes another address.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="calendar_feeds", verbose_name=_("person"))
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint(
                name="calendar_feed_one_in_force", fields=["user"], condition=Q(revoked_at__isnull=True)
            ),
            models.CheckConstraint(
                name="calendar_feed_revocation_is_whole",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d}"
