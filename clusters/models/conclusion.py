from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.models.meeting import Meeting
from clusters.models.people import User
from clusters.models.season import Participant

VOTES = ("votes_for", "votes_against", "abstained")


class ConclusionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Exists(Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting"))))


class Conclusion(models.Model):
    """What a meeting decided (nghị quyết, kết luận): its words, the vote where one was counted, who does what by when.

    A paper with a number is a `Decision`; this is not one.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="conclusions")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("decision of the meeting"))
    votes_for = models.PositiveSmallIntegerField(_("for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)
    responsible = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible unit")
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    done_words = models.TextField(_("what was done"), blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ConclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision of the meeting")
        verbose_name_plural = _("decisions of the meeting")
        constraints = [
            models.UniqueConstraint(name="conclusion_in_order", fields=["meeting", "position"]),
            models.CheckConstraint(
                name="conclusion_vote_is_whole",
                condition=Q(**{f"{name}__isnull": True for name in VOTES})
                | Q(**{f"{name}__isnull": False for name in VOTES}),
            ),
            models.CheckConstraint(
                name="conclusion_done_is_whole",
                condition=Q(done_words="", done_at__isnull=True, done_by__isnull=True)
                | (Q(done_at__isnull=False, done_by__isnull=False) & ~Q(done_words="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text[:80]}"

    def trail_scope(self) -> dict[str, int | None]:
        return self.meeting.trail_scope()
