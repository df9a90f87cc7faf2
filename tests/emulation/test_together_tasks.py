"""What members do and pay for together, among the tasks of whom it waits for."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import Phase
from clusters.models import ContributionReopening
from emulation.queries import task
from tests import factories


def asked(person, kind: str = "programme_answer") -> list[str]:
    return [each.note for each in task.of(person).due if each.kind == kind]


def days(count: int) -> dt.date:
    return clock.today() + dt.timedelta(days=count)


@pytest.fixture
def programme(cast):
    made = factories.programme(cast.cluster, cast.unit.organisation, title="Khuyến công")
    factories.programme_partner(made, cast.head_unit.organisation)
    factories.programme_partner(made, cast.deputy_unit.organisation, confirms=True)
    return made


@pytest.mark.parametrize(("who", "found"), [("head", ["Khuyến công"]), ("head_leader", ["Khuyến công"])])
def test_it_waits_for_the_people_of_a_unit_that_has_not_answered(cast, programme, who, found):
    assert asked(getattr(cast, who)) == found


@pytest.mark.parametrize("who", ["officer", "deputy", "official", "neighbour"])
def test_it_waits_for_nobody_else(cast, programme, who):
    assert asked(getattr(cast, who)) == []


def test_what_was_cancelled_waits_no_more(cast, programme):
    gone = {"cancelled_at": clock.now(), "cancelled_by": cast.officer, "cancel_reason": "Thôi"}
    type(programme).objects.filter(pk=programme.pk).update(state="cancelled", **gone)
    assert asked(cast.head) == []


@pytest.fixture
def activities(cast):
    """The unit has answered the first, the deputy both; nobody else has."""
    made = [
        factories.activity(cast.season, title=title, starts_on=days(5), ends_on=days(6)) for title in ("Thăm", "Thi")
    ]
    factories.activity_unit(made[0], cast.unit, comes=False)
    for each in made:
        factories.activity_unit(each, cast.deputy_unit)
    return made


@pytest.mark.parametrize(
    ("who", "found"),
    [("officer", ["Thi"]), ("head", ["Thăm", "Thi"]), ("deputy", []), ("official", []), ("neighbour", [])],
)
def test_an_activity_waits_for_each_unit_that_has_not_answered(cast, activities, who, found):
    assert asked(getattr(cast, who), "activity_answer") == found


def test_an_activity_is_answered_before_its_first_day(cast, activities):
    (waiting,) = [each for each in task.of(cast.officer).due if each.kind == "activity_answer"]
    assert (waiting.days_left, waiting.url) == (5, f"/activities/{activities[1].pk}/join/")


@pytest.mark.parametrize(
    "change",
    [
        {"starts_on": days(-3), "ends_on": days(-1)},
        {"state": "cancelled", "cancelled_at": clock.now(), "cancel_reason": "Bão"},
    ],
)
def test_an_activity_that_is_over_or_cancelled_asks_no_more(cast, activities, change):
    by = {"cancelled_by": cast.head} if "state" in change else {}
    type(activities[1]).objects.filter(pk=activities[1].pk).update(**change, **by)
    assert asked(cast.officer, "activity_answer") == []


@pytest.mark.parametrize(
    ("who", "found"), [("officer", ["Thăm"]), ("head", ["Thăm"]), ("deputy", ["Thăm"]), ("official", [])]
)
def test_what_was_done_waits_for_the_host_and_those_who_lead(cast, who, found):
    over = {"starts_on": days(-2), "ends_on": days(-1)}
    factories.activity(cast.season, title="Thăm", host=cast.unit, **over)
    factories.activity(cast.season, title="Mai", starts_on=days(1), host=cast.unit)
    assert asked(getattr(cast, who), "activity_result") == found


def owing(person) -> list[tuple[str, int | None]]:
    return [(each.what.rsplit(": ")[-1], each.days_left) for each in task.of(person).due if each.kind == "contribution"]


@pytest.fixture
def plan(cast):
    made = factories.contribution_plan(cast.season, amount=5_000_000, due_on=days(9))
    factories.contribution(cast.unit, 2_000_000)
    factories.contribution(cast.deputy_unit, 5_000_000)
    return made


def test_a_contribution_waits_until_it_is_paid_in_full(cast, plan):
    said = {who: owing(getattr(cast, who)) for who in ("officer", "head", "deputy", "official", "neighbour")}
    part, whole = [("3.000.000 đồng", 9)], [("5.000.000 đồng", 9)]
    assert said == {"officer": part, "head": whole, "deputy": [], "official": [], "neighbour": []}


def test_a_contribution_of_a_closed_account_or_year_waits_no_more(cast, plan):
    closing = factories.contribution_closing(cast.season)
    first = owing(cast.officer)
    again = {"reopened_at": clock.now(), "reopened_by": cast.official, "reason": "Sót"}
    ContributionReopening.objects.create(closing=closing, **again)
    second = owing(cast.officer)
    type(cast.season).objects.filter(pk=cast.season.pk).update(phase=Phase.CLOSED)
    assert [first, second, owing(cast.officer)] == [[], [("3.000.000 đồng", 9)], []]


def test_praise_waits_for_the_launcher_alone(cast):
    movement = factories.movement(cast.ministry, cast.unit.organisation, name="Thi đua")
    factories.movement_praise(movement.responses.get())
    said = {who: asked(getattr(cast, who), "movement_praise") for who in ("officer", "head", "official")}
    assert said == {"officer": [], "head": [], "official": ["Thi đua"]}


def test_a_movement_that_is_over_waits_for_its_final_review(cast):
    factories.movement(cast.ministry, cast.unit.organisation, name="Đã hết", ends_on=days(-1))
    factories.movement(cast.ministry, cast.unit.organisation, name="Còn", ends_on=days(0))
    said = {who: asked(getattr(cast, who), "movement_review") for who in ("officer", "head", "official")}
    assert said == {"officer": [], "head": [], "official": ["Đã hết"]}
