"""Stored and typed values become what their declaration says, or a problem that names the field."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.scoring import RULES, Unreadable, as_json, parse_inputs, parse_parameters
from clusters.scoring.band import Band
from clusters.scoring.messages import TEMPLATES

QUIET = settings(derandomize=True, deadline=None, max_examples=60)
D = Decimal
BANDS = RULES["bands"]
ONE_BAND = {"low": "0", "high": None, "points": "2"}


def faults(function, *args):
    with pytest.raises(Unreadable) as caught:
        function(*args)
    return [(problem.where, problem.code) for problem in caught.value.problems]


def test_parameters_are_typed_and_defaults_filled_in():
    assert parse_parameters(RULES["deduction"], {"per_case": "0.5"}) == {
        "per_case": D("0.5"),
        "floor": D(0),
        "no_case_full": False,
        "may_not_apply": False,
    }


def test_bands_are_closed_below_and_open_above_unless_said_otherwise():
    typed = parse_parameters(BANDS, {"bands": [{"low": "95", "high": "100", "points": "1.75"}]})

    assert typed["bands"] == (Band(D(95), D(100), D("1.75"), low_closed=True, high_closed=False),)


@pytest.mark.parametrize(
    ("rule", "data", "found"),
    [
        ("count", {}, [("points_each", "required")]),
        ("count", {"points_each": ""}, [("points_each", "required")]),
        ("count", {"points_each": "ten"}, [("points_each", "not_a_number")]),
        ("count", {"points_each": 0.1}, [("points_each", "not_a_number")]),
        ("count", {"points_each": True}, [("points_each", "not_a_number")]),
        ("count", {"points_each": "1e3"}, [("points_each", "not_a_number")]),
        ("count", {"points_each": "1.23456"}, [("points_each", "too_long")]),
        ("count", {"points_each": "-1"}, [("points_each", "below_least")]),
        ("count", {"points_each": "1", "no_case_full": "yes"}, [("no_case_full", "not_yes_no")]),
        ("count", {"points_each": "1", "cap": "9"}, [("cap", "unknown_name")]),
        ("proportional", {"better": "bigger"}, [("better", "not_a_choice")]),
        ("proportional", {"better": ["higher"]}, [("better", "not_a_choice")]),
        ("bands", {"bands": []}, [("bands", "not_bands")]),
        ("bands", {"bands": "0-100"}, [("bands", "not_bands")]),
        ("bands", {"bands": [{"low": "0"}]}, [("bands", "not_bands")]),
        ("bands", {"bands": [{**ONE_BAND, "points": None}]}, [("bands", "not_bands")]),
        ("bands", {"bands": [{**ONE_BAND, "low_closed": "x"}]}, [("bands", "not_bands")]),
        ("bands", {"bands": [{**ONE_BAND, "points": "-1"}]}, [("bands", "below_least")]),
        ("bands", {"bands": [{**ONE_BAND, "low": "abc"}]}, [("bands", "not_a_number")]),
    ],
)
def test_parameters_that_do_not_fit_are_named(rule, data, found):
    assert faults(parse_parameters, RULES[rule], data) == found


def test_saving_does_not_demand_completeness():
    parameters = {"of": "percentage", "bands": (), "lifted_to": None}

    assert parse_inputs(BANDS, parameters, {"numerator": "3", "denominator": ""}) == {
        "numerator": D(3),
        "denominator": None,
    }


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"count": "-1"}, [("count", "below_least")]),
        ({"count": "1.5"}, [("count", "not_whole")]),
        ({"count": D("NaN")}, [("count", "not_a_number")]),
        ({"count": D("1E+999999")}, [("count", "too_long")]),
        ({"count": "123456789012345"}, [("count", "too_long")]),
        ({"count": {}}, [("count", "not_a_number")]),
        ({"actual": "1"}, [("actual", "unknown_name")]),
        ({"no_case": 1}, [("no_case", "not_yes_no")]),
        ({"count": "2", "no_case": True}, [("no_case", "no_case_with_figures")]),
    ],
)
def test_inputs_that_do_not_fit_are_named(data, found):
    parameters = {"points_each": D(1), "no_case_full": True}

    assert faults(parse_inputs, RULES["count"], parameters, data) == found


def test_no_case_may_stand_beside_a_nought():
    parameters = {"points_each": D(1), "no_case_full": True}

    assert parse_inputs(RULES["count"], parameters, {"count": "0", "no_case": True}) == {"count": 0, "no_case": True}


NUMBER = st.decimals(0, 10**12, places=4)
STORED_BAND = st.builds(Band, st.none() | NUMBER, st.none() | NUMBER, NUMBER, st.booleans(), st.booleans())


@QUIET
@given(st.lists(STORED_BAND, min_size=1, max_size=6), st.sampled_from(["percentage", "number", "whole_number"]))
def test_what_is_stored_is_read_back_the_same(bands, of):
    typed = {"of": of, "bands": tuple(bands), "lifted_to": None, "no_case_full": True, "may_not_apply": False}

    assert parse_parameters(BANDS, as_json(typed)) == typed


@pytest.mark.parametrize(
    ("rule", "parameters", "values", "headline"),
    [
        ("proportional", {"of": "number"}, {"actual": D("12.5")}, D("12.5")),
        ("proportional", {"of": "percentage"}, {"numerator": D(1), "denominator": D(4)}, D(25)),
        ("bands", {"of": "percentage"}, {"numerator": D(2), "denominator": D(3)}, D(200) / 3),
        ("bands", {"of": "percentage"}, {"numerator": D(2), "denominator": D(0)}, None),
        ("bands", {"of": "percentage"}, {"numerator": None, "denominator": None}, None),
        ("bands", {"of": "number"}, {"actual": D(4)}, D(4)),
        ("count", {}, {"count": D(3)}, D(3)),
        ("deduction", {}, {"count": D(3)}, D(3)),
        ("penalty_per_case", {}, {}, None),
        ("yes_no", {}, {"answer": True}, None),
    ],
)
def test_the_one_number_of_a_result(rule, parameters, values, headline):
    assert RULES[rule].headline(parameters, values) == headline


def test_a_code_says_the_same_in_every_rule_type_that_uses_it():
    for rule in RULES.values():
        assert {code: TEMPLATES[code] for code in rule.templates} == rule.templates
