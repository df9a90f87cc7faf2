"""The list, the plan, the agenda and the page of a meeting in the browser."""

import pytest

from clusters.models import Meeting
from tests import factories
from tests.reading import as_person, first_column, get, post

PLAN = {
    "kind": "half_year",
    "title": "Sơ kết 6 tháng",
    "starts_at": "08:00 15/07/2030",
    "place": "Vinh",
    "reply_by": "10/07/2030",
}


def test_planned_changed_given_an_agenda_and_called(client, cast):
    as_person(client, cast.head)
    post(client, "meeting-plan", cast.season.pk, **PLAN)
    meeting = Meeting.objects.get()
    rows = {"agenda-TOTAL_FORMS": 2, "agenda-INITIAL_FORMS": 0, "agenda-0-text": "Báo cáo", "agenda-0-kind": "report"}
    rows |= {"agenda-0-starts_at": "08:15", "agenda-0-speaker": cast.unit.pk, "agenda-1-kind": "ranking"}
    post(client, "meeting-agenda", meeting.pk, seen=1, **rows, **{"agenda-1-text": "Xếp hạng"})
    post(client, "meeting-call", meeting.pk)

    page = get(client, "meeting", meeting.pk)
    assert [(item.text, bool(url)) for item, url in page.context["agenda"]] == [("Báo cáo", False), ("Xếp hạng", True)]
    assert "as offered" in page.content.decode()


def test_the_title_of_a_meeting_is_not_that_of_a_document(client, cast):
    client.force_login(cast.head)

    page = get(client, "meeting-plan", cast.season.pk)

    assert page.context["form"]["title"].label == "Tên hội nghị"


def test_a_stale_plan_and_a_stale_agenda_show_both(client, cast):
    meeting = factories.meeting(cast.season, version=4)
    as_person(client, cast.head)

    page = post(client, "meeting-change", meeting.pk, seen=3, **PLAN)
    assert ("Title of the meeting", "Sơ kết 6 tháng", meeting.title) in page.context["versions"]
    meeting.agenda.create(position=1, text="Của đồng nghiệp")
    rows = {"agenda-TOTAL_FORMS": 1, "agenda-INITIAL_FORMS": 0, "agenda-0-text": "Của tôi"}
    text = post(client, "meeting-agenda", meeting.pk, seen=3, **rows).content.decode()
    assert ("Của đồng nghiệp" in text, "Của tôi" in text) == (True, True)


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({}, 2),
        ({"kind": "closing"}, 1),
        ({"state": "called"}, 1),
        ({"year": 1999}, 2),
        ({"kind": "launch"}, 0),
        ({"unit": "so a"}, 2),
        ({"unit": "so z"}, 0),
    ],
)
def test_the_list_is_filtered_by_its_address(client, cast, wish, found):
    factories.meeting(cast.season)
    factories.meeting(cast.season, state="called", kind="half_year")
    factories.meeting(cast.elsewhere)

    page = get(as_person(client, cast.officer), "meetings", **wish)

    assert len(page.context["table"].rows) == found


def test_the_years_list_holds_only_its_own(client, cast):
    mine = factories.meeting(cast.season)
    factories.meeting(factories.season(cast.cluster, year=2019))

    assert first_column(get(as_person(client, cast.official), "season-meetings", cast.season.pk).context["table"]) == [
        mine.title
    ]


def test_closing_without_attendance_asks_why(client, cast):
    meeting = factories.meeting(cast.season, state="open")
    as_person(client, cast.head)

    assert list(post(client, "meeting-close", meeting.pk, unrecorded_reason="").context["form"].errors) == [
        "unrecorded_reason"
    ]
    post(client, "meeting-close", meeting.pk, unrecorded_reason="Không ghi")
    assert Meeting.objects.get().state == "closed"
