import datetime as dt
from fractions import Fraction

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters import clock
from clusters.enums import AgendaKind, MeetingKind, MeetingState
from clusters.models.people import User
from clusters.models.provenance import Sourced
from clusters.models.season import Participant, Season


def _whole(state: str) -> Q:
    return Q(**{f"{state}_at__isnull": True, f"{state}_by__isnull": True}) | Q(
        **{f"{state}_at__isnull": False, f"{state}_by__isnull": False}
    )


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("season"))))


class Meeting(Sourced):
    """A conference of a cluster in its year: planned, called, held, and put down in minutes.

    The quorum is that of the regulation on the day it was called, a part of all members.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="meetings", verbose_name=_("emulation year"))
    kind = models.CharField(_("kind"), max_length=10, choices=MeetingKind.choices)
    title = models.CharField(_("title"), max_length=300)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    online = models.CharField(_("address of the online meeting"), max_length=300, blank=True)
    chair = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chaired by")
    )
    reply_by = models.DateTimeField(_("reply by"), null=True, blank=True)
    moved_at = models.DateTimeField(_("moved at"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    version = models.PositiveIntegerField(default=1)
    quorum_of = models.CharField(_("quorum"), max_length=20, blank=True)
    quorum_is_adopted = models.BooleanField(default=False)
    unrecorded_reason = models.CharField(_("why attendance is not known"), max_length=300, blank=True)
    called_at = models.DateTimeField(_("called at"), null=True, blank=True)
    called_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_it_begins", condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(name="meeting_is_somewhere", condition=~Q(place="") | ~Q(online="")),
            models.CheckConstraint(name="meeting_call_is_whole", condition=_whole("called")),
            models.CheckConstraint(
                name="meeting_called_has_a_quorum",
                condition=Q(called_at__isnull=True, quorum_of="") | (Q(called_at__isnull=False) & ~Q(quorum_of="")),
            ),
            models.CheckConstraint(name="meeting_opening_is_whole", condition=_whole("opened")),
            models.CheckConstraint(name="meeting_closing_is_whole", condition=_whole("closed")),
            models.CheckConstraint(
                name="meeting_cancelling_is_whole",
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancel_reason="")
                | (
                    Q(cancelled_at__isnull=False, cancelled_by__isnull=False, state=MeetingState.CANCELLED)
                    & ~Q(cancel_reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def trail_scope(self) -> dict[str, int | None]:
        return self.season.trail_scope()

    @property
    def day(self) -> dt.date:
        """On which it begins."""
        return self.starts_at.astimezone(clock.ZONE).date()

    @property
    def quorum(self) -> Fraction | None:
        """The part of all members that must be present; None until the meeting is called."""
        return Fraction(self.quorum_of) if self.quorum_of else None


class AgendaItem(models.Model):
    """One item of the agenda, in its order."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=20, choices=AgendaKind.choices, default=AgendaKind.DISCUSSION)
    text = models.CharField(_("item"), max_length=300)
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    speaker = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("speaker")
    )

    class Meta:
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("items of the agenda")
        constraints = [models.UniqueConstraint(name="agenda_in_order", fields=["meeting", "position"])]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"
