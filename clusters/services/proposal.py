"""Proposals of members: made, answered, followed up, settled."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Addressee, Event, ProposalState
from clusters.errors import Conflict, Invalid
from clusters.models import Meeting, Participant, Proposal, User
from clusters.policies import proposal as policy
from clusters.queries import post
from clusters.services import meeting as meetings
from clusters.services import notice


@transaction.atomic
def make(meeting: Meeting, participant: Participant, *, addressee: str, text: str, by: User) -> Proposal:
    """A member proposes; whoever is addressed is told."""
    meeting = meetings.locked(meeting)
    if participant.season_id != meeting.season_id:
        raise Conflict(_("{unit} does not take part in this year.").format(unit=participant))
    policy.may_propose(by, meeting, participant).require()
    if not text.strip():
        raise Invalid({"text": _("Write what your unit proposes.")})
    said = {"addressee": addressee, "text": text.strip(), "made_at": clock.now(), "made_by": by}
    proposal = Proposal.objects.create(meeting=meeting, participant=participant, **said)
    after = {"unit": str(participant), "addressee": addressee, "proposal": proposal.text}
    _record(Event.PROPOSAL_MADE, proposal, by, after)
    _tell(Event.PROPOSAL_MADE, proposal, _addressees(proposal), unit=str(participant))
    return proposal


@transaction.atomic
def answer(
    proposal: Proposal,
    text: str,
    *,
    by: User,
    follow_up: str = "",
    responsible: Participant | None = None,
    due_on: dt.date | None = None,
) -> Proposal:
    """The answer, once; with what is to be done by whom and when it stays open until that is done."""
    proposal = _locked(proposal)
    policy.may_answer(by, proposal).require()
    _refuse_unsound(proposal, text, follow_up, responsible, due_on)
    proposal.answer, proposal.answered_at, proposal.answered_by = text.strip(), clock.now(), by
    proposal.follow_up, proposal.responsible, proposal.due_on = follow_up.strip(), responsible, due_on
    proposal.state = ProposalState.FOLLOWED if proposal.follow_up else ProposalState.SETTLED
    answered = ["answer", "answered_at", "answered_by", "follow_up", "responsible", "due_on", "state"]
    proposal.save(update_fields=answered)
    after = {"answer_text": proposal.answer, "follow_up": proposal.follow_up, "unit": str(responsible or "")}
    _record(Event.PROPOSAL_ANSWERED, proposal, by, {**after, "due_on": due_on and due_on.isoformat()})
    people = [*post.people_of(proposal.participant.organisation)]
    people += post.people_of(responsible.organisation) if responsible else []
    _tell(Event.PROPOSAL_ANSWERED, proposal, people)
    return proposal


@transaction.atomic
def settle(proposal: Proposal, words: str, *, by: User) -> Proposal:
    """What was promised is done; the unit that proposed is told."""
    proposal = _locked(proposal)
    policy.may_settle(by, proposal).require()
    if not words.strip():
        raise Invalid({"words": _("Say what was done.")})
    proposal.done_words, proposal.done_at, proposal.done_by = words.strip(), clock.now(), by
    proposal.state = ProposalState.SETTLED
    proposal.save(update_fields=["done_words", "done_at", "done_by", "state"])
    _record(Event.PROPOSAL_SETTLED, proposal, by, {"done_words": proposal.done_words})
    _tell(Event.PROPOSAL_SETTLED, proposal, post.people_of(proposal.participant.organisation))
    return proposal


def _locked(proposal: Proposal) -> Proposal:
    meeting = meetings.locked(proposal.meeting)
    related = ("participant__organisation", "responsible__organisation")
    found = Proposal.objects.select_for_update(of=("self",)).select_related(*related).get(pk=proposal.pk)
    found.meeting = meeting
    return found


def _addressees(proposal: Proposal):
    season = proposal.meeting.season
    to_authority = proposal.addressee == Addressee.AUTHORITY
    return post.officials_of(season) if to_authority else post.people_at_the_head(season)


def _record(event: Event, proposal: Proposal, by: User, after: dict) -> None:
    unit = proposal.participant.organisation_id
    audit.record(event, proposal.meeting, by=by, after={"number": proposal.pk, **after}, organisation_id=unit)


def _tell(event: Event, proposal: Proposal, people, **values: str) -> None:
    path = reverse("proposal", args=[proposal.pk])
    notice.tell(event, proposal, to=people, path=path, meeting=proposal.meeting.title, **values)


def _refuse_unsound(proposal: Proposal, text: str, follow_up: str, responsible, due_on) -> None:
    problems = {}
    if not text.strip():
        problems["text"] = _("Write the answer.")
    if follow_up.strip() and not due_on:
        problems["due_on"] = _("Say by when it is done.")
    if not follow_up.strip() and (due_on or responsible):
        problems["follow_up"] = _("Say what is to be done.")
    if responsible and responsible.season_id != proposal.meeting.season_id:
        problems["responsible"] = _("{unit} does not take part in this year.").format(unit=responsible)
    if problems:
        raise Invalid(problems)
