"""Clusters end, are merged and divided by one decision, whole or not at all."""

import datetime as dt

import pytest

from clusters.enums import Event, Phase, RegroupingKind
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Cluster, ClusterLineage, Decision, Membership, Notice
from clusters.services import cluster as clusters
from clusters.services import regrouping
from tests import factories

DAY = dt.date(2025, 7, 1)
LAST = dt.date(2025, 6, 30)
PAPER = {"number": "15/QĐ", "on": LAST, "abstract": "Chia lại cụm", "signatory": "", "file": None}
WHY = "Sáp nhập đơn vị hành chính"


@pytest.fixture
def other(cast):
    """Another cluster of the same ministry, with two units."""
    made = factories.cluster(cast.ministry, name="Cụm khác")
    for name in ("Sở E", "Sở F"):
        factories.membership(made, factories.organisation(name))
    return made


def _merge(cast, gone, into=None, **fields):
    new = {} if into else {"name": "Cụm mới", "kind": "cluster", "field": ""}
    given = {"on": DAY, "paper": PAPER, "by": cast.official, "reason": WHY}
    return regrouping.merge(gone, into, **{**given, **new, **fields})


def _divide(cast, gone, homes, **fields):
    given = {"on": DAY, "paper": PAPER, "by": cast.official, "reason": WHY}
    return regrouping.divide(gone, homes, **{**given, **fields})


def _names(cluster, **days):
    return sorted(cluster.memberships.filter(**days).values_list("organisation__name", flat=True))


def _row(cluster, name) -> Membership:
    return cluster.memberships.get(organisation__name=name)


def test_ending_closes_the_memberships_and_tells_the_members(cast):
    ended = regrouping.end(cast.cluster, on=LAST, paper=PAPER, by=cast.official, reason=WHY)

    assert (ended.ended_on, ended.ending_decision.number) == (LAST, "15/QĐ")
    assert set(ended.memberships.values_list("left_on", flat=True)) == {LAST}
    line = AuditEntry.objects.about(ended).order_by("-number").first()
    assert (line.event, line.reason) == (Event.CLUSTER_ENDED, WHY)
    told = set(Notice.objects.filter(event=Event.CLUSTER_ENDED).values_list("person", flat=True))
    assert told == {each.pk for each in (cast.officer, cast.leader, cast.head, cast.head_leader, cast.deputy)}


def test_an_open_year_asks_for_a_reason_and_a_closed_one_does_not(cast):
    with pytest.raises(Invalid) as told:
        regrouping.end(cast.cluster, on=LAST, paper=PAPER, by=cast.official, reason="  ")
    assert list(told.value.problems) == ["reason"]
    assert not Decision.objects.filter(number="15/QĐ").exists()

    cast.cluster.seasons.update(phase=Phase.CLOSED)
    assert regrouping.end(cast.cluster, on=LAST, paper=PAPER, by=cast.official).ended_on == LAST


def test_an_end_is_decided_once(cast):
    regrouping.end(cast.cluster, on=dt.date(2099, 1, 1), paper=PAPER, by=cast.official, reason=WHY)

    with pytest.raises(Conflict, match="01/01/2099"):
        regrouping.end(cast.cluster, on=LAST, paper={**PAPER, "number": "16/QĐ"}, by=cast.official, reason=WHY)


@pytest.mark.parametrize("day", [dt.date(2019, 12, 31), dt.date(2024, 6, 1)])
def test_a_cluster_does_not_end_before_it_began_or_before_somebody_joins(cast, day):
    factories.membership(cast.cluster, factories.organisation(), joined_on=dt.date(2024, 6, 2))

    with pytest.raises(Invalid) as told:
        regrouping.end(cast.cluster, on=day, paper=PAPER, by=cast.official, reason=WHY)

    assert list(told.value.problems) == ["ended_on"]


def test_two_clusters_are_merged_into_a_new_one(cast, other):
    new = _merge(cast, [cast.cluster, other])

    assert _names(new, joined_on=DAY) == ["Sở A", "Sở B", "Sở C", "Sở E", "Sở F"]
    assert {cluster.ended_on for cluster in Cluster.objects.filter(pk__in=[cast.cluster.pk, other.pk])} == {LAST}
    rows = ClusterLineage.objects.order_by("predecessor_id").values_list("predecessor", "successor", "kind", "on")
    assert list(rows) == [(each.pk, new.pk, RegroupingKind.MERGE, DAY) for each in (cast.cluster, other)]
    assert set(new.memberships.values_list("decision__number", flat=True)) == {"15/QĐ"}
    assert (new.authority, new.founding_decision.number, new.tenures.get().from_on) == (cast.ministry, "15/QĐ", DAY)


def test_a_cluster_is_merged_into_one_that_exists(cast, other):
    home = _merge(cast, [cast.cluster], other)

    assert home == other
    assert _names(other, left_on=None) == ["Sở A", "Sở B", "Sở C", "Sở E", "Sở F"]
    assert Cluster.objects.get(pk=other.pk).ended_on is None


def test_a_unit_that_is_gone_is_not_taken_along(cast, other):
    gone = cast.unit.organisation
    gone.valid_to = LAST
    gone.save()

    assert _names(_merge(cast, [cast.cluster, other])) == ["Sở B", "Sở C", "Sở E", "Sở F"]


def test_the_years_of_a_merged_cluster_stay_with_it(cast, other):
    _merge(cast, [cast.cluster], other)

    assert (cast.cluster.seasons.count(), other.seasons.count()) == (1, 0)
    assert cast.season.participants.filter(left_on=None).count() == 3


def test_members_are_divided_over_a_new_and_an_old_cluster(cast, other):
    third = factories.cluster(cast.ministry, name="Cụm thứ ba")
    rows = {name: _row(cast.cluster, name).pk for name in ("Sở A", "Sở B", "Sở C")}
    rows |= {name: _row(third, name).pk for name in ()}

    homes = {rows["Sở A"]: "Cụm mới", rows["Sở B"]: other, rows["Sở C"]: None}
    found = _divide(cast, [cast.cluster, third], homes)

    new = Cluster.objects.get(name="Cụm mới")
    assert set(found) == {new, other}
    assert (_names(new), _names(other, joined_on=DAY)) == (["Sở A"], ["Sở B"])
    assert not Membership.objects.filter(organisation__name="Sở C", left_on=None).exists()
    pairs = set(ClusterLineage.objects.values_list("predecessor", "successor", "kind"))
    assert pairs == {(cast.cluster.pk, home.pk, RegroupingKind.DIVIDE) for home in (new, other)}
    events = {Event.CLUSTER_REGROUPED: {cast.officer, cast.leader, cast.head, cast.head_leader}}
    events[Event.CLUSTER_ENDED] = {cast.deputy}
    for event, people in events.items():
        assert {each.person for each in Notice.objects.filter(event=event).select_related("person")} == people


def test_who_joined_while_the_page_was_open_is_not_forgotten(cast, other):
    homes = {row.pk: other for row in cast.cluster.memberships.exclude(organisation=cast.unit.organisation)}

    with pytest.raises(Invalid, match="Sở A"):
        _divide(cast, [cast.cluster], homes)
    assert Cluster.objects.get(pk=cast.cluster.pk).ended_on is None


def test_nothing_is_recorded_when_one_unit_cannot_go(cast, other):
    late = factories.cluster(cast.ministry, founded_on=dt.date(2025, 8, 1))
    homes = {row.pk: late for row in cast.cluster.memberships.all()}

    with pytest.raises(Invalid) as told:
        _divide(cast, [cast.cluster], homes)

    assert list(told.value.problems) == ["joined_on"]
    assert Cluster.objects.get(pk=cast.cluster.pk).ended_on is None
    assert (ClusterLineage.objects.count(), Decision.objects.filter(number="15/QĐ").count()) == (0, 0)


@pytest.mark.parametrize("fields", [{"kind": "block"}, {"authority": None}])
def test_only_what_is_alike_is_merged(cast, fields):
    away = factories.authority()
    factories.appointment(cast.official, away, "official")
    other = factories.cluster(away if "authority" in fields else cast.ministry, kind=fields.get("kind", "cluster"))

    with pytest.raises(Invalid) as told:
        _merge(cast, [cast.cluster, other])

    assert list(told.value.problems) == ["gone"]


@pytest.mark.parametrize("who", ["officer", "head_leader", "council", "auditor", "neighbour_official"])
def test_only_the_authoritys_official_ends_merges_and_divides(cast, other, who):
    by = getattr(cast, who)
    homes = {row.pk: other for row in cast.cluster.memberships.all()}
    deeds = [
        lambda: regrouping.end(cast.cluster, on=LAST, paper=PAPER, by=by, reason=WHY),
        lambda: _merge(cast, [cast.cluster], other, by=by),
        lambda: _divide(cast, [cast.cluster], homes, by=by),
    ]
    for deed in deeds:
        with pytest.raises(Denied):
            deed()


def test_a_unit_is_in_one_cluster_of_a_kind_of_an_authority(cast, other):
    unit, paper = cast.unit.organisation, cast.cluster.founding_decision

    with pytest.raises(Invalid, match=cast.cluster.name) as told:
        clusters.join(other, unit, on=DAY, decision=paper, by=cast.official)

    assert list(told.value.problems) == ["member"]


def test_a_block_and_another_authoritys_cluster_may_have_it_too(cast):
    unit, paper = cast.unit.organisation, cast.cluster.founding_decision
    block = factories.cluster(cast.ministry, kind="block")

    clusters.join(block, unit, on=DAY, decision=paper, by=cast.official)
    clusters.join(cast.elsewhere.cluster, unit, on=DAY, decision=paper, by=cast.neighbour_official)

    assert unit.memberships.filter(left_on=None).count() == 3


def test_who_left_the_day_before_may_join_the_next_cluster(cast, other):
    row = _row(cast.cluster, "Sở A")
    clusters.leave(row, on=LAST, by=cast.official)
    paper = cast.cluster.founding_decision

    with pytest.raises(Invalid):
        clusters.join(other, row.organisation, on=LAST, decision=paper, by=cast.official)
    assert clusters.join(other, row.organisation, on=DAY, decision=paper, by=cast.official).joined_on == DAY


def test_the_heir_of_an_authority_ranks_a_unit_once_too(cast):
    heir = factories.authority("Bộ mới")
    heir.ancestry.create(ancestor=cast.ministry)
    official = factories.appointed(heir, "official")
    new = factories.cluster(heir)

    with pytest.raises(Invalid, match=cast.cluster.name):
        clusters.join(new, cast.unit.organisation, on=DAY, decision=new.founding_decision, by=official)
