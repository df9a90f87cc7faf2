"""What the checks find in the report of a period: its own rules, the same period of the years before, and what was said
about it, from the check page to the receipt."""

import datetime as dt
import re

import pytest
from django.utils import translation

from clusters import clock, validating
from clusters.enums import Event, PeriodKind
from clusters.errors import Conflict, Invalid, Stale
from clusters.models import AuditEntry, PeriodExplanation, PeriodSubmission, Succession
from clusters.queries import finding as findings
from clusters.queries import past_figure
from clusters.queries import period_finding as queries
from clusters.queries import period_report as reports
from clusters.services import period_explanation as explanations
from clusters.services import period_report as deeds
from clusters.validating import Method, Validation, ValidationRule
from tests import factories
from tests.reading import as_person, get, post


@pytest.fixture(autouse=True)
def _in_april(at):
    with translation.override("en"), at(2026, 4, 5):
        yield


@pytest.fixture
def quarter(cast):
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1", "II.2")
    days = {"opens_on": dt.date(2026, 3, 20), "due_at": clock.moment(2026, 4, 10, 17)}
    return factories.period(cast.season, PeriodKind.QUARTER, 1, **days)


@pytest.fixture
def report(cast, quarter):
    return factories.period_report(cast.unit, quarter)


def rule(left, operator, right="", severity="error", code="K1", reported="quarter"):
    read = validating.read_expression
    words = {"message": "Không khớp", "message_en": "Does not fit", "reported": reported}
    return ValidationRule(code, read(left), operator, read(right), severity, **words)


def asks(cast, *rules, method=None):
    cast.table.validation = validating.as_json(Validation(rules, method))
    cast.table.save(update_fields=["validation"])


def enters(report, **counts):
    for code, count in counts.items():
        factories.period_result(report, code.replace("_", "."), {"count": count}, value=count)


def year_before(cast, back, number=1, unit=None, state="accepted", **counts):
    """A report of a quarter of an earlier year of the cast's cluster, sent in unless said."""
    season = cast.cluster.seasons.filter(year=cast.season.year - back).first()
    season = season or factories.season(cast.cluster, year=cast.season.year - back, table=cast.table)
    body = unit or cast.unit.organisation
    own, _new = season.participants.get_or_create(organisation=body, defaults={"joined_on": season.starts_on})
    sent = factories.period_report(own, factories.period(season, PeriodKind.QUARTER, number), state=state)
    enters(sent, **counts)
    return sent


def found(report):
    return queries.of_report(report, reports.lines_of(report))


def said(report):
    return [(each.words, each.numbers, each.codes) for each in found(report).found]


def explain(cast, report, seen=None, **texts):
    seen = findings.stamps(found(report)) if seen is None else seen
    warnings = {f"rule:{code}": text for code, text in texts.items()}
    return explanations.explain(report, blanks={}, warnings=warnings, by=cast.officer, seen=seen)


def test_rules_of_the_year_and_of_other_periods_are_not_asked(cast, report, count_queries):
    asks(cast, rule("[II.1]", "le", "1", reported=""), rule("[II.1]", "le", "1", reported="month", code="K2"))
    enters(report, II_1="3")
    lines = reports.lines_of(report)
    with count_queries(0):
        assert (queries.of_report(report, lines).found, queries.of_report(report, lines).obstacles.blank) == (
            [],
            ("II.2",),
        )


def test_a_rule_of_the_period_speaks_with_its_numbers(cast, report):
    asks(cast, rule("[II.1] + [II.2]", "le", "4"))
    enters(report, II_1="3", II_2="2")

    assert said(report) == [("Does not fit", "5 ≤ 4 does not hold", ["II.1", "II.2"])]
    with pytest.raises(Conflict, match=r"contradict a rule of the table: II\.1, II\.2\."):
        deeds.submit(report, by=cast.officer)


def test_last_is_the_same_period_of_the_year_before(cast, report):
    asks(cast, rule("[II.1]", "ge", "last year [II.1]"))
    year_before(cast, 1, number=2, II_1="9")
    enters(report, II_1="3")
    assert said(report) == []

    year_before(cast, 1, II_1="4")
    assert said(report) == [("Does not fit", "3 ≥ 4 does not hold", ["II.1"])]


def test_an_outlier_is_said_with_the_same_quarter_of_the_years_before(cast, report):
    """4, 5, 4, 6: the middle is 4.5, the usual distance 0.5; three times it is less than the slack of 2."""
    asks(cast, method=Method())
    for back, count in enumerate(("6", "4", "5", "4"), start=1):
        year_before(cast, back, II_1=count)
        year_before(cast, back, number=2, II_1="12")
    enters(report, II_1="7")

    numbers = "2022: 4; 2023: 5; 2024: 4; 2025: 6; now 7. From 2.5 to 6.5 would be like before."
    assert said(report) == [("Unlike the years before", numbers, ["II.1"])]
    report.results.update(inputs={"count": "6"}, value="6")
    assert said(report) == []


def test_drafts_neighbours_and_the_figure_of_the_year_are_no_history(cast, report):
    year_before(cast, 1, state="draft", II_1="9")
    year_before(cast, 2, state="returned", II_1="9")
    year_before(cast, 3, unit=cast.head_unit.organisation, II_1="9")
    lines = [cast.table.criteria.get(code="II.1")]
    assert past_figure.of_period(cast.unit, report.period, lines, 5) == {}

    before = factories.organisation("Sở Cũ")
    Succession.objects.create(organisation=cast.unit.organisation, ancestor=before)
    year_before(cast, 4, unit=before, II_1="7")
    known = past_figure.known(past_figure.of_period(cast.unit, report.period, lines, 5))
    assert {year: then.value for year, then in known["II.1"].items()} == {2022: 7}


def test_a_warning_is_explained_for_its_numbers_and_frozen_in_both_languages(cast, report):
    asks(cast, rule("[II.1]", "lt", "3", severity="warning"))
    enters(report, II_1="4", II_2="0")
    with pytest.raises(Conflict, match=r"A warning is not explained yet: II\.1\."):
        deeds.submit(report, by=cast.officer)
    explain(cast, report, K1=" Ba dự án lớn ")
    content = deeds.submit(report, by=cast.officer).content

    row = PeriodExplanation.objects.get()
    assert (row.text, row.values, row.explained_by) == ("Ba dự án lớn", {"left": "4", "right": "3"}, cast.officer)
    entry = AuditEntry.objects.filter(event=Event.PERIOD_REPORT_EXPLAINED).get()
    assert (entry.before, entry.after) == ({"II.1 (K1)": ""}, {"II.1 (K1)": "Ba dự án lớn"})
    english = {"words": "Does not fit", "numbers": "4 < 3 does not hold"}
    said = {"words": "Không khớp", "numbers": "4 < 3 không đúng", "text": "Ba dự án lớn", "en": english}
    assert content["findings"] == [{"key": "rule:K1", "criteria": ["II.1"], **said}]


def test_other_numbers_must_be_explained_again_and_a_colleague_is_not_written_over(cast, report):
    asks(cast, rule("[II.1]", "lt", "3", severity="warning"))
    enters(report, II_1="4")
    seen = findings.stamps(found(report))
    explain(cast, report, K1="Vì vậy")
    with pytest.raises(Stale):
        explain(cast, report, seen=seen, K1="Khác")
    report.results.update(inputs={"count": "5"})
    assert found(report).obstacles.unexplained == ("II.1",)
    explain(cast, report, K1="")
    assert not PeriodExplanation.objects.exists()
    with pytest.raises(Invalid):
        explain(cast, report, K9="Không có")


def test_without_a_warning_the_frozen_content_says_nothing_of_any(cast, report):
    enters(report, II_1="1", II_2="0")
    assert "findings" not in deeds.submit(report, by=cast.officer).content


def test_it_stands_beside_its_line_on_the_sheet_and_in_the_live_answer(client, cast, report):
    asks(cast, rule("[II.1]", "lt", "last year [II.1]", severity="warning"), method=Method())
    for back in (1, 2, 3):
        year_before(cast, back, II_1="4")
    enters(report, II_1="9", II_2="1")
    place = (report.period_id, cast.unit.pk)
    text = get(as_person(client, cast.officer), "period-sheet", *place).text
    told = get(client, "period-live", *place, since="99").json()

    pk = str(cast.table.criteria.get(code="II.1").pk)
    rows = {key: re.sub(r"<[^>]+>", " ", said["found"]) for key, said in told["said"].items()}
    assert ("9 &lt; 4 does not hold" in rows[pk], "2023: 4; 2024: 4; 2025: 4; now 9." in rows[pk]) == (True, True)
    assert told["said"][pk]["found"] in text
    assert [said for key, said in rows.items() if key != pk] == [""]
    assert "2 warnings" in told["standing"]


def test_from_the_check_to_the_receipt(client, cast, report):
    asks(cast, rule("[II.1]", "lt", "3", severity="warning"), rule("[II.2]", "le", "9", code="K2"))
    enters(report, II_1="4", II_2="10")
    as_person(client, cast.officer)
    page = get(client, "period-check", report.period_id, cast.unit.pk)
    assert ("10 ≤ 9" in page.text, 'href="#rule:K1"' in page.text, bool(page.context["may_submit"])) == (
        True,
        True,
        False,
    )

    drawn = {name: page.context["form"][name].value() for name in ("seen", "drawn")}
    saved = post(client, "period-check", report.period_id, cast.unit.pk, **{**drawn, "w-rule-K1": "Ba dự án"})
    assert (saved.status_code, PeriodExplanation.objects.get().text) == (302, "Ba dự án")
    report.results.filter(criterion__code="II.2").update(inputs={"count": "1"})
    post(client, "period-report-submit", report.pk)
    receipt = get(client, "period-receipt", PeriodSubmission.objects.get().pk)
    assert [row.cells[2].value for row in receipt.context["explained"].rows] == ["Ba dự án"]

    seen = get(as_person(client, cast.deputy), "period-report", report.pk).text
    assert ("Does not fit" in seen, "4 &lt; 3" in seen, "Ba dự án" in seen) == (True, True, True)
