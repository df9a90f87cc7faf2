from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User
from clusters.models.season import Participant, Season


class StandingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("season"))))

    def in_force(self):
        """Those that no later one has replaced."""
        return self.filter(~Exists(Standing.objects.filter(replaces=OuterRef("pk"))))


class Standing(models.Model):
    """A sealed ranking (chốt kết quả xếp hạng) with the manifest from which anyone can recompute it.

    Both databases refuse to update or delete it and its placings; a mistake is mended by another that replaces it.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="standings", verbose_name=_("emulation year"))
    manifest = models.JSONField()
    hash = models.CharField(_("hash"), max_length=64)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    sealed_at = models.DateTimeField(_("sealed at"))
    sealed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sealed ranking")
        verbose_name_plural = _("sealed rankings")
        constraints = [
            models.UniqueConstraint(name="standing_first_once", fields=["season"], condition=Q(replaces__isnull=True)),
            models.CheckConstraint(
                name="standing_replaced_with_a_reason", condition=Q(replaces__isnull=True) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.season} – {self.sealed_at:%Y-%m-%d}"

    def trail_scope(self) -> dict[str, int | None]:
        return self.season.trail_scope()


class Placing(models.Model):
    """One line of a sealed ranking, with frozen values."""

    standing = models.ForeignKey(Standing, models.PROTECT, related_name="placings")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="placings")
    points = models.DecimalField(_("points"), max_digits=9, decimal_places=3)
    rank = models.PositiveSmallIntegerField(_("rank"))
    grade = models.CharField(_("grade"), max_length=60, blank=True)
    why = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("placing")
        verbose_name_plural = _("placings")
        constraints = [models.UniqueConstraint(name="placing_once", fields=["standing", "participant"])]

    def __str__(self) -> str:
        return f"{self.rank}. {self.participant}"
