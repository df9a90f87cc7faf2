"""What holds for any cluster, any quota and any sanctions."""

import json
from decimal import Decimal

from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.explanations import explain
from clusters.scoring.grading import grade_alone, grade_cluster, order_cluster, read_grading
from clusters.scoring.grading.quotas import places
from clusters.scoring.grading.values import Verdict
from tests.clusters.scoring.gradings import GRADES, JSON, TABLE, entries, grading, sheet

D = Decimal
QUIET = settings(derandomize=True, deadline=None, max_examples=60)

POINTS = st.fixed_dictionaries(
    {
        "I_1": st.sampled_from([0, 10, 20, 25, 29, 30]),
        "I_2": st.sampled_from([0, 20, 30]),
        "V_1": st.sampled_from([0, 5, 10]),
        "V_2": st.sampled_from([0, 5]),
        "VIII_1": st.integers(0, 3),
        "IX_1": st.sampled_from([0, 0, 0, 5]),
    }
)
FIGURES = st.fixed_dictionaries(
    {
        "I_1": st.sampled_from([None, 80, 90, 100, 110]),
        "I_3": st.sampled_from([90, 100, 110, 130]),
        "V_1": st.sampled_from([None, 0, 2, 3]),
        "IX_6": st.sampled_from([0, 0, 0, 1]),
        "IX_8": st.sampled_from([0, 0, 0, 1, 2, None]),
    }
)
FACTS = st.fixed_dictionaries(
    {}, optional={"targets_missed_share": st.sampled_from([D(0), D(40)]), "awards_held": st.sampled_from([D(0), D(1)])}
)
UNIT = st.tuples(POINTS, FIGURES, FACTS)
CLUSTER = st.lists(UNIT, min_size=1, max_size=9).map(lambda units: dict(enumerate(units, start=1)))
QUOTA = st.fixed_dictionaries(
    {
        "percent": st.sampled_from(["10", "25", "40", "100"]),
        "rounding": st.sampled_from(["down", "half_up", "up"]),
        "over": st.sampled_from(["next", "meeting"]),
    }
)
GRADINGS = st.tuples(QUOTA, st.none() | QUOTA).map(
    lambda quotas: read_grading(
        JSON | {"grades": [{**grade, "quota": q} for grade, q in zip(GRADES, [*quotas, None, None, None], strict=True)]}
    )
)


def judged(regulation, units) -> dict[int, Verdict]:
    sheets = {key: sheet(**points) for key, (points, _figures, _facts) in units.items()}
    own = {key: entries(**figures) for key, (_points, figures, _facts) in units.items()}
    facts = {key: known for key, (_points, _figures, known) in units.items()}
    ranks = {one.key: one.rank for one in order_cluster(regulation, TABLE, sheets, own, facts)}
    return grade_cluster(regulation, TABLE, sheets, own, facts, ranks)


def alone(regulation, unit) -> int:
    points, figures, facts = unit
    verdict = grade_alone(regulation, TABLE, sheet(**points), entries(**figures), facts)
    return regulation.index_of(verdict.grade)


@QUIET
@given(GRADINGS, CLUSTER)
def test_a_grade_is_never_above_what_the_points_allow_nor_the_unit_alone(regulation, units):
    for key, verdict in judged(regulation, units).items():
        place = regulation.index_of(verdict.grade)
        assert place >= regulation.index_of(verdict.by_points)
        assert place >= alone(regulation, units[key])


@QUIET
@given(GRADINGS, CLUSTER)
def test_a_quota_is_never_exceeded(regulation, units):
    given_grades = [verdict.grade for verdict in judged(regulation, units).values()]
    for grade in regulation.grades:
        if grade.quota:
            assert given_grades.count(grade.code) <= places(grade.quota, len(units))


@QUIET
@given(GRADINGS, CLUSTER, st.integers(1, 30), st.data())
def test_more_points_never_lower_the_grade(regulation, units, more, data):
    key = data.draw(st.sampled_from(sorted(units)))
    points, figures, facts = units[key]
    richer = {**units, key: ({**points, "I_1": points["I_1"] + more}, figures, facts)}

    before, after = (judged(regulation, found)[key] for found in (units, richer))

    assert regulation.index_of(after.grade) <= regulation.index_of(before.grade)


@QUIET
@given(UNIT)
def test_sanctions_only_lower(unit):
    assert alone(grading(), unit) >= alone(grading(sanctions=[]), unit)


@QUIET
@given(GRADINGS, CLUSTER, st.data())
def test_the_order_of_the_units_does_not_matter(regulation, units, data):
    turned = {key: units[key] for key in data.draw(st.permutations(list(units)))}
    assert judged(regulation, turned) == judged(regulation, units)


@QUIET
@given(GRADINGS, CLUSTER)
def test_a_verdict_is_stored_and_told_whole(regulation, units):
    for verdict in judged(regulation, units).values():
        assert Verdict.from_json(json.loads(json.dumps(verdict.as_json()))) == verdict
        for language in ("vi", "en"):
            with translation.override(language):
                said = [explain(reason) for step in verdict.steps for reason in step.reasons]
            assert [words for words in said if "…" in words or "{" in words or not words] == []
