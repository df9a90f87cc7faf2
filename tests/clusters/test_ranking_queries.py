"""The live order: what counts for now, what is open, and which ranks that could change."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters.enums import ReportState, ScoreKind
from clusters.models import Score
from clusters.queries import assessment, ranking, ranking_tables
from tests import factories

D = Decimal


def _order(season):
    lines = ranking.live(season).lines
    return [(str(line.participant), line.rank, line.sheet.total, line.best, line.worst) for line in lines]


def test_an_open_line_counts_with_its_self_score_and_could_change_ranks(cast):
    factories.scored_report(cast.unit, head=True)
    factories.scored_report(cast.head_unit, head=True, II_1=16)
    open_report = factories.scored_report(cast.deputy_unit, head=True, II_1=10)
    Score.objects.filter(report=open_report, kind="head", criterion__code="II.1").delete()

    # Between 69 (nothing for the open line) and 99 points (all 30 of it).
    assert _order(cast.season) == [
        ("Sở A", 1, D(89), 1, 2),
        ("Sở B", 2, D(85), 2, 3),
        ("Sở C", 3, D(79), 1, 3),
    ]


def test_an_open_penalty_could_still_be_taken_off(cast):
    factories.scored_report(cast.unit, head=True, IV_1=0)
    open_report = factories.scored_report(cast.head_unit, head=True, IV_1=0)
    Score.objects.filter(report=open_report, kind="head", criterion__code="IV.1").delete()
    assert _order(cast.season) == [("Sở A", 1, D(90), 1, 1), ("Sở B", 1, D(90), 1, 2)]


def test_verified_ranks_are_settled_and_ties_are_shared(cast):
    for unit in (cast.unit, cast.head_unit, cast.deputy_unit):
        factories.scored_report(unit, head=True)
    assert _order(cast.season) == [(name, 1, D(89), 1, 1) for name in ("Sở A", "Sở B", "Sở C")]


def test_units_are_ranked_only_while_their_report_is_with_the_cluster(cast):
    factories.scored_report(cast.unit, state=ReportState.SUBMITTED)
    factories.scored_report(cast.head_unit, state=ReportState.RETURNED)
    factories.report(cast.deputy_unit)

    live = ranking.live(cast.season)

    assert [str(line.participant) for line in live.lines] == ["Sở A"]
    assert [str(report.participant) for report in live.unsent] == ["Sở B", "Sở C"]
    notes = [row.cells[1].note for row in ranking_tables.table(live).rows]
    assert len(set(notes)) == 3


def test_difference_and_verification_of_a_line(cast):
    report = factories.scored_report(cast.unit)
    factories.score(report, "I.1", 17, ScoreKind.HEAD, note="Thiếu số liệu")
    factories.score(report, "I.2", 20, ScoreKind.HEAD)
    factories.score(report, "II.1", 5, ScoreKind.HEAD)

    found = assessment.scored(report)

    seen = {line.leaf.criterion.code: (line.leaf.difference, line.leaf.is_verified) for line in found.lines}
    assert seen == {
        "I.1": (D(-1), True),
        "I.2": (None, True),
        "II.1": (D(-15), False),
        "II.2": (None, False),
        "III.1": (None, False),
        "IV.1": (None, False),
    }
    assert (found.verified, found.differing, found.own.total, found.given.total) == (2, 2, D(89), D(73))


@pytest.mark.parametrize("units", [1, 3])
def test_the_live_order_takes_four_queries(cast, units):
    for unit in (cast.unit, cast.head_unit, cast.deputy_unit)[:units]:
        factories.scored_report(unit, head=True)
    season = ranking.for_page(cast.head).get(pk=cast.season.pk)
    with CaptureQueriesContext(connection) as queries:
        ranking_tables.table(ranking.live(season))
    assert len(queries) == 4
