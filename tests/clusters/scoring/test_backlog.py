"""Standard points less the backlog: bands of the kind that the ministry of justice used in 2011."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.explanations import describe_rule
from clusters.scoring import RULES, Entry, Node, Table, check_table, parse_parameters, score_cluster
from clusters.scoring.declaration import Setting

D = Decimal
QUIET = settings(derandomize=True, deadline=None, max_examples=60)
RULE = RULES["backlog"]


def band(low, high, off, *, low_closed=True, high_closed=False, effect=""):
    ends = {"low": low, "high": high, "low_closed": low_closed, "high_closed": high_closed}
    return {**ends, "points": off} | ({"effect": effect} if effect else {})


# Up to 10 % left over nothing is taken off, up to 30 % 10 points, up to 50 % 20 points; beyond, the item is void.
JUSTICE = [
    band("0", "10", "0", high_closed=True),
    band("10", "30", "10", low_closed=False, high_closed=True),
    band("30", "50", "20", low_closed=False, high_closed=True),
    band("50", None, "0", low_closed=False, effect="void"),
]
CASES_LEFT = [band("0", "2", "0", high_closed=True), band("3", None, "10")]


def leaf(bands=JUSTICE, of="percentage", most="50", **more):
    return Node("1", D(most), rule="backlog", parameters={"of": of, "bands": bands, **more})


def line(node, **values):
    entry = Entry({name: D(value) for name, value in values.items()})
    return score_cluster(Table((node,)), {"u": {"1": entry}})["u"].lines["1"]


def reach(node, **values):
    setting = Setting(parse_parameters(RULE, node.parameters), node.max_points)
    found = RULE.reach(setting, Entry({name: D(value) for name, value in values.items()}))
    return [(dict(each.values), each.points) for each in found]


@pytest.mark.parametrize(
    ("left", "total", "points", "why"),
    [
        (0, 200, "50", "backlog.left"),
        (20, 200, "50", "backlog.left"),
        (21, 200, "40", "backlog.left"),
        (60, 200, "40", "backlog.left"),
        (61, 200, "30", "backlog.left"),
        (100, 200, "30", "backlog.left"),
        (101, 200, "0", "backlog.void"),
        (0, 0, "50", "backlog.left"),
        (3, 0, "0", "backlog.void"),
        (300, 200, "0", "backlog.void"),
    ],
)
def test_each_band_takes_its_points_off_and_the_last_voids_the_item(left, total, points, why):
    found = line(leaf(), numerator=left, denominator=total)

    assert (found.points, [reason.code for reason in found.reasons]) == (D(points), ["backlog.percentage", why])


def test_more_left_over_than_there_was_counts_as_all_of_it():
    bands = [band("0", "50", "0"), band("50", "100", "20", high_closed=True)]

    assert line(leaf(bands), numerator=120, denominator=100).points == 30


def test_the_floor_holds_but_not_against_a_void():
    node = leaf(floor="35")

    assert line(node, numerator=40, denominator=100).points == 35
    assert line(node, numerator=60, denominator=100).points == 0


def test_a_backlog_may_be_a_number_of_cases():
    node = leaf(CASES_LEFT, "whole_number")

    assert [line(node, actual=left).points for left in (0, 2, 3, 9)] == [50, 50, 40, 40]


def test_a_backlog_in_no_band_leaves_nothing_and_says_so():
    found = line(leaf([band("0", "10", "0")], "number"), actual=10)

    assert (found.points, found.reasons[1].code) == (0, "backlog.outside")


@pytest.mark.parametrize(
    ("bands", "of", "more", "codes"),
    [
        (JUSTICE, "percentage", {}, []),
        (CASES_LEFT, "whole_number", {}, []),
        (CASES_LEFT, "number", {}, ["bands.hole"]),
        ([band("0", "50", "0"), band("40", None, "5")], "percentage", {}, ["bands.overlap"]),
        ([band("10", None, "0")], "percentage", {}, ["bands.hole_below"]),
        ([band("0", None, "60")], "percentage", {}, ["backlog.above_max"]),
        ([band("0", None, "10")], "percentage", {"floor": "51"}, ["deduction.floor_above_max"]),
        ([band("0", None, "10", effect="zero_parent")], "percentage", {}, ["not_an_effect"]),
    ],
)
def test_faults_are_named(bands, of, more, codes):
    assert [problem.code for problem in check_table(Table((leaf(bands, of, **more),)))] == codes


@translation.override("en")
def test_the_rule_in_words():
    assert describe_rule(leaf(JUSTICE[:1] + JUSTICE[3:])) == (
        "standard points 50, not below 0; backlog from 0 % to 10 %: 0 off; backlog over 50 %: the item is void"
    )


def test_what_would_give_more_is_the_largest_backlog_of_each_better_band():
    assert reach(leaf(), numerator=61, denominator=205) == [({"numerator": D(20)}, D(50))]
    assert reach(leaf(CASES_LEFT, "whole_number"), actual=7) == [({"actual": D(2)}, D(50))]
    assert reach(leaf(), numerator=0, denominator=0) == []


def test_bands_that_do_not_fall_promise_no_order():
    rising = [band("0", "10", "5"), band("10", None, "0")]

    assert RULE.order(parse_parameters(RULE, leaf(rising).parameters)) == {}
    assert RULE.order(parse_parameters(RULE, leaf().parameters)) == {"numerator": -1, "denominator": 1}


@QUIET
@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 200))
def test_more_left_over_never_gives_more(first, second, total):
    low, high = sorted((first, second))

    assert line(leaf(), numerator=high, denominator=total).points <= (
        line(leaf(), numerator=low, denominator=total).points
    )


@QUIET
@given(st.integers(0, 300), st.integers(0, 200))
def test_what_is_said_to_give_more_does(left, total):
    for values, points in reach(leaf(), numerator=left, denominator=total):
        assert line(leaf(), denominator=total, **values).points == points
