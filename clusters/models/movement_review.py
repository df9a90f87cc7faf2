from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import ReviewKind
from clusters.models.movement import Movement
from clusters.models.people import User
from clusters.models.provenance import Sourced


class MovementAmendment(models.Model):
    """What was changed of a launched movement: `changes` maps each field to what stood and what stands. Sealed."""

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="amendments")
    reason = models.CharField(_("reason"), max_length=300)
    changes = models.JSONField(_("changes"))
    amended_at = models.DateTimeField(_("amended at"))
    amended_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("amendment of a movement")
        verbose_name_plural = _("amendments of movements")
        constraints = [models.CheckConstraint(name="movement_amendment_has_a_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return self.reason


class MovementReview(Sourced):
    """The mid-term (sơ kết) or final review (tổng kết) with the figures as they stood at that moment. Sealed."""

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="reviews")
    kind = models.CharField(_("kind"), max_length=10, choices=ReviewKind)
    on = models.DateField(_("day of the review"))
    text = models.TextField(_("assessment"))
    file = models.ForeignKey(
        "clusters.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    figures = models.JSONField(_("figures"))
    reviewed_at = models.DateTimeField(_("reviewed at"))
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("review of a movement")
        verbose_name_plural = _("reviews of movements")
        constraints = [models.UniqueConstraint(name="movement_review_once", fields=["movement", "kind"])]

    def __str__(self) -> str:
        return self.get_kind_display()
