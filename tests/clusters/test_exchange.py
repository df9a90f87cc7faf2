"""The page of what a cluster exchanges, and who takes part."""

import pytest

from clusters import clock
from clusters.errors import Conflict, Denied
from clusters.models import Cluster
from clusters.policies import exchange as policy
from clusters.queries import exchange as queries
from tests import factories
from tests.reading import as_person, first_column, get

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "seats"),
    [
        ("officer", ["Sở A"]),
        ("head_leader", ["Sở B"]),
        ("official", ["Bộ Thử nghiệm"]),
        ("council", []),
        ("auditor", []),
    ],
)
def test_everybody_speaks_for_their_own_body(cast, who, seats):
    assert [str(each) for each in queries.seats(getattr(cast, who), cast.cluster)] == seats


def test_a_former_member_reads_and_no_longer_takes_part(cast):
    cast.cluster.memberships.filter(organisation=cast.unit.organisation).update(left_on=clock.moment(2021, 1, 1).date())
    assert Cluster.objects.visible_to(cast.officer).filter(pk=cast.cluster.pk).exists()
    with pytest.raises(Denied):
        policy.may_take_part(cast.officer, cast.cluster).require()


def test_an_ended_cluster_only_reads(cast):
    cast.cluster.ended_on = clock.moment(2021, 1, 1).date()
    with pytest.raises(Conflict):
        policy.may_take_part(cast.officer, cast.cluster).require()


@pytest.mark.parametrize(("who", "leads"), [("head", True), ("deputy", True), ("official", True), ("officer", False)])
def test_head_deputy_and_official_lead_it(cast, who, leads):
    assert bool(policy.may_lead(getattr(cast, who), cast.cluster)) is leads


def test_the_page_shows_the_newest_of_this_cluster_only(client, cast):
    for number in range(7):
        factories.question(cast.cluster, cast.unit.organisation, title=f"Câu {number}")
    factories.question(cast.elsewhere.cluster, cast.stranger.organisation, title="Của hàng xóm")
    page = get(as_person(client, cast.official), "exchange", cast.cluster.pk)
    assert first_column(page.context["parts"][0].table) == [f"Câu {number}" for number in (6, 5, 4, 3, 2)]
    assert "Của hàng xóm" not in page.content.decode()


def test_both_pages_lead_to_it(client, cast):
    address = f"/clusters/{cast.cluster.pk}/exchange/"
    as_person(client, cast.officer)
    assert address in get(client, "cluster", cast.cluster.pk).content.decode()
    assert address in get(client, "season", cast.season.pk).content.decode()


@pytest.mark.parametrize("name", ["questions", "requests", "statistics"])
def test_a_cluster_that_has_nothing_yet_shows_nothing_of_others(client, cast, name):
    factories.question(cast.cluster, cast.unit.organisation)
    factories.information_request(cast.cluster, cast.unit.organisation)
    factories.statistic(cast.cluster)
    empty = factories.cluster(cast.ministry)
    official = as_person(client, cast.official)
    found = [get(official, name, **each).context["table"].rows for each in ({}, {"cluster": empty.pk})]
    assert [len(each) for each in found] == [1, 0]
