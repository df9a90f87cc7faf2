"""The other rule types, as tables of examples and as promises that always hold."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.scoring import RULES, Entry, Node, Table, parse_parameters, score_cluster
from clusters.scoring.declaration import Setting

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


BONUS = {"bonus_each": "0.1", "bonus_most": "1"}


@pytest.mark.parametrize(
    ("parameters", "actual", "target", "points"),
    [
        (BONUS, "100", "100", "10"),
        (BONUS, "100.9", "100", "10"),
        (BONUS, "103.99", "100", "10.3"),
        (BONUS, "125", "100", "11"),
        ({"bonus_each": "0.1"}, "125", "100", "12.5"),
        ({**BONUS, "better": "lower"}, "46", "50", "10.8"),
        ({**BONUS, "better": "lower"}, "55", "50", "9.09"),
        ({**BONUS, "better": "lower"}, "0", "0", "10"),
        ({"better": "lower", "capped": False}, "4", "5", "12"),
        ({"better": "lower", "capped": False}, "0", "5", "20"),
        ({"least_share": "70"}, "69.9", "100", "0"),
        ({"least_share": "70"}, "70", "100", "7"),
        ({"least_share": "70", "better": "lower"}, "100", "70", "7"),
        ({"least_share": "70", "better": "lower"}, "101", "70", "0"),
    ],
)
def test_a_bonus_beyond_the_target_and_nothing_far_below_it(parameters, actual, target, points):
    """+0.1 for each full per cent beyond it, at most 1; lower: 4 of 50 less are 8 per cent."""
    assert line("proportional", 10, parameters, {"actual": actual}, target).points == Decimal(points)


OFF = {"off_each": "0.5"}


@pytest.mark.parametrize(
    ("parameters", "actual", "target", "points", "code"),
    [
        (OFF, "100", "100", "10", "proportional.share"),
        (OFF, "99.5", "100", "10", "proportional.off"),
        (OFF, "97", "100", "8.5", "proportional.off"),
        (OFF, "97.5", "100", "9", "proportional.off"),
        (OFF, "80", "100", "0", "proportional.off"),
        (OFF, "79", "100", "0", "proportional.off_all"),
        (OFF, "0", "100", "0", "proportional.off_all"),
        ({"off_each": "0.05"}, "0", "100", "5", "proportional.off"),
        (OFF, "120", "100", "10", "proportional.capped"),
        (OFF, "5", "0", "0", "proportional.no_share"),
        ({**OFF, "better": "lower"}, "52", "50", "8", "proportional.off"),
        ({**OFF, "better": "lower"}, "1", "0", "0", "proportional.above_zero"),
        ({**OFF, "least_share": "90"}, "89", "100", "0", "proportional.too_little"),
        ({**OFF, "capped": False}, "110", "100", "11", "proportional.share"),
    ],
)
def test_so_many_points_off_for_each_full_per_cent_short(parameters, actual, target, points, code):
    """As tables say "cứ thấp hơn 1 % so với chỉ tiêu trừ 0,5 điểm": 2.5 % short are two full per cent."""
    assert outcome("proportional", 10, parameters, {"actual": actual}, target) == (Decimal(points), code)


@pytest.mark.parametrize(
    ("parameters", "actual", "reached"),
    [
        (OFF, "97", [("98", "9")]),
        (OFF, "97.2", [("99", "9.5")]),
        ({**OFF, "better": "lower"}, "103", [("102", "9")]),
        ({}, "80", [("100", "10")]),
        ({}, "100", []),
        ({"least_share": "70"}, "50", [("70", "7")]),
        (BONUS, "100.5", [("101", "10.1")]),
        (BONUS, "112", []),
        ({"better": "lower"}, "125", [("100", "10")]),
        ({**BONUS, "better": "lower"}, "99.5", [("99", "10.1")]),
    ],
)
def test_the_nearest_result_that_gives_more(parameters, actual, reached):
    rule = RULES["proportional"]
    setting = Setting(parse_parameters(rule, parameters), Decimal(10))
    found = rule.reach(setting, Entry({"actual": Decimal(actual)}, Decimal(100)))

    assert list(found) == [({"actual": Decimal(value)}, Decimal(points)) for value, points in reached]


@pytest.mark.parametrize(("count", "points"), [(0, "0"), (1, "5"), (3, "5")])
def test_thanh_hoa_viii1_once_a_year(count, points):
    assert line("count", 5, {"points_each": "5", "most_times": "1"}, {"count": count}).points == Decimal(points)


def test_what_is_not_counted_again_is_said():
    reasons = line("count", 10, {"points_each": "5", "most_times": "1"}, {"count": 3}).reasons

    assert [(reason.code, reason.values.get("given")) for reason in reasons] == [
        ("count.times", Decimal(3)),
        ("count.counted", None),
    ]


@pytest.mark.parametrize(
    ("rule", "parameters", "section", "now", "reached"),
    [
        ("count", {"points_each": "2"}, "core", 1, [(2, 4)]),
        ("count", {"points_each": "2"}, "core", 3, []),
        ("deduction", {"per_case": "0.5"}, "core", 40, [(9, "0.5")]),
        ("deduction", {"per_case": "0.5", "floor": "2"}, "core", 3, [(2, 4)]),
        ("deduction", {"per_case": "0.5"}, "core", 0, []),
        ("penalty_per_case", {"per_case": "2"}, "penalty", 40, [(2, 4)]),
        ("penalty_per_case", {"per_case": "2"}, "penalty", 0, []),
    ],
)
def test_the_nearest_number_of_cases_that_helps(rule, parameters, section, now, reached):
    kind = RULES[rule]
    setting = Setting(parse_parameters(kind, parameters), Decimal(5), is_penalty=section == "penalty")
    found = kind.reach(setting, Entry({"count": Decimal(now)}))

    assert list(found) == [({"count": Decimal(count)}, Decimal(points)) for count, points in reached]


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
