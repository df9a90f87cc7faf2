"""More time for one unit: what extensions of the yearly report and of periods have in common."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User


class MoreTimeQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not taken back or changed; only these count."""
        return self.filter(withdrawn_at__isnull=True)


class MoreTime(models.Model):
    """Granted with a reason until a moment; taken back with a reason too. One that is changed gives way to another."""

    until = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=300)
    granted_at = models.DateTimeField(_("granted at"))
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    objects = MoreTimeQuerySet.as_manager()

    class Meta:
        abstract = True


def rules_of(name: str) -> list[models.BaseConstraint]:
    """The constraints of one of them, each under the `name`."""
    gone = Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")
    stands = Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
    return [
        models.CheckConstraint(name=f"{name}_has_a_reason", condition=~Q(reason="")),
        models.CheckConstraint(name=f"{name}_looks_ahead", condition=Q(until__gt=F("granted_at"))),
        models.CheckConstraint(name=f"{name}_withdrawal_is_whole", condition=gone | stands),
    ]
