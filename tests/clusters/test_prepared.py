"""Queries that are written once: they ask what the query itself would ask, today and tomorrow, or are refused."""

import datetime as dt
import pkgutil
from importlib import import_module

import pytest
from django.db.models import F

import clusters.queries
import emulation.queries
from clusters import clock
from clusters.models import Appointment, Participant, Season
from clusters.prepared import MOST_DAYS, Prepared, Unfit
from tests.counting import Asked

pytestmark = pytest.mark.django_db
KEYS = (7, 2_100, 12, 2_200)


def everyone() -> dict[str, Prepared]:
    """Every prepared query of the product by its place."""
    rooms = (clusters.queries, emulation.queries)
    modules = (
        import_module(name)
        for room in rooms
        for _, name, _ in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    )
    return {
        f"{each.__name__}.{name}": value
        for each in modules
        for name, value in vars(each).items()
        if isinstance(value, Prepared)
    }


def asked(work) -> list[str]:
    with Asked() as said:
        work()
    return [query["sql"] for query in said.captured_queries]


@pytest.mark.parametrize("name", everyone())
def test_a_prepared_query_asks_what_the_query_itself_asks(name):
    prepared, today = everyone()[name], clock.now()
    keys = KEYS[: prepared.keys]
    for moment in (today, today + dt.timedelta(days=400), today):
        with clock.set_to(moment):
            said = asked(lambda: prepared(*keys))
            assert said == asked(lambda: list(prepared.build(*keys)))
            assert said


def test_rows_are_those_of_the_keys_and_of_the_day(cast):
    held = Prepared(lambda person, body: Appointment.objects.current().filter(user=person, organisation=body), keys=2)
    post = cast.officer.appointments.get()
    assert held(post.user_id, post.organisation_id) == [post]
    assert held.first(post.organisation_id, post.user_id + 1) is None
    with clock.set_to(clock.now() - dt.timedelta(days=20_000)):
        assert held(post.user_id, post.organisation_id) == []
    assert held.first(post.user_id, post.organisation_id).user == cast.officer


def test_what_was_read_is_not_read_again_for_others(cast, django_assert_num_queries):
    units = Prepared(lambda season: Participant.objects.filter(season=season).select_related("organisation"), keys=1)
    with django_assert_num_queries(2):
        first, second = units(cast.season.pk), units(cast.season.pk)
        names = [str(each.organisation) for each in first]
    assert first == second
    assert first[0] is not second[0]
    assert names == [str(each.organisation) for each in Participant.objects.filter(season=cast.season)]


@pytest.mark.parametrize(
    "build",
    [
        lambda one, two: Season.objects.filter(pk=one),
        lambda one, two: Season.objects.filter(pk=one, year=two - 1),
        lambda one, two: Season.objects.filter(pk=one).annotate(two=F("year"))[: two % 7 + 1],
        lambda one, two: Season.objects.filter(pk__in=[one, two]) if two % 2 else Season.objects.filter(pk=one),
    ],
    ids=["a key is not asked for", "another number is asked for", "no value of its own", "another shape"],
)
def test_a_query_that_does_not_hold_its_keys_is_refused(build):
    with pytest.raises(Unfit):
        Prepared(build, keys=2)(1, 2)


def test_few_days_are_kept(cast):
    written = []

    def build(key):
        written.append(clock.today())
        return Season.objects.filter(pk=key, starts_on__lte=clock.today())

    seasons, now = Prepared(build, keys=1), clock.now()
    for days in range(MOST_DAYS + 1):
        with clock.set_to(now + dt.timedelta(days=days)):
            seasons(1)
            seasons(2)
    assert len(written) == 2 * (MOST_DAYS + 1)
    seasons(1)
    assert len(written) == 2 * (MOST_DAYS + 2)
