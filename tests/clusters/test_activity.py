"""Activities of a cluster: planned, joined, held, cancelled; in the calendar; who may, who sees."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from clusters import audit, clock
from clusters.enums import ActivityState, Event, Phase
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import Activity, ActivityFile, AuditEntry, Notice
from clusters.queries import activity as queries
from clusters.services import activity as deeds
from emulation.queries import calendar
from tests import factories
from tests.reading import as_person, first_column, get, post, sheets

DAY = dt.date(2030, 7, 27)
DONE = {"done_words": "Tặng 20 suất quà", "people": 35, "cost": ""}


def said(**fields) -> dict:
    plan = {"kind": "gratitude", "title": "Thăm gia đình chính sách", "starts_on": DAY, "place": "Vinh"}
    return {**plan, "ends_on": None, "host": None, "cost": "", **fields}


def planned(cast, by=None, **fields) -> Activity:
    return deeds.plan(cast.season, said(**fields), by=by or cast.head)


def told(event) -> set[int]:
    return set(Notice.objects.filter(event=event).values_list("person", flat=True))


@pytest.fixture
def today(cast):
    """One that begins today, hosted by the officer's unit."""
    return planned(cast, starts_on=clock.today(), host=cast.unit)


def everybody(cast) -> set[int]:
    return {each.pk for each in (cast.officer, cast.leader, cast.head, cast.head_leader, cast.deputy)}


def test_all_units_are_told_and_one_day_is_enough(cast):
    activity = planned(cast)
    assert (activity.ends_on, activity.state) == (DAY, ActivityState.PLANNED)
    assert told(Event.ACTIVITY_PLANNED) == everybody(cast)


@pytest.mark.parametrize("who", ["head", "head_leader", "deputy", "official"])
def test_those_who_lead_plan(cast, who):
    assert planned(cast, by=getattr(cast, who)).pk


@pytest.mark.parametrize("who", ["officer", "council", "auditor", "neighbour", "neighbour_official"])
def test_others_do_not_plan(cast, who):
    with pytest.raises(Denied):
        planned(cast, by=getattr(cast, who))


def test_nothing_is_planned_in_a_closed_year(cast):
    closed = factories.season(cast.cluster, year=2019, phase=Phase.CLOSED)
    with pytest.raises(Conflict):
        deeds.plan(closed, said(), by=cast.official)


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("title", {"title": " "}),
        ("place", {"place": ""}),
        ("starts_on", {"starts_on": None}),
        ("ends_on", {"ends_on": DAY - dt.timedelta(days=1)}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(cast, field, fields):
    with pytest.raises(Invalid) as refused:
        planned(cast, **fields)
    assert set(refused.value.problems) == {field}


def test_the_host_takes_part_in_the_year(cast):
    with pytest.raises(Invalid) as refused:
        planned(cast, host=cast.stranger)
    assert set(refused.value.problems) == {"host"}


def test_units_are_told_when_days_or_place_move_and_a_colleague_is_not_passed_over(cast):
    activity = planned(cast)
    deeds.change(activity, said(title="Tên khác"), by=cast.deputy, seen=1)
    assert told(Event.ACTIVITY_CHANGED) == set()
    with pytest.raises(Stale) as stale:
        deeds.change(activity, said(place="Huế"), by=cast.head, seen=1)
    assert (stale.value.theirs["title"], stale.value.seen) == ("Tên khác", 2)
    deeds.change(activity, said(place="Huế"), by=cast.head, seen=2)
    assert told(Event.ACTIVITY_CHANGED) == everybody(cast)


def answers(activity) -> list[tuple]:
    return [(row.cells[0].value, row.cells[1].value) for row in queries.unit_table(activity).rows]


def test_a_unit_says_that_it_takes_part_and_may_change_its_mind(cast):
    activity = planned(cast)
    deeds.join(activity, cast.unit, comes=True, by=cast.officer)
    deeds.join(activity, cast.head_unit, comes=True, by=cast.head)
    deeds.join(activity, cast.head_unit, comes=False, by=cast.head_leader)
    assert answers(activity) == [("Sở A", "yes"), ("Sở B", "no"), ("Sở C", "waiting")]
    assert queries.listed(cast.officer).get().joining == 1


def test_other_days_ask_the_units_again_and_another_title_does_not(cast):
    activity = planned(cast)
    deeds.join(activity, cast.unit, comes=True, by=cast.officer)
    deeds.change(activity, said(title="Tên khác"), by=cast.head, seen=1)
    kept = activity.units.count()
    deeds.change(activity, said(title="Tên khác", starts_on=DAY + dt.timedelta(days=7)), by=cast.head, seen=2)
    assert (kept, activity.units.count()) == (1, 0)


def test_nobody_answers_when_the_year_is_closed(cast):
    activity = planned(cast)
    type(cast.season).objects.filter(pk=cast.season.pk).update(phase=Phase.CLOSED)
    with pytest.raises(Conflict):
        deeds.join(activity, cast.unit, comes=True, by=cast.officer)


@pytest.mark.parametrize("who", ["head", "official", "neighbour"])
def test_nobody_answers_for_another_unit(cast, who):
    with pytest.raises(Denied):
        deeds.join(planned(cast), cast.unit, comes=True, by=getattr(cast, who))


def test_a_unit_of_another_year_does_not_join(cast):
    with pytest.raises(Conflict):
        deeds.join(planned(cast), cast.stranger, comes=True, by=cast.neighbour)


@pytest.mark.parametrize("who", ["officer", "leader", "head", "deputy", "official"])
def test_host_and_those_who_lead_enter_what_was_done(cast, today, who):
    held = deeds.report(today, DONE, by=getattr(cast, who), seen=1)
    assert (held.state, held.people, held.held_by) == ("held", 35, getattr(cast, who))


def test_units_that_do_not_host_report_nothing(cast):
    activity = planned(cast, starts_on=clock.today(), host=cast.deputy_unit)
    for deed in (
        lambda: deeds.report(activity, DONE, by=cast.officer, seen=1),
        lambda: deeds.add_file(activity, SimpleUploadedFile("a.pdf", b"%PDF-1.4\n"), by=cast.officer),
    ):
        with pytest.raises(Denied):
            deed()


def test_what_was_done_is_known_from_the_first_day_on(cast, at):
    activity = planned(cast)
    with pytest.raises(Conflict):
        deeds.report(activity, DONE, by=cast.head, seen=1)
    with at(DAY.year, DAY.month, DAY.day):
        with pytest.raises(Invalid):
            deeds.report(activity, {**DONE, "done_words": " "}, by=cast.head, seen=1)
        deeds.report(activity, DONE, by=cast.head, seen=1)


def test_who_was_there_says_which_units_took_part(cast, today):
    """One said yes and stayed away, one said nothing and came."""
    deeds.join(today, cast.deputy_unit, comes=True, by=cast.deputy)
    held = deeds.report(today, {**DONE, "took_part": [cast.unit, cast.head_unit]}, by=cast.officer, seen=1)
    assert [answer for _unit, answer in answers(held)] == ["yes", "yes", "no"]
    assert audit_of(held).after["took_part"] == ["Sở A", "Sở B"]
    again = deeds.report(today, {**DONE, "people": 36}, by=cast.officer, seen=2)
    assert [answer for _unit, answer in answers(again)] == ["yes", "yes", "no"]


def test_a_unit_of_another_year_did_not_take_part(cast, today):
    with pytest.raises(Conflict):
        deeds.report(today, {**DONE, "took_part": [cast.stranger]}, by=cast.officer, seen=1)


def test_the_form_ticks_those_who_said_that_they_come(client, cast, today):
    deeds.join(today, cast.deputy_unit, comes=True, by=cast.deputy)
    as_person(client, cast.officer)
    form = get(client, "activity-report", today.pk).context["form"]
    assert form["took_part"].value() == [cast.deputy_unit.pk]
    post(client, "activity-report", today.pk, seen=1, done_words="Tặng quà", took_part=[cast.head_unit.pk])
    assert [answer for _unit, answer in answers(Activity.objects.get())] == ["unanswered", "yes", "no"]


def audit_of(activity):
    return AuditEntry.objects.about(activity).latest("number")


def test_what_was_held_is_written_better_but_neither_changed_nor_cancelled_nor_joined(cast, today):
    deeds.report(today, DONE, by=cast.officer, seen=1)
    with pytest.raises(Stale):
        deeds.report(today, DONE, by=cast.head, seen=1)
    deeds.report(today, {**DONE, "people": 40}, by=cast.head, seen=2)
    assert answers(Activity.objects.get())[0] == ("Sở A", "unanswered")
    for deed in (
        lambda: deeds.change(today, said(), by=cast.head, seen=3),
        lambda: deeds.cancel(today, reason="Bão", by=cast.head),
        lambda: deeds.join(today, cast.unit, comes=True, by=cast.officer),
    ):
        with pytest.raises(Conflict):
            deed()
    assert (Activity.objects.get().people, audit.broken_lines(today)) == (40, [])


def test_who_cancels_says_why_and_all_are_told(cast):
    activity = planned(cast)
    with pytest.raises(Invalid):
        deeds.cancel(activity, reason=" ", by=cast.head)
    with pytest.raises(Denied):
        deeds.cancel(activity, reason="Bão", by=cast.officer)
    gone = deeds.cancel(activity, reason="Bão", by=cast.head)
    assert (gone.state, gone.cancel_reason) == ("cancelled", "Bão")
    assert told(Event.ACTIVITY_CANCELLED) == everybody(cast)


@pytest.mark.parametrize(
    "fields", [{"state": "held"}, {"state": "cancelled"}, {"people": 3}, {"ends_on": "2020-01-01"}]
)
def test_the_database_refuses_half_activities(cast, today, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=today.pk).update(**fields)


def test_its_days_stand_in_the_calendar_of_who_sees_it(cast):
    last = DAY + dt.timedelta(days=2)
    activity = planned(cast, ends_on=last)
    factories.activity(cast.elsewhere, starts_on=DAY)
    deeds.cancel(planned(cast, starts_on=DAY), reason="Bão", by=cast.head)

    found = calendar.entries(cast.officer, DAY, DAY)
    assert [(each.uid, each.at, each.until) for each in found] == [(f"activity-{activity.pk}", DAY, last)]
    assert calendar.entries(cast.officer, last, last) == []


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Thăm gia đình chính sách", "Giao hữu"]),
        ({"kind": "culture_sport"}, ["Giao hữu"]),
        ({"state": "held"}, ["Giao hữu"]),
        ({"unit": "so b"}, ["Thăm gia đình chính sách"]),
        ({"unit": "so a"}, ["Giao hữu"]),
        ({"sort": "from"}, ["Giao hữu", "Thăm gia đình chính sách"]),
    ],
)
def test_the_register_is_filtered_by_its_address(client, cast, filters, found):
    deeds.join(planned(cast), cast.head_unit, comes=True, by=cast.head)
    sport = planned(cast, kind="culture_sport", title="Giao hữu", starts_on=clock.today(), host=cast.unit)
    deeds.report(sport, DONE, by=cast.officer, seen=1)
    officer = as_person(client, cast.officer)
    assert first_column(get(officer, "activities", **filters).context["table"]) == found
    assert [row[0] for row in sheets(get(officer, "activities", export="xlsx", **filters))["activities"]] == found


def test_the_neighbour_sees_nothing(client, cast, today):
    kept = deeds.add_file(today, SimpleUploadedFile("ke-hoach.pdf", b"%PDF-1.4\nkh"), by=cast.officer)
    for person in (cast.neighbour, cast.neighbour_official):
        assert list(Activity.objects.visible_to(person)) == []
        assert list(ActivityFile.objects.visible_to(person)) == []
    assert get(as_person(client, cast.neighbour), "activity-file", kept.pk).status_code == 404
    served = get(as_person(client, cast.deputy), "activity-file", kept.pk)
    assert b"".join(served.streaming_content) == b"%PDF-1.4\nkh"


def test_from_plan_to_result_in_the_browser(client, cast):
    day = f"{clock.today():%d/%m/%Y}"
    plan = {"kind": "seminar", "title": "Tọa đàm", "place": "Huế", "starts_on": day, "host": cast.unit.pk}
    post(as_person(client, cast.head), "activity-plan", cast.season.pk, **plan)
    activity = Activity.objects.get()
    assert first_column(get(client, "season-activities", cast.season.pk).context["table"]) == ["Tọa đàm"]
    officer = as_person(client, cast.officer)
    post(officer, "activity-join", activity.pk, participant=cast.unit.pk, comes="yes")
    post(officer, "activity-report", activity.pk, seen=1, done_words="Trao đổi", people="12")
    again = post(officer, "activity-report", activity.pk, seen=1, done_words="Khác")
    assert [each[1:] for each in again.context["versions"]] == [("Khác", "Trao đổi"), ("–", "12")]
    page = get(officer, "activity", activity.pk).content.decode()
    assert "Trao đổi" in page
    assert "Correct what was done" in page
