"""The check before the signature through the client: what is open, explained in place, at risk."""

import json

import pytest
from django.urls import reverse

from clusters import validating
from clusters.enums import Phase
from clusters.models import Explanation
from clusters.services import report as reports
from clusters.validating import Validation, ValidationRule
from tests import factories
from tests.clusters.test_report_service import FULL, leaf, save
from tests.reading import sheets


@pytest.fixture
def report(cast):
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    read = validating.read_expression
    rules = (
        ValidationRule("K1", read("[II.1]"), "lt", read("3"), "warning", "Nhiều bất thường"),
        ValidationRule("K2", read("[II.2]"), "le", read("[II.1]"), "error", "Sai sót nhiều hơn mô hình"),
    )
    cast.table.validation = validating.as_json(Validation(rules))
    cast.table.save(update_fields=["validation"])
    return factories.report(cast.unit)


def check(client, report, person):
    client.force_login(person)
    return client.get(reverse("report-check", args=[report.pk]))


def drawn(response):
    """What the browser sends back untouched."""
    values = {bound.html_name: bound.value() or "" for bound in response.context["form"]}
    return {name: json.dumps(value) if isinstance(value, dict) else value for name, value in values.items()}


def send(client, report, person, base=None, **values):
    base = drawn(check(client, report, person)) if base is None else base
    client.force_login(person)
    return client.post(reverse("report-explain", args=[report.pk]), base | values)


def name(cast, code, part):
    return f"b{leaf(cast, code).pk}-{part}"


def test_everything_open_leads_to_its_line(client, cast, report):
    save(cast, report, {"II.1": {"count": "4"}, "II.2": {"count": "5"}})
    page = check(client, report, cast.leader)

    found = page.context["findings"]
    assert [each.key for each in found.errors] == ["rule:K2"]
    assert [each.key for each in found.open] == ["rule:K1"]
    assert [line.name for line in found.blank] == ["I.1", "I.2", "III.1", "IV.1"]
    links = [f"{reverse('report-edit', args=[report.pk])}#criterion-{leaf(cast, code).pk}" for code in FULL]
    assert [link in page.text for link in links] == [True] * 6
    said = page.context["may_sign"].reason
    assert [part in said for part in ("I.1, I.2, III.1, IV.1", "II.2, II.1", "II.1.")] == [True] * 3


def test_blanks_and_warnings_are_explained_in_place(client, cast, report):
    save(cast, report, {**FULL, "II.1": {"count": "4"}, "III.1": {}})
    said = {name(cast, "III.1", "why"): "explained", name(cast, "III.1", "note"): "Chưa công nhận", "w-rule-K1": "Đúng"}

    answer = send(client, report, cast.officer, **said)

    assert answer.url == reverse("report-check", args=[report.pk])
    assert report.results.get(criterion__code="III.1").blank == "explained"
    assert Explanation.objects.get().text == "Đúng"
    assert bool(check(client, report, cast.leader).context["may_sign"])


def test_a_missing_sentence_is_asked_for_and_nothing_typed_is_lost(client, cast, report):
    save(cast, report, {"II.1": {"count": "4"}})
    answer = send(client, report, cast.officer, **{name(cast, "III.1", "why"): "explained", "w-rule-K1": "Đúng thế"})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [name(cast, "III.1", "note")]
    assert "Đúng thế" in answer.text
    assert not Explanation.objects.exists()


def test_a_colleagues_explanation_is_not_written_over(client, cast, report):
    save(cast, report, {"II.1": {"count": "4"}})
    base = drawn(check(client, report, cast.officer))
    send(client, report, cast.leader, **{"w-rule-K1": "Của lãnh đạo"})

    answer = send(client, report, cast.officer, base, **{"w-rule-K1": "Của chuyên viên"})
    assert ("Của chuyên viên" in answer.text, Explanation.objects.get().text) == (True, "Của lãnh đạo")
    again = drawn(answer)
    assert send(client, report, cast.officer, again).status_code == 302
    assert Explanation.objects.get().text == "Của chuyên viên"


def test_other_lines_of_a_colleague_are_left_alone(client, cast, report):
    save(cast, report, {"II.1": {"count": "4"}})
    base = drawn(check(client, report, cast.officer))
    send(client, report, cast.leader, **{name(cast, "III.1", "why"): "no_case"})

    send(client, report, cast.officer, base, **{"w-rule-K1": "Đúng"})
    assert report.results.get(criterion__code="III.1").blank == "no_case"


def test_a_stranger_to_the_unit_may_not_explain(client, cast, report):
    save(cast, report, FULL)
    reports.sign(report, by=cast.leader)
    reports.submit(report, by=cast.officer)
    assert send(client, report, cast.head, {}).status_code == 403
    assert send(client, report, cast.officer, {}).status_code == 409
    assert check(client, report, cast.head).status_code == 200


def test_what_differs_from_the_pact_is_said_by_the_side_that_serves(client, cast, report):
    factories.target(cast.unit, leaf(cast, "I.1"), 50)
    factories.target(cast.unit, leaf(cast, "II.2"), 3)
    save(cast, report, {**FULL, "I.1": {"actual": "40"}, "II.2": {"count": "1"}})

    page = check(client, report, cast.leader)
    notes = {row.cells[0].value[:4]: row.cells[3].note for row in page.context["table"].rows if row.cells[3].note}
    assert (page.context["short"], page.context["better"]) == (1, 1)
    assert notes == {"I.1.": "chưa đạt chỉ tiêu", "II.2": "vượt chỉ tiêu giao ước"}


def test_points_at_risk_are_named_line_by_line(client, cast, report):
    cast.table.criteria.filter(code="I.2").update(evidence_required=True)
    save(cast, report, FULL)
    risk = check(client, report, cast.leader).context["risk"]
    kinds = {row.cells[0].value[:4]: row.cells[1].value for row in risk.table.rows}
    assert kinds["I.2."] == 20
    assert risk.total == sum(points for _label, points in risk.lost)


def test_the_workbook_holds_both_tables(client, cast, report):
    client.force_login(cast.officer)
    answer = client.get(reverse("report-check", args=[report.pk]), {"export": "xlsx"})
    assert set(sheets(answer)) == {"check", "risk"}
