from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import AUTHORITY_ROLES
from clusters.models.organisation import Succession
from clusters.models.reach import hanging
from clusters.models.season import Season


class AuditQuerySet(models.QuerySet):
    def about(self, subject):
        """The trail of one thing."""
        return self.filter(subject_type=subject._meta.label, subject_id=subject.pk)

    def visible_to(self, user):
        """By scope: seasons one can see, organisations one works for, runs, or has beneath one's authority. The
        system's administrators see what belongs to no season: they keep organisations and people, nobody's year."""
        seasons = Season.objects.visible_to(user).filter(pk=OuterRef("season_id"))
        own = Succession.objects.held_by(user).filter(ancestor=OuterRef("organisation_id"))
        run = Succession.objects.held_by(user, AUTHORITY_ROLES).filter(ancestor=OuterRef("authority_id"))
        deeper = hanging(Succession.objects.held_by(user, AUTHORITY_ROLES), "ancestor", "organisation_id")
        kept = Q() if user.is_superuser else reduce(or_, (Q(Exists(way)) for way in [own, *deeper]))
        return self.filter(Exists(seasons) | Exists(run) | (Q(season_id__isnull=True) & kept))


class AuditEntry(models.Model):
    """One line of the trail. Append-only in both databases; numbered and chained per thing.

    The subject is named by label and id, not by a foreign key, so that the trail outlives it. `before` and `after`
    hold no names of persons.
    """

    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        "clusters.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    event = models.CharField(_("what"), max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    before = models.JSONField(_("before"), default=dict, blank=True)
    after = models.JSONField(_("after"), default=dict, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    authority_id = models.BigIntegerField(null=True, blank=True)
    season_id = models.BigIntegerField(null=True, blank=True)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField(_("number in the thing's trail"))
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("trail entry")
        verbose_name_plural = _("trail entries")
        constraints = [
            models.UniqueConstraint(name="audit_numbered_per_subject", fields=["subject_type", "subject_id", "number"])
        ]
        indexes = [
            models.Index(name="audit_by_season", fields=["season_id", "at"]),
            models.Index(name="audit_by_organisation", fields=["organisation_id", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event}"
