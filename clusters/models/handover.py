from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import HandoverState
from clusters.models.election import Election
from clusters.models.people import User
from clusters.models.provenance import Sourced
from clusters.models.season import Participant, Season


class HandoverQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the year that the old head led."""
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("season"))))


class Handover(Sourced):
    """The old head hands its work over to the one elected: what is open and who goes on with it, and the papers.

    `lines` is frozen when it is given: [{"what", "who"}]; `who` is a slug of `HandoverLine`. The old head keeps the
    year it led until that is closed, and reads it ever after; the new one leads the next from `on`.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="handovers", verbose_name=_("emulation year"))
    election = models.OneToOneField(
        Election, models.PROTECT, related_name="handover", verbose_name=_("election of head and deputy")
    )
    giver = models.ForeignKey(Participant, models.PROTECT, related_name="handovers", verbose_name=_("old head"))
    on = models.DateField(_("from the day"))
    state = models.CharField(_("state"), max_length=10, choices=HandoverState.choices, default=HandoverState.GIVEN)
    lines = models.JSONField(_("what is handed over"), default=list)
    note = models.TextField(_("note"), blank=True)
    remark = models.CharField(_("remark of the new head"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    given_at = models.DateTimeField(_("given at"))
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        constraints = [
            models.CheckConstraint(
                name="handover_receipt_is_whole",
                condition=Q(state=HandoverState.RECEIVED, received_at__isnull=False, received_by__isnull=False)
                | (Q(received_at__isnull=True, received_by__isnull=True) & ~Q(state=HandoverState.RECEIVED)),
            ),
            models.CheckConstraint(
                name="handover_returned_with_a_remark", condition=~Q(state=HandoverState.RETURNED) | ~Q(remark="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.election.head}"

    def trail_scope(self) -> dict[str, int | None]:
        return self.season.trail_scope()
