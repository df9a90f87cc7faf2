from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clusters.models.provenance import Sourced
from clusters.models.season import Participant, Season


class FigureQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("season"))))


class Figure(Sourced):
    """A statistic cited from a published source, of a season or of one participant. It is never counted as rows.

    A missing figure has no row: unknown is not zero.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="figures", verbose_name=_("emulation year"))
    participant = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("participant")
    )
    label = models.CharField(_("figure"), max_length=250)
    label_en = models.CharField(_("figure in English"), max_length=250, blank=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    out_of = models.DecimalField(_("out of"), max_digits=18, decimal_places=4, null=True, blank=True)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=40)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("cited figure")
        verbose_name_plural = _("cited figures")
        constraints = [
            models.CheckConstraint(name="figure_has_a_source", condition=~Q(source="")),
            models.UniqueConstraint(
                name="figure_once_per_participant",
                fields=["season", "participant", "label"],
                condition=Q(participant__isnull=False),
            ),
            models.UniqueConstraint(
                name="figure_once_per_season", fields=["season", "label"], condition=Q(participant__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        label = self.label_en if self.label_en and get_language() == "en" else self.label
        return f"{label}: {self.value}"

    def trail_scope(self) -> dict[str, int | None]:
        return self.season.trail_scope()
