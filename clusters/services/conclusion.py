"""What a meeting decided, and that it was done."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event
from clusters.errors import Invalid
from clusters.models import Conclusion, Meeting, Participant, User
from clusters.policies import conclusion as policy
from clusters.queries import meeting as queries
from clusters.services import meeting as meetings

Votes = tuple[int, int, int]


@transaction.atomic
def record(
    meeting: Meeting,
    text: str,
    *,
    by: User,
    votes: Votes | None = None,
    responsible: Participant | None = None,
    due_on: dt.date | None = None,
) -> Conclusion:
    """One decision of the meeting; `votes` are for, against, abstained, one of each member present at most."""
    meeting = meetings.locked(meeting)
    policy.may_conclude(by, meeting).require()
    _refuse_unsound(meeting, text, responsible)
    if votes:
        _refuse_uncounted(meeting, votes)
    counted = dict(zip(("votes_for", "votes_against", "abstained"), votes or (None,) * 3, strict=True))
    said = {"text": text.strip(), "responsible": responsible, "due_on": due_on, **counted}
    stamp = {"recorded_at": clock.now(), "recorded_by": by, "position": meeting.conclusions.count() + 1}
    made = Conclusion.objects.create(meeting=meeting, **said, **stamp)
    after = {"number": made.position, "decision": made.text, **counted, "unit": str(responsible or "")}
    audit.record(Event.CONCLUSION_RECORDED, meeting, by=by, after=after)
    return made


@transaction.atomic
def finish(conclusion: Conclusion, words: str, *, by: User) -> Conclusion:
    """What was decided is done."""
    meeting = meetings.locked(conclusion.meeting)
    conclusion = Conclusion.objects.select_related("responsible__organisation").get(pk=conclusion.pk)
    conclusion.meeting = meeting
    policy.may_finish(by, conclusion).require()
    if not words.strip():
        raise Invalid({"words": _("Say what was done.")})
    conclusion.done_words, conclusion.done_at, conclusion.done_by = words.strip(), clock.now(), by
    conclusion.save(update_fields=["done_words", "done_at", "done_by"])
    after = {"number": conclusion.position, "done_words": conclusion.done_words}
    audit.record(Event.CONCLUSION_DONE, meeting, by=by, after=after)
    return conclusion


def _refuse_unsound(meeting: Meeting, text: str, responsible: Participant | None) -> None:
    if not text.strip():
        raise Invalid({"text": _("Write what the meeting decided.")})
    if responsible and responsible.season_id != meeting.season_id:
        raise Invalid({"responsible": _("{unit} does not take part in this year.").format(unit=responsible)})


def _refuse_uncounted(meeting: Meeting, votes: Votes) -> None:
    """A vote needs the quorum and has at most one voice of each member present."""
    quorum = queries.quorum(meeting)
    policy.may_count_votes(meeting, quorum).require()
    present = quorum.present if quorum else 0
    if sum(votes) > present:
        sentence = _("More votes than members present: {votes} of {present}.")
        raise Invalid({"votes_for": sentence.format(votes=sum(votes), present=present)})
