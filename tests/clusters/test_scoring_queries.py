"""Rows become the core's values, and its sheets come back by participant."""

from decimal import Decimal

import pytest

from clusters import clock
from clusters.models import Result
from clusters.queries import scoring as queries
from tests import factories


def result(participant, code, inputs):
    report = getattr(participant, "report", None) or factories.report(participant)
    leaf = participant.season.table.criteria.get(code=code)
    return Result.objects.create(
        report=report, criterion=leaf, inputs=inputs, updated_at=clock.now(), updated_by=factories.user()
    )


def promise(participant, code, value):
    leaf = participant.season.table.criteria.get(code=code)
    return factories.target(participant, leaf, value)


def test_table_of_builds_the_tree_by_code(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        table, criteria = queries.table_of(cast.table)

    assert [(n.code, [c.code for c in n.children]) for n in table.nodes] == [
        ("I", ["I.1", "I.2"]),
        ("II", ["II.1", "II.2"]),
        ("III", ["III.1"]),
        ("IV", ["IV.1"]),
    ]
    assert criteria["II.2"].rule_type == "deduction"


def test_score_season_reads_results_and_targets(cast):
    promise(cast.unit, "I.1", 80)
    for code, inputs in [("I.1", {"actual": "40"}), ("I.2", {"answer": True}), ("IV.1", {"count": "2"})]:
        result(cast.unit, code, inputs)

    sheets = queries.read_season(cast.season).sheets()

    assert {pk: sheet.total for pk, sheet in sheets.items()} == {
        cast.unit.pk: Decimal(28),
        cast.head_unit.pk: Decimal(0),
        cast.deputy_unit.pk: Decimal(0),
    }
    assert queries.sheet_of(cast.unit.report) == sheets[cast.unit.pk]


def test_inputs_that_do_not_fit_count_as_missing(cast):
    result(cast.unit, "I.2", {"answer": "perhaps"})

    assert queries.read_season(cast.season).sheets()[cast.unit.pk].lines["I.2"].missing == ("answer",)


@pytest.mark.parametrize("units", [0, 3])
def test_score_season_asks_as_often_for_many(cast, units, django_assert_num_queries):
    for _ in range(units):
        result(factories.participant(cast.season), "I.1", {"actual": "1"})

    with django_assert_num_queries(3):
        queries.read_season(cast.season).sheets()
