from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters import vietnamese
from clusters.enums import ExemplarKind, ExemplarState
from clusters.models.organisation import Organisation, Succession
from clusters.models.people import User
from clusters.models.provenance import Sourced
from clusters.models.season import Participant, Season

# From here on the whole field may learn from it, not only the cluster.
OPEN_TO_ALL = (ExemplarState.SUMMARISED, ExemplarState.REPLICATED)


class ExemplarQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the year in which it was identified; once it is summarised, also to whoever sees a year of another
        cluster of the same authority, so that it can be taken up there. Who has taken it up keeps seeing it, also when
        it was given up afterwards."""
        seasons = Season.objects.visible_to(user)
        own = seasons.filter(pk=OuterRef("participant__season"))
        beside = seasons.filter(cluster__authority=OuterRef("participant__season__cluster__authority"))
        takers = Succession.objects.held_by(user).filter(ancestor=OuterRef("organisation"))
        taken_up = ExemplarUptake.objects.filter(Exists(takers), exemplar=OuterRef("pk"))
        return self.filter(Exists(own) | (Q(state__in=OPEN_TO_ALL) & Exists(beside)) | Exists(taken_up))


class Exemplar(Sourced):
    """A collective, a person or a way of working that others can learn from; it belongs to a unit's year."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="exemplars", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=12, choices=ExemplarKind.choices)
    name = models.CharField(_("name"), max_length=250)
    subject = models.CharField(_("who"), max_length=250, blank=True)
    field = models.CharField(_("field"), max_length=150, blank=True)
    description = models.TextField(_("what it is"))
    state = models.CharField(_("state"), max_length=12, choices=ExemplarState.choices, default=ExemplarState.IDENTIFIED)
    version = models.PositiveIntegerField(default=1)
    search_key = models.CharField(max_length=600, editable=False, default="")
    sort_key = models.CharField(max_length=1000, editable=False, default="", db_index=True)

    objects = ExemplarQuerySet.as_manager()

    class Meta:
        verbose_name = _("exemplar")
        verbose_name_plural = _("exemplars")
        constraints = [
            models.CheckConstraint(
                name="exemplar_says_who_or_is_a_model", condition=Q(kind=ExemplarKind.MODEL) | ~Q(subject="")
            ),
        ]
        indexes = [models.Index(name="exemplar_by_state", fields=["state", "sort_key"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        """Keeps the two keys true; does nothing else."""
        self.sort_key = vietnamese.sort_key(self.name)
        self.search_key = vietnamese.search_key(f"{self.name} {self.subject} {self.field}")
        super().save(*args, **kwargs)

    def trail_scope(self) -> dict[str, int | None]:
        return self.participant.trail_scope()


class ExemplarStage(models.Model):
    """One stage as it was reached: on which day, by what, who answers for it. Never changed; what came later is the
    next stage."""

    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="stages")
    state = models.CharField(_("stage"), max_length=12, choices=ExemplarState.choices)
    on = models.DateField(_("on"))
    text = models.TextField(_("what was found or done"))
    responsible = models.CharField(_("who answers for it"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("stage of an exemplar")
        verbose_name_plural = _("stages of exemplars")
        constraints = [
            models.UniqueConstraint(name="exemplar_stage_once", fields=["exemplar", "state"]),
            models.CheckConstraint(name="exemplar_stage_says_what", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.on:%Y-%m-%d}"


class ExemplarFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its exemplar."""
        return self.filter(Exists(Exemplar.objects.visible_to(user).filter(pk=OuterRef("exemplar"))))


class ExemplarFile(models.Model):
    """Evidence of an exemplar, at the stage in which it was added."""

    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="files")
    state = models.CharField(_("stage"), max_length=12, choices=ExemplarState.choices)
    file = models.ForeignKey("clusters.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file"))
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ExemplarFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence of an exemplar")
        verbose_name_plural = _("evidence of exemplars")

    def __str__(self) -> str:
        return str(self.file_id)


class ExemplarUptake(models.Model):
    """A unit that has taken a model up, and what came of it."""

    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="uptakes")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="exemplars_taken_up", verbose_name=_("unit")
    )
    on = models.DateField(_("taken up on"))
    result = models.TextField(_("result"), blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(_("saved at"))
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("uptake of an exemplar")
        verbose_name_plural = _("uptakes of exemplars")
        constraints = [models.UniqueConstraint(name="exemplar_uptake_once", fields=["exemplar", "organisation"])]

    def __str__(self) -> str:
        return f"{self.organisation} → {self.exemplar}"
