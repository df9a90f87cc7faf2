from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from awards.models.award import Award
from clusters.models import Decision, Season
from clusters.models.provenance import Sourced


class QuotaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("season"))))


class Quota(Sourced):
    """Places of one award that an authority grants a cluster for a season, by a decision."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="quotas", verbose_name=_("emulation year"))
    award = models.ForeignKey(Award, models.PROTECT, related_name="quotas", verbose_name=_("award"))
    places = models.PositiveSmallIntegerField(_("places"))
    basis = models.ForeignKey(Decision, models.PROTECT, related_name="+", verbose_name=_("basis"))
    version = models.PositiveIntegerField(default=1)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        constraints = [
            models.UniqueConstraint(name="quota_once", fields=["season", "award"]),
            models.CheckConstraint(name="quota_grants_a_place", condition=Q(places__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.season}: {self.award} × {self.places}"

    def trail_scope(self) -> dict[str, int | None]:
        return self.season.trail_scope()
