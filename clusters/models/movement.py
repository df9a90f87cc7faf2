from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import AUTHORITY_ROLES
from clusters.models.organisation import Organisation, Succession
from clusters.models.provenance import Sourced


class MovementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who act for the authority that launched it, and the people of the units in its scope."""
        run = Succession.objects.held_by(user, AUTHORITY_ROLES).filter(ancestor=OuterRef("authority"))
        scope = Organisation.objects.filter(
            Exists(Succession.objects.held_by(user).filter(ancestor=OuterRef("pk"))), movements=OuterRef("pk")
        )
        return self.filter(Exists(run) | Exists(scope))


class Movement(Sourced):
    """An emulation movement (phong trào thi đua): launched by a decision, apart from the yearly pact (L22 Đ17)."""

    authority = models.ForeignKey(
        Organisation, models.PROTECT, related_name="movements_launched", verbose_name=_("launched by")
    )
    decision = models.ForeignKey("clusters.Decision", models.PROTECT, related_name="+", verbose_name=_("decision"))
    name = models.CharField(_("name"), max_length=300)
    motto = models.CharField(_("motto"), max_length=300, blank=True)
    scope_text = models.CharField(_("scope"), max_length=300, blank=True)
    scope = models.ManyToManyField(Organisation, related_name="movements", verbose_name=_("units in scope"), blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        constraints = [
            models.CheckConstraint(
                name="movement_ends_after_it_begins", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return self.name

    def trail_scope(self) -> dict[str, int | None]:
        return {"authority_id": self.authority_id}


class MovementContent(models.Model):
    """One content of a movement, in the order of its decision."""

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="contents")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("content"))

    class Meta:
        verbose_name = _("content of a movement")
        verbose_name_plural = _("contents of movements")
        constraints = [models.UniqueConstraint(name="movement_content_in_order", fields=["movement", "position"])]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"
