"""The other rule types, as tables of examples and as promises that always hold."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.scoring import Entry, Node, Table, score_cluster

QUIET = settings(derandomize=True, deadline=None, max_examples=60)
AMOUNT = st.decimals(0, 100_000, places=2)


def line(rule, max_points, parameters, values, target=None, section="core"):
    node = Node("1", Decimal(max_points), section, rule, parameters)
    typed = {name: value if isinstance(value, bool) else Decimal(value) for name, value in values.items()}
    entry = Entry(typed, None if target is None else Decimal(target))
    return score_cluster(Table((node,)), {"u": {"1": entry}})["u"].lines["1"]


def outcome(*args, **kwargs):
    scored = line(*args, **kwargs)
    return scored.points, scored.reasons[0].code


@pytest.mark.parametrize(
    ("parameters", "actual", "target", "points", "code"),
    [
        ({}, "80", "100", "8", "proportional.share"),
        ({}, "100", "100", "10", "proportional.share"),
        ({}, "130", "100", "10", "proportional.capped"),
        ({"capped": False}, "130", "100", "13", "proportional.share"),
        ({}, "0", "100", "0", "proportional.none"),
        ({}, "-2.5", "8", "0", "proportional.none"),
        ({}, "5", "0", "0", "proportional.no_share"),
        ({}, "1", "3", "3.33", "proportional.share"),
        ({"better": "lower"}, "4", "5", "10", "proportional.within"),
        ({"better": "lower"}, "10", "5", "5", "proportional.over"),
        ({"better": "lower"}, "0", "0", "10", "proportional.within"),
        ({"better": "lower"}, "1", "0", "0", "proportional.above_zero"),
        ({"better": "lower"}, "0", "-1", "0", "proportional.above_zero"),
    ],
)
def test_proportional_to_the_target(parameters, actual, target, points, code):
    assert outcome("proportional", 10, parameters, {"actual": actual}, target) == (Decimal(points), code)


@pytest.mark.parametrize(
    ("models", "points", "code"),
    [(0, "0", "count.counted"), (1, "2.5", "count.counted"), (2, "5", "count.counted"), (3, "5", "count.capped")],
)
def test_thanh_hoa_v1_two_and_a_half_points_per_new_model(models, points, code):
    assert outcome("count", 5, {"points_each": "2.5"}, {"count": models}) == (Decimal(points), code)


@pytest.mark.parametrize(
    ("late", "points", "code"),
    [
        (0, "2", "deduction.left"),
        (1, "1.5", "deduction.left"),
        (4, "0", "deduction.left"),
        (5, "0", "deduction.floored"),
    ],
)
def test_thanh_hoa_vii1_half_a_point_off_per_late_report(late, points, code):
    assert outcome("deduction", 2, {"per_case": "0.5"}, {"count": late}) == (Decimal(points), code)


def test_a_deduction_stops_at_its_floor():
    assert outcome("deduction", 2, {"per_case": "0.5", "floor": "1"}, {"count": 9}) == (1, "deduction.floored")


@pytest.mark.parametrize(
    ("late", "points", "code"),
    [(0, "0", "penalty.counted"), (3, "3", "penalty.counted"), (7, "5", "penalty.capped")],
)
def test_thanh_hoa_ix4_late_reports_cost_a_point_each_up_to_five(late, points, code):
    found = outcome("penalty_per_case", 5, {"per_case": "1"}, {"count": late}, section="penalty")

    assert found == (Decimal(points), code)


@pytest.mark.parametrize(("answer", "points", "code"), [(True, 2, "yes_no.yes"), (False, 0, "yes_no.no")])
def test_yes_or_no(answer, points, code):
    assert outcome("yes_no", 2, {}, {"answer": answer}) == (points, code)


@pytest.mark.parametrize(
    ("rule", "parameters"),
    [
        ("proportional", {}),
        ("yes_no", {}),
        ("count", {"points_each": "1"}),
        ("deduction", {"per_case": "1"}),
        ("bands", {"of": "number", "bands": [{"low": "0", "high": None, "points": "1"}]}),
    ],
)
def test_no_case_arose_gives_full_points_where_the_table_offers_it(rule, parameters):
    offered = line(rule, 2, {**parameters, "no_case_full": True}, {"no_case": True})
    refused = line(rule, 2, parameters, {"no_case": True})

    assert (offered.points, offered.reasons[0].code, refused.points) == (2, "no_case", 0)


def test_no_case_arose_takes_nothing_off():
    assert outcome("yes_no", 5, {"no_case_full": True}, {"no_case": True}, section="penalty") == (0, "no_case_penalty")


@QUIET
@given(AMOUNT, AMOUNT, st.decimals(1, 100_000, places=2), st.sampled_from(["higher", "lower"]))
def test_a_better_result_never_gives_less(first, second, target, better):
    worse, finer = sorted((first, second), reverse=better == "lower")
    points = [line("proportional", 10, {"better": better}, {"actual": a}, target).points for a in (worse, finer)]

    assert 0 <= points[0] <= points[1] <= 10


@QUIET
@given(AMOUNT, st.decimals(1, 100_000, places=2))
def test_uncapped_and_capped_agree_up_to_the_target(actual, target):
    capped = line("proportional", 10, {}, {"actual": actual}, target).points
    uncapped = line("proportional", 10, {"capped": False}, {"actual": actual}, target).points

    assert capped == min(uncapped, Decimal(10))


@QUIET
@given(st.integers(0, 1000), st.integers(0, 1000), st.decimals(0, 5, places=2))
def test_more_cases_never_give_more_and_more_things_never_less(first, second, each):
    few, many = sorted((first, second))
    count = [line("count", 5, {"points_each": each}, {"count": n}).points for n in (few, many)]
    left = [line("deduction", 5, {"per_case": each}, {"count": n}).points for n in (few, many)]

    assert 0 <= count[0] <= count[1] <= 5
    assert 5 >= left[0] >= left[1] >= 0
