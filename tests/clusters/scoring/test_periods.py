"""Several events or periods made one, computed by hand."""

from decimal import Decimal

import pytest
from django.utils import translation

from clusters.explanations import describe_rule, explain
from clusters.scoring import RULES, Entry, Node, Table, check_table, parse_parameters, score_cluster
from clusters.scoring.declaration import Reach, Setting

D = Decimal
PERIODS = RULES["periods"]
BANDS = [
    {"low": "90", "high": None, "points": "4"},
    {"low": "50", "high": "90", "points": "1.5"},
    {"low": "0", "high": "50", "points": "0"},
]


def leaf(max_points="4", section="core", **parameters):
    return Node("1", D(max_points), section, "periods", parameters)


def results(*numbers):
    return tuple(D(str(number)) for number in numbers)


def line(node, *numbers):
    table = Table((node,), step=D("0.0001"))
    return score_cluster(table, {"u": {"1": Entry({"results": results(*numbers)})}})["u"].lines["1"]


def reach(node, *numbers):
    setting = Setting(parse_parameters(PERIODS, node.parameters), node.max_points)
    return list(PERIODS.reach(setting, Entry({"results": results(*numbers)})))


@pytest.mark.parametrize(
    ("parameters", "points"),
    [
        ({}, "2.125"),
        ({"way": "sum"}, "4"),
        ({"way": "last"}, "2"),
        ({"way": "worst"}, "0.5"),
        ({"way": "best"}, "3.5"),
        ({"way": "worst", "better": "lower"}, "3.5"),
        ({"way": "best", "better": "lower"}, "0.5"),
    ],
)
def test_of_the_points_of_four_quarters(parameters, points):
    assert line(leaf(**parameters), "0.5", "3.5", "2.5", "2").points == D(points)


def test_a_mean_is_rounded_only_by_the_rounding_of_the_line():
    scored = line(leaf(), 1, 1, 2)

    assert scored.points == D("1.3333")
    assert scored.reasons[0].values["value"] == Decimal("1.333333")


@pytest.mark.parametrize(
    ("gives", "way", "points"),
    [
        ("bands", "average", "1.5"),
        ("bands", "last", "4"),
        ("bands", "worst", "0"),
        ("each", "average", "1.8333"),
        ("each", "sum", "4"),
        ("each", "worst", "0"),
        ("each", "best", "4"),
        ("each", "last", "4"),
    ],
)
def test_bands_of_the_one_or_of_each(gives, way, points):
    """40, 60 and 95 %: their average 65 lies in the middle band; one by one they give 0, 1.5 and 4."""
    assert line(leaf(gives=gives, way=way, bands=BANDS), 40, 60, 95).points == D(points)


def test_points_for_each_one():
    node = leaf(gives="multiplied", way="sum", points_each="0.25", whole=True)

    assert (line(node, 3, 0, 12).points, line(node, 3, 0, 14).points) == (D("3.75"), 4)


def test_a_mean_that_no_decimal_holds_loses_nothing_when_it_is_multiplied():
    """A third of one event a month is one point of three, however points are rounded."""
    node = leaf(gives="multiplied", points_each="3")
    table = Table((node,), step=D("0.01"), rounding="down")

    assert score_cluster(table, {"u": {"1": Entry({"results": results(1, 0, 0)})}})["u"].total == 1


def test_of_what_is_taken_off_the_most_is_the_worst():
    bands = [{"low": "0", "high": "1", "points": "0"}, {"low": "1", "high": None, "points": "2"}]
    node = leaf("4", "penalty", gives="each", way="worst", bands=bands)

    assert line(node, 0, 3, 0).points == 2


@pytest.mark.parametrize(
    ("parameters", "codes"),
    [
        ({}, []),
        ({"gives": "bands"}, ["periods.bands_missing"]),
        ({"gives": "each", "bands": BANDS}, []),
        ({"bands": BANDS}, ["periods.bands_unused"]),
        ({"gives": "multiplied"}, ["periods.each_missing"]),
        ({"points_each": "1"}, ["periods.each_unused"]),
        ({"gives": "bands", "bands": BANDS[:2]}, ["bands.hole_below"]),
        ({"gives": "bands", "bands": [{"low": "0", "high": None, "points": "9"}]}, ["bands.above_max"]),
    ],
)
def test_what_is_missing_or_not_used(parameters, codes):
    assert [problem.code for problem in check_table(Table((leaf(**parameters),)))] == codes


@pytest.mark.parametrize(
    ("parameters", "numbers", "reached"),
    [
        ({}, (2, 3, 1), Reach({"results": results(2, 3, 7)}, D(4))),
        ({"way": "last"}, (2, 3, 1), Reach({"results": results(2, 3, 4)}, D(4))),
        ({"way": "worst", "gives": "bands", "bands": BANDS}, (95, 60), Reach({"results": results(95, 90)}, D(4))),
        ({"gives": "bands", "bands": BANDS}, (40, 50), Reach({"results": results(50, 50)}, D("1.5"))),
        ({"gives": "each", "way": "sum", "bands": BANDS}, (40, 85), Reach({"results": results(40, 90)}, D(4))),
    ],
)
def test_the_one_result_that_would_have_to_be_different(parameters, numbers, reached):
    assert reach(leaf(**parameters), *numbers) == [reached]


def test_words_and_reasons():
    node = leaf(gives="bands", bands=BANDS)
    with translation.override("en"):
        assert describe_rule(node) == (
            "of several results their average counts; 90 or more → 4; from 50 to under 90 → 1.5; from 0 to under 50 → 0"
        )
        assert [explain(reason) for reason in line(node, "1234.5", 0).reasons] == [
            "1,234.5; 0: their average = 617.25",
            "617.25, in the band “90 or more” → 4",
        ]
