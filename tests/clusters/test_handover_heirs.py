"""Units that are merged between the election and the year they lead, and days that cannot be meant."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import HeadshipRole, LineageKind, Phase
from clusters.errors import Invalid
from clusters.queries import post
from clusters.services import cluster as clusters
from clusters.services import election as elections
from clusters.services import handover as handovers
from clusters.services import organisation as organisations
from clusters.services import season as seasons
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def elected(cast):
    """At the conference of the cast's year the deputy's unit is elected head, and the third unit deputy."""
    cast.season.phase = Phase.MEETING
    cast.season.save(update_fields=["phase"])
    cast.next = cast.season.year + 1
    pair = {"head": cast.deputy_unit.organisation, "deputy": cast.unit.organisation}
    proposed = elections.propose(cast.season, year=cast.next, by=cast.head, **pair)
    return elections.elect(proposed, held_on=clock.today(), by=cast.head)


def merge(cast, *units):
    """They become one body today, which takes their place in the cluster."""
    today, decision = clock.today(), factories.decision(cast.ministry)
    made = factories.organisation("Sở Hợp nhất", parent=cast.ministry, valid_from=today)
    admin = factories.user(is_superuser=True)
    organisations.succeed(units, made, on=today, kind=LineageKind.MERGE, by=admin, decision=decision)
    for each in cast.cluster.memberships.filter(organisation__in=units):
        clusters.leave(each, on=today - dt.timedelta(days=1), by=cast.official)
    clusters.join(cast.cluster, made, on=today, decision=decision, by=cast.official)
    return made


def open_next(cast, **fields):
    days = {"starts_on": dt.date(cast.next, 1, 1), "ends_on": dt.date(cast.next, 12, 31)}
    return seasons.open(cast.cluster, year=cast.next, by=cast.official, **days, **fields)


def names(season) -> dict:
    return {each.role: each.participant.organisation.name for each in season.headships.filter(to_on__isnull=True)}


def receive(cast, election):
    handover = handovers.give(election, on=clock.today(), lines=[], by=cast.head)
    return handovers.receive(handover, by=cast.deputy, seen=1)


def test_the_heir_of_the_elected_unit_takes_office(cast, elected):
    made = merge(cast, elected.head)
    following = open_next(cast)

    receive(cast, elected)

    assert names(following) == {HeadshipRole.HEAD: made.name, HeadshipRole.DEPUTY: "Sở A"}


def test_of_head_and_deputy_that_became_one_the_head_remains(cast, elected):
    made = merge(cast, elected.head, elected.deputy)
    following = open_next(cast)

    receive(cast, elected)

    assert names(following) == {HeadshipRole.HEAD: made.name}


def test_a_year_opens_led_by_the_heirs_of_those_elected(cast, elected):
    made = merge(cast, elected.head, elected.deputy)

    lead = {HeadshipRole.HEAD: elected.head, HeadshipRole.DEPUTY: elected.deputy}
    assert names(open_next(cast, lead=lead)) == {HeadshipRole.HEAD: made.name}


def test_a_unit_that_is_gone_does_not_take_part_in_a_new_year(cast, elected):
    today, admin = clock.today(), factories.user(is_superuser=True)
    made = factories.organisation("Sở Hợp nhất", parent=cast.ministry, valid_from=today)
    organisations.succeed([cast.unit.organisation], made, on=today, kind=LineageKind.MERGE, by=admin)

    with pytest.raises(Invalid, match="Sở A") as refused:
        open_next(cast)
    assert list(refused.value.problems) == ["starts_on"]


def test_a_head_merged_in_the_middle_of_its_year_goes_on_through_its_heir(cast):
    made = merge(cast, cast.head_unit.organisation)
    heir = factories.appointed(made, "officer")

    assert post.heads(heir, cast.season)
    assert post.head_of(cast.season) == cast.head_unit


def test_the_hand_over_lies_before_the_end_of_the_year_it_is_for(cast, elected):
    for day in (dt.date(cast.next + 1, 1, 1), dt.date(2999, 1, 1)):
        with pytest.raises(Invalid) as refused:
            handovers.give(elected, on=day, lines=[], by=cast.head)
        assert list(refused.value.problems) == ["on"]
    assert handovers.give(elected, on=dt.date(cast.next, 12, 31), lines=[], by=cast.head)


@pytest.mark.parametrize("day", [(2019, 12, 31), (2999, 1, 1)])
def test_nobody_leads_a_year_outside_of_it(cast, day):
    with pytest.raises(Invalid) as refused:
        seasons.set_headship(cast.season, cast.unit, role=HeadshipRole.HEAD, from_on=dt.date(*day), by=cast.official)
    assert list(refused.value.problems) == ["from_on"]
    assert post.head_of(cast.season) == cast.head_unit


def test_a_deputy_that_becomes_head_is_deputy_no_longer(cast):
    today = clock.today()
    role = {"role": HeadshipRole.HEAD, "by": cast.official}
    seasons.set_headship(cast.season, cast.deputy_unit, from_on=today, **role)

    assert names(cast.season) == {HeadshipRole.HEAD: "Sở C"}
    assert cast.deputy_unit.headships.get(role=HeadshipRole.DEPUTY).to_on == today - dt.timedelta(days=1)


def test_the_head_is_not_its_own_deputy(cast):
    with pytest.raises(Invalid, match="Sở B") as refused:
        seasons.set_headship(
            cast.season, cast.head_unit, role=HeadshipRole.DEPUTY, from_on=clock.today(), by=cast.official
        )
    assert list(refused.value.problems) == ["participant"]
    assert names(cast.season) == {HeadshipRole.HEAD: "Sở B", HeadshipRole.DEPUTY: "Sở C"}


def test_who_is_deputy_from_that_very_day_becomes_head_on_a_later_one(cast):
    cast.deputy_unit.headships.update(from_on=clock.today())
    role = {"role": HeadshipRole.HEAD, "by": cast.official}

    with pytest.raises(Invalid) as refused:
        seasons.set_headship(cast.season, cast.deputy_unit, from_on=clock.today(), **role)
    assert list(refused.value.problems) == ["from_on"]
