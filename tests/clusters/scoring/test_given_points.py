"""Figures that grades look at, where the cluster gave other points than they give, or where nothing proves them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.explanations import explain
from clusters.scoring import RULES, Entry, Node, Table, parse_parameters, sum_points
from clusters.scoring.declaration import Setting
from clusters.scoring.grading import grade_alone, read_grading
from tests.clusters.scoring.gradings import NO_FACTS, TABLE, entries, grading, sheet

D = Decimal


def judged(code, points, **figures):
    """A unit of which the cluster gave one line other points."""
    known = entries(**figures)
    known[code] = replace(known[code], given=D(points))
    return grade_alone(grading(), TABLE, sheet(**{code.replace(".", "_"): points}), known, NO_FACTS)


def said(verdict, code):
    return [reason.code for step in verdict.steps for reason in step.reasons if reason.values.get("line") == code]


@pytest.mark.parametrize(
    ("code", "points", "grade", "told"),
    [
        # Two models reported, one recognised.
        ("V.1", 5, "T", "condition.figure.given"),
        # No case reported; the cluster found one, or part of one.
        ("IX.8", 5, "T", "condition.figure.given"),
        ("IX.8", 1, "T", "condition.figure.given"),
        # Points do not tell what was reached of a target.
        ("I.1", 29, "T", "condition.target.unknown"),
    ],
)
def test_a_grade_rests_on_what_the_cluster_let_stand(code, points, grade, told):
    verdict = judged(code, points)

    assert verdict.grade == grade
    assert told in said(verdict, code)


def test_points_that_the_figure_gives_leave_it_as_it_is():
    assert grade_alone(grading(), TABLE, sheet(), entries(), NO_FACTS).grade == "XS"


@translation.override("en")
def test_it_is_told():
    (told,) = [
        explain(reason)
        for step in judged("V.1", 5).steps
        for reason in step.reasons
        if reason.code == "condition.figure.given" and reason.values["value"] == D(2)
    ]

    assert told == "figure of V.1: 1, by the points that the cluster gave; asked is ≥ 2"


@pytest.mark.parametrize(("has_evidence", "grade"), [(True, "A"), (False, "B")])
def test_a_figure_without_the_evidence_that_the_line_asks_proves_nothing(has_evidence, grade):
    leaf = Node("1", D(5), rule="count", parameters={"points_each": "1"}, evidence_required=True)
    clause = {"kind": "figure", "line": "1", "sign": "≥", "value": "2"}
    rules = read_grading(
        {
            "grades": [
                {"code": "A", "name": "A", "least": "0", "conditions": [[clause]]},
                {"code": "B", "name": "B", "least": "0"},
            ]
        }
    )
    table, known = Table((leaf,)), {"1": Entry({"count": D(3)}, has_evidence=has_evidence)}

    assert grade_alone(rules, table, sum_points(table, {"1": D(3)}), known).grade == grade


@pytest.mark.parametrize(
    ("rule", "name"), [("count", "points_each"), ("deduction", "per_case"), ("penalty_per_case", "per_case")]
)
def test_the_figure_of_points_is_the_smallest_that_gives_them(rule, name):
    kind = RULES[rule]

    @settings(derandomize=True, deadline=None, max_examples=80)
    @given(st.decimals("0.25", 4, places=2), st.integers(0, 12))
    def holds(each, cases):
        setting = Setting(parse_parameters(kind, {name: str(each)}), D(10), is_penalty=rule == "penalty_per_case")

        def points(count):
            return kind.arithmetic(setting, Entry({"count": D(count)})).points

        figure = kind.figure_of(setting, points(cases))
        assert points(figure) == points(cases)
        assert figure == 0 or points(figure - 1) != points(figure)

    holds()
