from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import Addressee, ProposalState
from clusters.models.meeting import Meeting
from clusters.models.people import User
from clusters.models.season import Participant


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Exists(Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting"))))


class Proposal(models.Model):
    """What a member proposes or asks for at a meeting (kiến nghị, đề xuất), with its answer and what follows from it.

    Without a responsible unit the follow-up falls to whoever was addressed.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="proposals", verbose_name=_("meeting"))
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="proposals", verbose_name=_("unit"))
    addressee = models.CharField(_("to"), max_length=10, choices=Addressee.choices)
    text = models.TextField(_("proposal"))
    state = models.CharField(_("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.MADE)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    follow_up = models.TextField(_("what is to be done"), blank=True)
    responsible = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible unit")
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_words = models.TextField(_("what was done"), blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(
                name="proposal_answer_is_whole",
                condition=Q(state=ProposalState.MADE, answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (
                    ~Q(state=ProposalState.MADE)
                    & ~Q(answer="")
                    & Q(answered_at__isnull=False, answered_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="proposal_done_is_whole",
                condition=Q(done_words="", done_at__isnull=True, done_by__isnull=True)
                | (Q(state=ProposalState.SETTLED, done_at__isnull=False, done_by__isnull=False) & ~Q(done_words="")),
            ),
            models.CheckConstraint(
                name="proposal_followed_says_what_by_when",
                condition=~Q(state=ProposalState.FOLLOWED) | (~Q(follow_up="") & Q(due_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def trail_scope(self) -> dict[str, int | None]:
        return self.meeting.trail_scope()
