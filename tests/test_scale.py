"""Registers that hold a country: 30,000 units in 3,000 clusters with five years each cost no further query.

The numbers are those of `tests.rooms`, where each page is counted in a world of a few clusters; a register of which the
country holds nothing may ask less.
"""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.urls import reverse

from awards.models import Honour
from clusters import clock
from clusters.enums import ClusterKind, HeadshipRole, OrganisationKind, Phase, Role
from clusters.models import (
    Appointment,
    Cluster,
    Headship,
    Membership,
    Organisation,
    Participant,
    Season,
    Succession,
    User,
)
from tests import factories, rooms
from tests.conftest import UNHURRIED, people
from tests.counting import Asked
from tests.people import signed_in
from tests.test_query_counts import PAGES, Page

UNITS, IN_A_CLUSTER, YEARS = 30_000, 10, 5
REGISTERS = [page for page in PAGES if page.name in rooms.registers() and page.person == "official" and not page.query]


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """The cast's ministry with a country beneath it, and its official at a browser."""
    with django_db_blocker.unblock(), override_settings(**UNHURRIED), transaction.atomic():
        cast = people()
        factories.appointment(cast.official, cast.ministry, Role.ADMINISTRATOR)
        units = _units(cast.ministry)
        _years(_clusters(cast.ministry, units))
        _officers(units[::IN_A_CLUSTER])
        _honours(cast.ministry, units[::IN_A_CLUSTER])
        _take_stock()
        yield SimpleNamespace(client=signed_in(cast.official), cast=cast)
        transaction.set_rollback(True)


def _take_stock() -> None:
    """What happens by itself once such a load is committed: the plans know the sizes, and keys are checked once.

    Else PostgreSQL checks every key of the country again at the end of each test, by plans made for empty tables.
    """
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
    connection.check_constraints()


def _units(ministry: Organisation) -> list[Organisation]:
    shared = {"kind": OrganisationKind.DEPARTMENT, "parent": ministry, "valid_from": factories.LONG_AGO}
    units = [
        Organisation(name=f"Sở {n} cả nước", sort_key=f"so {n:06}", search_key=f"so {n}", **shared)
        for n in range(UNITS)
    ]
    made = Organisation.objects.bulk_create(units, batch_size=5000)
    Succession.objects.bulk_create([Succession(organisation=u, ancestor=u) for u in made], batch_size=10_000)
    return made


def _clusters(ministry: Organisation, units: list[Organisation]) -> list[tuple[Cluster, list[Organisation]]]:
    decision = factories.decision(ministry)
    shared = {"authority": ministry, "kind": ClusterKind.CLUSTER, "founding_decision": decision}
    shared["founded_on"] = factories.LONG_AGO
    made = Cluster.objects.bulk_create(
        Cluster(name=f"Cụm {n} cả nước", sort_key=f"cum {n:06}", search_key=f"cum {n}", **shared)
        for n in range(UNITS // IN_A_CLUSTER)
    )
    lots = [(each, units[n * IN_A_CLUSTER : (n + 1) * IN_A_CLUSTER]) for n, each in enumerate(made)]
    Membership.objects.bulk_create(
        [
            Membership(cluster=cluster, organisation=unit, joined_on=factories.LONG_AGO, decision=decision)
            for cluster, members in lots
            for unit in members
        ],
        batch_size=10_000,
    )
    return lots


def _years(lots: list[tuple[Cluster, list[Organisation]]]) -> None:
    for year in range(2021, 2021 + YEARS):
        days = {"starts_on": dt.date(year, 1, 1), "ends_on": dt.date(year, 12, 31)}
        seasons = Season.objects.bulk_create(
            [Season(cluster=cluster, year=year, phase=Phase.CLOSED, **days) for cluster, _members in lots]
        )
        taking_part = Participant.objects.bulk_create(
            [
                Participant(season=season, organisation=unit, joined_on=days["starts_on"])
                for season, (_cluster, members) in zip(seasons, lots, strict=True)
                for unit in members
            ],
            batch_size=10_000,
        )
        Headship.objects.bulk_create(
            Headship(season_id=each.season_id, participant=each, role=HeadshipRole.HEAD, from_on=days["starts_on"])
            for each in taking_part[::IN_A_CLUSTER]
        )


def _officers(units: list[Organisation]) -> None:
    people = User.objects.bulk_create(
        User(username=f"country{n}", email=f"country{n}@example.vn", name=f"Cán bộ {n}", sort_key=f"can bo {n:06}")
        for n in range(len(units))
    )
    Appointment.objects.bulk_create(
        Appointment(user=person, organisation=unit, role=Role.OFFICER, from_on=factories.LONG_AGO)
        for person, unit in zip(people, units, strict=True)
    )


def _honours(ministry: Organisation, units: list[Organisation]) -> None:
    """One in each cluster and year, a decision a year."""
    award, stamp = factories.award(), {"registered_at": clock.now(), "registered_by": factories.user()}
    for year in range(2021, 2021 + YEARS):
        issued = factories.award_decision(ministry, file=factories.stored_file(stamp["registered_by"]))
        Honour.objects.bulk_create(
            Honour(award=award, organisation=u, year=year, award_decision=issued, holder_name=u.name, **stamp)
            for u in units
        )


def test_there_are_registers_to_look_at():
    assert {page.name for page in REGISTERS} == rooms.registers()


@pytest.mark.django_db
@pytest.mark.parametrize("page", REGISTERS, ids=lambda page: page.name)
def test_a_register_of_a_country_costs_no_further_query(country, page: Page):
    with Asked() as asked:
        answer = country.client.get(reverse(page.name))
    assert answer.status_code == 200
    assert len(asked.statements) <= page.asked, asked.told()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["organisations", "clusters", "seasons", "people", "honours"])
def test_the_last_page_is_full_of_what_belongs_there(country, name):
    last = country.client.get(reverse(name), {"page": "100000", "sort": "-from"}).context
    assert last["page"].paginator.count >= UNITS // IN_A_CLUSTER
    assert 0 < len(last["table"].rows) <= 50
