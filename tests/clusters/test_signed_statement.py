"""Explanations and citations are part of what the leader signs; a signature that was given before stays as it was."""

import json

import pytest
from django.urls import reverse

from clusters import validating
from clusters.enums import Blank, Event, ReportState
from clusters.models import Explanation, Notice, Report, ReportSignature
from clusters.queries import finding as findings
from clusters.queries import report as queries
from clusters.queries import report_signature as signatures
from clusters.queries.finding import Why
from clusters.services import evidence as proofs
from clusters.services import explanation as explanations
from clusters.services import report as reports
from clusters.validating import Validation, ValidationRule
from tests.clusters import test_report_service as steps
from tests.clusters import test_report_signature as signed
from tests.people import signed_in

report = signed.report

UNKNOWN = Why(Blank.EXPLAINED, "Chưa thống kê")


@pytest.fixture
def explained(cast, report):
    """With a warning at I.1, a blank II.2 and a cited file, all of it explained."""
    odd = {"left": validating.read_expression("[I.1]"), "operator": "ge", "right": validating.read_expression("50")}
    rule = ValidationRule("K1", severity="warning", message="Thấp bất thường", **odd)
    cast.table.validation = validating.as_json(Validation((rule,)))
    cast.table.save(update_fields=["validation"])
    steps.save(cast, report, {"II.2": {"count": None}})
    proofs.add(report, steps.leaf(cast), steps.upload(), by=cast.officer, declared=True, pages="3", remark="Bảng 2")
    return say(cast, report, warning="Đã đối chiếu", blank=UNKNOWN)


def say(cast, report, *, warning="Đã đối chiếu", blank=UNKNOWN):
    report = Report.objects.select_related("participant__season__table").get(pk=report.pk)
    seen = findings.stamps(findings.of_report(report, queries.lines_of(report)[0]))
    deed = {"warnings": {"rule:K1": warning}, "blanks": {"II.2": blank}}
    explanations.explain(report, by=cast.officer, seen=seen, **deed)
    return Report.objects.get(pk=report.pk)


CHANGES = {
    "warning": (lambda cast, report: say(cast, report, warning="Đã kiểm tra lại"), "I.1", "Đã đối chiếu"),
    "blank": (lambda cast, report: say(cast, report, blank=Why(Blank.NO_CASE)), "II.2", "Chưa thống kê"),
    "pages": (lambda cast, report: amend(cast, report, pages="4–6"), "I.1", "3 → 4–6"),
    "remark": (lambda cast, report: amend(cast, report, remark="Bảng 5"), "I.1", "Bảng 2 → Bảng 5"),
}


def amend(cast, report, pages="3", remark="Bảng 2"):
    proofs.amend(report.evidence.get(), pages=pages, remark=remark, by=cast.officer)


@pytest.mark.parametrize("what", CHANGES)
def test_explanations_and_citations_are_signed_and_a_change_takes_the_signature(cast, explained, what):
    deed, code, said = CHANGES[what]
    before = signed.text_hash(explained)
    reports.sign(explained, by=cast.leader)
    deed(cast, Report.objects.get(pk=explained.pk))

    fresh = Report.objects.get(pk=explained.pk)
    assert (fresh.state, fresh.signed_at, signatures.standing(fresh)) == (ReportState.DRAFT, None, None)
    values = Notice.objects.filter(event=Event.REPORT_SIGNATURE_VOIDED).first().values
    assert (values["criteria"], said in values["changes"]) == (code, True), values["changes"]
    assert ReportSignature.objects.get().content_hash == before != signed.text_hash(fresh)


def test_the_hash_covers_each_of_them_by_itself(cast, explained):
    """Not only because the version of the report counts on."""
    stated = [json.dumps(_bare(explained))]
    Explanation.objects.update(text="Khác")
    stated.append(json.dumps(_bare(explained)))
    explained.evidence.update(pages="9")
    stated.append(json.dumps(_bare(explained)))
    explained.evidence.update(remark="Khác")
    stated.append(json.dumps(_bare(explained)))
    explained.results.filter(criterion__code="II.2").update(blank=Blank.NO_CASE)
    stated.append(json.dumps(_bare(explained)))
    assert len(set(stated)) == 5


def _bare(report):
    report = Report.objects.select_related("participant__season__table").get(pk=report.pk)
    return signatures.stated(report, queries.lines_of(report)[0]) | {"version": 0}


def test_the_paper_to_be_signed_shows_what_is_signed(cast, explained):
    page = signed_in(cast.officer).get(reverse("report-paper", args=[explained.pk])).content.decode()

    for said in (
        "3 – Bảng 2",
        "– Chưa thống kê",
        "Thấp bất thường",
        "Đã đối chiếu",
    ):
        assert said in page


def test_a_signature_given_before_the_hash_covered_all_of_it_stands(cast, report):
    """It was given for what its own hash stands for."""
    reports.sign(report, by=cast.leader)
    given = ReportSignature.objects.get()
    older = ReportSignature(**{**_fields(given), "pk": None, "content_hash": "a" * 64})
    older.save()

    fresh = Report.objects.get(pk=report.pk)
    assert signatures.standing(fresh) == older
    assert reports.submit(fresh, by=cast.officer).content["letterhead"]["signatory"] == str(cast.leader)


def _fields(signature):
    return {field.attname: getattr(signature, field.attname) for field in signature._meta.concrete_fields}
