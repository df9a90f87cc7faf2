from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters import vietnamese
from clusters.enums import PROGRAMME_AT_WORK, ProgrammeState
from clusters.models.cluster import Cluster
from clusters.models.organisation import Organisation
from clusters.models.people import User
from clusters.models.provenance import Sourced
from clusters.models.season import Season


def _whole(stamp: str, states) -> Q:
    """Either neither moment nor person, or both, and then in one of these states."""
    return Q(**{f"{stamp}_at__isnull": True, f"{stamp}_by__isnull": True}) | Q(
        **{f"{stamp}_at__isnull": False, f"{stamp}_by__isnull": False, "state__in": states}
    )


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its cluster: members, past ones too, and those who act for the authority."""
        return self.filter(Exists(Cluster.objects.visible_to(user).filter(pk=OuterRef("cluster"))))


class CoordinationProgramme(Sourced):
    """Members of a cluster work together over years: on what, under whose lead, with whom, and what came of it."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="programmes", verbose_name=_("cluster"))
    title = models.CharField(_("title"), max_length=250)
    contents = models.TextField(_("contents"))
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="programmes_led", verbose_name=_("lead unit"))
    outside = models.TextField(_("partners outside the cluster"), blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ProgrammeState.choices, default=ProgrammeState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    paper = models.ForeignKey(
        "clusters.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agreed paper")
    )
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    sort_key = models.CharField(max_length=1000, editable=False, default="", db_index=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("coordination programme")
        verbose_name_plural = _("coordination programmes")
        constraints = [
            models.CheckConstraint(name="programme_says_what", condition=~Q(title="") & ~Q(contents="")),
            models.CheckConstraint(
                name="programme_ends_after_it_begins",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="programme_agreement_is_whole",
                condition=_whole("agreed", (*PROGRAMME_AT_WORK, ProgrammeState.CANCELLED)),
            ),
            models.CheckConstraint(
                name="programme_at_work_was_agreed",
                condition=~Q(state__in=PROGRAMME_AT_WORK) | Q(agreed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="programme_paper_is_of_the_agreement", condition=Q(paper__isnull=True) | Q(agreed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="programme_end_is_whole",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True) & ~Q(state=ProgrammeState.ENDED)
                | Q(ended_at__isnull=False, ended_by__isnull=False, state=ProgrammeState.ENDED),
            ),
            models.CheckConstraint(
                name="programme_cancelling_is_whole",
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancel_reason="")
                & ~Q(state=ProgrammeState.CANCELLED)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False, state=ProgrammeState.CANCELLED)
                & ~Q(cancel_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        """Keeps the key true; does nothing else."""
        self.sort_key = vietnamese.sort_key(self.title)
        super().save(*args, **kwargs)

    def trail_scope(self) -> dict[str, int | None]:
        return {**self.cluster.trail_scope(), "organisation_id": self.lead_id}


class ProgrammePartnerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its programme."""
        return self.filter(Exists(CoordinationProgramme.objects.visible_to(user).filter(pk=OuterRef("programme"))))


class ProgrammePartner(models.Model):
    """A member that was asked to take part, and what it said; nothing yet, yes, or no with a reason."""

    programme = models.ForeignKey(CoordinationProgramme, models.PROTECT, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="programmes_joined", verbose_name=_("partner")
    )
    confirms = models.BooleanField(_("takes part"), null=True, blank=True)
    reason = models.CharField(_("why not"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ProgrammePartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner of a programme")
        verbose_name_plural = _("partners of programmes")
        constraints = [
            models.UniqueConstraint(name="programme_partner_once", fields=["programme", "organisation"]),
            models.CheckConstraint(
                name="programme_answer_is_whole",
                condition=Q(confirms__isnull=True, answered_at__isnull=True, answered_by__isnull=True, reason="")
                | Q(confirms=True, answered_at__isnull=False, answered_by__isnull=False, reason="")
                | Q(confirms=False, answered_at__isnull=False, answered_by__isnull=False) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class ProgrammeResultQuerySet(models.QuerySet):
    def newest(self):
        """The last version of each year's result."""
        later = ProgrammeResult.objects.filter(
            programme=OuterRef("programme"), season=OuterRef("season"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(later))

    def visible_to(self, user):
        """With its programme."""
        return self.filter(Exists(CoordinationProgramme.objects.visible_to(user).filter(pk=OuterRef("programme"))))


class ProgrammeResult(Sourced):
    """What came of a programme in one year; corrected by a newer version that says why. Refuses update and delete."""

    programme = models.ForeignKey(CoordinationProgramme, models.PROTECT, related_name="results")
    season = models.ForeignKey(Season, models.PROTECT, related_name="programme_results", verbose_name=_("year"))
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("result"))
    figures = models.TextField(_("figures"), blank=True)
    file = models.ForeignKey(
        "clusters.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    reason = models.CharField(_("why it was corrected"), max_length=300, blank=True)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ProgrammeResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("yearly result of a programme")
        verbose_name_plural = _("yearly results of programmes")
        constraints = [
            models.UniqueConstraint(name="programme_result_once", fields=["programme", "season", "number"]),
            models.CheckConstraint(name="programme_result_says_what", condition=~Q(text="")),
            models.CheckConstraint(
                name="programme_result_is_corrected_with_a_reason",
                condition=Q(number=1, reason="") | Q(number__gt=1) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} – {self.season.label} ({self.number})"
