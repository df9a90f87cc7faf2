"""Blanks and warnings explained: written once, never over a colleague's, and the sign-off goes with a change."""

import pytest

from clusters import validating
from clusters.enums import Blank, Event, ReportState
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Explanation
from clusters.queries import finding as findings
from clusters.queries import report as reading
from clusters.queries.finding import Why
from clusters.services import explanation as explanations
from clusters.services import report as reports
from clusters.services import result as results
from clusters.validating import Validation, ValidationRule
from tests import factories
from tests.clusters.test_report_service import FULL, leaf, move, save, told

BUT_ONE = {code: inputs for code, inputs in FULL.items() if code != "II.1"}


@pytest.fixture
def report(cast):
    move(cast, "self_scoring")
    return factories.report(cast.unit)


def warns(cast):
    """The table warns from three on at II.1."""
    left, right = validating.read_expression("[II.1]"), validating.read_expression("3")
    rule = ValidationRule("K1", left, "lt", right, "warning", "Nhiều bất thường")
    cast.table.validation = validating.as_json(Validation((rule,)))
    cast.table.save(update_fields=["validation"])


def stamps(report):
    return findings.stamps(findings.of_report(report, reading.lines_of(report)[0]))


def explain(cast, report, by=None, seen=None, blanks=None, warnings=None):
    seen = stamps(report) if seen is None else seen
    told = {"blanks": blanks or {}, "warnings": warnings or {}}
    return explanations.explain(report, by=by or cast.officer, seen=seen, **told)


def blank(report, code="II.1"):
    row = report.results.get(criterion__code=code)
    return row.blank, row.note, row.inputs


def test_a_blank_with_its_reason_can_be_signed(cast, report):
    save(cast, report, BUT_ONE)
    with pytest.raises(Conflict, match=r"II\.1"):
        reports.sign(report, by=cast.leader)

    explain(cast, report, blanks={"II.1": Why(Blank.EXPLAINED, "Dự án chuyển sang năm sau")})

    assert blank(report) == ("explained", "Dự án chuyển sang năm sau", {})
    assert reports.sign(report, by=cast.leader).state == ReportState.SIGNED
    lines = {line["code"]: line.get("blank") for line in reports.submit(report, by=cast.officer).content["lines"]}
    assert {code for code, why in lines.items() if why} == {"II.1"}


def test_figures_take_the_reason_away_and_a_note_alone_does_not(cast, report):
    explain(cast, report, blanks={"II.1": Why(Blank.NO_CASE)})
    save(cast, report, {"II.1": {}}, note="Ghi chú")
    assert blank(report) == ("no_case", "Ghi chú", {})

    save(cast, report, {"II.1": {"count": "1"}}, note="Ghi chú")
    assert blank(report) == ("", "Ghi chú", {"count": "1"})


def test_a_sentence_that_is_wiped_out_takes_its_reason_along(cast, report):
    explain(cast, report, blanks={"II.1": Why(Blank.EXPLAINED, "Vì vậy")})
    save(cast, report, {"II.1": {}})
    assert blank(report) == ("", "", {})


def test_an_explained_warning_can_be_signed_and_sent(cast, report):
    warns(cast)
    save(cast, report, {**FULL, "II.1": {"count": "4"}})
    with pytest.raises(Conflict, match=r"II\.1"):
        reports.sign(report, by=cast.leader)

    explain(cast, report, warnings={"rule:K1": " Ba dự án lớn "})

    row = Explanation.objects.get()
    assert (row.text, row.values, row.explained_by) == ("Ba dự án lớn", {"left": "4", "right": "3"}, cast.officer)
    reports.sign(report, by=cast.leader)
    assert reports.submit(report, by=cast.officer).content["explained"] == {"rule:K1": "Ba dự án lớn"}


def test_an_error_stops_the_submission_of_what_was_signed(cast, report):
    save(cast, report, {**FULL, "II.1": {"count": "4"}})
    reports.sign(report, by=cast.leader)
    warns(cast)
    cast.table.validation["rules"][0]["severity"] = "error"
    cast.table.save(update_fields=["validation"])

    with pytest.raises(Conflict, match=r"II\.1"):
        reports.submit(report, by=cast.officer)


def test_a_change_takes_the_sign_off_back_and_stands_on_the_trail(cast, report):
    warns(cast)
    save(cast, report, {**FULL, "II.1": {"count": "4"}})
    explain(cast, report, warnings={"rule:K1": "Vì vậy"})
    report = reports.sign(report, by=cast.leader)

    explain(cast, report, warnings={"rule:K1": "Vì lẽ khác"})

    report.refresh_from_db()
    assert (report.state, report.version) == (ReportState.DRAFT, 3)
    entry = AuditEntry.objects.filter(event=Event.REPORT_EXPLAINED).last()
    assert (entry.before, entry.after) == ({"II.1 (K1)": "Vì vậy"}, {"II.1 (K1)": "Vì lẽ khác"})
    assert told(Event.REPORT_SIGNATURE_VOIDED) == {cast.leader.pk}


def test_the_same_again_changes_nothing(cast, report):
    explain(cast, report, blanks={"II.1": Why(Blank.NO_CASE)})
    again = explain(cast, report, blanks={"II.1": Why(Blank.NO_CASE)})
    assert (again.version, AuditEntry.objects.filter(event=Event.REPORT_EXPLAINED).count()) == (1, 1)


def test_an_explanation_can_be_taken_back(cast, report):
    warns(cast)
    save(cast, report, {"II.1": {"count": "4"}})
    explain(cast, report, warnings={"rule:K1": "Vì vậy"})
    explain(cast, report, warnings={"rule:K1": ""})
    assert not Explanation.objects.exists()


def test_the_second_writer_is_told(cast, report):
    warns(cast)
    save(cast, report, {"II.1": {"count": "4"}})
    seen = stamps(report)
    explain(cast, report, by=cast.leader, seen=seen, warnings={"rule:K1": "Của tôi"}, blanks={"I.2": Why("no_case")})

    with pytest.raises(Stale):
        explain(cast, report, seen=seen, warnings={"rule:K1": "Của bạn"})
    with pytest.raises(Stale):
        explain(cast, report, seen=seen, blanks={"I.2": Why("not_applicable")})
    assert explain(cast, report, seen=seen, blanks={"III.1": Why("no_case")}).version == 3


def test_other_numbers_than_those_read_are_not_explained(cast, report):
    warns(cast)
    save(cast, report, {"II.1": {"count": "4"}})
    seen = stamps(report)
    save(cast, report, {"II.1": {"count": "5"}}, by=cast.leader)
    with pytest.raises(Stale):
        explain(cast, report, seen=seen, warnings={"rule:K1": "Vì vậy"})


@pytest.mark.parametrize(
    ("blanks", "warnings", "at"),
    [
        ({"II.2": Why("no_case")}, {}, "II.2"),
        ({"II.1": Why("explained", " ")}, {}, "II.1"),
        ({"II.1": Why("other")}, {}, "II.1"),
        ({"X": Why("no_case")}, {}, "X"),
        ({}, {"rule:K1": "Vì vậy"}, "rule:K1"),
    ],
)
def test_what_cannot_be_explained_is_said(cast, report, blanks, warnings, at):
    warns(cast)
    save(cast, report, {"II.2": {"count": "1"}})
    with pytest.raises(Invalid) as refusal:
        explain(cast, report, blanks=blanks, warnings=warnings)
    assert set(refusal.value.problems) == {at}


def test_only_the_units_people_explain(cast, report):
    with pytest.raises(Denied):
        explain(cast, report, by=cast.head, blanks={"II.1": Why(Blank.NO_CASE)})
    with pytest.raises(Invalid):
        results.enter(report, {leaf(cast): ({"actual": "x"}, "")}, by=cast.officer, seen={})
