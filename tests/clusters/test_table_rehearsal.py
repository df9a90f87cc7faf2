"""A table tried on a past year: who would move and why, what could not be tried, and that nothing is written."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters import clock
from clusters.enums import Phase, ScoreKind
from clusters.models import Criterion, Result, ScoringTableVersion
from clusters.queries import table_rehearsal as queries
from clusters.services import scoring_table as tables
from clusters.services import table_match as matching
from tests import factories
from tests.reading import as_person, get, sheets

D = Decimal
ENTERED = {
    "I.1": {"actual": "90"},
    "I.2": {"answer": True},
    "II.1": {"count": "2"},
    "II.2": {"count": "0"},
    "III.1": {"count": "2"},
    "IV.1": {"count": "1"},
}


@pytest.fixture
def past(cast):
    """A year in which Sở A had 89 of its figures, Sở B 79: it reported a plan less."""
    season = factories.season(cast.cluster, year=cast.season.year - 1, phase=Phase.DECIDED, table=cast.table)
    for unit, points in ((cast.unit, {}), (cast.head_unit, {"II_1": 10})):
        part = season.participants.create(organisation=unit.organisation, joined_on=season.starts_on)
        made = factories.scored_report(part, head=True, **points)
        enter(made, {**ENTERED, "II.1": {"count": "1"}} if points else ENTERED)
    return season


def enter(report, inputs) -> None:
    stamp = {"updated_at": clock.now(), "updated_by": factories.user()}
    for code, given in inputs.items():
        leaf = Criterion.objects.get(version=report.participant.season.table_id, code=code)
        Result.objects.create(report=report, criterion=leaf, inputs=given, **stamp)
    target = Criterion.objects.get(version=report.participant.season.table_id, code="I.1")
    factories.target(report.participant, target, 100)


@pytest.fixture
def draft(cast):
    return tables.copy(cast.table, by=cast.official)


def change(draft, code, **fields):
    Criterion.objects.filter(version=draft, code=code).update(**fields)


def order(found) -> list[tuple]:
    return [(str(each.report.participant), each.then.rank, each.now.rank, each.now.points) for each in found.units]


def test_the_same_table_moves_nobody(past, draft):
    found = queries.rehearse(draft, past)

    assert order(found) == [("Sở A", 1, 1, D(89)), ("Sở B", 2, 2, D(79))]
    assert [(each.changes, each.misfits) for each in found.units] == [([], [])] * 2
    assert (found.sources.without, found.sources.dropped, found.is_sealed) == ({}, (), False)


def test_a_changed_rule_moves_units_and_says_why(client, cast, past, draft):
    change(draft, "II.1", max_points=D(60), parameters={"points_each": "30"})
    change(draft, "II", max_points=D(90))
    Result.objects.filter(report__participant__organisation=cast.head_unit.organisation, criterion__code="II.1").update(
        inputs={"count": "3"}
    )

    page = get(as_person(client, cast.official), "table-rehearsal", draft.pk)

    assert order(page.context["found"]) == [("Sở A", 1, 1, D(129)), ("Sở B", 2, 1, D(129))]
    order_table, moves = page.context["tables"][:2]
    assert [order_table.words(order_table.columns[3], row.cells[3]) for row in order_table.rows] == ["stays", "1 up"]
    assert [row.cells[-1].value for row in order_table.rows] == ["II.1: 20 → 60", "II.1: 10 → 60"]
    cells = [cell.value for cell in moves.rows[1].cells]
    assert cells[:5] == ["Sở B", "II.1. Tiêu chí II.1", 10, 60, 50]
    assert ("the cluster counted 10" in cells[5], "30" in cells[6]) == (True, True)


def test_a_sealed_ranking_is_what_was_then(past, draft):
    points = {each.pk: D(50 + number) for number, each in enumerate(past.participants.order_by("pk"))}
    factories.standing(past, points=points)

    found = queries.rehearse(draft, past)

    assert found.is_sealed
    assert [(each.then.rank, each.then.points) for each in found.units] == [(1, D(50)), (2, D(51))]


def test_lines_without_a_match_take_no_figures_and_are_named(client, cast, past):
    fresh = factories.scoring_table(cast.ministry, published=False)
    factories.criterion(fresh, "II.9", 10, "yes_no", parent=fresh.criteria.get(code="II"))
    matching.match(fresh, cast.table, {("I.1", "I.1"), ("I.2", "I.1"), ("II.1", "II.2")}, by=cast.official)

    tables_shown = get(as_person(client, cast.official), "table-rehearsal", fresh.pk).context["tables"]

    without = [(row.cells[0].value, row.cells[2].value) for row in tables_shown[2].rows]
    assert without == [
        ("I.1. Tiêu chí I.1", "several lines of that year match it; their figures cannot be put together"),
        ("I.2. Tiêu chí I.2", "no line of that year matches it"),
        ("II.1. Tiêu chí II.1", "no line of that year matches it"),
        ("II.9. Tiêu chí II.9", "no line of that year matches it"),
    ]
    assert [row.cells[0].value.split()[0] for row in tables_shown[3].rows] == ["I.1.", "I.2.", "II.2."]


def test_without_any_match_lines_take_the_figures_of_the_same_code(cast, past):
    fresh = factories.scoring_table(cast.ministry, published=False)

    assert [points for _unit, _then, _now, points in order(queries.rehearse(fresh, past))] == [D(89), D(79)]


def test_figures_that_do_not_fit_the_new_rule_are_said(client, cast, past, draft):
    change(draft, "I.2", rule_type="count", parameters={"points_each": "1"})

    tables_shown = get(as_person(client, cast.official), "table-rehearsal", draft.pk).context["tables"]

    assert [tuple(cell.value for cell in row.cells) for row in tables_shown[4].rows] == [
        (unit, "I.2. Tiêu chí I.2", "Yes or no: the new rule does not ask for it") for unit in ("Sở A", "Sở B")
    ]


def test_grades_move_with_the_points(client, cast, past, draft):
    grades = [{"code": "A", "name": "Tốt", "least": "85"}, {"code": "B", "name": "Khá", "least": "0"}]
    ScoringTableVersion.objects.filter(pk=cast.table.pk).update(grading={"grades": grades})
    grades[0]["least"] = "95"
    ScoringTableVersion.objects.filter(pk=draft.pk).update(grading={"grades": grades})

    table = get(as_person(client, cast.official), "table-rehearsal", draft.pk).context["tables"][0]

    assert [[cell.value for cell in row.cells[7:9]] for row in table.rows] == [["Tốt", "Khá"], ["Khá", "Khá"]]


def test_points_that_the_cluster_gave_stand_where_the_line_scores_as_before_and_else_are_said(
    client, cast, past, draft
):
    report = past.participants.get(organisation=cast.unit.organisation).report
    report.scores.filter(kind=ScoreKind.HEAD, criterion__code="II.2").update(points=25, note="Hai vụ bị bỏ sót")
    assert [each.changes for each in queries.rehearse(draft, past).units] == [[], []]

    change(draft, "II.2", parameters={"per_case": "6"})
    moves = get(as_person(client, cast.official), "table-rehearsal", draft.pk).context["tables"][1]

    (row,) = moves.rows
    assert [cell.value for cell in row.cells[2:5]] == [25, 30, 5]
    assert row.cells[5].value.endswith("the cluster counted 25; Hai vụ bị bỏ sót")


def test_a_rehearsal_reads_and_writes_nothing(client, cast, past, draft):
    as_person(client, cast.official)
    before = {model: model.objects.count() for model in apps.get_models() if model._meta.app_label == "clusters"}

    with CaptureQueriesContext(connection) as asked:
        answer = get(client, "table-rehearsal", draft.pk)

    said = {query["sql"].lstrip("(").split()[0] for query in asked.captured_queries if "session" not in query["sql"]}
    assert (answer.status_code, said - {"SAVEPOINT", "RELEASE"}) == (200, {"SELECT"})
    assert {model: model.objects.count() for model in before} == before


def test_the_workbook_holds_every_table(client, cast, past, draft):
    book = sheets(get(as_person(client, cast.auditor), "table-rehearsal", draft.pk, export="xlsx"))

    assert list(book) == ["rehearsal", "moves", "without", "dropped", "misfits"]
    assert book["rehearsal"][0][:3] == ["Sở A", 1, 1]


@pytest.mark.parametrize(("who", "status"), [("auditor", 200), ("officer", 403), ("neighbour_official", 404)])
def test_a_rehearsal_is_for_the_authority(client, cast, past, who, status):
    assert get(as_person(client, getattr(cast, who)), "table-rehearsal", cast.table.pk).status_code == status


def test_a_year_of_others_cannot_be_asked_for(client, cast, past, draft):
    answer = get(as_person(client, cast.official), "table-rehearsal", draft.pk, season=cast.elsewhere.pk)

    assert answer.status_code == 404
