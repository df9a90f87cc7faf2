from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from awards.enums import TAKING_A_PLACE, NominationState
from awards.models.award import Award
from clusters.models import Participant, Placing, Season, User
from clusters.models.provenance import Sourced


class NominationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody who can see the season: emulation is open (L22 Đ5)."""
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("participant__season"))))

    def in_season(self, season):
        return self.filter(participant__season=season)

    def taking_a_place(self):
        return self.filter(state__in=TAKING_A_PLACE)


class Nomination(Sourced):
    """A participant proposed for an award on the strength of its placing, carried to a decision or withdrawn."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="nominations", verbose_name=_("award"))
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="nominations", verbose_name=_("nominee"))
    placing = models.ForeignKey(
        Placing, models.PROTECT, null=True, blank=True, related_name="nominations", verbose_name=_("placing")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=NominationState.choices, default=NominationState.PROPOSED
    )
    achievement = models.TextField(_("summary of achievements"), blank=True)
    reason = models.TextField(_("reason of the appraiser"), blank=True)
    version = models.PositiveIntegerField(default=1)
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    appraised_at = models.DateTimeField(_("appraised at"), null=True, blank=True)
    appraised_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        constraints = [
            models.UniqueConstraint(
                name="nomination_once",
                fields=["award", "participant"],
                condition=~Q(state=NominationState.WITHDRAWN),
            ),
            models.CheckConstraint(
                name="nomination_appraisal_is_whole",
                condition=Q(appraised_at__isnull=True, appraised_by__isnull=True)
                | Q(appraised_at__isnull=False, appraised_by__isnull=False),
            ),
            models.CheckConstraint(
                name="nomination_appraised_when_approved_or_returned",
                condition=Q(state__in=[NominationState.PROPOSED, NominationState.WITHDRAWN])
                | Q(appraised_at__isnull=False),
            ),
            models.CheckConstraint(
                name="nomination_return_has_a_reason",
                condition=~Q(state=NominationState.RETURNED) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} – {self.award}"

    def trail_scope(self) -> dict[str, int | None]:
        return self.participant.trail_scope()
