"""What an author is told before a table can be published."""

from dataclasses import replace
from decimal import Decimal

import pytest

from clusters.scoring import Node, Problem, Table, check_table

D = Decimal


def leaf(code="1.1", points="4", section="core", rule="yes_no", **parameters):
    return Node(code, D(points), section, rule, parameters)


def group(*children, code="1", points="4", section="core", rule=""):
    return Node(code, D(points), section, rule, children=children)


def problems(*nodes, **more):
    return check_table(Table(nodes, **more))


def codes(*nodes, **more):
    return [problem.code for problem in problems(*nodes, **more)]


def test_a_sound_table_has_no_problems():
    assert problems(group(leaf("1.1", "3"), leaf("1.2", "1"))) == []


def test_content_must_add_up_and_the_problem_names_the_place_and_both_sums():
    found = problems(group(leaf("1.1", "3"), leaf("1.2", "2")))

    assert found == [Problem("sum_differs", "1", {"sum": "5", "max": "4"})]


@pytest.mark.parametrize("section", ["bonus", "penalty"])
def test_bonus_and_penalty_may_offer_more_than_their_limit_but_not_less(section):
    """Thanh Hóa IX: the lines add up to 45, the group takes off 20 at most."""
    assert codes(group(leaf("1.1", "45", section), points="20", section=section)) == []
    assert codes(group(leaf("1.1", "5", section), points="20", section=section)) == ["cap_out_of_reach"]


@pytest.mark.parametrize(
    ("nodes", "found"),
    [
        ((), ["empty"]),
        ((leaf("1"), leaf("1")), ["duplicate_code"]),
        ((leaf(" "),), ["no_code"]),
        ((leaf(rule=""),), ["group_without_children"]),
        ((leaf(rule="guess"),), ["unknown_rule"]),
        ((group(leaf(), rule="yes_no"),), ["group_with_rule"]),
        ((leaf(section="extra"),), ["unknown_section", "wrong_section"]),
        ((group(leaf(section="bonus")),), ["section_differs"]),
        ((leaf(points="0"),), ["max_not_positive"]),
        ((leaf(points="0.125"),), ["off_step"]),
        ((leaf(rule="count"),), ["required"]),
        ((leaf(rule="count", points_each="-1"),), ["below_least"]),
        ((leaf(rule="count", points_each="1", extra="2"),), ["unknown_name"]),
        ((leaf(rule="deduction", per_case="1", section="penalty"),), ["wrong_section"]),
        ((leaf(rule="penalty_per_case", per_case="1"),), ["wrong_section"]),
        ((leaf(rule="deduction", per_case="1", floor="5"),), ["deduction.floor_above_max"]),
        ((leaf(rule="proportional", bonus_each="0.1", capped=False),), ["proportional.bonus_uncapped"]),
        ((leaf(rule="proportional", bonus_most="1"),), ["proportional.bonus_of_nothing"]),
        ((leaf(rule="proportional", least_share="120"),), ["proportional.least_above_target"]),
        ((leaf(rule="bands", bands=[{"low": "0", "high": None, "points": "0.005"}]),), ["off_step"]),
    ],
)
def test_each_fault_has_its_own_code(nodes, found):
    assert codes(*nodes) == found


@pytest.mark.parametrize("step", ["0", "-0.5"])
def test_the_step_must_be_positive(step):
    assert codes(leaf(), step=D(step)) == ["step_not_positive"]


def test_the_way_of_rounding_must_be_known():
    assert codes(leaf(), rounding="sideways") == ["unknown_rounding"]


def test_a_fault_deep_in_the_tree_is_found_at_its_code():
    deep = group(group(leaf("1.1.1", "3"), code="1.1", points="4"), points="4")

    assert [(problem.where, problem.code) for problem in problems(deep)] == [("1.1", "sum_differs")]


def test_several_faults_are_all_told():
    broken = replace(leaf("1", rule="count"), max_points=D("-1"))

    assert codes(broken, broken) == ["duplicate_code", *["max_not_positive", "required"] * 2]
