"""Proposing, mending, withdrawing, approving and returning: who, when, and within the places."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awards.enums import NominationState
from awards.models import Nomination
from awards.queries import quota as quotas
from awards.services import nomination as nominations
from clusters.enums import Event, HeadshipRole, Phase, Role
from clusters.errors import Conflict, Denied, Invalid, Refusal, Stale
from clusters.models import AuditEntry, Headship, Notice, Standing
from tests import factories
from tests.at_once import became, race
from tests.awards import steps

TEXT = "Vượt mọi chỉ tiêu"


def _propose(cast, place=0, award=None, by=None):
    award, by = award or cast.flag, by or cast.head
    return nominations.propose(cast.season, award, cast.placings[place], achievement=TEXT, by=by)


def _told(event):
    return set(Notice.objects.filter(event=event).values_list("person", flat=True))


def test_the_head_proposes_on_the_strength_of_a_placing(meeting):
    nomination = _propose(meeting)

    assert (nomination.state, nomination.participant, nomination.placing) == (
        NominationState.PROPOSED,
        meeting.unit,
        meeting.placings[0],
    )
    entry = AuditEntry.objects.about(nomination).get()
    assert (entry.event, entry.actor) == (Event.NOMINATION_PROPOSED, meeting.head)
    assert entry.after == {"award": "Cờ thi đua của Bộ", "place": 1, "points": "100"}
    people = [meeting.officer, meeting.leader, meeting.official, meeting.official2]
    assert _told(Event.NOMINATION_PROPOSED) == {person.pk for person in people}


@pytest.mark.parametrize("person", ["officer", "leader", "deputy", "official", "council", "auditor", "neighbour"])
def test_nobody_but_the_head_proposes(meeting, person):
    with pytest.raises(Denied):
        _propose(meeting, by=getattr(meeting, person))
    assert not Nomination.objects.exists()


def test_the_head_of_yesterday_does_not(meeting, at):
    Headship.objects.filter(role=HeadshipRole.HEAD, season=meeting.season).update(to_on=factories.LONG_AGO)
    with pytest.raises(Denied):
        _propose(meeting)


@pytest.mark.parametrize("phase", [Phase.RUNNING, Phase.VERIFYING, Phase.DECIDED, Phase.CLOSED])
def test_not_in_other_phases(meeting, phase):
    steps.move(meeting.season, phase)
    with pytest.raises(Conflict):
        _propose(meeting)


def test_still_while_the_year_is_with_the_authority(meeting):
    steps.move(meeting.season, Phase.SUBMITTED)
    assert _propose(meeting).pk


def test_not_without_a_sealed_ranking(cast):
    steps.move(cast.season, Phase.MEETING)
    other = factories.standing(cast.elsewhere).placings.get()
    award = factories.award()
    factories.quota(cast.season, award)
    with pytest.raises(Conflict):
        nominations.propose(cast.season, award, other, achievement=TEXT, by=cast.head)


def test_only_on_a_placing_of_the_ranking_in_force(meeting):
    elsewhere = factories.standing(meeting.elsewhere).placings.get()
    stamp = {"sealed_at": meeting.standing.sealed_at, "sealed_by": meeting.head}
    Standing.objects.create(
        season=meeting.season, manifest={}, hash="1", replaces=meeting.standing, reason="Nhầm", **stamp
    )
    for placing in (elsewhere, meeting.placings[0]):
        with pytest.raises(Invalid) as refused:
            nominations.propose(meeting.season, meeting.flag, placing, achievement=TEXT, by=meeting.head)
        assert list(refused.value.problems) == ["placing"]


def test_only_awards_of_which_places_were_granted(meeting):
    individual = factories.award(subject="individual")
    factories.quota(meeting.season, individual)
    for award in (factories.award(), individual):
        with pytest.raises(Invalid) as refused:
            _propose(meeting, award=award)
        assert list(refused.value.problems) == ["award"]


def test_not_more_than_the_places(meeting):
    _propose(meeting)
    with pytest.raises(Invalid) as refused:
        _propose(meeting, 1)
    assert list(refused.value.problems) == ["award"]


def test_once_for_each_unit_and_award(meeting, merit):
    _propose(meeting, award=merit)
    with pytest.raises(Invalid) as refused:
        _propose(meeting, award=merit)
    assert list(refused.value.problems) == ["placing"]
    assert _propose(meeting).award == meeting.flag


def test_the_achievement_is_asked_for(meeting):
    with pytest.raises(Invalid):
        nominations.propose(meeting.season, meeting.flag, meeting.placings[0], achievement=" ", by=meeting.head)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_cannot_both_take_the_last_place(request):
    meeting = steps.at_the_meeting(request.getfixturevalue("cast"))
    outcomes = became(
        race(lambda: _propose(meeting, 0, by=meeting.head), lambda: _propose(meeting, 1, by=meeting.head_leader))
    )
    assert outcomes == ["Invalid", "done"]
    assert Nomination.objects.taking_a_place().count() == 1


def test_withdrawing_frees_the_place(meeting):
    first = nominations.withdraw(_propose(meeting), reason="Đơn vị xin rút", by=meeting.head_leader)
    assert first.state == NominationState.WITHDRAWN
    assert _propose(meeting, 1).state == NominationState.PROPOSED
    entry = AuditEntry.objects.about(first).latest("number")
    assert (entry.event, entry.reason) == (Event.NOMINATION_WITHDRAWN, "Đơn vị xin rút")
    assert meeting.officer.pk in _told(Event.NOMINATION_WITHDRAWN)


@pytest.mark.parametrize("person", ["officer", "deputy", "official", "neighbour"])
def test_nobody_but_the_head_withdraws(proposed, person):
    with pytest.raises(Denied):
        nominations.withdraw(proposed.nomination, reason="Rút", by=getattr(proposed, person))


def test_withdrawing_needs_a_reason_and_comes_before_the_approval(proposed):
    with pytest.raises(Invalid):
        nominations.withdraw(proposed.nomination, reason=" ", by=proposed.head)
    nominations.approve(proposed.nomination, by=proposed.official)
    with pytest.raises(Conflict):
        nominations.withdraw(proposed.nomination, reason="Rút", by=proposed.head)


def test_the_official_approves(proposed):
    nomination = nominations.approve(proposed.nomination, by=proposed.official, seen=1)
    assert (nomination.state, nomination.appraised_by, nomination.version) == ("approved", proposed.official, 2)
    entry = AuditEntry.objects.about(nomination).latest("number")
    assert (entry.event, entry.before, entry.after) == (
        Event.NOMINATION_APPROVED,
        {"state": "proposed"},
        {"state": "approved"},
    )
    people = [proposed.officer, proposed.leader, proposed.head, proposed.head_leader]
    assert _told(Event.NOMINATION_APPROVED) == {person.pk for person in people}


@pytest.mark.parametrize("person", ["officer", "head", "council", "auditor", "neighbour_official"])
def test_nobody_but_the_official_appraises(proposed, person):
    with pytest.raises(Denied):
        nominations.approve(proposed.nomination, by=getattr(proposed, person))
    with pytest.raises(Denied):
        nominations.return_(proposed.nomination, reason="Thiếu", by=getattr(proposed, person))


def test_nobody_appraises_what_they_proposed_whatever_post_they_hold_now(proposed):
    factories.appointment(proposed.head, proposed.ministry, Role.OFFICIAL)
    with pytest.raises(Denied):
        nominations.approve(proposed.nomination, by=proposed.head)
    with pytest.raises(Denied):
        nominations.return_(proposed.nomination, reason="Thiếu", by=proposed.head)


def test_nor_what_they_once_proposed_and_a_colleague_proposed_again(proposed):
    returned = nominations.return_(proposed.nomination, reason="Thiếu số liệu", by=proposed.official)
    again = nominations.propose_again(returned, achievement="Đã bổ sung", by=proposed.head_leader)
    factories.appointment(proposed.head, proposed.ministry, Role.OFFICIAL)
    with pytest.raises(Denied):
        nominations.approve(again, by=proposed.head)
    assert nominations.approve(again, by=proposed.official).state == NominationState.APPROVED


def test_nobody_appraises_the_unit_they_work_for(proposed):
    factories.appointment(proposed.official2, proposed.unit.organisation, Role.OFFICER)
    with pytest.raises(Denied):
        nominations.approve(proposed.nomination, by=proposed.official2)


@pytest.mark.parametrize("phase", [Phase.MEETING, Phase.DECIDED, Phase.CLOSED])
def test_appraised_only_while_the_year_is_with_the_authority(proposed, phase):
    steps.move(proposed.season, phase)
    with pytest.raises(Conflict):
        nominations.approve(proposed.nomination, by=proposed.official)
    with pytest.raises(Conflict):
        nominations.return_(proposed.nomination, reason="Thiếu", by=proposed.official)


def test_not_approved_on_a_ranking_that_was_replaced(proposed):
    stamp = {"sealed_at": proposed.standing.sealed_at, "sealed_by": proposed.official}
    Standing.objects.create(
        season=proposed.season, manifest={}, hash="1", replaces=proposed.standing, reason="Nhầm", **stamp
    )
    with pytest.raises(Conflict):
        nominations.approve(proposed.nomination, by=proposed.official)
    assert nominations.return_(proposed.nomination, reason="Xếp hạng lại", by=proposed.official).pk


def test_returned_with_a_reason_mended_and_proposed_again(proposed):
    with pytest.raises(Invalid):
        nominations.return_(proposed.nomination, reason="  ", by=proposed.official)
    returned = nominations.return_(proposed.nomination, reason="Thiếu số liệu", by=proposed.official)
    assert (returned.state, returned.reason) == (NominationState.RETURNED, "Thiếu số liệu")
    assert Notice.objects.filter(event=Event.NOMINATION_RETURNED, person=proposed.head).count() == 2

    again = nominations.propose_again(returned, achievement="Đã bổ sung", by=proposed.head, seen=returned.version)

    assert (again.state, again.achievement) == (NominationState.PROPOSED, "Đã bổ sung")
    lines = AuditEntry.objects.about(again).order_by("number")
    assert [(line.event, line.reason) for line in lines] == [
        (Event.NOMINATION_PROPOSED, ""),
        (Event.NOMINATION_RETURNED, "Thiếu số liệu"),
        (Event.NOMINATION_PROPOSED, ""),
    ]


def test_an_approved_one_may_still_be_returned(approved):
    assert nominations.return_(approved.nomination, reason="Xem lại", by=approved.official2).state == "returned"


@pytest.mark.parametrize("person", ["officer", "deputy", "official"])
def test_nobody_but_the_head_proposes_again(proposed, person):
    returned = nominations.return_(proposed.nomination, reason="Thiếu", by=proposed.official)
    with pytest.raises(Denied):
        nominations.propose_again(returned, achievement=TEXT, by=getattr(proposed, person))


def test_only_a_returned_one_is_proposed_again(proposed):
    with pytest.raises(Conflict):
        nominations.propose_again(proposed.nomination, achievement=TEXT, by=proposed.head)


def test_the_second_writer_sees_what_the_first_did(proposed):
    nominations.return_(proposed.nomination, reason="Thiếu", by=proposed.official, seen=1)
    with pytest.raises(Stale) as stale:
        nominations.approve(proposed.nomination, by=proposed.official2, seen=1)
    assert (stale.value.theirs["reason"], stale.value.seen) == ("Thiếu", 2)
    with pytest.raises(Denied):
        nominations.approve(proposed.nomination, by=proposed.officer, seen=1)


DEEDS = st.lists(st.tuples(st.sampled_from(["propose", "withdraw"]), st.integers(0, 2)), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_taken_never_exceeds_granted(meeting, merit, deeds):
    with transaction.atomic():
        for deed, index in deeds:
            _try(meeting, merit, deed, index)
            for quota in quotas.in_season(meeting.season, meeting.official):
                assert quota.taken <= quota.places
        transaction.set_rollback(True)


def _try(cast, award, deed, index):
    try:
        if deed == "propose":
            _propose(cast, index, award)
        for found in Nomination.objects.taking_a_place().filter(participant=cast.placings[index].participant):
            if deed == "withdraw":
                nominations.withdraw(found, reason="Rút", by=cast.head)
    except Refusal:
        pass
