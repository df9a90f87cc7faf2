"""Proposals of members: made, answered, followed up, settled; and what meetings decide."""

import datetime as dt

import pytest
from django.db import IntegrityError

from clusters import clock
from clusters.enums import Event, ProposalState
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import Conclusion, Notice, Proposal
from clusters.services import attendance as attendances
from clusters.services import conclusion as conclusions
from clusters.services import proposal as deeds
from tests import factories
from tests.reading import as_person, first_column, get, post

DAY = dt.date(2030, 1, 31)


@pytest.fixture
def meeting(cast):
    return factories.meeting(cast.season, state="open")


def made(cast, meeting, addressee="head") -> Proposal:
    return deeds.make(meeting, cast.unit, addressee=addressee, text="Hướng dẫn tiêu chí", by=cast.officer)


def told(event) -> set[int]:
    return set(Notice.objects.filter(event=event).values_list("person", flat=True))


@pytest.mark.parametrize(("addressee", "who"), [("head", ["head", "head_leader"]), ("authority", ["official"])])
def test_a_proposal_is_told_to_whom_it_is_addressed(cast, meeting, addressee, who):
    made(cast, meeting, addressee)

    expected = {getattr(cast, each).pk for each in who} | ({cast.official2.pk} if addressee == "authority" else set())
    assert told(Event.PROPOSAL_MADE) == expected


@pytest.mark.parametrize("who", ["head", "official", "neighbour"])
def test_nobody_proposes_for_another_unit(cast, meeting, who):
    with pytest.raises(Denied):
        deeds.make(meeting, cast.unit, addressee="head", text="x", by=getattr(cast, who))


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_proposals_have_their_time(cast, state):
    with pytest.raises(Conflict):
        made(cast, factories.meeting(cast.season, state=state))


def test_an_answer_without_a_promise_settles_it(cast, meeting):
    deeds.answer(made(cast, meeting), "Đã có", by=cast.deputy)

    assert Proposal.objects.get().state == ProposalState.SETTLED
    assert told(Event.PROPOSAL_ANSWERED) == {cast.officer.pk, cast.leader.pk}


def test_a_promise_is_followed_up_by_the_responsible_unit_until_it_is_done(cast, meeting):
    promise = {"follow_up": "Gửi văn bản", "responsible": cast.deputy_unit, "due_on": DAY}
    proposal = deeds.answer(made(cast, meeting), "Đồng ý", by=cast.head, **promise)
    with pytest.raises(Conflict):
        deeds.answer(proposal, "Lần nữa", by=cast.head)
    with pytest.raises(Denied):
        deeds.settle(proposal, "Xong", by=cast.officer)

    deeds.settle(proposal, "Đã gửi", by=cast.deputy)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.done_words, proposal.done_by) == ("settled", "Đã gửi", cast.deputy)
    assert told(Event.PROPOSAL_SETTLED) == {cast.officer.pk, cast.leader.pk}


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("text", {"text": " "}),
        ("due_on", {"follow_up": "Gửi"}),
        ("follow_up", {"due_on": DAY}),
    ],
)
def test_half_an_answer_is_sent_back(cast, meeting, field, said):
    with pytest.raises(Invalid) as refused:
        deeds.answer(made(cast, meeting), **{"text": "Đồng ý", **said}, by=cast.head)
    assert list(refused.value.problems) == [field]


@pytest.mark.parametrize("who", ["officer", "official", "council", "neighbour"])
def test_only_the_addressee_answers(cast, meeting, who):
    with pytest.raises(Denied):
        deeds.answer(made(cast, meeting), "Đồng ý", by=getattr(cast, who))


@pytest.mark.parametrize("fields", [{"state": "followed", "follow_up": ""}, {"state": "settled", "answer": ""}])
def test_the_database_refuses_half_proposals(cast, meeting, fields):
    with pytest.raises(IntegrityError):
        factories.proposal(meeting, cast.unit, **fields)


def come(meeting, by, *units) -> None:
    for unit in units:
        attendances.record(meeting.attendances.get(participant=unit), present=True, by=by, seen=1)


def test_a_vote_needs_the_quorum_and_no_more_votes_than_members_present(cast, meeting):
    come(meeting, cast.head, cast.unit)
    with pytest.raises(Conflict):
        conclusions.record(meeting, "Thông qua", votes=(1, 0, 0), by=cast.head)
    come(meeting, cast.head, cast.head_unit)
    with pytest.raises(Invalid):
        conclusions.record(meeting, "Thông qua", votes=(3, 0, 0), by=cast.head)

    conclusions.record(meeting, "Thông qua", votes=(1, 0, 1), by=cast.head)
    conclusions.record(meeting, "Giao Sở A", by=cast.head, responsible=cast.unit, due_on=DAY)

    numbered = Conclusion.objects.order_by("position").values_list("position", "votes_for", "abstained")
    assert list(numbered) == [(1, 1, 1), (2, None, None)]


def test_the_responsible_unit_says_once_that_a_decision_is_done(cast, meeting):
    decided = factories.conclusion(meeting, responsible=cast.unit, due_on=DAY)
    with pytest.raises(Denied):
        conclusions.finish(factories.conclusion(meeting, responsible=cast.head_unit), "Xong", by=cast.officer)

    conclusions.finish(decided, "Đã làm", by=cast.officer)

    with pytest.raises(Conflict):
        conclusions.finish(decided, "Lần nữa", by=cast.head)


def test_the_next_meeting_shows_what_earlier_ones_left_open(client, cast, meeting):
    left = factories.proposal(meeting, cast.unit, state="followed")
    factories.proposal(meeting, cast.unit, state="settled")
    todo = factories.conclusion(meeting, due_on=DAY)
    following = factories.meeting(cast.season, starts_at=clock.now() + dt.timedelta(days=99))

    page = get(as_person(client, cast.officer), "meeting", following.pk)

    assert [each for each, _url in page.context["left_open"]] == [left, todo]
    assert get(client, "meeting", meeting.pk).context["left_open"] == []


def test_made_and_answered_in_the_browser_and_found_by_filter(client, cast, meeting):
    said = {"participant": cast.unit.pk, "addressee": "head", "text": "Hướng dẫn"}
    post(as_person(client, cast.officer), "proposal-make", meeting.pk, **said)
    proposal = Proposal.objects.get()
    post(
        as_person(client, cast.head),
        "proposal-answer",
        proposal.pk,
        text="Sẽ gửi",
        follow_up="Gửi",
        due_on="31/01/2030",
    )

    assert first_column(get(client, "proposals", state="followed").context["table"]) == ["Hướng dẫn"]
    assert first_column(get(client, "proposals", unit="so b").context["table"]) == []
    assert "Sẽ gửi" in get(client, "proposal", proposal.pk).content.decode()
    post(client, "proposal-settle", proposal.pk, words="Đã gửi")
    assert Proposal.objects.get().state == "settled"
    assert get(as_person(client, cast.neighbour), "proposals").context["table"].rows == []


def test_the_second_to_answer_is_told_and_keeps_the_words(client, cast):
    meeting = factories.meeting(cast.season, state="called")
    proposal = factories.proposal(meeting, cast.unit)
    deeds.answer(proposal, "Đã gửi", by=cast.head)
    form = post(as_person(client, cast.deputy), "proposal-answer", proposal.pk, text="Câu trả lời dài").context["form"]
    assert "has moved on meanwhile" in form.non_field_errors()[0]
    assert form["text"].value() == "Câu trả lời dài"
