"""Replies to an invitation and the record of who came, by service and on the page."""

import datetime as dt

import pytest
from django.db import IntegrityError

from clusters import clock
from clusters.enums import Event, Reply
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import Attendance, AuditEntry
from clusters.services import attendance as deeds
from tests import factories
from tests.reading import as_person, first_column, get, post, sheets


@pytest.fixture
def called(cast):
    return factories.meeting(cast.season, state="called", reply_by=clock.now() + dt.timedelta(days=3))


@pytest.fixture
def own(cast, called):
    return called.attendances.get(participant=cast.unit)


def test_a_unit_replies_and_may_think_again(cast, own):
    deeds.reply(own, Reply.COMES, by=cast.officer)
    deeds.reply(own, Reply.AWAY, by=cast.leader, note="Bão")

    own.refresh_from_db()
    assert (own.reply, own.reply_note, own.replied_by) == (Reply.AWAY, "Bão", cast.leader)
    events = AuditEntry.objects.about(own.meeting).values_list("event", "organisation_id")
    assert set(events) == {(Event.MEETING_REPLIED, cast.unit.organisation_id)}


@pytest.mark.parametrize("answer", [Reply.AWAY, Reply.IN_WRITING, "perhaps"])
def test_staying_away_needs_a_reason(cast, own, answer):
    with pytest.raises(Invalid):
        deeds.reply(own, answer, by=cast.officer)


@pytest.mark.parametrize("who", ["head", "deputy", "official", "neighbour"])
def test_only_its_own_people_reply_for_a_unit(cast, own, who):
    with pytest.raises(Denied):
        deeds.reply(own, Reply.COMES, by=getattr(cast, who))


def test_after_the_moment_nobody_replies(cast, own):
    with clock.set_to(clock.now() + dt.timedelta(days=4)), pytest.raises(Conflict):
        deeds.reply(own, Reply.COMES, by=cast.officer)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("excused", {"present": True, "excused": True}),
        ("left_at", {"present": True, "came_at": dt.time(9), "left_at": dt.time(8)}),
    ],
)
def test_a_record_that_cannot_be_is_sent_back(cast, field, said):
    row = factories.meeting(cast.season, state="open").attendances.get(participant=cast.unit)
    with pytest.raises(Invalid) as refused:
        deeds.record(row, by=cast.head, seen=1, **said)
    assert list(refused.value.problems) == [field]


def test_the_second_writer_is_told(cast):
    row = factories.meeting(cast.season, state="open").attendances.get(participant=cast.unit)
    deeds.record(row, present=True, by=cast.head, seen=1, represented_by="Phó Giám đốc")

    with pytest.raises(Stale) as stale:
        deeds.record(row, present=False, by=cast.deputy, seen=1)
    assert (stale.value.theirs["present"], stale.value.theirs["represented_by"]) == (True, "Phó Giám đốc")


@pytest.mark.parametrize(
    "fields",
    [
        {"guest": "Bộ", "excused": True},
        {"guest": ""},
        {"guest": "Bộ", "reply": "comes"},
        {"guest": "Bộ", "present": True},
    ],
)
def test_the_database_refuses_half_rows(cast, called, fields):
    with pytest.raises(IntegrityError):
        Attendance.objects.create(meeting=called, **fields)


def test_reply_and_record_in_the_browser(client, cast, called, own):
    assert "attendance/" in get(as_person(client, cast.officer), "meeting", called.pk).content.decode()
    post(client, "attendance-reply", own.pk, answer="by_deputy", note="Trưởng phòng")
    post(as_person(client, cast.head), "meeting-open", called.pk)
    told = {"seen": 1, "presence": "yes", "represented_by": "Trưởng phòng", "came_at": "8h30"}
    answer = post(client, "attendance-record", own.pk, **told)

    own.refresh_from_db()
    assert (answer.status_code, own.present, own.came_at) == (302, True, dt.time(8, 30))
    page = get(client, "meeting", called.pk)
    assert first_column(page.context["table"]) == ["Sở A", "Sở B", "Sở C"]
    assert page.context["quorum"].present == 1
    row = sheets(get(client, "meeting", called.pk, export="xlsx"))["attendance"][0]
    assert row[:4] == ["Sở A", "sends somebody else", "present", "Trưởng phòng"]


def test_two_versions_stand_side_by_side_on_the_page(client, cast):
    row = factories.meeting(cast.season, state="open").attendances.get(participant=cast.unit)
    deeds.record(row, present=True, by=cast.head, seen=1, represented_by="Phó Giám đốc")

    page = post(as_person(client, cast.deputy), "attendance-record", row.pk, seen=1, presence="no", represented_by="")

    assert ("Attendance", "absent", "present") in page.context["versions"]
    assert page.context["form"].data["seen"] == 2
