"""What an author has to mend in grades, sanctions and tie-breakers, and where it stands."""

from decimal import Decimal

import pytest
from django.utils import translation

from clusters.explanations import explain_problem
from clusters.scoring import Table
from clusters.scoring.grading import check_stored
from tests.clusters.scoring.gradings import GRADES, JSON, SANCTIONS, TABLE, TIE_BREAKERS

D = Decimal


def grade(place: int, **changes) -> dict:
    """The regulation with one grade changed."""
    return {"grades": [{**each, **changes} if at == place else each for at, each in enumerate(GRADES)]}


def sanction(trigger=None, effect=None) -> dict:
    return {"sanctions": [{**SANCTIONS[0], **({"trigger": trigger} if trigger else {"effect": effect})}]}


def condition(**clause) -> dict:
    return grade(1, conditions=[[clause]])


def test_a_regulation_that_holds_together():
    assert check_stored(JSON, TABLE) == []
    assert check_stored({}, TABLE) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (grade(1, code="XS"), [("grading.code_twice", "grades/1"), ("grading.unknown_grade", "sanctions/1")]),
        (grade(1, least="90"), [("grading.not_descending", "grades/2")]),
        (grade(0, least="111"), [("grading.out_of_reach", "grades/1")]),
        (grade(4, least="1"), [("grading.bottom_open", "grades/5")]),
        (grade(4, conditions=GRADES[0]["conditions"]), [("grading.bottom_conditions", "grades/5")]),
        (grade(4, quota=GRADES[0]["quota"]), [("grading.bottom_quota", "grades/5")]),
        (grade(0, quota={"percent": "0"}), [("grading.quota_range", "grades/1")]),
        (grade(0, quota={"percent": "101"}), [("grading.quota_range", "grades/1")]),
        ({"grades": []}, [("grading.no_grades", "")]),
        (condition(kind="points", line="X", sign="≥", value="1"), [("grading.unknown_line", "grades/2")]),
        (condition(kind="points", line="V", sign="≥", value="16"), [("condition.points.out_of_reach", "grades/2")]),
        (condition(kind="share", line="V", sign="≥", value="101"), [("condition.share.above_hundred", "grades/2")]),
        (condition(kind="figure", line="V", sign="≥", value="1"), [("condition.no_figure", "grades/2")]),
        (condition(kind="figure", line="V.2", sign="≥", value="1"), [("condition.no_figure", "grades/2")]),
        (condition(kind="targets", lines=["I.1", "V.2"]), [("condition.no_figure", "grades/2")]),
        (condition(kind="targets", lines=["I.1", "I.1"]), [("condition.targets.twice", "grades/2")]),
        (condition(kind="targets", lines=["I.1", "I.2"], missed="1"), [("condition.targets.half", "grades/2")]),
        (
            condition(kind="targets", lines=["I.1", "I.2"], missed="2", by="5"),
            [("condition.targets.too_many", "grades/2")],
        ),
        (sanction(effect={"kind": "not_above", "grade": "?"}), [("grading.unknown_grade", "sanctions/1")]),
        (sanction(effect={"kind": "not_above", "grade": "XS"}), [("grading.bars_nothing", "sanctions/1")]),
        (sanction(effect={"kind": "down", "grades": "5"}), [("grading.too_far_down", "sanctions/1")]),
        (
            sanction(trigger={"kind": "figure", "line": "IX.9", "sign": ">", "value": "0"}),
            [("grading.unknown_line", "sanctions/1")],
        ),
        ({"tie_breakers": [TIE_BREAKERS[0]] * 2}, [("grading.tie_twice", "tie_breakers/2")]),
        ({"tie_breakers": [TIE_BREAKERS[5], TIE_BREAKERS[0]]}, [("grading.meeting_not_last", "tie_breakers/1")]),
        ({"tie_breakers": [{"kind": "points", "line": "X"}]}, [("grading.unknown_line", "tie_breakers/1")]),
        ({"tie_breakers": [{"kind": "women", "line": "V"}]}, [("condition.no_figure", "tie_breakers/1")]),
        ({"tie_breakers": [{"kind": "luck"}]}, [("grading.unknown_kind", "tie_breakers/1")]),
    ],
)
def test_each_inconsistency_is_found_where_it_stands_and_said(change, expected):
    found = check_stored(JSON | change, TABLE)
    assert [(problem.code, problem.where) for problem in found][: len(expected)] == expected
    for language in ("vi", "en"):
        with translation.override(language):
            said = [explain_problem(problem) for problem in found]
        assert [words for words in said if not words or "…" in words or "{" in words] == []


def test_thresholds_in_per_cent_are_compared_in_points():
    """50 % of a total of 200 are 100 points, which no unit of this table comes near."""
    large = Table(TABLE.nodes, full=D(200))
    assert [(p.code, p.where) for p in check_stored(JSON, large)] == [("grading.not_descending", "grades/4")]


def test_a_total_that_never_falls_below_a_floor_needs_no_grade_below_it():
    raised = Table(TABLE.nodes, floor=D(50))
    assert check_stored(JSON | {"grades": GRADES[:4], "sanctions": []}, raised) == []
