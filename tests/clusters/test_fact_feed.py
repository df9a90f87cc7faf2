"""Criteria that follow from facts: what the rule gets, what is awaited, and who has to enter nothing."""

from decimal import Decimal

import pytest
from django.utils import translation

from clusters import clock, explanations
from clusters.enums import Event, FactKind, Phase, ReportState, ScoreKind, Supplier
from clusters.errors import Conflict, Invalid
from clusters.models import AuditEntry, Fact, Report, Score
from clusters.queries import brought, fact_feed, table_problem
from clusters.queries import report as pages
from clusters.queries import scoring as scores
from clusters.scoring import RULES, Table
from clusters.services import fact as facts
from clusters.services import pact as pacts
from clusters.services import report as reports
from clusters.services import result as results
from clusters.services import scoring_table as tables
from clusters.services import season as seasons
from clusters.services.fact import Known
from tests import factories

MISSED, LATE = FactKind.MEETINGS_MISSED, FactKind.REPORTS_LATE
REST = {
    "I.1": {"actual": "40"},
    "I.2": {"answer": True},
    "II.1": {"count": "2"},
    "III.1": {"count": "0"},
}


@pytest.fixture
def report(cast):
    """The unit's report in a year whose deductions follow from meetings missed, its penalty from reports late."""
    feed(cast, "II.2", MISSED)
    feed(cast, "IV.1", LATE)
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    return factories.report(cast.unit)


def feed(cast, code, kind):
    cast.table.criteria.filter(code=code).update(supplier=Supplier.SYSTEM, fact=kind, evidence_required=True)


def know(cast, value, kind=MISSED, source="Hội nghị 12/3", unit="unit"):
    found = [Known(getattr(cast, unit), kind, Decimal(value), source)]
    facts.push(cast.season, found, by=cast.head)


def lines(report):
    found, _sheet = pages.lines_of(Report.objects.select_related(*pages.RELATED).get(pk=report.pk))
    return {line.criterion.code: line for line in found}


def said(line):
    with translation.override("en"):
        return [explanations.explain(reason) for reason in line.reasons]


def fill_and_sign(cast, report):
    values = {cast.table.criteria.get(code=code): (inputs, "") for code, inputs in REST.items()}
    results.enter(report, values, by=cast.officer, seen={})
    return reports.sign(report, by=cast.leader)


def test_the_rule_gets_the_sum_and_the_reason_says_where_it_comes_from(cast, report):
    know(cast, 1)
    know(cast, 2, source="Hội nghị 20/6")

    line = scores.sheet_of(report).lines["II.2"]

    assert line.points == 15
    assert line.reasons[0].as_json() == {
        "code": "from_fact",
        "values": {"fact": "Meetings missed", "value": "3"},
    }
    assert said(line)[0] == "from what the system knows: Meetings missed: 3"


def test_a_single_report_is_scored_like_the_whole_season(cast, report):
    know(cast, 3)

    own = lines(report)

    assert {code: line.line for code, line in own.items()} == scores.read_season(cast.season).sheets()[
        cast.unit.pk
    ].lines
    assert (own["II.2"].shown, own["II.2"].missing, own["II.2"].lacks_evidence) == ("3 lần", [], False)


def test_what_nobody_recorded_is_awaited_and_not_nought(cast, report):
    line = lines(report)["II.2"]

    assert [(reason.code, reason.values.get("supplier")) for reason in line.line.reasons] == [
        ("awaited", "the system, from what it knows")
    ]
    assert (line.line.points, line.missing, line.is_asked) == (0, [], False)


def test_who_is_not_in_the_register_holds_no_award(cast, report):
    feed(cast, "III.1", FactKind.AWARDS_HELD)

    assert [reason.code for reason in lines(report)["III.1"].line.reasons][:1] == ["from_fact"]
    assert lines(report)["III.1"].inputs == {"count": Decimal(0)}


def test_a_yes_is_a_sum_above_nought(cast, report):
    feed(cast, "I.2", MISSED)
    know(cast, 0)
    assert lines(report)["I.2"].inputs == {"answer": False}

    know(cast, 2, source="Hội nghị 20/6")
    assert lines(report)["I.2"].inputs == {"answer": True}


def test_facts_cost_one_question_and_none_without_such_criteria(cast, report, django_assert_num_queries):
    _table, criteria = scores.table_of(cast.season.table)
    with django_assert_num_queries(3):
        scores.read_season(cast.season, (Table(()), criteria))
    cast.table.criteria.update(supplier=Supplier.UNIT)
    _table, criteria = scores.table_of(cast.season.table)
    with django_assert_num_queries(2):
        scores.read_season(cast.season, (Table(()), criteria))


def test_the_unit_signs_without_what_others_bring_and_cannot_enter_it(cast, report):
    with pytest.raises(Invalid):
        results.enter(report, {cast.table.criteria.get(code="II.2"): ({"count": "0"}, "")}, by=cast.officer, seen={})

    assert fill_and_sign(cast, report).state == ReportState.SIGNED


@pytest.mark.parametrize(("day", "late"), [(20, 0), (22, 1)])
def test_a_report_that_comes_late_is_known_and_scored_at_once(cast, report, at, day, late):
    cast.season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=clock.moment(2026, 11, 21))
    with at(2026, 11, day):
        sent = reports.submit(fill_and_sign(cast, report), by=cast.officer)

    fact = Fact.objects.get(kind=LATE)
    own = Score.objects.get(report=report, criterion__code="IV.1", kind=ScoreKind.SELF)
    (line,) = (each for each in sent.content["lines"] if each["code"] == "IV.1")
    assert (fact.value, fact.source, fact.recorded_by) == (late, f"report:{report.pk}", cast.officer)
    assert (own.points, own.reasons[0]["code"]) == (late, "from_fact")
    assert line["inputs"] == {"count": str(late)}


def test_points_of_a_report_that_was_sent_in_follow_a_new_fact(cast, report):
    reports.submit(fill_and_sign(cast, report), by=cast.officer)
    before = Score.objects.get(report=report, criterion__code="II.2").points

    facts.record(cast.unit, MISSED, Decimal(2), "Hội nghị 12/3", by=cast.head)

    assert (before, Score.objects.get(report=report, criterion__code="II.2").points) == (0, 20)
    last = AuditEntry.objects.about(Report.objects.get(pk=report.pk)).order_by("-number").first()
    assert (last.event, last.after) == (
        Event.ASSESSMENT_RECOMPUTED,
        {"points": {"II.2": "20"}, "cause": Event.FACT_RECORDED},
    )


@pytest.fixture
def pact(cast):
    """Agreed, being signed, in the phase of signing."""
    cast.season.phase = Phase.PACT
    cast.season.save(update_fields=["phase"])
    return pacts.agree(factories.pact(cast.season), by=cast.head)


def unsigned():
    return dict(Fact.objects.filter(kind=FactKind.PACT_NOT_SIGNED).values_list("participant", "value"))


def test_who_has_not_signed_is_known_when_the_year_moves_on_and_mended_by_signing(cast, pact):
    pacts.sign(pact, cast.unit, by=cast.leader, seen=pact.frozen_hash)
    assert unsigned() == {}

    seasons.advance(cast.season, by=cast.head, reason="Hết hạn ký")
    assert unsigned() == {cast.unit.pk: 0, cast.head_unit.pk: 1, cast.deputy_unit.pk: 1}

    pacts.sign(pact, cast.head_unit, by=cast.head_leader, seen=pact.frozen_hash)
    assert unsigned() == {cast.unit.pk: 0, cast.head_unit.pk: 0, cast.deputy_unit.pk: 1}


def test_a_year_that_left_the_pact_out_blames_nobody(cast):
    cast.season.phase = Phase.PREPARING
    cast.season.save(update_fields=["phase"])
    factories.pact(cast.season)
    seasons.skip(cast.season, Phase.PACT, reason="Theo văn bản", by=cast.official)

    seasons.advance(cast.season, by=cast.official, reason="Bắt đầu")

    assert unsigned() == {}


@pytest.mark.parametrize(
    ("code", "fields", "problem"),
    [
        ("II.2", {"supplier": Supplier.SYSTEM, "fact": MISSED}, None),
        ("II.2", {"supplier": Supplier.SYSTEM}, "system_without_fact"),
        ("II.2", {"fact": MISSED}, "fact_without_system"),
        ("I.1", {"supplier": Supplier.SYSTEM, "fact": MISSED}, None),
    ],
)
def test_a_line_that_cannot_be_fed_is_an_inconsistency(cast, code, fields, problem):
    cast.table.criteria.filter(code=code).update(**fields)
    criterion = cast.table.criteria.get(code=code)

    found = fact_feed.problem_of(criterion, scores.rule_of(criterion).inputs)

    assert (found and (found.code, found.where)) == (problem and (problem, code))


def test_a_rule_that_asks_for_two_figures_cannot_be_fed():
    pair = RULES["bands"].inputs({"of": "percentage", "lifted_to": None})

    assert ([one.name for one in pair], fact_feed.figure_among(pair)) == (["numerator", "denominator"], None)


def test_a_table_with_a_line_that_cannot_be_fed_is_not_published(cast):
    version = factories.scoring_table(cast.ministry, published=False)
    bands = {"of": "percentage", "bands": [{"low": None, "high": None, "points": "20"}]}
    version.criteria.filter(code="I.1").update(
        rule_type="bands", parameters=bands, supplier=Supplier.SYSTEM, fact=MISSED
    )

    found = table_problem.findings(version).open

    assert [(each.problem.code, each.criterion.code) for each in found] == [("fact_does_not_fit", "I.1")]
    with pytest.raises(Conflict, match=r"I\.1"):
        tables.publish(version, by=cast.official)


def test_the_account_shows_the_figure_the_system_brought(cast, report):
    know(cast, 3)
    reports.submit(fill_and_sign(cast, report), by=cast.officer)

    found = brought.brought_by([report], scores.table_of(cast.season.table)[1])[report.pk]

    fed = {code: found[cast.table.criteria.get(code=code).pk].inputs for code in ("II.2", "IV.1")}
    assert fed == {"II.2": {"count": "3"}, "IV.1": {"count": "0"}}
