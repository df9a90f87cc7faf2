"""The calendar: whose dates it shows, the months, the filters, the list."""

import datetime as dt

import pytest
from django.utils import translation

from clusters import clock
from clusters.enums import MovementResponseState, MovementState, PeriodKind, Phase, ReportState
from clusters.models import Extension
from clusters.queries.calendar_entry import Entry
from emulation.queries import calendar as queries
from tests import factories
from tests.reading import as_person, get, sheets

FIRST, LAST = dt.date(2026, 11, 1), dt.date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def due(season, phase, *parts):
    season.phases.filter(phase=phase).update(due_at=clock.moment(*parts))


def seen(person, first=FIRST, last=LAST):
    return [(each.kind, each.at, each.about) for each in queries.entries(person, first, last)]


def extended(participant, *parts):
    granted = {"granted_at": clock.moment(2026, 1, 2), "granted_by": factories.user(), "reason": "Bão"}
    return Extension.objects.create(participant=participant, until=clock.moment(*parts), **granted)


@pytest.fixture
def season(cast):
    due(cast.season, Phase.SELF_SCORING, 2026, 11, 20, 17)
    due(cast.elsewhere, Phase.SELF_SCORING, 2026, 11, 21, 17)
    return cast.season


def test_everybody_in_a_year_sees_when_its_phases_are_due_and_nobody_else(cast, season):
    mine = [("Phase due", clock.moment(2026, 11, 20, 17), str(season))]
    theirs = [("Phase due", clock.moment(2026, 11, 21, 17), str(cast.elsewhere))]

    assert [seen(person) for person in (cast.officer, cast.head, cast.official, cast.auditor)] == [mine] * 4
    assert [seen(person) for person in (cast.neighbour, cast.neighbour_official)] == [theirs] * 2
    assert seen(factories.user()) == []


def test_the_first_and_the_last_moment_of_the_days_count_and_none_beyond(cast, season):
    for phase, parts in (
        (Phase.PREPARING, (2026, 10, 31, 23, 59)),
        (Phase.PACT, (2026, 11, 1, 0)),
        (Phase.MEETING, (2026, 11, 30, 23, 59)),
        (Phase.SUBMITTED, (2026, 12, 1, 0)),
    ):
        due(season, phase, *parts)

    moments = [at for _kind, at, _about in seen(cast.officer)]
    assert [f"{at.astimezone(clock.ZONE):%d %H:%M}" for at in moments] == ["01 00:00", "20 17:00", "30 23:59"]


def test_a_phase_left_out_has_no_date(cast, season):
    stamp = {"skipped_at": clock.now(), "skipped_by": cast.official, "skip_reason": "Không tổ chức"}
    season.phases.filter(phase=Phase.SELF_SCORING).update(**stamp)

    assert seen(cast.officer) == []


def test_more_time_is_a_date_of_the_unit_that_got_it_and_only_the_latest(cast):
    extended(cast.unit, 2026, 11, 10)
    extended(cast.unit, 2026, 11, 12)

    assert [kind for kind, _at, _about in seen(cast.officer)] == ["More time"]
    assert seen(cast.officer)[0][1] == clock.moment(2026, 11, 12)
    assert seen(cast.head) == seen(cast.official) == []


def test_a_report_that_was_sent_closes_its_date(cast):
    factories.report(cast.unit, state=ReportState.SUBMITTED)
    extended(cast.unit, 2026, 11, 12)

    (entry,) = queries.entries(cast.officer, FIRST, LAST)
    assert (entry.is_open, entry.url) == (False, f"/reports/{cast.unit.report.pk}/")


def test_a_period_opens_on_a_day_and_is_due_at_a_moment(cast, season):
    factories.period(season, PeriodKind.QUARTER, 3, opens_on=dt.date(2026, 11, 2))

    found = queries.entries(cast.officer, FIRST, LAST)
    assert [(each.what, each.at) for each in found][:2] == [
        ("Quarter III: reporting opens", dt.date(2026, 11, 2)),
        ("Quarter III: report is due", clock.moment(2026, 11, 11, 17)),
    ]
    assert [each.kind for each in queries.entries(cast.officer, dt.date(2026, 11, 3), LAST)] == [
        "Period due",
        "Phase due",
    ]


def test_a_month_has_whole_weeks_with_the_days_off(at, cast):
    factories.working_day(day=dt.date(2026, 9, 2))
    with at(2026, 9, 15):
        weeks = queries.weeks(queries.Month.of("2026-09"), [])

    assert (weeks[0][0].on, weeks[-1][-1].on) == (dt.date(2026, 8, 31), dt.date(2026, 10, 4))
    days = {day.on: day for week in weeks for day in week}
    assert [day.on for day in days.values() if day.is_today] == [dt.date(2026, 9, 15)]
    assert [days[dt.date(2026, 9, n)].is_worked for n in (1, 2, 5)] == [True, False, False]


def test_a_crowded_day_shows_a_few_and_says_how_many_more(db):
    day = dt.date(2026, 11, 5)
    found = [Entry(f"x-{n}", day, f"Việc {n}", "", "/", "X") for n in range(5)]

    squares = [square for week in queries.weeks(queries.Month(2026, 11), found) for square in week]
    assert [(len(square.entries), square.more) for square in squares if square.on == day] == [(3, 2)]


@pytest.mark.parametrize("text", ["", "2026-13", "1/2026", "0001-01", "9999-12"])
def test_a_month_that_cannot_be_read_is_that_of_today(at, text):
    with at(2026, 11, 15):
        assert queries.Month.of(text) == queries.Month(2026, 11)


def test_months_follow_one_another_over_the_year():
    assert queries.Month(2026, 12).after == queries.Month(2027, 1)
    assert queries.Month(2026, 1).before == queries.Month(2025, 12)
    assert (queries.Month(2028, 2).last, str(queries.Month(2026, 3))) == (dt.date(2028, 2, 29), "2026-03")


def test_the_page_filters_by_what_stands_in_the_address(client, cast, season):
    factories.appointment(cast.official, cast.elsewhere.cluster.authority, "official")

    def of(**filters):
        page = get(as_person(client, cast.official), "calendar", **{"month": "2026-11", **filters})
        return [row.cells[2].value for row in page.context["table"].rows]

    assert of() == [str(season), str(cast.elsewhere)]
    assert of(authority=cast.ministry.pk) == [str(season)]
    assert of(cluster=cast.elsewhere.cluster.name.upper()) == [str(cast.elsewhere)]
    assert (of(year=season.year), of(month="2026-10")) == ([str(season), str(cast.elsewhere)], [])


def test_the_workbook_has_the_dates_of_the_month(client, cast, season):
    answer = get(as_person(client, cast.officer), "calendar", month="2026-11", export="xlsx")

    (row,) = sheets(answer)["dates"]
    assert row[1:4] == ["“Self-scoring” is due", str(season), "Phase due"]


def test_a_movement_has_its_dates_with_those_in_its_scope_and_a_draft_has_none(cast):
    days = {"starts_on": dt.date(2026, 11, 3), "ends_on": dt.date(2026, 11, 28), "response_due": dt.date(2026, 11, 10)}
    movement = factories.movement(cast.ministry, cast.unit.organisation, **days)
    factories.movement(cast.ministry, state=MovementState.DRAFT, decision=None, **days)

    dates = [("Movement", day, str(cast.ministry)) for day in sorted(days.values())]
    assert seen(cast.officer) == seen(cast.official) == dates
    assert seen(cast.head) == seen(cast.neighbour) == []
    assert {each.url for each in queries.entries(cast.officer, FIRST, LAST)} == {f"/movements/{movement.pk}/"}


def test_a_beginning_that_is_over_is_done_and_not_overdue(cast):
    past, ahead = clock.today() - dt.timedelta(days=1), clock.today() + dt.timedelta(days=1)
    for day in (past, ahead):
        factories.movement(cast.ministry, cast.unit.organisation, starts_on=day)

    assert [each.is_open for each in queries.entries(cast.officer, past, ahead)] == [False, True]


def test_a_plan_is_awaited_only_of_who_has_sent_none(cast):
    days = {"starts_on": dt.date(2026, 1, 1), "response_due": dt.date(2026, 11, 10)}
    movement = factories.movement(cast.ministry, cast.head_unit.organisation, **days)
    factories.movement_response(movement, cast.unit.organisation, state=MovementResponseState.ANSWERED)

    open_for = {who: [each.is_open for each in queries.entries(who, FIRST, LAST)] for who in (cast.officer, cast.head)}
    assert open_for == {cast.officer: [False], cast.head: [True]}


def test_registrations_are_due_until_the_head_has_sent_them(cast):
    due_at = clock.moment(2026, 11, 15, 17)
    factories.registration_window(cast.season, due_at=due_at)

    assert seen(cast.officer) == [("Registration", due_at, str(cast.season))]
    assert seen(cast.neighbour) == []
    assert [each.is_open for each in queries.entries(cast.head, FIRST, LAST)] == [True]
    factories.consolidation(cast.season)
    assert [each.is_open for each in queries.entries(cast.head, FIRST, LAST)] == [False]


def test_contributions_stand_on_their_due_day_until_the_account_is_closed(cast):
    factories.contribution_plan(cast.season, due_on=dt.date(2026, 11, 9))
    factories.contribution_plan(cast.elsewhere, due_on=dt.date(2026, 11, 10))
    (entry,) = queries.entries(cast.officer, FIRST, LAST)
    said = (entry.kind, entry.at, entry.about, entry.is_open)
    assert said == ("Contribution due", dt.date(2026, 11, 9), str(cast.season), True)
    factories.contribution_closing(cast.season)
    assert [each.is_open for each in queries.entries(cast.officer, FIRST, LAST)] == [False]
