"""The members of the day: who joins or leaves after the call; a meeting that is moved or cancelled."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import Event, Reply, Role
from clusters.errors import Invalid
from clusters.models import Notice
from clusters.queries import attendance as attendance_queries
from clusters.queries import meeting as queries
from clusters.queries import minutes as minutes_queries
from clusters.services import attendance as attendances
from clusters.services import meeting as deeds
from clusters.services import participant as units
from clusters.services import proposal as proposals
from emulation.queries import task as tasks
from tests import factories
from tests.reading import as_person, get

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def called(cast):
    """In ten days; three members are invited, two thirds are needed."""
    return factories.meeting(cast.season, state="called")


def asked(person):
    return [each for each in tasks.of(person).due if each.kind == "reply"]


def reply(cast, meeting):
    return attendances.reply(meeting.attendances.get(participant=cast.unit), Reply.COMES, by=cast.officer)


def let_go(cast, on=None):
    units.let_go(cast.unit, on=on or clock.today(), reason="Sáp nhập", by=cast.official)


def test_a_unit_admitted_after_the_call_is_invited_and_told(cast, called):
    new = factories.organisation("Sở mới")
    factories.membership(cast.cluster, new, joined_on=clock.today() - DAY)
    person = factories.appointed(new, Role.OFFICER)
    unit = units.admit(cast.season, new, on=clock.today(), by=cast.official)
    assert called.attendances.filter(participant=unit).count() == 1
    assert queries.quorum(called).members == 4
    assert Notice.objects.filter(event=Event.MEETING_CALLED, person=person, channel="site").count() == 1
    assert len(asked(person)) == 1


def test_a_unit_that_left_before_the_day_makes_no_quorum_and_is_not_asked(cast, called):
    let_go(cast)
    quorum = queries.quorum(called)
    assert (quorum.members, quorum.needed, asked(cast.officer)) == (2, 2, [])
    shown = attendance_queries.table(called, attendance_queries.invited(called), may_record=False)
    assert [bool(row.cells[0].note) for row in shown.rows] == [True, False, False]


def test_a_unit_that_left_after_the_day_was_a_member_of_it(cast):
    held = factories.meeting(cast.season, state="closed", starts_at=clock.now() - 5 * DAY)
    let_go(cast)
    assert queries.quorum(held).members == 3


def test_the_closing_does_not_ask_for_the_attendance_of_a_unit_that_left(cast, called):
    let_go(cast)
    deeds.open(called, by=cast.head)
    for unit in (cast.head_unit, cast.deputy_unit):
        row = called.attendances.get(participant=unit)
        attendances.record(row, present=True, by=cast.head, seen=row.version)
    assert deeds.close(called, by=cast.head).unrecorded_reason == ""


def move(cast, meeting, **said):
    fields = {name: getattr(meeting, name) for name in deeds.PLAN}
    return deeds.change(meeting, by=cast.head, seen=meeting.version, **{**fields, **said})


def test_a_moved_meeting_asks_for_the_reply_again_and_keeps_the_old_one(cast, called):
    reply(cast, called)
    assert asked(cast.officer) == []
    moved = move(cast, called, starts_at=called.starts_at + DAY)
    assert len(asked(cast.officer)) == 1
    cell = attendance_queries.table(moved, attendance_queries.invited(moved), may_record=False).rows[0].cells[1]
    assert (cell.value, bool(cell.note)) == (str(Reply.COMES.label), True)
    reply(cast, moved)
    assert asked(cast.officer) == []


def test_another_title_asks_nobody_again(cast, called):
    reply(cast, called)
    move(cast, called, title="Hội nghị tổng kết năm")
    assert asked(cast.officer) == []


def test_a_meeting_is_not_moved_while_no_time_is_left_to_reply(cast):
    called = factories.meeting(cast.season, state="called", reply_by=clock.now() - DAY)
    with pytest.raises(Invalid) as refused:
        move(cast, called, starts_at=called.starts_at + DAY)
    assert set(refused.value.problems) == {"reply_by"}
    assert move(cast, called, starts_at=called.starts_at + DAY, reply_by=None).moved_at is not None


def propose(cast, meeting, text="Đề nghị gửi sớm mẫu biểu"):
    return proposals.make(meeting, cast.unit, addressee="head", text=text, by=cast.officer)


def test_a_proposal_to_a_cancelled_meeting_is_still_answered(cast, called):
    proposal = propose(cast, called)
    deeds.cancel(called, reason="Mưa lũ", by=cast.head)
    waiting = [each for each in tasks.of(cast.head).due if each.kind == "answer_proposals"]
    assert (len(waiting), asked(cast.officer)) == (1, [])
    proposals.answer(proposal, "Đã gửi", by=cast.head)
    assert [each for each in tasks.of(cast.head).due if each.kind == "answer_proposals"] == []


def test_who_adopts_learns_what_is_unanswered_and_what_the_text_leaves_out(client, cast, called):
    propose(cast, called)
    deeds.open(called, by=cast.head)
    text = minutes_queries.outline(called)
    factories.minutes_draft(called, text)
    factories.conclusion(called, text="Thống nhất tiêu chí mới")
    deeds.close(called, by=cast.head, unrecorded_reason="Không ghi")
    page = get(as_person(client, cast.head), "minutes-adopt", called.pk)
    assert (page.context["waiting"], page.context["left_out"]) == (1, ["Thống nhất tiêu chí mới"])
    assert "1 proposal has no answer yet" in page.content.decode()
