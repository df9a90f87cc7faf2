"""Relative to the best of the cluster: `relative-algorithm.md`, type 1, computed by hand, and what always holds."""

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
RULE = RULES["relative"]
FINE = D("0.000001")
LOWER = {"better": "lower"}


def leaf(most="10", **parameters):
    return Node("1", D(most), rule="relative", parameters=parameters)


def entry(actual, target=None):
    return Entry({"actual": D(actual)}, None if target is None else D(target))


def lines(units, **parameters):
    """The lines of a cluster given as (result, target) by unit."""
    entries = {unit: {"1": entry(*pair)} for unit, pair in units.items()}
    sheets = score_cluster(Table((leaf(**parameters),), step=FINE), entries)
    return {unit: sheet.lines["1"] for unit, sheet in sheets.items()}


def points(units, **parameters):
    return {unit: line.points.normalize() for unit, line in lines(units, **parameters).items()}


def test_the_algorithm_by_hand():
    """Ratios 0.8, 1, 1.2 and the best 1.5, of 10 points: 4, 5, 5 + 5 × 0.2 ÷ 0.5 = 7, and all."""
    units = {"below": (80, 100), "met": (50, 50), "above": (120, 100), "best": (30, 20)}

    assert points(units) == {"below": 4, "met": 5, "above": 7, "best": 10}


def test_without_targets_the_best_result_has_all_points():
    units = {"a": (80, 100), "b": (50, 50), "c": (20, 10)}

    assert points(units, with_targets=False) == {"a": 10, "b": D("6.25"), "c": D("2.5")}


def test_units_without_a_target_are_compared_by_result_with_everybody():
    units = {"best": (200, 100), "other": (50, None), "nothing": (0, None), "zero": (100, 0)}

    assert points(units) == {"best": 10, "other": D("2.5"), "nothing": 0, "zero": 5}


def test_the_share_at_the_target_is_a_parameter():
    units = {"below": (50, 100), "met": (100, 100), "above": (150, 100), "best": (200, 100)}

    assert points(units, share="60") == {"below": 3, "met": 6, "above": 8, "best": 10}


def test_lower_is_better_turns_the_ratios_over():
    """Target ÷ result: 0.5, 1, 1.25 and the best 2."""
    units = {"worse": (40, 20), "met": (20, 20), "better": (16, 20), "best": (10, 20)}

    assert points(units, **LOWER) == {"worse": D("2.5"), "met": 5, "better": D("6.25"), "best": 10}


def test_lower_is_better_without_targets():
    assert points({"a": (5, None), "b": (20, None)}, **LOWER) == {"a": 10, "b": D("2.5")}


def test_none_at_all_is_the_best_where_lower_is_better():
    units = {"none": (0, 5), "kept": (0, 0), "less": (4, 5), "broken": (1, 0)}

    assert points(units, **LOWER) == {"none": 10, "kept": 10, "less": 5, "broken": 0}


@pytest.mark.parametrize(
    ("units", "found"),
    [
        ({"a": (150, 100), "b": (300, 200), "c": (100, 100)}, {"a": 10, "b": 10, "c": 5}),
        ({"a": (90, 100), "b": (45, 100)}, {"a": D("4.5"), "b": D("2.25")}),
        ({"a": (100, 100), "b": (50, 100)}, {"a": 5, "b": D("2.5")}),
        ({"a": (-5, 100), "b": (120, 100)}, {"a": 0, "b": 10}),
        ({"a": (-5, None), "b": (-1, None)}, {"a": 0, "b": 0}),
        ({"a": (0, 0), "b": (0, None)}, {"a": 0, "b": 0}),
        ({"a": (7, -3), "b": (14, None)}, {"a": 5, "b": 10}),
    ],
    ids=["shared", "nobody-reached-it", "reached-exactly", "negative", "all-negative", "all-zero", "negative-target"],
)
def test_hard_cases(units, found):
    assert points(units) == found


@pytest.mark.parametrize(
    ("actual", "target", "parameters", "found"),
    [(120, 100, {}, 10), (100, 100, {}, 5), (50, 100, {}, "2.5"), (3, None, {}, 10), (9, 12, LOWER, 10)],
)
def test_a_cluster_of_one(actual, target, parameters, found):
    assert points({"only": (actual, target)}, **parameters) == {"only": D(found)}


def test_the_points_of_the_others_follow_a_new_leader():
    before = points({"a": (120, 100), "b": (140, 100)})
    after = points({"a": (120, 100), "b": (180, 100)})

    assert (before["a"], after["a"]) == (D("7.5"), D("6.25"))


@translation.override("en")
def test_the_arithmetic_names_the_best_ratio_and_nobody():
    units = {"below": (80, 100), "above": (120, 100), "best": (30, 20)}
    said = {unit: explain(line.reasons[0]) for unit, line in lines(units).items()}

    assert said == {
        "below": "80, target 100: 80 % of it × 50 % × 10 = 4",
        "above": "120, target 100: 120 % of it, the best of the cluster 150 %: "
        "50 % × 10 + 50 % × 10 × (120 − 100) ÷ (150 − 100) = 7",
        "best": "30, target 20: 150 % of it, the best of the cluster: 10",
    }


@translation.override("en")
def test_the_rule_in_words():
    assert describe_rule(leaf(with_targets=False)) == "result ÷ best result of the cluster × 10"
    assert describe_rule(leaf(share="60")) == (
        "6 at the target, below it in proportion; above it up to 4 more, as near as the result comes to the best of"
        " the cluster, which has 10; where there is no target: result ÷ best result of the cluster × 10"
    )


def test_no_more_than_everything_can_stand_at_the_target():
    assert [problem.code for problem in check_table(Table((leaf(share="101"),)))] == ["relative.share_above_all"]


@pytest.mark.parametrize(
    ("own", "parameters", "found"),
    [
        ((80, 100), {}, [(100, 5), (150, 10)]),
        ((120, 100), {}, [(150, 10)]),
        ((10, None), {}, [(30, 10)]),
        ((30, 20), LOWER, [(20, 5)]),
    ],
)
def test_what_would_give_more_is_the_target_and_the_best(own, parameters, found):
    typed = parse_parameters(RULE, parameters)
    cluster = RULE.prepare(typed, {"own": entry(*own), "best": entry(30, 20)})
    reached = RULE.reach(Setting(typed, D(10), cluster), entry(*own))

    assert [(each.values["actual"], each.points) for each in reached] == found


RESULT = st.integers(-20, 400).map(lambda n: D(n) / 4)
PROMISE = st.one_of(st.none(), st.integers(0, 200).map(lambda n: D(n) / 4))
UNITS = st.dictionaries(st.integers(0, 20), st.tuples(RESULT, PROMISE), min_size=1, max_size=8)
PARAMETERS = st.fixed_dictionaries(
    {"better": st.sampled_from(["higher", "lower"]), "share": st.sampled_from(["0", "50", "70", "100"])}
)


def reached(pair, better):
    """How much of the target, for units that are compared by it."""
    actual, target = pair
    return target / actual if better == "lower" else actual / target


def comparable(units):
    return {unit: pair for unit, pair in units.items() if pair[0] > 0 and pair[1]}


@QUIET
@given(UNITS, PARAMETERS)
def test_the_leader_has_no_less_than_anybody(units, parameters):
    units = comparable(units)
    if units:
        found = points(units, **parameters)
        leader = max(units, key=lambda unit: reached(units[unit], parameters["better"]))

        assert found[leader] == max(found.values())


@QUIET
@given(UNITS, PARAMETERS, RESULT)
def test_a_better_result_never_gives_less(units, parameters, other):
    unit, (actual, target) = next(iter(units.items()))
    worse, better = sorted((actual, other), reverse=parameters["better"] == "lower")
    found = [points({**units, unit: (each, target)}, **parameters)[unit] for each in (worse, better)]

    assert found == sorted(found)


@QUIET
@given(UNITS, PARAMETERS, st.randoms(use_true_random=False))
def test_the_order_of_the_units_is_irrelevant(units, parameters, random):
    shuffled = list(units.items())
    random.shuffle(shuffled)

    assert points(dict(shuffled), **parameters) == points(units, **parameters)


@QUIET
@given(UNITS, PARAMETERS, RESULT.filter(lambda n: n > 0), st.integers(1, 200).map(D))
def test_a_further_unit_that_is_not_the_best_changes_nobody_elses_points(units, parameters, actual, target):
    lower, pairs = parameters["better"] == "lower", comparable(units).values()
    ratios = [reached(pair, parameters["better"]) for pair in pairs]
    results = [pair[0] for pair in units.values()]
    is_best = actual < min(results) if lower else actual > max(results)
    if ratios and reached((actual, target), parameters["better"]) <= max(ratios) and not is_best:
        found = points({**units, "further": (actual, target)}, **parameters)

        assert {unit: found[unit] for unit in units} == points(units, **parameters)


@QUIET
@given(UNITS, PARAMETERS)
def test_points_lie_between_nothing_and_the_maximum(units, parameters):
    assert all(0 <= value <= 10 for value in points(units, **parameters).values())


def test_a_share_that_no_decimal_holds_does_not_lose_a_step_by_rounding_down():
    """A third of three points is one point, however the points are rounded."""
    table = Table((Node("1", D(6), rule="relative"),), step=D("0.25"), rounding="down")
    entries = {"third": {"1": Entry({"actual": D(1)}, D(3))}, "best": {"1": Entry({"actual": D(6)}, D(3))}}
    half_way = {"1": Entry({"actual": D(4)}, D(3))}

    sheets = score_cluster(table, {**entries, "between": half_way})
    assert (sheets["third"].total, sheets["between"].total, sheets["best"].total) == (1, 4, 6)


def test_amounts_in_dong_do_not_lose_half_a_point():
    """125 % and 150 % of budgets in đồng: half way to the best is 7.5 points, which is 8 in steps of one."""
    table = Table((leaf(),), step=D(1))
    between = entry("71210305586551.25", "56968244469241")
    entries = {"between": {"1": between}, "best": {"1": entry("93134025351166.5", "62089350234111")}}

    assert score_cluster(table, entries)["between"].total == 8
