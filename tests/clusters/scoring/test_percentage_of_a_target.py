"""Percentages in proportion, targets that the table sets, and figures that are compared before they are rounded."""

from decimal import Decimal

import pytest
from django.utils import translation

from clusters.explanations import describe_rule, explain
from clusters.scoring import RULES, Entry, Node, Rounding, Table, parse_parameters, score_cluster
from clusters.scoring.declaration import Setting
from clusters.scoring.grading import grade_alone, read_grading

D = Decimal
RATE = {"of": "percentage", "set_target": "100"}


def node(parameters, max_points=3, rounding=None):
    return Node("1", D(max_points), "core", "proportional", parameters, rounding=rounding)


def scored(leaf, values, target=None):
    entry = Entry({name: D(value) for name, value in values.items()}, None if target is None else D(target))
    return score_cluster(Table((leaf,)), {"u": {"1": entry}})["u"].lines["1"]


@pytest.mark.parametrize(
    ("part", "whole", "points"), [(40, 40, "3"), (34, 40, "2.5"), (33, 40, "2.5"), (0, 40, "0"), (0, 0, "0")]
)
def test_thanh_hoa_ratio_is_the_percentage_of_the_maximum_to_a_quarter_point(part, whole, points):
    """The digitisation's type "ratio": round(p × max, step 0.25)."""
    leaf = node(RATE, rounding=Rounding(D("0.25")))

    assert scored(leaf, {"numerator": part, "denominator": whole}).points == D(points)


@pytest.mark.parametrize(
    ("parameters", "values", "target", "points"),
    [
        ({"set_target": "90"}, {"actual": "45"}, None, "1.5"),
        ({"set_target": "90"}, {"actual": "45"}, "45", "1.5"),
        ({"of": "percentage", "set_target": "90"}, {"numerator": "36", "denominator": "40"}, None, "3"),
        ({"of": "percentage", "set_target": "90"}, {"numerator": "39", "denominator": "40"}, None, "3"),
        ({"of": "percentage"}, {"numerator": "34", "denominator": "40"}, "85", "3"),
        ({"of": "percentage"}, {"numerator": "17", "denominator": "40"}, "85", "1.5"),
        ({**RATE, "least_share": "50"}, {"numerator": "19", "denominator": "40"}, None, "0"),
        ({**RATE, "least_share": "50"}, {"numerator": "20", "denominator": "40"}, None, "1.5"),
        ({**RATE, "set_target": "5", "better": "lower"}, {"numerator": "8", "denominator": "100"}, None, "1.88"),
        ({**RATE, "set_target": "5", "better": "lower"}, {"numerator": "2", "denominator": "100"}, None, "3"),
        (
            {"of": "percentage", "set_target": "80", "bonus_each": "0.1"},
            {"numerator": "34", "denominator": "40"},
            None,
            "3.5",
        ),
        ({**RATE, "set_target": "90", "off_each": "0.5"}, {"numerator": "88", "denominator": "100"}, None, "2"),
        ({**RATE, "set_target": "90", "off_each": "0.5"}, {"numerator": "885", "denominator": "1000"}, None, "2.5"),
        ({"set_target": "50", "off_each": "0.5"}, {"actual": "49"}, None, "2"),
    ],
)
def test_the_result_against_the_target(parameters, values, target, points):
    assert scored(node(parameters), values, target).points == D(points)


def test_nothing_is_divided_before_it_must_be():
    leaf = node({"of": "percentage", "set_target": "33.3"}, 9, Rounding(D("0.000001"), "down"))

    assert scored(leaf, {"numerator": "333", "denominator": "1000"}).points == D(9)


def test_without_a_target_anywhere_it_is_missing():
    assert scored(node({"of": "percentage"}), {"numerator": 1, "denominator": 2}).missing == ("target",)
    assert scored(node({"set_target": "5"}), {"actual": 1}).missing == ()


@translation.override("en")
@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        (RATE, ["34 of 40 = 85 % × 3"]),
        (
            {"of": "percentage", "set_target": "90", "better": "lower"},
            ["34 of 40 = 85 %", "85, not above the target of 90: full points, 3"],
        ),
        ({"of": "percentage", "set_target": "90"}, ["34 of 40 = 85 %", "85 of 90 = 94.44 % × 3", "rounded"]),
    ],
)
def test_the_arithmetic_is_told(parameters, said):
    reasons = scored(node(parameters), {"numerator": 34, "denominator": 40}).reasons
    told = [explain(reason) if reason.code != "rounded" else "rounded" for reason in reasons]

    assert told[: len(said)] == said


@translation.override("en")
def test_the_rule_in_words_names_the_target_of_the_table():
    assert describe_rule(node(RATE)) == "proportional to the target, at most 3; the target is 100 % for every unit"
    assert describe_rule(node({"set_target": "12"})).endswith("the target is 12 for every unit")


@pytest.mark.parametrize(
    ("parameters", "part", "reached"),
    [
        ({**RATE, "set_target": "90", "off_each": "0.5"}, "34", ["35"]),
        (RATE, "34", ["40"]),
        ({"of": "percentage", "set_target": "90"}, "34", ["36"]),
        (RATE, "33.5", ["40.0000"]),
    ],
)
def test_the_nearest_number_achieved_that_gives_more(parameters, part, reached):
    rule = RULES["proportional"]
    setting = Setting(parse_parameters(rule, parameters), D(3))
    found = rule.reach(setting, Entry({"numerator": D(part), "denominator": D(40)}))

    assert [each.values for each in found] == [{"numerator": D(value)} for value in reached]


def test_a_target_of_nothing_is_refused():
    rule = RULES["proportional"]

    def problems(**parameters):
        return [each.code for each in rule.check(Setting(parse_parameters(rule, parameters), D(3)))]

    assert problems(set_target="0") == ["proportional.target_of_nothing"]
    assert problems(set_target="0", better="lower") == []


# --- what grades ask of figures ------------------------------------------------------------------------------------

BANDS = [{"low": "95", "high": None, "points": "3"}, {"low": None, "high": "95", "points": "1"}]


def graded(rule, parameters, clause, values):
    table = Table((Node("1", D(3), "core", rule, parameters),))
    grading = read_grading(
        {
            "grades": [
                {"code": "A", "name": "A", "least": "0", "conditions": [[clause]]},
                {"code": "B", "name": "B", "least": "0"},
            ]
        }
    )
    entries = {"1": Entry({name: D(value) for name, value in values.items()})}
    sheet = score_cluster(table, {"u": entries})["u"]
    return grade_alone(grading, table, sheet, entries)


def test_a_percentage_a_shade_below_is_not_counted_as_reached():
    """2,849,999 of 3,000,000 are 94.99997 %, 95.0000 when rounded to what is stored."""
    values = {"numerator": "2849999", "denominator": "3000000"}
    clause = {"kind": "figure", "line": "1", "sign": "≥", "value": "95"}

    verdict = graded("bands", {"bands": BANDS}, clause, values)

    assert verdict.grade == "B"
    (condition,) = [step for step in verdict.steps if step.about == "condition"]
    assert condition.reasons[0].values["figure"] == D("94.9999")


@pytest.mark.parametrize(("part", "grade"), [("36", "A"), ("35", "B")])
def test_a_target_of_the_table_is_one_that_a_condition_may_ask(part, grade):
    clause = {"kind": "targets", "lines": ["1"]}
    values = {"numerator": part, "denominator": "40"}

    assert graded("proportional", {"of": "percentage", "set_target": "90"}, clause, values).grade == grade
