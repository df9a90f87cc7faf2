"""The secret address of a person's calendar: made, shown once, revoked; what it gives to whom."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from icalendar import Calendar

from clusters import clock
from clusters.enums import Event, PeriodKind, Phase
from clusters.errors import Conflict
from clusters.exports import calendar_feed as export
from clusters.models import AuditEntry, CalendarFeed
from clusters.queries.calendar_entry import Entry
from clusters.services import calendar as deeds
from tests import factories
from tests.at_once import race
from tests.reading import as_person, get, post

DUE = (2026, 11, 20, 17)


@pytest.fixture
def season(cast):
    cast.season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=clock.moment(*DUE))
    cast.elsewhere.phases.filter(phase=Phase.SELF_SCORING).update(due_at=clock.moment(*DUE))
    return cast.season


def events(answer):
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_the_feed_gives_the_persons_dates_without_a_session(client, cast, season):
    with clock.set_to(clock.moment(2026, 11, 1)):
        answer = get(client, "calendar-feed", deeds.make(by=cast.officer))

    (event,) = events(answer)
    line = season.phases.get(phase=Phase.SELF_SCORING)
    assert (answer.headers["Content-Type"], event["uid"]) == (export.TYPE, f"phase-{line.pk}@127.0.0.1")
    assert event["summary"] == f"Hạn bước “Tự chấm điểm” – {season}"
    assert event["url"] == f"http://testserver/seasons/{season.pk}/"
    assert event.decoded("dtstart") == clock.moment(*DUE)
    assert event["dtstart"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert event.decoded("dtstamp") == dt.datetime(2026, 11, 1, 2, tzinfo=dt.UTC)


def test_the_file_names_its_time_zone_and_rings_no_bell(client, cast, season):
    with clock.set_to(clock.moment(2026, 11, 1)):
        content = get(client, "calendar-feed", deeds.make(by=cast.officer)).content.decode()

    assert (content.count("BEGIN:VTIMEZONE"), content.count("TZID:Asia/Ho_Chi_Minh")) == (1, 1)
    assert "VALARM" not in content


def test_a_change_of_the_date_keeps_its_uid(client, cast, season):
    key = deeds.make(by=cast.officer)
    with clock.set_to(clock.moment(2026, 11, 1)):
        (before,) = events(get(client, "calendar-feed", key))
        season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=clock.moment(2026, 11, 25))
        (after,) = events(get(client, "calendar-feed", key))

    assert before["uid"] == after["uid"]
    assert after.decoded("dtstart") == clock.moment(2026, 11, 25)


def test_a_date_is_the_same_by_whichever_name_the_site_is_read(client, cast, season, settings):
    key = deeds.make(by=cast.officer)
    settings.SITE_ADDRESS = "https://thidua.example.vn:8443"
    uids = set()
    for name in ("localhost", "127.0.0.1"):
        with clock.set_to(clock.moment(2026, 11, 1)):
            answer = client.get(reverse("calendar-feed", args=[key]), headers={"host": name})
        uids |= {str(event["uid"]) for event in events(answer)}

    assert uids == {f"phase-{season.phases.get(phase=Phase.SELF_SCORING).pk}@thidua.example.vn"}


def test_long_and_awkward_words_come_back_as_they_were(db):
    what = (
        "Hạn nộp: báo cáo; tự chấm, ký xác nhận \\ bản giấy\nvà gửi bản mềm – "
        + "Sở Công Thương các tỉnh Bắc Trung Bộ " * 4
    )
    entry = Entry("phase-1", clock.moment(*DUE, 30), what, "Cụm VI", "/seasons/1/", "Hạn; bước, kỳ")

    content = export.written([entry], home="https://thidua.example.vn")

    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["summary"] == f"{what} – Cụm VI"
    assert [str(each) for each in event["categories"].cats] == ["Hạn; bước, kỳ"]
    assert event.decoded("dtstart").astimezone(dt.UTC) == dt.datetime(2026, 11, 20, 10, 30, tzinfo=dt.UTC)


def test_whole_days_and_words_in_the_language_of_the_person(client, cast, season):
    cast.officer.language = "en"
    cast.officer.save(update_fields=["language"])
    factories.period(season, PeriodKind.QUARTER, 1, opens_on=dt.date(2026, 11, 2))
    with clock.set_to(clock.moment(2026, 11, 1)):
        found = events(get(client, "calendar-feed", deeds.make(by=cast.officer)))

    assert [str(event["summary"]).split(" – ")[0] for event in found] == [
        "Quarter I: reporting opens",
        "Quarter I: report is due",
        "“Self-scoring” is due",
    ]
    assert found[0].decoded("dtstart") == dt.date(2026, 11, 2)


def test_what_lasts_whole_days_ends_before_the_next():
    entry = Entry("x-1", dt.date(2026, 11, 2), "Hội nghị", "Cụm", "/", "X", until=dt.date(2026, 11, 3))
    (event,) = Calendar.from_ical(export.written([entry], home="")).walk("VEVENT")

    assert (event.decoded("dtstart"), event.decoded("dtend")) == (dt.date(2026, 11, 2), dt.date(2026, 11, 4))


def test_the_feed_follows_the_posts_that_are_held_now(client, cast, season):
    key = deeds.make(by=cast.officer)
    with clock.set_to(clock.moment(2026, 11, 1)):
        assert len(events(get(client, "calendar-feed", key))) == 1
        cast.officer.appointments.update(to_on=dt.date(2026, 10, 1))
        assert events(get(client, "calendar-feed", key)) == []


def test_a_wrong_a_revoked_and_a_replaced_key_lead_nowhere(client, cast, season):
    first = deeds.make(by=cast.officer)
    second = deeds.make(by=cast.officer)
    assert [get(client, "calendar-feed", key).status_code for key in ("sai", first, second)] == [404, 404, 200]

    deeds.revoke(by=cast.officer)
    assert get(client, "calendar-feed", second).status_code == 404
    with pytest.raises(Conflict):
        deeds.revoke(by=cast.officer)


def test_a_closed_account_has_no_feed(client, cast, season):
    key = deeds.make(by=cast.officer)
    cast.officer.is_active = False
    cast.officer.save(update_fields=["is_active"])

    assert get(client, "calendar-feed", key).status_code == 404


def test_the_key_is_kept_nowhere(cast):
    key = deeds.make(by=cast.officer)

    feed = CalendarFeed.objects.get()
    assert len(key) >= 32
    assert key not in str(CalendarFeed.objects.values().get()) + str(list(AuditEntry.objects.values()))
    assert [e.event for e in AuditEntry.objects.about(feed)] == [Event.CALENDAR_FEED_MADE]


def test_one_address_each_is_in_force_and_the_database_says_so(cast):
    deeds.make(by=cast.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.calendar_feed(cast.officer, "khoa khac")
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeed.objects.update(revoked_at=clock.now())


@pytest.mark.django_db(transaction=True)
def test_two_at_once_leave_one_address(request):
    cast = request.getfixturevalue("cast")

    race(lambda: deeds.make(by=cast.officer), lambda: deeds.make(by=cast.officer))

    assert (CalendarFeed.objects.count(), CalendarFeed.objects.in_force().count()) == (2, 1)


def test_the_address_is_shown_once_and_revoked_on_the_page(client, cast):
    shown = post(as_person(client, cast.officer), "calendar-address")
    address = shown.context["address"]

    assert (shown.status_code, shown.headers["Cache-Control"]) == (200, "no-store")
    assert client.get(address).status_code == 200
    assert get(client, "calendar-address").context["address"] == ""
    assert post(client, "calendar-address-revoke").status_code == 302
    assert client.get(address).status_code == 404
