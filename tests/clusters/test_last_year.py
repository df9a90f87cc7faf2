"""The year before beside a unit's plan: its own figures, through matched criteria and through a merger."""

from decimal import Decimal

import pytest
from django.urls import reverse

from clusters import clock
from clusters.enums import Phase, Role, ScoreKind
from clusters.models import CriterionMatch, Result, Succession
from clusters.queries import last_year
from tests import factories
from tests.people import signed_in


@pytest.fixture
def past(cast):
    """Last year under the same table: promised 90, reported 95, given 19 of 20."""
    season = factories.season(cast.cluster, year=cast.season.year - 1, phase=Phase.CLOSED, table=cast.table)
    cast.then = _was_there(season, cast.unit.organisation, 90, 95, 19)
    _was_there(season, cast.head_unit.organisation, 10, 11, 2)
    return season


def _was_there(season, unit, target, result, points):
    part = season.participants.create(organisation=unit, joined_on=season.starts_on)
    line = season.table.criteria.get(code="I.1")
    factories.target(part, line, target)
    report = factories.report(part)
    stamp = {"updated_at": clock.now(), "updated_by": factories.user()}
    Result.objects.create(report=report, criterion=line, inputs={"actual": str(result)}, value=result, **stamp)
    factories.score(report, "I.1", 20, ScoreKind.SELF)
    factories.score(report, "I.1", points, ScoreKind.HEAD)
    return part


def figures(participant, code="I.1"):
    """Unit, target, result, points of the lines of one criterion."""
    line = participant.season.table.criteria.get(code=code)
    return [(each.unit, *each.figures) for each in last_year.beside(participant, [line]).lines[line.pk]]


def test_the_units_own_figures_and_no_other(cast, past):
    assert figures(cast.unit) == [("Sở A", "90 %", "95 %", Decimal(19))]


def test_numbers_of_then_are_written_as_numbers_are(cast, past):
    then = Result.objects.get(report__participant=cast.then)
    then.inputs = {"actual": "1234.5"}
    then.save(update_fields=["inputs"])

    assert figures(cast.unit) == [("Sở A", "90 %", "1.234,5 %", Decimal(19))]


def test_a_unit_that_was_not_there_has_nothing_beside_it(cast, past):
    assert last_year.beside(cast.deputy_unit, []).year is None


def test_without_a_year_before_there_is_nothing(cast):
    assert last_year.beside(cast.unit, []).year is None


def _elsewhere(cast, authority, unit, *figures):
    cluster = factories.cluster(authority)
    season = factories.season(cluster, year=cast.season.year - 1, phase=Phase.CLOSED, table=cast.table)
    return _was_there(season, unit, *figures)


def test_a_unit_that_came_from_another_cluster_of_the_authority_brings_its_year_along(cast):
    _elsewhere(cast, cast.ministry, cast.unit.organisation, 70, 75, 15)
    assert figures(cast.unit) == [("Sở A", "70 %", "75 %", 15)]


def test_what_it_did_in_a_cluster_of_another_authority_stays_there(cast):
    _elsewhere(cast, cast.elsewhere.cluster.authority, cast.unit.organisation, 70, 75, 15)
    assert last_year.beside(cast.unit, []).year is None


def test_of_two_clusters_in_one_year_that_of_today_counts(cast, past):
    _elsewhere(cast, cast.ministry, cast.unit.organisation, 70, 75, 15)
    assert figures(cast.unit) == [("Sở A", "90 %", "95 %", 19)]


def test_each_predecessor_of_a_merged_body_stands_by_itself(cast, past):
    for ancestor in (cast.unit.organisation, cast.head_unit.organisation):
        Succession.objects.create(organisation=cast.deputy_unit.organisation, ancestor=ancestor)
    assert figures(cast.deputy_unit) == [("Sở A", "90 %", "95 %", 19), ("Sở B", "10 %", "11 %", 2)]


def test_a_criterion_of_another_table_is_found_through_its_match(cast, past):
    table = factories.scoring_table(cast.ministry)
    cast.season.table = table
    cast.season.save(update_fields=["table"])
    cast.unit.season.refresh_from_db()
    new = table.criteria.get(code="II.1")
    assert figures(cast.unit, "II.1") == []
    CriterionMatch.objects.create(old=past.table.criteria.get(code="I.1"), new=new)
    assert figures(cast.unit, "II.1") == [("Sở A", "90 %", "95 %", 19)]
    assert figures(cast.unit, "I.1") == []


def test_the_page_shows_it_beside_each_field(cast, past):
    cast.season.phase = Phase.PACT
    cast.season.save(update_fields=["phase"])
    factories.pact(cast.season)
    officer = factories.appointed(cast.unit.organisation, Role.OFFICER)
    answer = signed_in(officer).get(reverse("pact-targets", args=[cast.unit.pk]))
    row = next(row for row in answer.context["rows"] if row["field"].label == "I.1. Tiêu chí I.1")
    assert [each.figures for each in row["then"]] == [("90 %", "95 %", Decimal(19))]
    assert f"Chỉ tiêu {past.year}" in answer.text
