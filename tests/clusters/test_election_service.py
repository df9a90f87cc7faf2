"""The rotation, the election of the next head, and the hand-over that follows."""

import datetime as dt

import pytest

from clusters import audit, clock
from clusters.enums import ElectionState, Event, HandoverState, HeadshipRole, Phase
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Handover, Headship, Notice, Season
from clusters.queries import election as queries
from clusters.queries import post
from clusters.queries import season as season_queries
from clusters.queries.handover import HandoverLine, open_matters
from clusters.services import election as elections
from clusters.services import handover as handovers
from clusters.services import season as seasons
from tests import factories

pytestmark = pytest.mark.django_db
LINES = [("Báo cáo tổng kết cụm", HandoverLine.OLD), ("Chương trình phối hợp", HandoverLine.NEW)]


@pytest.fixture
def meeting(cast):
    """The cast's year at its closing conference; the deputy's unit is to lead the next one."""
    cast.season.phase = Phase.MEETING
    cast.season.save(update_fields=["phase"])
    cast.next = cast.season.year + 1
    cast.heir = cast.deputy_unit.organisation
    return cast


def propose(cast, **fields):
    said = {"year": cast.next, "head": cast.heir, "deputy": cast.unit.organisation, **fields}
    return elections.propose(cast.season, by=cast.head, **said)


def elect(cast, **fields):
    return elections.elect(propose(cast), held_on=clock.today(), by=cast.head, **fields)


def give(cast, **fields):
    return handovers.give(elect(cast), on=clock.today(), lines=LINES, by=cast.head, **fields)


def test_the_rotation_is_planned_and_told_apart_from_what_was(meeting):
    turns = {meeting.next: (meeting.heir, None), meeting.next + 1: (meeting.unit.organisation, meeting.heir)}
    rotation = elections.set_rotation(meeting.cluster, turns, by=meeting.head, seen=0)
    rows = queries.rotation(meeting.cluster, meeting.officer).rows
    said = [[cell.value for cell in row.cells] for row in rows]
    assert said == [
        [meeting.season.year, "current", "Sở B", "Sở C"],
        [meeting.next, "todo", "Sở C", None],
        [meeting.next + 1, "todo", "Sở A", "Sở C"],
    ]
    assert [line.event for line in AuditEntry.objects.about(rotation)] == [Event.ROTATION_SET]


def test_the_second_writer_of_a_rotation_sees_the_first(meeting):
    elections.set_rotation(meeting.cluster, {meeting.next: (meeting.heir, None)}, by=meeting.head, seen=0)
    with pytest.raises(Stale) as told:
        elections.set_rotation(meeting.cluster, {}, by=meeting.official, seen=0)
    assert (told.value.theirs, told.value.seen) == ({str(meeting.next): "Sở C"}, 1)
    assert queries.turn_of(meeting.cluster, meeting.next).head == meeting.heir


def test_a_turn_is_a_members(meeting):
    stranger = factories.organisation("Sở Lạ")
    with pytest.raises(Invalid, match="Sở Lạ"):
        elections.set_rotation(meeting.cluster, {meeting.next: (stranger, None)}, by=meeting.head, seen=0)


@pytest.mark.parametrize("person", ["officer", "deputy", "council", "neighbour", "neighbour_official"])
def test_others_do_not_order_the_rotation(meeting, person):
    with pytest.raises(Denied):
        elections.set_rotation(meeting.cluster, {}, by=getattr(meeting, person), seen=0)


def test_another_than_the_rotation_has_needs_its_reason(meeting):
    elections.set_rotation(meeting.cluster, {meeting.next: (meeting.unit.organisation, None)}, by=meeting.head, seen=0)
    with pytest.raises(Invalid, match="Sở A"):
        propose(meeting)
    assert propose(meeting, reason="Sở A xin lùi một năm").reason == "Sở A xin lùi một năm"


def test_one_proposal_at_a_time(meeting):
    first = propose(meeting)
    with pytest.raises(Conflict):
        propose(meeting)
    elections.withdraw(first, by=meeting.head, reason="Hiệp thương lại")
    assert propose(meeting).state == ElectionState.PROPOSED


@pytest.mark.parametrize("year", [-1, 0])
def test_a_conference_elects_for_a_later_year(meeting, year):
    with pytest.raises(Invalid, match=str(meeting.season.year)):
        propose(meeting, year=meeting.season.year + year)


def test_nobody_is_elected_before_the_conference(meeting):
    proposal = propose(meeting)
    Season.objects.filter(pk=meeting.season.pk).update(phase=Phase.VERIFYING)
    with pytest.raises(Conflict):
        elections.elect(proposal, held_on=clock.today(), by=meeting.head)


@pytest.mark.parametrize(
    ("votes", "field"),
    [
        ((4, 3, 3), "votes_for"),
        ((2, 4, 3), "votes_for"),
        ((1, 3, 3), "votes_for"),
        ((2, 3, 4), "votes_for"),
        ((3, 3, 6), "present"),
        ((4, 4, 8), "present"),
    ],
)
def test_votes_must_carry_by_the_terms_that_are_offered(meeting, votes, field):
    names = dict(zip(("votes_for", "present", "members"), votes, strict=True))
    with pytest.raises(Invalid) as refused:
        elect(meeting, **names)
    assert set(refused.value.problems) == {field}


def test_the_quorum_is_not_reached_by_counting_fewer_members(meeting):
    proposal, said = propose(meeting), {"held_on": clock.today(), "by": meeting.head}
    with pytest.raises(Invalid) as refused:
        elections.elect(proposal, votes_for=1, present=1, members=1, **said)
    assert list(refused.value.problems) == ["members"]
    meeting.unit.left_on = clock.today()
    meeting.unit.save(update_fields=["left_on"])
    elections.elect(proposal, votes_for=2, present=2, members=2, **said)


def test_all_three_numbers_or_none(meeting):
    with pytest.raises(Invalid) as refused:
        elect(meeting, votes_for=3)
    assert set(refused.value.problems) == {"votes_for"}


def test_a_conference_of_tomorrow_has_not_elected(meeting):
    with pytest.raises(Invalid) as refused:
        elections.elect(propose(meeting), held_on=clock.today() + dt.timedelta(days=1), by=meeting.head)
    assert set(refused.value.problems) == {"held_on"}


def test_the_members_are_told_whom_they_elected(meeting):
    elect(meeting, votes_for=3, present=3, members=3)
    told = Notice.objects.filter(event=Event.ELECTION_DECIDED, channel="site").values_list("person", flat=True)
    people = (meeting.officer, meeting.leader, meeting.head, meeting.head_leader, meeting.deputy)
    assert set(told) == {person.pk for person in people}


def test_a_new_year_opens_with_those_who_were_elected(meeting):
    elect(meeting)
    first = season_queries.next_year(meeting.cluster, meeting.next)
    assert (first["head"], first["deputy"]) == (meeting.heir.pk, meeting.unit.organisation_id)


def test_the_new_head_leads_the_next_year_and_the_old_one_keeps_the_last(meeting, at):
    following = open_next(meeting)
    handovers.receive(give(meeting), by=meeting.deputy, seen=1)
    with at(meeting.next, 1, 2):
        assert post.head_of(following).organisation == meeting.heir
        assert post.head_of(following, HeadshipRole.DEPUTY).organisation == meeting.unit.organisation
        assert post.head_of(meeting.season) == meeting.head_unit
        assert post.heads(meeting.deputy, following)
        assert not post.heads(meeting.head, following)


def open_next(cast):
    days = {"starts_on": dt.date(cast.next, 1, 1), "ends_on": dt.date(cast.next, 12, 31)}
    return seasons.open(cast.cluster, year=cast.next, by=cast.official, **days)


def test_the_old_head_reads_its_year_ever_after(meeting):
    handovers.receive(give(meeting), by=meeting.deputy, seen=1)
    Headship.objects.filter(season=meeting.season).update(to_on=clock.today() - dt.timedelta(days=1))
    assert Season.objects.visible_to(meeting.head).filter(pk=meeting.season.pk).exists()
    assert Handover.objects.visible_to(meeting.head).count() == 1
    assert Handover.objects.visible_to(meeting.neighbour).count() == 0


def test_who_was_named_already_stays(meeting):
    following = open_next(meeting)
    heir = following.participants.get(organisation=meeting.heir)
    role = {"role": HeadshipRole.HEAD, "from_on": following.starts_on}
    seasons.set_headship(following, heir, by=meeting.official, **role)
    handovers.receive(give(meeting), by=meeting.deputy, seen=1)
    assert following.headships.heads().count() == 1


def test_a_hand_over_is_returned_given_again_and_received(meeting):
    handover = give(meeting)
    handovers.give_back(handover, remark="Thiếu con dấu", by=meeting.deputy, seen=1)
    again = handovers.give(handover.election, on=clock.today(), lines=LINES[:1], by=meeting.head)
    assert (again.pk, again.state, again.version, again.remark) == (handover.pk, HandoverState.GIVEN, 2, "")
    with pytest.raises(Invalid) as refused:
        handovers.receive(again, by=meeting.deputy, seen=1)
    assert set(refused.value.problems) == {"seen"}
    received = handovers.receive(again, by=meeting.deputy, seen=2)
    events = [line.event.split(".")[1] for line in AuditEntry.objects.about(received).order_by("number")]
    assert events == ["given", "returned", "given", "received"]
    assert audit.broken_lines(received) == []


@pytest.mark.parametrize("person", ["officer", "deputy", "official", "neighbour"])
def test_only_the_old_head_hands_over(meeting, person):
    election = elect(meeting)
    with pytest.raises(Denied):
        handovers.give(election, on=clock.today(), lines=LINES, by=getattr(meeting, person))


def test_the_official_hands_over_where_nobody_heads_the_year(meeting):
    election = elect(meeting)
    Headship.objects.filter(season=meeting.season).update(to_on=clock.today() - dt.timedelta(days=1))
    handover = handovers.give(election, on=clock.today(), lines=[], by=meeting.official)
    assert handover.giver == meeting.head_unit


@pytest.mark.parametrize("person", ["officer", "head", "official", "neighbour"])
def test_only_the_elected_unit_receives(meeting, person):
    handover = give(meeting)
    with pytest.raises(Denied):
        handovers.receive(handover, by=getattr(meeting, person), seen=1)


def test_nothing_is_handed_over_before_the_election(meeting):
    with pytest.raises(Conflict):
        handovers.give(propose(meeting), on=clock.today(), lines=LINES, by=meeting.head)


def test_what_is_received_is_not_given_again(meeting):
    handover = handovers.receive(give(meeting), by=meeting.deputy, seen=1)
    with pytest.raises(Conflict):
        handovers.give(handover.election, on=clock.today(), lines=LINES, by=meeting.head)


def test_open_duties_of_the_year_are_lines_to_begin_with(meeting):
    assert [each["who"] for each in open_matters(meeting.season)] == [HandoverLine.OLD]
