from decimal import Decimal

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Round
from django.utils.translation import gettext_lazy as _

from clusters import targeting
from clusters.enums import MONEY_UNITS, PER_CENT_UNIT, RANK_UNIT, Comparison, Measure, PactState, TargetKind
from clusters.models.people import User
from clusters.models.provenance import Sourced
from clusters.models.scoring_table import Criterion
from clusters.models.season import Participant, Season

FINEST = Decimal("0.0001")


class PactQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("season"))))


class Pact(Sourced):
    """The season's pact (giao ước thi đua). When agreed its text is frozen with its hash; then every member signs, and
    a witness of the body named, if one is."""

    season = models.OneToOneField(Season, models.PROTECT, related_name="pact", verbose_name=_("emulation year"))
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    contents = models.TextField(_("contents"), blank=True)
    witness_body = models.CharField(_("witnessing body"), max_length=250, blank=True)
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
    measure = models.CharField(_("what the units pledge"), max_length=10, choices=Measure.choices, blank=True)
    is_part = models.BooleanField(_("a part of the target above"), default=False)

    class Meta:
        verbose_name = _("common target")
        verbose_name_plural = _("common targets")
        constraints = [
            models.UniqueConstraint(name="common_target_in_order", fields=["pact", "position"]),
            models.CheckConstraint(
                name="common_target_value_has_a_unit",
                condition=Q(value__isnull=True) | ~Q(unit_of_measure=""),
            ),
            models.CheckConstraint(
                name="common_target_part_is_a_share", condition=Q(is_part=False) | Q(measure=Measure.SHARE)
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Target(Sourced):
    """What one participant promises for one criterion: of the kind that its rule measures, in its unit of measure.

    A per cent may have the two numbers that it is computed from; yes is 1, no is 0; money is counted as the criterion
    counts it (đồng, triệu đồng, tỷ đồng), and a number always in something.
    """

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="targets")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="targets")
    kind = models.CharField(_("kind"), max_length=10, choices=TargetKind.choices, default=TargetKind.NUMBER)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    numerator = models.DecimalField(_("number achieved"), max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("out of a total of"), max_digits=18, decimal_places=4, null=True, blank=True)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(name="target_once", fields=["participant", "criterion"]),
            models.CheckConstraint(
                name="target_counts_in_its_unit",
                condition=(Q(kind=TargetKind.NUMBER) & ~Q(unit_of_measure=""))
                | Q(kind=TargetKind.PER_CENT, unit_of_measure=PER_CENT_UNIT)
                | Q(kind=TargetKind.RANK, unit_of_measure=RANK_UNIT)
                | Q(kind=TargetKind.YES_NO, unit_of_measure="")
                | Q(kind=TargetKind.MONEY, unit_of_measure__in=list(MONEY_UNITS)),
            ),
            models.CheckConstraint(
                name="target_value_is_of_its_kind",
                condition=Q(kind=TargetKind.PER_CENT)
                | Q(kind__in=[TargetKind.NUMBER, TargetKind.MONEY], value__gte=0)
                | Q(kind=TargetKind.RANK, value__gte=1, value=Round(F("value")))
                | Q(kind=TargetKind.YES_NO, value__in=[0, 1]),
            ),
            models.CheckConstraint(
                name="target_per_cent_is_computed",
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(
                    kind=TargetKind.PER_CENT,
                    numerator__isnull=False,
                    denominator__isnull=False,
                    denominator__gt=0,
                    numerator__gte=0,
                    numerator__lte=F("denominator") * (F("value") + FINEST) / 100,
                )
                & Q(numerator__gte=F("denominator") * (F("value") - FINEST) / 100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.criterion} → {self.said}"

    @property
    def promise(self) -> targeting.Promise:
        return targeting.Promise(
            TargetKind(self.kind), self.value, self.unit_of_measure, self.numerator, self.denominator
        )

    @property
    def said(self) -> str:
        """The target in the reader's language, by its kind."""
        return targeting.word(self.promise)
