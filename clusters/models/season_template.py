import datetime as dt

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters import clock, vietnamese
from clusters.enums import (
    AUTHORITY_ROLES,
    MODEL_YEAR,
    MOST_DAYS_OF_GRACE,
    SKIPPABLE_PHASES,
    PeriodKind,
    Phase,
    SeasonTemplateState,
    YearKind,
)
from clusters.models.organisation import Organisation, Succession
from clusters.models.people import User
from clusters.models.period import asked_of_a_part, numbered_by_kind
from clusters.models.provenance import Sourced
from clusters.models.season import Season

FIRST_DAY, LAST_DAY = dt.date(MODEL_YEAR, 1, 1), dt.date(MODEL_YEAR + 1, 12, 31)
FIRST_MOMENT, END = clock.moment(MODEL_YEAR, 1, 1, 0), clock.moment(MODEL_YEAR + 2, 1, 1, 0)


class SeasonTemplateQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(state=SeasonTemplateState.IN_FORCE)

    def visible_to(self, user):
        """Those who act for the authority, or for what took it over."""
        run = Succession.objects.held_by(user, AUTHORITY_ROLES).filter(ancestor=OuterRef("authority"))
        return self.filter(Exists(run))


class SeasonTemplate(Sourced):
    """What a year of an authority looks like: twelve months from a day on, with deadlines, periods and the table.

    All its days are of the model year; a year that is open keeps what it was opened with.
    """

    authority = models.ForeignKey(
        Organisation, models.PROTECT, related_name="season_templates", verbose_name=_("authority")
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind of year"), max_length=10, choices=YearKind.choices)
    starts_on = models.DateField(_("starts on"))
    basis = models.CharField(_("legal basis"), max_length=500, blank=True)
    decision = models.ForeignKey(
        "clusters.Decision", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decision")
    )
    table = models.ForeignKey(
        "clusters.ScoringTable",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("scoring table"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=SeasonTemplateState.choices, default=SeasonTemplateState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    in_force_at = models.DateTimeField(_("put in force at"), null=True, blank=True)
    in_force_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)
    retired_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sort_key = models.CharField(max_length=1000, editable=False, default="", db_index=True)

    objects = SeasonTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of a year")
        verbose_name_plural = _("templates of a year")
        constraints = [
            models.UniqueConstraint(
                name="season_template_in_force_once", fields=["authority", "kind"], condition=Q(state="in_force")
            ),
            models.CheckConstraint(
                name="season_template_begins_as_its_kind",
                condition=Q(kind=YearKind.CALENDAR, starts_on=FIRST_DAY)
                | Q(kind=YearKind.SCHOOL, starts_on__gt=FIRST_DAY, starts_on__lte=dt.date(MODEL_YEAR, 12, 31)),
            ),
            models.CheckConstraint(
                name="season_template_force_is_whole",
                condition=Q(in_force_at__isnull=True, in_force_by__isnull=True)
                | Q(in_force_at__isnull=False, in_force_by__isnull=False),
            ),
            models.CheckConstraint(
                name="season_template_retirement_is_whole",
                condition=Q(retired_at__isnull=True, retired_by__isnull=True)
                | Q(retired_at__isnull=False, retired_by__isnull=False),
            ),
            models.CheckConstraint(
                name="season_template_state_is_stamped",
                condition=Q(state="draft", in_force_at__isnull=True, retired_at__isnull=True)
                | Q(state="in_force", in_force_at__isnull=False, retired_at__isnull=True)
                | Q(state="retired", retired_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        """Keeps the key true; does nothing else."""
        self.sort_key = vietnamese.sort_key(self.name)
        super().save(*args, **kwargs)

    def trail_scope(self) -> dict[str, int | None]:
        return {"authority_id": self.authority_id}


class TemplatePhase(models.Model):
    """A phase of the template: by when it is due, or why years opened from it leave it out."""

    template = models.ForeignKey(SeasonTemplate, models.CASCADE, related_name="phases")
    phase = models.CharField(_("phase"), max_length=20, choices=Phase.choices)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    left_out = models.CharField(_("why it is left out"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("phase of a template")
        verbose_name_plural = _("phases of a template")
        constraints = [
            models.UniqueConstraint(name="template_phase_once", fields=["template", "phase"]),
            models.CheckConstraint(
                name="template_phase_is_due_or_left_out",
                condition=Q(due_at__isnull=False, due_at__gte=FIRST_MOMENT, due_at__lt=END, left_out="")
                | (Q(due_at__isnull=True, phase__in=sorted(SKIPPABLE_PHASES)) & ~Q(left_out="")),
            ),
            models.CheckConstraint(name="template_phase_ends", condition=~Q(phase=Phase.CLOSED)),
        ]

    def __str__(self) -> str:
        return f"{self.template} – {self.get_phase_display()}"


class TemplatePeriod(models.Model):
    """A reporting period of the template."""

    template = models.ForeignKey(SeasonTemplate, models.CASCADE, related_name="periods")
    kind = models.CharField(_("kind of period"), max_length=10, choices=PeriodKind.choices)
    number = models.PositiveSmallIntegerField(_("number"))
    opens_on = models.DateField(_("opens on"))
    due_at = models.DateTimeField(_("due"))
    grace_days = models.PositiveSmallIntegerField(_("days of grace"), default=0)
    asks_signature = models.BooleanField(_("signed by the leader"), default=False)

    class Meta:
        verbose_name = _("reporting period of a template")
        verbose_name_plural = _("reporting periods of a template")
        constraints = [
            models.UniqueConstraint(name="template_period_once", fields=["template", "kind", "number"]),
            models.CheckConstraint(name="template_period_has_a_number_of_its_kind", condition=numbered_by_kind()),
            models.CheckConstraint(
                name="template_period_is_of_the_model_year", condition=Q(opens_on__gte=FIRST_DAY, due_at__lt=END)
            ),
            models.CheckConstraint(name="template_period_is_due_after_it_opens", condition=Q(due_at__gt=F("opens_on"))),
            models.CheckConstraint(
                name="template_period_grace_is_short", condition=Q(grace_days__lte=MOST_DAYS_OF_GRACE)
            ),
            models.CheckConstraint(name="template_period_asks_signature_of_a_part", condition=asked_of_a_part()),
        ]

    def __str__(self) -> str:
        return f"{self.template} – {self.get_kind_display()} {self.number}"


class TemplateUse(models.Model):
    """A year was opened from the template as that stood in this version."""

    template = models.ForeignKey(SeasonTemplate, models.PROTECT, related_name="uses")
    season = models.OneToOneField(Season, models.PROTECT, related_name="template_use", verbose_name=_("emulation year"))
    version = models.PositiveIntegerField(_("version"))
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("year opened from a template")
        verbose_name_plural = _("years opened from a template")

    def __str__(self) -> str:
        return f"{self.template} → {self.season}"
