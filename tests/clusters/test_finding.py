"""What the checks find in a report: rules of its table, the years before, blanks, and the words for all that."""

from decimal import Decimal

import pytest

from clusters import clock, validating
from clusters.enums import Blank, Phase, ReportState
from clusters.models import CriterionMatch, Explanation, Result, Succession
from clusters.queries import finding as findings
from clusters.queries import past_figure
from clusters.queries import report as reports
from clusters.services import scoring_table as tables
from clusters.validating import Method, Obstacles, Validation, ValidationRule
from tests import factories


@pytest.fixture
def report(cast):
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    return factories.report(cast.unit)


def rule(left, operator, right="", severity="error", **fields):
    read = validating.read_expression
    said = {"message": "Không khớp", "message_en": "Does not fit"} | fields
    return ValidationRule("K1", read(left), operator, read(right), severity, **said)


def asks(cast, *rules, method=None):
    cast.table.validation = validating.as_json(Validation(rules, method))
    cast.table.save(update_fields=["validation"])


def enters(report, by, **values):
    for code, inputs in values.items():
        criterion = report.participant.season.table.criteria.get(code=code.replace("_", "."))
        value = next((Decimal(each) for each in inputs.values() if isinstance(each, str)), None)
        stamp = {"updated_at": clock.now(), "updated_by": by, "value": value}
        Result.objects.update_or_create(report=report, criterion=criterion, defaults={"inputs": inputs, **stamp})


def year_before(cast, back, unit=None, table=None, state=ReportState.ACCEPTED, **values):
    """A report of an earlier year of the cast's cluster, sent in unless said."""
    season = factories.season(cast.cluster, year=cast.season.year - back, table=table or cast.table)
    own = season.participants.create(organisation=unit or cast.unit.organisation, joined_on=season.starts_on)
    sent = factories.report(own, state=state)
    enters(sent, cast.officer, **values)
    return sent


def found(report):
    return findings.of_report(report, reports.lines_of(report)[0])


def said(report):
    return [(each.words, each.numbers, each.codes) for each in found(report).found]


def test_a_table_without_rules_finds_only_what_is_blank(cast, report, count_queries):
    lines = reports.lines_of(report)[0]
    with count_queries(0):
        assert findings.of_report(report, lines).obstacles == Obstacles(("I.1", "I.2", "II.1", "II.2", "III.1", "IV.1"))


def test_a_rule_speaks_with_its_numbers(cast, report):
    asks(cast, rule("[II.1] + [III.1]", "le", "[I.1]"))
    enters(report, cast.officer, I_1={"actual": "4"}, II_1={"count": "3"}, III_1={"count": "2"})

    assert said(report) == [("Không khớp", "5 ≤ 4 không đúng", ["II.1", "III.1", "I.1"])]
    assert found(report).obstacles.errors == ("II.1", "III.1", "I.1")


def test_a_warning_stops_until_its_numbers_are_explained(cast, report):
    asks(cast, rule("[II.1]", "lt", "3", severity="warning"))
    enters(report, cast.officer, II_1={"count": "3"})
    stamp = {"explained_at": clock.now(), "explained_by": cast.officer, "text": "Đúng vậy"}
    Explanation.objects.create(report=report, finding="rule:K1", values={"left": "3", "right": "3"}, **stamp)

    assert (found(report).obstacles.unexplained, found(report).obstacles.errors) == ((), ())
    enters(report, cast.officer, II_1={"count": "4"})
    assert found(report).obstacles.unexplained == ("II.1",)


def test_the_year_before_can_be_named(cast, report):
    asks(cast, rule("[II.1:count]", "ge", "last year [II.1:count] × 0,5"))
    enters(report, cast.officer, II_1={"count": "3"})
    assert said(report) == []

    year_before(cast, 1, II_1={"count": "8"})
    assert said(report) == [("Không khớp", "3 ≥ 4 không đúng", ["II.1"])]


def test_an_outlier_is_said_with_the_years(cast, report):
    asks(cast, method=Method())
    for back, value in enumerate(("97", "94", "96", "95"), start=1):
        year_before(cast, back, I_1={"actual": value})
    enters(report, cast.officer, I_1={"actual": "12"})

    ((words, numbers, codes),) = said(report)
    year = cast.season.year
    assert (words, codes) == ("Khác thường so với các năm trước", ["I.1"])
    assert numbers.startswith(f"{year - 4}: 95; {year - 3}: 96; {year - 2}: 94; {year - 1}: 97; nay là 12.")


def test_drafts_and_neighbours_are_no_history(cast, report):
    year_before(cast, 1, state=ReportState.DRAFT, I_1={"actual": "50"})
    year_before(cast, 2, unit=cast.head_unit.organisation, I_1={"actual": "60"})
    assert past_figure.known(past_figure.read(report.participant, [], 5)) == {}


def test_the_body_that_the_unit_was_counts_two_of_a_year_do_not(cast, report):
    lines = [cast.table.criteria.get(code="I.1")]
    before = factories.organisation("Sở Cũ")
    Succession.objects.create(organisation=cast.unit.organisation, ancestor=before)
    sent = year_before(cast, 2, unit=before, I_1={"actual": "40"})
    own = past_figure.known(past_figure.read(report.participant, lines, 5))
    assert {year: then.value for year, then in own["I.1"].items()} == {cast.season.year - 2: Decimal(40)}

    other = sent.participant.season.participants.create(
        organisation=cast.unit.organisation, joined_on=sent.participant.season.starts_on
    )
    enters(factories.report(other, state=ReportState.ACCEPTED), cast.officer, I_1={"actual": "41"})
    assert past_figure.known(past_figure.read(report.participant, lines, 5)) == {}


def test_older_versions_are_reached_through_those_between(cast, report, count_queries):
    middle = tables.copy(cast.table, by=cast.official)
    tables.publish(middle, by=cast.official)
    newest = tables.copy(middle, by=cast.official)
    year_before(cast, 2, I_1={"actual": "40"}, II_1={"count": "1"})
    year_before(cast, 1, table=middle, I_1={"actual": "42"})
    one = newest.criteria.get(code="II.1")
    CriterionMatch.objects.create(old=middle.criteria.get(code="II.2"), new=one)
    cast.season.table = newest
    cast.season.save(update_fields=["table"])

    lines = list(newest.criteria.all())
    with count_queries(2):
        own = past_figure.known(past_figure.read(report.participant, lines, 5))
    assert {code: sorted(years) for code, years in own.items()} == {"I.1": [cast.season.year - 2, cast.season.year - 1]}


def test_a_blank_with_its_reason_stops_nothing(cast, report):
    enters(report, cast.officer, II_1={}, II_2={})
    report.results.filter(criterion__code="II.1").update(blank=Blank.NO_CASE)
    read = found(report)
    assert [line.name for line in read.explained_blanks] == ["II.1"]
    assert read.obstacles.blank == ("I.1", "I.2", "II.2", "III.1", "IV.1")
