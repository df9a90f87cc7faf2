from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import ActivityKind, ActivityState
from clusters.models.people import User
from clusters.models.provenance import Sourced
from clusters.models.season import Participant, Season


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the year it belongs to."""
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("season"))))


class Activity(Sourced):
    """Something the units of a year do together: planned for its days, held with what came of it, or cancelled."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="activities", verbose_name=_("emulation year"))
    kind = models.CharField(_("kind"), max_length=15, choices=ActivityKind.choices)
    title = models.CharField(_("title"), max_length=250)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    place = models.CharField(_("place"), max_length=300)
    host = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("host")
    )
    cost = models.CharField(_("costs"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ActivityState.choices, default=ActivityState.PLANNED)
    version = models.PositiveIntegerField(default=1)
    done_words = models.TextField(_("what was done"), blank=True)
    people = models.PositiveIntegerField(_("number of people"), null=True, blank=True)
    held_at = models.DateTimeField(_("result entered at"), null=True, blank=True)
    held_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity of the cluster")
        verbose_name_plural = _("activities of the cluster")
        constraints = [
            models.CheckConstraint(name="activity_says_what_and_where", condition=~Q(title="") & ~Q(place="")),
            models.CheckConstraint(name="activity_ends_after_it_begins", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="activity_result_is_whole",
                condition=(
                    Q(held_at__isnull=True, held_by__isnull=True, done_words="", people__isnull=True)
                    & ~Q(state=ActivityState.HELD)
                )
                | (Q(held_at__isnull=False, held_by__isnull=False, state=ActivityState.HELD) & ~Q(done_words="")),
            ),
            models.CheckConstraint(
                name="activity_cancelling_is_whole",
                condition=(
                    Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancel_reason="")
                    & ~Q(state=ActivityState.CANCELLED)
                )
                | (
                    Q(cancelled_at__isnull=False, cancelled_by__isnull=False, state=ActivityState.CANCELLED)
                    & ~Q(cancel_reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def trail_scope(self) -> dict[str, int | None]:
        return self.season.trail_scope()


class ActivityUnit(models.Model):
    """What a unit said: it takes part, or it does not. A unit without a row has said nothing."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="units")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="activities", verbose_name=_("unit"))
    comes = models.BooleanField(_("takes part"))
    said_at = models.DateTimeField(_("answered at"))
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("unit in an activity")
        verbose_name_plural = _("units in activities")
        constraints = [models.UniqueConstraint(name="activity_unit_once", fields=["activity", "participant"])]

    def __str__(self) -> str:
        return f"{self.participant} → {self.activity}"


class ActivityFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its activity."""
        return self.filter(Exists(Activity.objects.visible_to(user).filter(pk=OuterRef("activity"))))


class ActivityFile(models.Model):
    """A plan, a list, pictures, a report."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="files")
    file = models.ForeignKey("clusters.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file"))
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ActivityFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an activity")
        verbose_name_plural = _("files of activities")

    def __str__(self) -> str:
        return str(self.file_id)
