"""Points by a rank in an outside index, or by the places gained in it: Thanh Hóa 2026, VIII.3."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.explanations import describe_rule, explain
from clusters.scoring import RULES, Entry, Node, Table, check_table, parse_parameters, score_cluster
from clusters.scoring.declaration import Setting

D = Decimal
QUIET = settings(derandomize=True, deadline=None, max_examples=60)
RULE = RULES["index_rank"]
RANK = st.integers(1, 63)


def band(low, high, points, *, high_closed=True):
    return {"low": low, "high": high, "points": points, "low_closed": True, "high_closed": high_closed}


TOP_TEN = {"bands": [band("1", "10", "2"), band("11", None, "0", high_closed=False)]}
ROSE = {"by": "places_gained", "bands": [band("0", "2", "0"), band("3", None, "1", high_closed=False)]}
EACH = {"by": "places_gained", "points_each": "0.25"}
ALL = st.sampled_from([TOP_TEN, ROSE, EACH])


def leaf(parameters, most="2"):
    return Node("1", D(most), "bonus", rule="index_rank", parameters=parameters)


def line(parameters, **values):
    entry = Entry({name: D(value) for name, value in values.items()})
    return score_cluster(Table((leaf(parameters),)), {"u": {"1": entry}})["u"].lines["1"]


def reach(parameters, **values):
    setting = Setting(parse_parameters(RULE, parameters), D(2))
    found = RULE.reach(setting, Entry({name: D(value) for name, value in values.items()}))
    return [(dict(each.values), each.points) for each in found]


@pytest.mark.parametrize(("rank", "points"), [(1, 2), (10, 2), (11, 0), (63, 0)])
def test_the_first_ten_have_two_points(rank, points):
    assert line(TOP_TEN, rank=rank).points == points


@pytest.mark.parametrize(
    ("before", "now", "points", "codes"),
    [
        (20, 17, 1, ["index.gained", "index.band"]),
        (20, 18, 0, ["index.gained", "index.band"]),
        (20, 20, 0, ["index.kept", "index.band"]),
        (20, 40, 0, ["index.lost", "index.band"]),
    ],
)
def test_three_places_up_give_a_point_and_places_lost_none(before, now, points, codes):
    found = line(ROSE, rank_before=before, rank=now)

    assert (found.points, [reason.code for reason in found.reasons]) == (points, codes)


@pytest.mark.parametrize(("now", "points"), [(30, "0"), (20, "0"), (19, "0.25"), (12, "2"), (1, "2")])
def test_each_place_gained_counts_up_to_the_maximum(now, points):
    assert line(EACH, rank_before=20, rank=now).points == D(points)


def test_places_lost_may_have_a_band_of_their_own():
    own = {"by": "places_gained", "bands": [band(None, "-5", "0"), band("-4", None, "1", high_closed=False)]}

    assert [line(own, rank_before=10, rank=now).points for now in (15, 14, 10)] == [0, 1, 1]


@translation.override("en")
def test_the_arithmetic_is_said():
    said = [explain(reason) for reason in line(ROSE, rank_before=20, rank=17).reasons]

    assert said == ["from rank 20 to rank 17, places gained: 3", "in the band “3 or more” → 1"]
    assert describe_rule(leaf(TOP_TEN)) == "rank from 1 to 10 → 2; rank 11 or more → 0"
    assert describe_rule(leaf(EACH)) == "0.25 for each place gained, at most 2"


@pytest.mark.parametrize(
    ("parameters", "codes"),
    [
        (TOP_TEN, []),
        (ROSE, []),
        (EACH, []),
        ({}, ["index.neither"]),
        ({**ROSE, "points_each": "1"}, ["index.both"]),
        ({"points_each": "1"}, ["index.each_of_ranks"]),
        ({"bands": [band("2", None, "1", high_closed=False)]}, ["bands.hole_below"]),
        ({"bands": [band("1", "10", "1")]}, ["bands.hole_above"]),
        ({"bands": [band("1", "3", "1"), band("5", None, "0")]}, ["bands.hole"]),
        ({"bands": [band("1", None, "3")]}, ["bands.above_max"]),
    ],
)
def test_faults_are_named(parameters, codes):
    assert [problem.code for problem in check_table(Table((leaf(parameters),)))] == codes


@pytest.mark.parametrize(
    ("parameters", "values", "found"),
    [
        (TOP_TEN, {"rank": 14}, [({"rank": D(10)}, D(2))]),
        (TOP_TEN, {"rank": 3}, []),
        (ROSE, {"rank": 30, "rank_before": 20}, [({"rank": D(17)}, D(1))]),
        (ROSE, {"rank": 2, "rank_before": 2}, []),
        (EACH, {"rank": 20, "rank_before": 20}, [({"rank": D(19)}, D("0.25"))]),
    ],
)
def test_what_would_give_more(parameters, values, found):
    assert reach(parameters, **values)[:1] == found


def test_the_headline_is_the_rank_or_the_places_gained():
    ranks = {"rank": D(7), "rank_before": D(9)}
    read = [RULE.headline(parse_parameters(RULE, each), ranks) for each in (TOP_TEN, ROSE)]

    assert read == [7, 2]
    assert RULE.headline(parse_parameters(RULE, ROSE), {"rank": D(7)}) is None


@QUIET
@given(ALL, RANK, RANK, RANK)
def test_a_better_rank_never_gives_less(parameters, before, first, second):
    better, worse = sorted((first, second))

    assert line(parameters, rank_before=before, rank=better).points >= (
        line(parameters, rank_before=before, rank=worse).points
    )


@QUIET
@given(ALL, RANK, RANK)
def test_what_is_said_to_give_more_does(parameters, before, now):
    for values, points in reach(parameters, rank_before=before, rank=now):
        assert line(parameters, rank_before=before, **values).points == points
