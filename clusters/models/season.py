import datetime as dt

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters import clock
from clusters.enums import AUTHORITY_ROLES, UNIT_ROLES, HeadshipRole, Phase
from clusters.models.cluster import Cluster, ClusterTenure
from clusters.models.extension import MoreTime, rules_of
from clusters.models.organisation import Organisation, Succession
from clusters.models.people import User
from clusters.models.provenance import Sourced


class SeasonQuerySet(models.QuerySet):
    def open(self):
        return self.exclude(phase=Phase.CLOSED)

    def led_by(self, user, *roles):
        """Those whose head or deputy unit (or only in these roles) the person works for today."""
        held = Headship.objects.current().held_by(user).filter(season=OuterRef("pk"), role__in=roles or HeadshipRole)
        return self.filter(Exists(held))

    def run_by(self, user, roles=AUTHORITY_ROLES):
        """Those whose authority the person acts for today."""
        run = Succession.objects.held_by(user, roles).filter(ancestor=OuterRef("cluster__authority"))
        return self.filter(Exists(run))

    def visible_to(self, user):
        """Participants and those who act for the authority; each with what took it over. An authority that passed
        the cluster on keeps reading the years that began in its time."""
        run = Succession.objects.held_by(user, AUTHORITY_ROLES).filter(ancestor=OuterRef("cluster__authority"))
        taking_part = Participant.objects.of(user).filter(season=OuterRef("pk"))
        ran = ClusterTenure.objects.former_of(user, "cluster", "starts_on")
        return self.filter(Exists(run) | Exists(ran) | Exists(taking_part))


class Season(Sourced):
    """A cluster's year."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="seasons", verbose_name=_("cluster"))
    year = models.PositiveSmallIntegerField(_("year"))
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    phase = models.CharField(_("phase"), max_length=20, choices=Phase.choices, default=Phase.PREPARING)
    table = models.ForeignKey(
        "clusters.ScoringTableVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seasons",
        verbose_name=_("scoring table"),
    )

    objects = SeasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("emulation year")
        verbose_name_plural = _("emulation years")
        constraints = [
            models.UniqueConstraint(name="season_once_a_year", fields=["cluster", "year"]),
            models.CheckConstraint(name="season_ends_after_it_begins", condition=Q(ends_on__gt=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.cluster} – {self.label}"

    @property
    def label(self) -> str:
        """2026, or 2026–2027 where a season of the next year belongs to it, as in a school year; one that only ends
        with a conference in January is still 2026. `year`, in which it starts, is what sorts."""
        first = self.starts_on.year
        return f"{first}–{first + 1}" if self.ends_on >= dt.date(first + 1, 4, 1) else str(self.year)

    def trail_scope(self) -> dict[str, int | None]:
        return {"authority_id": self.cluster.authority_id, "season_id": self.pk}


class SeasonPhase(models.Model):
    """One phase of a season: when it is due to end, when it was entered and by whom, or why it was skipped."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="phases")
    phase = models.CharField(_("phase"), max_length=20, choices=Phase.choices)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    entered_at = models.DateTimeField(_("entered"), null=True, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    skipped_at = models.DateTimeField(_("skipped"), null=True, blank=True)
    skipped_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    skip_reason = models.CharField(_("why it was skipped"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("phase of a year")
        verbose_name_plural = _("phases of a year")
        constraints = [
            models.UniqueConstraint(name="season_phase_once", fields=["season", "phase"]),
            models.CheckConstraint(
                name="season_phase_entry_is_whole",
                condition=Q(entered_at__isnull=True, entered_by__isnull=True)
                | Q(entered_at__isnull=False, entered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="season_phase_skip_is_whole",
                condition=Q(skipped_at__isnull=True, skipped_by__isnull=True, skip_reason="")
                | (Q(skipped_at__isnull=False, skipped_by__isnull=False, entered_at__isnull=True) & ~Q(skip_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.season} – {self.get_phase_display()}"


class ParticipantQuerySet(models.QuerySet):
    def of(self, user):
        """The person's own units, and the units these took over."""
        return self.filter(
            Exists(Succession.objects.held_by(user, UNIT_ROLES).filter(ancestor=OuterRef("organisation")))
        )

    def staying(self):
        return self.filter(left_on__isnull=True)

    def visible_to(self, user):
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("season"))))


class Participant(models.Model):
    """A unit in a season: frozen when the season opens, or admitted to it later. Targets, signatures, reports, scores,
    placings point here.

    One whose report never came is not considered: neither ranked nor nominated, until a late report is accepted.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="participants", verbose_name=_("emulation year"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="participations", verbose_name=_("unit")
    )
    joined_on = models.DateField(_("takes part from"))
    admitted_at = models.DateTimeField(_("admitted at"), null=True, blank=True)
    admitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    left_on = models.DateField(_("took part until"), null=True, blank=True)
    left_reason = models.CharField(_("why it left"), max_length=300, blank=True)
    not_considered_at = models.DateTimeField(_("not considered since"), null=True, blank=True)
    not_considered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    not_considered_reason = models.CharField(_("why it is not considered"), max_length=300, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(name="participant_once", fields=["season", "organisation"]),
            models.CheckConstraint(
                name="participant_admission_is_whole",
                condition=Q(admitted_at__isnull=True, admitted_by__isnull=True)
                | Q(admitted_at__isnull=False, admitted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="participant_reason_is_of_leaving", condition=Q(left_reason="") | Q(left_on__isnull=False)
            ),
            models.CheckConstraint(
                name="participant_not_considered_is_whole",
                condition=Q(not_considered_at__isnull=True, not_considered_by__isnull=True, not_considered_reason="")
                | (Q(not_considered_at__isnull=False, not_considered_by__isnull=False) & ~Q(not_considered_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def trail_scope(self) -> dict[str, int | None]:
        return {**self.season.trail_scope(), "organisation_id": self.organisation_id}


class HeadshipQuerySet(models.QuerySet):
    def on(self, day: dt.date):
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=day), from_on__lte=day)

    def current(self):
        return self.on(clock.today())

    def heads(self):
        return self.filter(role=HeadshipRole.HEAD)

    def held_by(self, user):
        """By the units the person works for today."""
        own = Succession.objects.held_by(user, UNIT_ROLES).filter(ancestor=OuterRef("participant__organisation"))
        return self.filter(Exists(own))


class Headship(Sourced):
    """A participant is head or deputy of the season from a day to a day. Rights of head follow from this alone."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="headships", verbose_name=_("emulation year"))
    participant = models.ForeignKey(
        Participant, models.PROTECT, related_name="headships", verbose_name=_("participant")
    )
    role = models.CharField(_("role"), max_length=10, choices=HeadshipRole.choices)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)

    objects = HeadshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("headship")
        verbose_name_plural = _("headships")
        constraints = [
            models.CheckConstraint(
                name="headship_ends_after_it_begins", condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))
            ),
            models.UniqueConstraint(
                name="headship_open_once", fields=["season", "role"], condition=Q(to_on__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.participant}"


class Extension(MoreTime):
    """More time for one participant's report, even after verifying began."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="extensions")

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = rules_of("extension")

    def __str__(self) -> str:
        return f"{self.participant} → {self.until:%Y-%m-%d %H:%M}"
