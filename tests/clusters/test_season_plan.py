"""A new year takes over the dates of the last, shifted by whole years and off days off."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import PeriodKind, Phase
from clusters.models import ScoringTableVersion
from clusters.queries import season as seasons
from clusters.queries import season_plan as plans
from clusters.services import season_opening as openings
from clusters.services.period import refuse_unsound
from tests import factories
from tests.reading import as_person, get, post


def test_deadlines_and_periods_shift_and_leave_days_off(cast):
    cast.season.phases.filter(phase=Phase.PACT).update(due_at=clock.moment(2026, 2, 27, 17))
    cast.season.phases.filter(phase=Phase.MEETING).update(due_at=clock.moment(2026, 12, 15, 17))
    factories.period(cast.season, PeriodKind.QUARTER, 1, opens_on=dt.date(2026, 3, 20))

    plan = plans.from_last_year(cast.season, 2027)

    assert plan.initial["due_pact"] == clock.moment(2027, 3, 1, 17)  # 27 February 2027 is a Saturday
    assert plan.initial["due_meeting"] == clock.moment(2027, 12, 15, 17)
    assert (plan.initial["starts_on"], plan.initial["ends_on"]) == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    due_at = clock.moment(2027, 3, 29, 17)
    assert plan.periods == [plans.PlannedPeriod("quarter", 1, dt.date(2027, 3, 20), due_at, 0, False)]


def test_holidays_of_the_calendar_are_passed_over(cast):
    cast.season.phases.filter(phase=Phase.RUNNING).update(due_at=clock.moment(2026, 9, 2, 17))
    factories.working_day(day=dt.date(2027, 9, 2))

    plan = plans.from_last_year(cast.season, 2027)

    assert plan.initial["due_running"] == clock.moment(2027, 9, 3, 17)


def test_the_29th_of_february_becomes_the_28th():
    assert plans.same_day(dt.date(2028, 2, 29), 1) == dt.date(2029, 2, 28)


TET = [dt.date(2027, 2, day) for day in (5, 8, 9, 10, 11)]  # the New Year of 2027 falls on 6 February, a Saturday


@pytest.fixture
def tet(cast):
    """A cluster whose authority takes Tet of 2027 off."""
    for day in TET:
        factories.working_day(day=day)
    return cast


def test_deadlines_that_leave_one_holiday_keep_their_order(tet, client):
    tet.season.phases.filter(phase=Phase.PREPARING).update(due_at=clock.moment(2026, 2, 5, 17))
    tet.season.phases.filter(phase=Phase.PACT).update(due_at=clock.moment(2026, 2, 9, 9, 30))

    plan = plans.from_last_year(tet.season, 2027)

    assert [plan.due(phase) for phase in (Phase.PREPARING, Phase.PACT)] == [clock.moment(2027, 2, 12, 17)] * 2
    typed = {name: value for name, value in plan.initial.items() if isinstance(value, dt.date)}
    said = {
        name: f"{at:%H:%M %d/%m/%Y}" if isinstance(at, dt.datetime) else f"{at:%d/%m/%Y}" for name, at in typed.items()
    }
    assert post(as_person(client, tet.official), "season-open", tet.cluster.pk, year=2027, **said).status_code == 302


def test_a_period_opens_after_the_one_before_that_a_holiday_moved(tet):
    months = ((1, dt.date(2026, 1, 6), (2, 5)), (2, dt.date(2026, 2, 6), (3, 5)))
    for number, opens_on, due in months:
        due_at = clock.moment(2026, *due, 17)
        factories.period(tet.season, PeriodKind.MONTH, number, opens_on=opens_on, due_at=due_at)
    factories.period(tet.season, PeriodKind.QUARTER, 1, opens_on=dt.date(2026, 2, 6), due_at=clock.moment(2026, 4, 6))

    plan = plans.from_last_year(tet.season, 2027)

    first, second, quarter = plan.periods
    assert (first.due_at, second.opens_on) == (clock.moment(2027, 2, 12, 17), dt.date(2027, 2, 13))
    assert (quarter.kind, quarter.opens_on) == ("quarter", dt.date(2027, 2, 6))
    refuse_unsound(openings.year_of(plan)["periods"], dt.date(2027, 1, 1))


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "year", "last"),
    [
        (dt.date(2026, 3, 1), dt.date(2027, 2, 28), 2027, dt.date(2028, 2, 29)),
        (dt.date(2027, 3, 1), dt.date(2028, 2, 29), 2028, dt.date(2029, 2, 28)),
        (dt.date(2026, 1, 13), dt.date(2027, 1, 13), 2027, dt.date(2028, 1, 13)),
    ],
)
def test_a_year_that_ends_with_february_ends_with_it_again(cast, starts_on, ends_on, year, last):
    cast.season.year, cast.season.starts_on, cast.season.ends_on = starts_on.year, starts_on, ends_on
    cast.season.save(update_fields=["year", "starts_on", "ends_on"])
    assert plans.from_last_year(cast.season, year).initial["ends_on"] == last


def test_a_year_begins_in_the_year_that_it_is_called_after(cast, client):
    days = {"starts_on": "01/01/2027", "ends_on": "31/12/2027"}
    answer = post(as_person(client, cast.official), "season-open", cast.cluster.pk, year=2028, **days)
    assert answer.context["form"].errors["starts_on"] == [
        "The year 2028 begins on a day of 2028. Choose such a day, or mend the year."
    ]


def test_a_year_that_begins_in_september_stays_one(cast):
    cast.season.starts_on, cast.season.ends_on = dt.date(2026, 9, 1), dt.date(2027, 8, 31)
    cast.season.save(update_fields=["starts_on", "ends_on"])

    plan = plans.from_last_year(cast.season, 2027)

    assert (plan.initial["starts_on"], plan.initial["ends_on"]) == (dt.date(2027, 9, 1), dt.date(2028, 8, 31))
    assert cast.season.label == "2026–2027"


def test_a_first_year_takes_over_nothing(cast):
    assert plans.from_last_year(seasons.last_of(factories.cluster(cast.ministry)), 2027) == plans.NO_PLAN


def test_the_page_says_where_a_date_comes_from_and_opens_with_what_was_typed(client, cast):
    cast.season.phases.filter(phase=Phase.PACT).update(due_at=clock.moment(2026, 3, 2, 17))
    page = get(as_person(client, cast.official), "season-open", cast.cluster.pk)
    assert "From 2026: 17:00 02/03/2026." in str(page.context["form"].fields["due_pact"].help_text)

    typed = {"year": 2027, "starts_on": "01/01/2027", "ends_on": "31/12/2027", "due_pact": "17:00 05/03/2027"}
    rows = {"period-TOTAL_FORMS": 1, "period-INITIAL_FORMS": 0, "period-0-kind": "year", "period-0-number": 1}
    rows |= {"period-0-opens_on": "01/12/2027", "period-0-due_at": "17:00 20/12/2027"}
    assert post(client, "season-open", cast.cluster.pk, **typed, **rows).status_code == 302

    season = cast.cluster.seasons.get(year=2027)
    assert season.phases.get(phase=Phase.PACT).due_at == clock.moment(2027, 3, 5, 17)
    assert season.periods.get().due_at == clock.moment(2027, 12, 20, 17)


def test_the_table_comes_along_and_a_phase_left_out_once_is_only_told(cast, client):
    newer = ScoringTableVersion.objects.create(
        table=cast.table.table,
        number=cast.table.number + 1,
        published_at=clock.now(),
        published_by=cast.official,
        effective_on=dt.date(2026, 1, 1),
    )
    skip = {"skipped_at": clock.now(), "skipped_by": cast.official, "skip_reason": "Cụm mới thành lập."}
    cast.season.phases.filter(phase=Phase.PACT).update(due_at=clock.moment(2026, 3, 2, 17), **skip)

    form = get(as_person(client, cast.official), "season-open", cast.cluster.pk).context["form"]

    assert form["table"].value() == newer.pk
    assert form["due_pact"].value() is None
    assert "Left out in 2026: Cụm mới thành lập." in str(form.fields["due_pact"].help_text)
    assert "left_out_pact" not in form.fields
