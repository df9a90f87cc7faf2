from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clusters.enums import (
    AUTHORITY_ROLES,
    Combination,
    Derivation,
    FactKind,
    ReportedFor,
    RoundingMode,
    SectionKind,
    Supplier,
)
from clusters.models.organisation import Organisation, Succession
from clusters.models.people import User
from clusters.models.provenance import Sourced
from clusters.models.season import Season


class ScoringTable(models.Model):
    """An authority's scoring table (bảng điểm); what is used are its versions."""

    authority = models.ForeignKey(
        Organisation, models.PROTECT, related_name="scoring_tables", verbose_name=_("authority")
    )
    name = models.CharField(_("name"), max_length=250)

    class Meta:
        verbose_name = _("scoring table")
        verbose_name_plural = _("scoring tables")
        constraints = [models.UniqueConstraint(name="scoring_table_once", fields=["authority", "name"])]

    def __str__(self) -> str:
        return self.name


class ScoringTableVersionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def visible_to(self, user):
        """Those who act for the authority see drafts too; participants the versions that their seasons use."""
        run = Succession.objects.held_by(user, AUTHORITY_ROLES).filter(ancestor=OuterRef("table__authority"))
        used = Season.objects.visible_to(user).filter(table=OuterRef("pk"))
        return self.filter(Exists(run) | Exists(used))


class ScoringTableVersion(Sourced):
    """One edition of a scoring table. Once published it is never changed: a new version replaces it."""

    table = models.ForeignKey(ScoringTable, models.PROTECT, related_name="versions", verbose_name=_("scoring table"))
    number = models.PositiveSmallIntegerField(_("version"))
    legal_basis = models.CharField(_("legal basis"), max_length=1000, blank=True)
    issuer = models.CharField(_("issued by"), max_length=250, blank=True)
    effective_on = models.DateField(_("in force from"))
    effective_to = models.DateField(_("in force to"), null=True, blank=True)
    step = models.DecimalField(_("rounding step in points"), max_digits=6, decimal_places=3, default="0.01")
    rounding = models.CharField(
        _("rounding"), max_length=10, choices=RoundingMode.choices, default=RoundingMode.HALF_UP
    )
    full = models.DecimalField(_("total points"), max_digits=9, decimal_places=3, null=True, blank=True)
    floor = models.DecimalField(_("total at least"), max_digits=9, decimal_places=3, default=0)
    cap = models.DecimalField(_("total at most"), max_digits=9, decimal_places=3, null=True, blank=True)
    total_step = models.DecimalField(
        _("rounding step of the total"), max_digits=6, decimal_places=3, null=True, blank=True
    )
    total_rounding = models.CharField(
        _("rounding of the total"), max_length=10, choices=RoundingMode.choices, default=RoundingMode.HALF_UP
    )
    rescaled = models.BooleanField(_("what does not apply is made up for by the rest"), default=False)
    grading = models.JSONField(_("grades, sanctions and tie-breakers"), default=dict, blank=True)
    validation = models.JSONField(_("validation rules"), default=dict, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScoringTableVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a scoring table")
        verbose_name_plural = _("versions of scoring tables")
        constraints = [
            models.UniqueConstraint(name="table_version_once", fields=["table", "number"]),
            models.CheckConstraint(name="table_step_is_positive", condition=Q(step__gt=0)),
            models.CheckConstraint(
                name="table_days_in_order",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_on")),
            ),
            models.CheckConstraint(
                name="table_publication_is_whole",
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table}, {self.number}"

    def trail_scope(self) -> dict[str, int | None]:
        return {"authority_id": self.table.authority_id}


class Criterion(models.Model):
    """A line of the table: a group (no rule, made of its children) or a leaf scored by a rule of a named type.

    `parameters` is what the rule type declares, as JSON with decimal numbers as strings; `clusters.scoring` reads it.
    `step` and `rounding` take the place of the table's. `not_with` holds codes of lines that take its place once they
    have points. `scorer` names who judges or supplies, where `supplier` is not the unit; `fact` what the system knows.
    One that is `reported` for periods too says by `derived` how the figure of the year follows from theirs, if it does.
    """

    version = models.ForeignKey(ScoringTableVersion, models.PROTECT, related_name="criteria")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    position = models.PositiveSmallIntegerField(_("position"))
    code = models.CharField(_("code"), max_length=30)
    text = models.CharField(_("criterion"), max_length=2000)
    text_en = models.CharField(_("criterion in English"), max_length=2000, blank=True)
    section = models.CharField(_("section"), max_length=10, choices=SectionKind.choices, default=SectionKind.CORE)
    max_points = models.DecimalField(_("maximum points"), max_digits=8, decimal_places=3)
    rule_type = models.CharField(_("rule type"), max_length=30, blank=True)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=40, blank=True)
    evidence_required = models.BooleanField(_("evidence required"), default=False)
    floor = models.DecimalField(_("at least"), max_digits=8, decimal_places=3, null=True, blank=True)
    combine = models.CharField(
        _("points of the group"), max_length=10, choices=Combination.choices, default=Combination.SUM
    )
    step = models.DecimalField(_("rounding step"), max_digits=6, decimal_places=3, null=True, blank=True)
    rounding = models.CharField(
        _("rounding"), max_length=10, choices=RoundingMode.choices, default=RoundingMode.HALF_UP
    )
    not_with = models.JSONField(_("not counted with"), default=list, blank=True)
    supplier = models.CharField(_("figures entered by"), max_length=10, choices=Supplier.choices, default=Supplier.UNIT)
    scorer = models.CharField(_("scorer"), max_length=150, blank=True)
    fact = models.CharField(_("fact"), max_length=30, choices=FactKind.choices, blank=True)
    reported = models.CharField(_("reported for periods"), max_length=10, choices=ReportedFor.choices, blank=True)
    derived = models.CharField(_("figure of the year"), max_length=10, choices=Derivation.choices, blank=True)
    legal_line = models.CharField(_("legal line"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(name="criterion_code_once", fields=["version", "code"]),
            models.CheckConstraint(name="criterion_maximum_not_negative", condition=Q(max_points__gte=0)),
        ]
        indexes = [models.Index(name="criterion_in_order", fields=["version", "position"])]

    def __str__(self) -> str:
        text = self.text_en if self.text_en and get_language() == "en" else self.text
        return f"{self.code}. {text}"
