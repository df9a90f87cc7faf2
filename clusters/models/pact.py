from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import Comparison, PactState
from clusters.models.people import User
from clusters.models.provenance import Sourced
from clusters.models.scoring_table import Criterion
from clusters.models.season import Participant, Season


class PactQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("season"))))


class Pact(Sourced):
    """The season's pact (giao ước thi đua). When agreed its text is frozen with its hash; then every member signs."""

    season = models.OneToOneField(Season, models.PROTECT, related_name="pact", verbose_name=_("emulation year"))
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    contents = models.TextField(_("contents"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=PactState.choices, default=PactState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    frozen_text = models.TextField(blank=True)
    frozen_hash = models.CharField(max_length=64, blank=True)
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PactQuerySet.as_manager()

    class Meta:
        verbose_name = _("pact")
        verbose_name_plural = _("pacts")
        constraints = [
            models.CheckConstraint(
                name="pact_agreement_is_whole",
                condition=Q(
                    state=PactState.DRAFT,
                    agreed_at__isnull=True,
                    agreed_by__isnull=True,
                    frozen_hash="",
                    frozen_text="",
                )
                | (
                    Q(agreed_at__isnull=False, agreed_by__isnull=False)
                    & ~Q(state=PactState.DRAFT)
                    & ~Q(frozen_hash="")
                    & ~Q(frozen_text="")
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{_('Pact')} {self.season}"

    def trail_scope(self) -> dict[str, int | None]:
        return self.season.trail_scope()


class CommonTarget(Sourced):
    """A target of the whole cluster, as the pact states it (> 95 % advanced collectives; 1 flag striven for)."""

    pact = models.ForeignKey(Pact, models.PROTECT, related_name="common_targets")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.CharField(_("target"), max_length=300)
    text_en = models.CharField(_("target in English"), max_length=300, blank=True)
    comparison = models.CharField(
        _("comparison"), max_length=10, choices=Comparison.choices, default=Comparison.AT_LEAST
    )
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True, blank=True)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("common target")
        verbose_name_plural = _("common targets")
        constraints = [
            models.UniqueConstraint(name="common_target_in_order", fields=["pact", "position"]),
            models.CheckConstraint(
                name="common_target_value_has_a_unit",
                condition=Q(value__isnull=True) | ~Q(unit_of_measure=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Target(Sourced):
    """What one participant promises for one criterion, in the criterion's unit of measure."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="targets")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="targets")
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [models.UniqueConstraint(name="target_once", fields=["participant", "criterion"])]

    def __str__(self) -> str:
        return f"{self.participant}: {self.criterion} → {self.value}"


class Signature(models.Model):
    """A member's signature under the frozen text of the pact. Never changed, never deleted."""

    pact = models.ForeignKey(Pact, models.PROTECT, related_name="signatures")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="signatures")
    text_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField(_("signed at"))
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [models.UniqueConstraint(name="signature_once", fields=["pact", "participant", "text_hash"])]

    def __str__(self) -> str:
        return f"{self.participant} {self.signed_at:%Y-%m-%d}"
