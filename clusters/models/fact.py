from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import FactKind
from clusters.models.people import User
from clusters.models.season import Participant, Season


class FactQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its year."""
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("participant__season"))))


class Fact(models.Model):
    """What is known of a unit's year without asking it. Facts of one kind add up.

    `source` names the thing it follows from (report:12); recording again from the same source replaces the value.
    """

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="facts", verbose_name=_("participant"))
    kind = models.CharField(_("kind"), max_length=30, choices=FactKind.choices)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=4)
    source = models.CharField(_("source"), max_length=100)
    note = models.CharField(_("note"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = [
            models.UniqueConstraint(name="fact_once_per_source", fields=["participant", "kind", "source"]),
            models.CheckConstraint(name="fact_not_negative", condition=Q(value__gte=0)),
            models.CheckConstraint(name="fact_has_a_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"


class TieRuling(models.Model):
    """How the meeting ordered units that no tie-breaker separates. A later one for the same units takes its place.

    `order` holds the participants' keys, the first before the second.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="tie_rulings", verbose_name=_("emulation year"))
    order = models.JSONField(_("order"))
    reason = models.TextField(_("reason"))
    settled_at = models.DateTimeField(_("settled at"))
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("order settled by the meeting")
        verbose_name_plural = _("orders settled by the meeting")
        constraints = [models.CheckConstraint(name="tie_ruling_has_a_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.season_id}: {self.order}"
