"""What the meetings of open years ask of a person, in one query."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from clusters.enums import Addressee, MeetingState, ProposalState
from clusters.models import Attendance, Conclusion, Meeting, Participant, Proposal, User


def asking(seasons: Iterable[int], user: User) -> QuerySet[Meeting]:
    """Meetings of these years, cancelled ones only while a proposal made to them is open: `unreplied` by one of the
    person's units, the number of proposals `to_head` and `to_authority` that wait, and the soonest day by which a unit
    of the person has something to do, as `promised_on` in an answer and as `decided_on` by the meeting."""
    own = Participant.objects.of(user)
    mine = Attendance.objects.unanswered().filter(meeting=OuterRef("pk"), participant__in=own.staying())
    todo = Q(responsible__in=own, meeting=OuterRef("pk"), due_on__isnull=False)
    promised = Proposal.objects.filter(todo, state=ProposalState.FOLLOWED).order_by("due_on")
    decided = Conclusion.objects.filter(todo, done_at__isnull=True).order_by("due_on")
    waiting = Q(proposals__state=ProposalState.MADE)
    left = Proposal.objects.filter(meeting=OuterRef("pk")).exclude(state=ProposalState.SETTLED)
    found = Meeting.objects.filter(~Q(state=MeetingState.CANCELLED) | Exists(left), season__in=list(seasons))
    found = found.annotate(
        unreplied=Exists(mine),
        to_head=Count("proposals", filter=waiting & Q(proposals__addressee=Addressee.HEAD)),
        to_authority=Count("proposals", filter=waiting & Q(proposals__addressee=Addressee.AUTHORITY)),
        promised_on=Subquery(promised.values("due_on")[:1]),
        decided_on=Subquery(decided.values("due_on")[:1]),
    )
    return found.order_by("starts_at", "pk")
