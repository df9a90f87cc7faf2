from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from clusters.models import Season, User


class RegistrationWindow(models.Model):
    """By when the head consolidates a year's registrations and sends them to the authority, which sets the day."""

    season = models.OneToOneField(Season, models.PROTECT, related_name="registration_window")
    due_at = models.DateTimeField(_("due"))
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    set_at = models.DateTimeField(_("set at"))
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("time limit of registrations")
        verbose_name_plural = _("time limits of registrations")

    def __str__(self) -> str:
        return f"{self.season} → {self.due_at:%Y-%m-%d %H:%M}"


class ConsolidationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("season"))))


class Consolidation(models.Model):
    """The cluster's registrations put together by the head and sent to the authority. Append-only; the last counts.

    `content` holds counts and the hashes of the sheets, never names of people.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="consolidations", verbose_name=_("emulation year"))
    number = models.PositiveSmallIntegerField(_("number"))
    is_late = models.BooleanField(_("late"), default=False)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("consolidated at"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ConsolidationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consolidation of registrations")
        verbose_name_plural = _("consolidations of registrations")
        constraints = [models.UniqueConstraint(name="consolidation_in_order", fields=["season", "number"])]

    def __str__(self) -> str:
        return f"DK-{self.season.year}-{self.season_id}-{self.number}"

    def trail_scope(self) -> dict[str, int | None]:
        return self.season.trail_scope()
