"""Accounts and dated posts: opened, given, ended; each once, each with its line and its letter."""

import datetime as dt

import pytest
from django.core import mail

from clusters import clock
from clusters.enums import Event, NoticeChannel, Role
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import Appointment, AuditEntry, User
from clusters.queries import post
from clusters.services import notice as notices
from clusters.services import person as people
from tests import factories

DAY = dt.date(2025, 1, 1)
NEW = {"username": "nguyen.an", "name": "Nguyễn An", "email": "An@Bo.example"}


@pytest.fixture
def bureau(cast):
    return factories.organisation("Cục Thử nghiệm", parent=cast.ministry)


def _open(place, by, **fields):
    return people.open_post(place, by=by, **{**NEW, "role": Role.OFFICER, "from_on": DAY, **fields})


def test_an_account_is_opened_with_its_post(cast, bureau):
    held = _open(bureau, cast.official, title="Chuyên viên")

    person = held.user
    assert (person.username, person.email, person.has_usable_password()) == ("nguyen.an", "an@bo.example", False)
    assert post.works_for(person, bureau)
    events = [AuditEntry.objects.about(thing).get().event for thing in (person, bureau)]
    assert events == [Event.PERSON_REGISTERED, Event.PERSON_APPOINTED]
    assert {n.channel for n in person.notices.filter(event=Event.PERSON_REGISTERED)} == set(NoticeChannel)


def test_the_newcomer_gets_one_letter_with_the_way_in(cast, bureau):
    _open(bureau, cast.official)

    notices.send_waiting()

    (letter,) = mail.outbox
    assert letter.to == ["an@bo.example"]
    assert all(said in letter.body for said in ("nguyen.an", "Cục Thử nghiệm", "/account/password/reset/key/"))


def test_an_appointment_is_told_without_a_way_in(cast, bureau):
    people.appoint(cast.officer, bureau, Role.OFFICER, from_on=DAY, by=cast.official)

    notices.send_waiting()

    assert cast.officer.notices.filter(event=Event.PERSON_APPOINTED).count() == 2
    assert "/reset/" not in mail.outbox[0].body


@pytest.mark.parametrize("who", ["officer", "leader", "head", "council", "auditor", "neighbour_official"])
def test_others_neither_open_accounts_nor_appoint_nor_end(cast, bureau, who):
    by, held = getattr(cast, who), factories.appointment(factories.user(), bureau, Role.OFFICER)

    with pytest.raises(Denied):
        _open(bureau, by)
    with pytest.raises(Denied):
        people.appoint(cast.officer, bureau, Role.OFFICER, from_on=DAY, by=by)
    with pytest.raises(Denied):
        people.end(held, on=DAY, by=by)
    assert not User.objects.filter(username="nguyen.an").exists()


def test_a_unit_does_not_appoint_its_own_people(cast):
    with pytest.raises(Denied):
        people.appoint(cast.head, cast.unit.organisation, Role.LEADER, from_on=DAY, by=cast.leader)


def test_the_superior_opens_the_first_account_of_an_authority_beneath(cast):
    beneath = factories.authority("Tổng cục", parent=cast.ministry)

    assert _open(beneath, cast.official, role=Role.OFFICIAL).organisation == beneath


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("username", {"username": "NGUYEN.an", "email": "b@bo.example"}),
        ("email", {"username": "b", "email": "AN@bo.example"}),
    ],
)
def test_a_name_or_an_address_is_taken_whatever_its_case(cast, bureau, field, fields):
    _open(bureau, cast.official)

    with pytest.raises(Invalid) as refused:
        _open(bureau, cast.official, **fields)
    assert list(refused.value.problems) == [field]


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("role", {"role": Role.OFFICIAL}),
        ("to_on", {"to_on": DAY - dt.timedelta(days=1)}),
        ("from_on", {"from_on": factories.LONG_AGO - dt.timedelta(days=1)}),
    ],
)
def test_nothing_is_opened_when_the_post_cannot_be(cast, bureau, field, fields):
    with pytest.raises(Invalid) as refused:
        _open(bureau, cast.official, **fields)

    assert list(refused.value.problems) == [field]
    assert not Appointment.objects.filter(organisation=bureau).exists()


def test_the_roles_of_a_unit_need_a_unit(cast):
    with pytest.raises(Invalid):
        people.appoint(cast.officer, cast.ministry, Role.LEADER, from_on=DAY, by=cast.official)


def test_nobody_holds_the_same_post_twice_at_a_time(cast, bureau):
    held = people.appoint(cast.officer, bureau, Role.OFFICER, from_on=DAY, by=cast.official)
    with pytest.raises(Invalid):
        people.appoint(cast.officer, bureau, Role.OFFICER, from_on=DAY.replace(year=2026), by=cast.official)

    people.end(held, on=DAY.replace(month=6), by=cast.official)

    people.appoint(cast.officer, bureau, Role.OFFICER, from_on=DAY.replace(month=7), by=cast.official)


def test_at_a_body_that_is_gone_there_are_no_new_posts(cast):
    gone = factories.organisation("Cục Cũ", parent=cast.ministry, valid_to=dt.date(2024, 12, 31))

    with pytest.raises(Conflict, match="31/12/2024"):
        _open(gone, cast.official)


def test_an_end_is_recorded_and_not_moved_once_it_is_past(cast, bureau):
    held = people.appoint(cast.officer, bureau, Role.OFFICER, from_on=DAY, by=cast.official)
    people.end(held, on=dt.date(2025, 3, 1), by=cast.official)

    line = AuditEntry.objects.about(bureau).order_by("-number").first()
    assert (line.event, line.before, line.after["to"]) == (Event.APPOINTMENT_ENDED, {"to": None}, "2025-03-01")
    assert not post.works_for(cast.officer, bureau)
    with pytest.raises(Conflict, match="01/03/2025"):
        people.end(held, on=dt.date(2025, 4, 1), by=cast.official)


def test_whom_one_sees(cast, bureau):
    held = factories.appointment(factories.user(), bureau, Role.OFFICER)
    root = factories.user(is_superuser=True)
    sees = {"official": True, "council": False, "officer": False, "neighbour_official": False}

    assert {who: held in Appointment.objects.visible_to(getattr(cast, who)) for who in sees} == sees
    assert Appointment.objects.visible_to(root).count() == Appointment.objects.count()
    unit = cast.unit.organisation_id
    assert {each.organisation_id for each in Appointment.objects.visible_to(cast.officer)} == {unit}


@pytest.mark.parametrize("last", [None, 31])
def test_no_post_outlasts_its_body(cast, last):
    gone = clock.today() + dt.timedelta(days=30)
    body = factories.organisation("Cục Sắp giải thể", parent=cast.ministry, valid_to=gone)
    to_on = last and clock.today() + dt.timedelta(days=last)
    given = {"from_on": clock.today(), "by": cast.official}

    with pytest.raises(Invalid) as refused:
        people.appoint(factories.user(), body, Role.OFFICER, to_on=to_on, **given)

    assert list(refused.value.problems) == ["to_on"]
    assert people.appoint(factories.user(), body, Role.OFFICER, to_on=gone, **given).to_on == gone
