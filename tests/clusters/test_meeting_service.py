"""A meeting planned, called, held and closed through the services."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import AgendaKind, Event, MeetingState
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Fact, Meeting, Notice
from clusters.queries import meeting as queries
from clusters.services import attendance as attendances
from clusters.services import meeting as deeds
from tests import factories

SAID = {"kind": "closing", "title": "Hội nghị tổng kết", "place": "Đồng Hới"}


def soon(days: int = 10) -> dt.datetime:
    return clock.now() + dt.timedelta(days=days)


def of(meeting: Meeting, unit):
    return meeting.attendances.get(participant=unit)


def mark(meeting, unit, by, present, **more):
    row = of(meeting, unit)
    return attendances.record(row, present=present, by=by, seen=row.version, **more)


@pytest.mark.parametrize("who", ["head", "deputy", "official"])
def test_head_deputy_and_official_plan_and_the_head_takes_the_chair(cast, who):
    meeting = deeds.plan(cast.season, by=getattr(cast, who), starts_at=soon(), **SAID)

    assert (meeting.chair, meeting.state) == (cast.head_unit, MeetingState.PLANNED)
    assert AuditEntry.objects.about(meeting).get().event == Event.MEETING_PLANNED
    assert Notice.objects.count() == 0


@pytest.mark.parametrize("who", ["officer", "council", "auditor", "neighbour", "neighbour_official"])
def test_nobody_else_plans(cast, who):
    with pytest.raises(Denied):
        deeds.plan(cast.season, by=getattr(cast, who), starts_at=soon(), **SAID)


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("ends_at", {"ends_at": clock.moment(2020, 1, 1)}),
        ("reply_by", {"reply_by": clock.moment(2999, 1, 1)}),
        ("place", {"place": ""}),
    ],
)
def test_a_plan_that_cannot_be_is_sent_back(cast, field, fields):
    with pytest.raises(Invalid) as refused:
        deeds.plan(cast.season, by=cast.head, **{**SAID, "starts_at": soon(), **fields})
    assert list(refused.value.problems) == [field]


def test_calling_invites_every_member_that_stays_and_tells_its_people(cast):
    gone = factories.participant(cast.season)
    gone.left_on = clock.today()
    gone.save(update_fields=["left_on"])
    meeting = factories.meeting(cast.season)

    deeds.call(meeting, by=cast.head)

    meeting.refresh_from_db()
    invited = set(meeting.attendances.values_list("participant", flat=True))
    assert invited == {cast.unit.pk, cast.head_unit.pk, cast.deputy_unit.pk}
    assert (meeting.quorum_of, meeting.quorum_is_adopted) == ("2/3", False)
    people = {cast.officer, cast.leader, cast.head, cast.head_leader, cast.deputy}
    assert set(Notice.objects.values_list("person", flat=True)) == {each.pk for each in people}
    with pytest.raises(Conflict):
        deeds.call(meeting, by=cast.head)


def test_a_new_time_is_told_once_called_and_a_new_title_is_not(cast):
    meeting = factories.meeting(cast.season, state="called")
    said = {name: getattr(meeting, name) for name in deeds.PLAN}

    deeds.change(meeting, by=cast.head, seen=1, **{**said, "title": "Hội nghị khác"})
    assert Notice.objects.count() == 0
    deeds.change(meeting, by=cast.head, seen=2, **{**said, "starts_at": soon(20)})
    assert Notice.objects.filter(event=Event.MEETING_CHANGED).values("person").distinct().count() == 5
    with pytest.raises(Stale) as stale:
        deeds.change(meeting, by=cast.deputy, seen=2, **said)
    assert (stale.value.theirs["starts_at"], stale.value.seen) == (Meeting.objects.get().starts_at, 3)


def test_the_agenda_is_kept_in_order_and_replaced_whole(cast):
    meeting = factories.meeting(cast.season)
    items = [deeds.Item(AgendaKind.REPORT, "Báo cáo", speaker=cast.unit), deeds.Item(AgendaKind.RANKING, "Xếp hạng")]

    deeds.set_agenda(meeting, items, by=cast.head, seen=1)
    deeds.set_agenda(meeting, items[::-1], by=cast.deputy, seen=2)

    assert [str(each) for each in meeting.agenda.order_by("position")] == ["1. Xếp hạng", "2. Báo cáo"]
    with pytest.raises(Stale):
        deeds.set_agenda(meeting, items, by=cast.head, seen=2)
    with pytest.raises(Invalid):
        deeds.set_agenda(meeting, [items[0]._replace(speaker=cast.stranger)], by=cast.head, seen=3)


def test_cancelling_needs_a_reason_and_tells_whoever_was_invited(cast):
    meeting = factories.meeting(cast.season, state="called")
    with pytest.raises(Invalid):
        deeds.cancel(meeting, reason=" ", by=cast.head)

    deeds.cancel(meeting, reason="Bão", by=cast.head)

    assert Meeting.objects.get().cancel_reason == "Bão"
    assert Notice.objects.filter(event=Event.MEETING_CANCELLED).values("person").distinct().count() == 5
    with pytest.raises(Conflict):
        deeds.open(meeting, by=cast.head)


def test_closing_asks_who_came_and_absence_without_excuse_becomes_a_fact(cast):
    meeting = factories.meeting(cast.season, state="open")
    mark(meeting, cast.head_unit, cast.head, True)
    mark(meeting, cast.deputy_unit, cast.head, False, excused=True)
    with pytest.raises(Invalid):
        deeds.close(meeting, by=cast.head)
    mark(meeting, cast.unit, cast.head, False)

    deeds.close(meeting, by=cast.head)

    missed = {fact.participant_id: fact.value for fact in Fact.objects.filter(kind="meetings_missed")}
    assert missed == {cast.unit.pk: 1, cast.head_unit.pk: 0, cast.deputy_unit.pk: 0}


def test_correcting_attendance_after_the_closing_corrects_the_fact(cast):
    meeting = factories.meeting(cast.season, state="open")
    for unit in (cast.unit, cast.head_unit, cast.deputy_unit):
        mark(meeting, unit, cast.head, False)
    deeds.close(meeting, by=cast.head)

    mark(meeting, cast.unit, cast.head, True)

    assert Fact.objects.get(participant=cast.unit).value == 0
    assert Fact.objects.get(participant=cast.head_unit).value == 1


def test_unknown_attendance_is_no_absence(cast):
    meeting = factories.meeting(cast.season, state="open")
    mark(meeting, cast.head_unit, cast.head, True)

    deeds.close(meeting, by=cast.head, unrecorded_reason="Nguồn không nêu")

    assert list(Fact.objects.values_list("participant", "value")) == [(cast.head_unit.pk, 0)]


def test_the_quorum_counts_members_who_are_there_now(cast):
    meeting = factories.meeting(cast.season, state="open")
    attendances.invite_guest(meeting, "Bộ", by=cast.head)
    assert queries.quorum(factories.meeting(cast.season)) is None
    assert (queries.quorum(meeting).known, queries.quorum(meeting).is_reached) == (False, False)

    mark(meeting, cast.unit, cast.head, True)
    assert (queries.quorum(meeting).present, queries.quorum(meeting).needed) == (1, 2)
    mark(meeting, cast.head_unit, cast.head, True)
    assert queries.quorum(meeting).is_reached
    mark(meeting, cast.head_unit, cast.head, True, left_at=dt.time(10))
    assert not queries.quorum(meeting).is_reached
