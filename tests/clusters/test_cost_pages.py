"""What a report costs its unit, and what would come out with other figures: nothing is written by looking."""

import random
from decimal import Decimal

import pytest
from django.urls import reverse

from clusters.enums import Phase
from clusters.models import Criterion, Report, Result, ScoringTableVersion, Season
from clusters.queries import report as queries
from clusters.queries import simulation
from clusters.services import report as reports
from clusters.services import result as results
from tests import factories
from tests.reading import as_person, get

D = Decimal


@pytest.fixture
def filled(cast):
    """90 of 100, yes, two models, one case, no bonus yet, nothing taken off: 18 + 20 + 20 + 25 = 83."""
    cast.report = factories.report(cast.unit)
    lines = {line.code: line for line in Criterion.objects.filter(version=cast.table)}
    factories.target(cast.unit, lines["I.1"], 100)
    inputs = {"I.1": {"actual": "90"}, "I.2": {"answer": True}, "II.1": {"count": "2"}, "II.2": {"count": "1"}}
    inputs |= {"IV.1": {"count": "0"}}
    results.enter(cast.report, {lines[c]: (i, "") for c, i in inputs.items()}, by=cast.officer, seen={})
    cast.lines = lines
    return cast


def rows(response, *names):
    table = response.context["table"]
    at = {column.key: index for index, column in enumerate(table.columns)}
    return [tuple(table.words(table.columns[at[n]], row.cells[at[n]]) for n in names) for row in table.rows]


def test_the_dearest_lines_come_first_with_what_would_reach_more(client, filled):
    response = get(as_person(client, filled.officer), "report-costs", filled.report.pk)

    assert rows(response, "criterion", "kind", "reach", "then", "total") == [
        ("II.1. Tiêu chí II.1", "Short of more points", "How many: 3 mô hình (now 2)", "30", "10"),
        ("II.2. Tiêu chí II.2", "Short of more points", "Number of cases: 0 lần (now 1)", "30", "5"),
        ("III.1. Tiêu chí III.1", "Figures are missing", "How many", "5", "5"),
        ("I.1. Tiêu chí I.1", "Short of more points", "Result: 100 % (now 90)", "20", "2"),
    ]


def test_what_is_short_of_each_grade_stands_on_top(client, filled):
    grades = [("xs", "Xuất sắc", "90"), ("tot", "Tốt", "80")]
    stored = {"grades": [{"code": code, "name": name, "least": least} for code, name, least in grades]}
    ScoringTableVersion.objects.filter(pk=filled.table.pk).update(grading=stored)

    costs = get(as_person(client, filled.officer), "report-costs", filled.report.pk).context["costs"]

    assert (costs.sheet.total, costs.grade, costs.short) == (83, "Tốt", (("Xuất sắc", D(90), D(7)),))


def what_if(filled, client, **figures):
    """The page drawn, then posted with other figures for the inputs named like I_1__actual."""
    page = reverse("report-what-if", args=[filled.report.pk])
    form = as_person(client, filled.officer).get(page).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {name: form[name].field.prepare_value(form[name].value()) or "" for name in ("seen", "drawn")}
    for name, value in figures.items():
        code, _, one = name.partition("__")
        data[f"c{filled.lines[code.replace('_', '.')].pk}-{one}" if one else name] = value
    return client.post(page, data)


def test_other_figures_show_their_points_and_nothing_is_saved(client, filled):
    before = list(Result.objects.order_by("pk").values()), Report.objects.get(pk=filled.report.pk).version

    response = what_if(filled, client, II_1__count="3", IV_1__count="2")

    outcome = response.context["outcome"]
    assert (outcome.before.total, outcome.after.total, outcome.difference) == (83, 91, 8)
    shown = [(row.cells[0].value[:4], row.cells[1].value, row.cells[2].value) for row in outcome.table.rows]
    assert shown == [("II. ", 45, 55), ("II.1", 20, 30), ("IV. ", 0, 2), ("IV.1", 0, 2)]
    assert before == (list(Result.objects.order_by("pk").values()), Report.objects.get(pk=filled.report.pk).version)


def test_what_cannot_be_is_said_beside_the_field(client, filled):
    response = what_if(filled, client, II_1__count="-3")

    assert list(response.context["form"].errors) == [f"c{filled.lines['II.1'].pk}-count"]
    assert response.context["outcome"].difference == 0


def test_evidence_can_be_thought_there(client, filled):
    Criterion.objects.filter(version=filled.table, code="I.2").update(evidence_required=True)

    assert what_if(filled, client).context["outcome"].after.total == 63
    assert what_if(filled, client, proven="on").context["outcome"].after.total == 83


def _random_figures(filled, seed):
    chance = random.Random(seed)
    inputs = {
        "I.1": {"actual": D(chance.randint(0, 15000)) / 100},
        "I.2": {"answer": chance.choice([True, False])},
        **{code: {"count": D(chance.randint(0, 8))} for code in ("II.1", "II.2", "III.1", "IV.1")},
    }
    return {filled.lines[code]: given for code, given in inputs.items()}


@pytest.mark.parametrize("seed", range(6))
def test_the_simulated_total_is_the_official_one(filled, seed):
    """The same random figures tried, then saved, signed and sent in."""
    Season.objects.filter(pk=filled.season.pk).update(phase=Phase.SELF_SCORING)
    report = queries.for_page(filled.officer).get(pk=filled.report.pk)
    figures = _random_figures(filled, seed)
    tried = simulation.outcome(simulation.case_of(report, simulation.read_for(report)), figures)

    seen = {row.criterion_id: row.version for row in report.results.all()}
    results.enter(report, {c: (i, "") for c, i in figures.items()}, by=filled.officer, seen=seen)
    reports.sign(report, by=filled.leader)
    content = reports.submit(report, by=filled.officer).content

    sums = ("core", "bonus", "penalty", "total")
    assert [D(content[name]) for name in sums] == [getattr(tried.after, name) for name in sums]
