from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.models.pact import CommonTarget
from clusters.models.provenance import Sourced
from clusters.models.season import Participant


class Pledge(Sourced):
    """A unit's own part in a common target of the pact: so many of so many, a number, a rank, or 1 for having it."""

    common_target = models.ForeignKey(CommonTarget, models.PROTECT, related_name="pledges")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="pledges")
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    out_of = models.DecimalField(_("out of"), max_digits=18, decimal_places=4, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        constraints = [
            models.UniqueConstraint(name="pledge_once", fields=["common_target", "participant"]),
            models.CheckConstraint(name="pledge_not_negative", condition=Q(value__gte=0)),
            models.CheckConstraint(
                name="pledge_part_of_its_whole",
                condition=Q(out_of__isnull=True) | Q(out_of__gt=0, out_of__gte=F("value")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.common_target}"
