import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import NoticeChannel, NoticeState

# How long a letter rests after each attempt that failed, so that a mail server may be mended meanwhile; after one more
# attempt it is given up.
PAUSES = (dt.timedelta(minutes=1), dt.timedelta(minutes=10), dt.timedelta(hours=1), dt.timedelta(hours=6))
ATTEMPTS = len(PAUSES) + 1


class NoticeQuerySet(models.QuerySet):
    def waiting(self):
        """What the worker still has to send; failed ones are tried again until they have had five attempts."""
        return self.filter(
            channel=NoticeChannel.MAIL, state__in=[NoticeState.QUEUED, NoticeState.FAILED], attempts__lt=ATTEMPTS
        )

    def due(self, now):
        """Of these what is to be tried at that moment: at once at first, then after a pause that grows."""
        rested = Q(attempts=0) | Q(tried_at__isnull=True)
        for failed, pause in enumerate(PAUSES, start=1):
            rested |= Q(attempts=failed, tried_at__lte=now - pause)
        return self.waiting().filter(rested)

    def undelivered(self):
        """Letters that were given up after their last attempt."""
        return self.filter(channel=NoticeChannel.MAIL, state=NoticeState.FAILED, attempts__gte=ATTEMPTS)

    def unread(self):
        return self.filter(channel=NoticeChannel.SITE, read_at__isnull=True)

    def visible_to(self, user):
        """One's own, and nobody else's."""
        return self.filter(person=user)

    def kept_by(self, user):
        """Letters to everybody, for the system's administrators, who see to it that they arrive; none for others."""
        return self.filter(channel=NoticeChannel.MAIL) if user.is_superuser else self.none()


class Notice(models.Model):
    """A line of the outbox: written in its cause's transaction, sent by the worker afterwards.

    The text is a code (the event) with its values and is put into the person's language when shown or sent.
    """

    person = models.ForeignKey("clusters.User", models.PROTECT, related_name="notices")
    event = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    values = models.JSONField(default=dict, blank=True)
    path = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=10, choices=NoticeChannel.choices)
    state = models.CharField(max_length=10, choices=NoticeState.choices, default=NoticeState.QUEUED)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.CheckConstraint(
                name="notice_sent_is_whole",
                condition=Q(state=NoticeState.SENT, sent_at__isnull=False)
                | (~Q(state=NoticeState.SENT) & Q(sent_at__isnull=True)),
            )
        ]
        indexes = [
            models.Index(name="notice_waiting", fields=["state", "channel"]),
            models.Index(name="notice_of_person", fields=["person", "channel", "-queued_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.person_id}"

    @property
    def is_undelivered(self) -> bool:
        """Given up after its last attempt, as `undelivered` finds it."""
        failed = self.channel == NoticeChannel.MAIL and self.state == NoticeState.FAILED
        return failed and self.attempts >= ATTEMPTS
