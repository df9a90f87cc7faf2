import datetime as dt

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import Reply
from clusters.models.meeting import Meeting
from clusters.models.people import User
from clusters.models.season import Participant


class AttendanceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Exists(Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting"))))

    def members(self):
        """Of the units that take part in the year; guests have no vote and make no quorum."""
        return self.filter(participant__isnull=False)

    def members_on(self, day: dt.date):
        """Of these the units that have not left the year before that day."""
        left = Q(participant__left_on__isnull=False, participant__left_on__lt=day)
        return self.members().exclude(left)

    def unanswered(self):
        """Nobody replied, or only before the meeting was moved to another time or place."""
        return self.filter(Q(reply="") | Q(replied_at__lt=F("meeting__moved_at")))


class Attendance(models.Model):
    """A member or a guest of a meeting: how it answered the invitation and whether it was there.

    `present` is None while nobody has recorded it: not known is not absent.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    participant = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="attendances", verbose_name=_("unit")
    )
    guest = models.CharField(_("guest"), max_length=200, blank=True)
    reply = models.CharField(_("reply"), max_length=10, choices=Reply.choices, blank=True)
    reply_note = models.CharField(_("note to the reply"), max_length=300, blank=True)
    replied_at = models.DateTimeField(_("replied at"), null=True, blank=True)
    replied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    present = models.BooleanField(_("present"), null=True, blank=True)
    excused = models.BooleanField(_("absent with an excuse"), default=False)
    represented_by = models.CharField(_("represented by"), max_length=150, blank=True)
    post = models.CharField(_("position"), max_length=150, blank=True)
    came_at = models.TimeField(_("from"), null=True, blank=True)
    left_at = models.TimeField(_("until"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(name="attendance_once", fields=["meeting", "participant"]),
            models.CheckConstraint(
                name="attendance_of_a_member_or_a_guest",
                condition=Q(participant__isnull=False, guest="") | (Q(participant__isnull=True) & ~Q(guest="")),
            ),
            models.CheckConstraint(
                name="attendance_reply_is_whole",
                condition=Q(reply="", replied_at__isnull=True, replied_by__isnull=True)
                | (~Q(reply="") & Q(replied_at__isnull=False, replied_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="attendance_record_is_whole",
                condition=Q(present__isnull=True, recorded_at__isnull=True, recorded_by__isnull=True)
                | Q(recorded_at__isnull=False, recorded_by__isnull=False),
            ),
            models.CheckConstraint(
                name="attendance_excuses_the_absent",
                condition=Q(excused=False) | Q(present__isnull=False, present=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.participant) if self.participant_id else self.guest

    def trail_scope(self) -> dict[str, int | None]:
        return self.meeting.trail_scope()
