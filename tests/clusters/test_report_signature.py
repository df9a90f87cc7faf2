"""A report is signed on the page or on paper; a change takes the signature and says which figure did it."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from clusters import canonical, clock, validating
from clusters.enums import Blank, Event, Phase, ReportState, SigningWay
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Explanation, Notice, Report, ReportSignature
from clusters.queries import finding as findings
from clusters.queries import report as queries
from clusters.queries import report_signature as signatures
from clusters.queries.finding import Why
from clusters.services import evidence as proofs
from clusters.services import explanation as explanations
from clusters.services import report as reports
from clusters.services import report_signature as deeds
from clusters.services.signed_paper import Paper
from clusters.validating import Validation, ValidationRule
from tests import factories, signing
from tests.clusters import test_report_service as steps
from tests.people import signed_in


@pytest.fixture
def report(cast):
    steps.move(cast, Phase.SELF_SCORING)
    made = factories.report(cast.unit)
    steps.save(cast, made, steps.FULL)
    return Report.objects.get(pk=made.pk)


def text_hash(report):
    report = Report.objects.select_related("participant__season__table").get(pk=report.pk)
    return signatures.content_hash(report, queries.lines_of(report)[0])


def paper(report, content=None, name="bao-cao.pdf", **said):
    made = Paper(
        file=ContentFile(signing.pdf() if content is None else content, name=name),
        signer_name="Trần Văn DEMO",
        signer_position="Giám đốc",
        signed_on=clock.today(),
        code=canonical.code(text_hash(report)),
        declared=True,
    )
    return replace(made, **said)


def attach(cast, report, by=None, **said):
    return deeds.attach(report, paper(report, **said), by=by or cast.officer)


def problems(cast, report, **said):
    with pytest.raises(Invalid) as refused:
        attach(cast, report, **said)
    assert not ReportSignature.objects.exists()
    assert Report.objects.get(pk=report.pk).state == ReportState.DRAFT
    return refused.value.problems


def test_the_officer_attaches_the_scan_and_the_report_is_signed_off(cast, report):
    signature = attach(cast, report, content=signing.PNG, name="bao-cao.png")

    fresh = Report.objects.get(pk=report.pk)
    assert (fresh.state, fresh.signed_by, fresh.signed_at) == (ReportState.SIGNED, cast.officer, signature.signed_at)
    assert (signature.way, signature.version, signature.for_head) == (SigningWay.SCAN, report.version, False)
    assert signature.content_hash == text_hash(report)
    line = AuditEntry.objects.about(report).latest("number")
    assert (line.event, line.after["way"], line.after["file"]) == (Event.REPORT_SIGNED, "scan", signature.file.sha256)
    assert "Trần Văn DEMO" not in str(line.after)
    assert steps.told(Event.REPORT_SIGNED) == {cast.officer.pk, cast.leader.pk}


def test_a_digitally_signed_pdf_is_recognised(cast, report):
    signature = attach(cast, report, content=signing.signed(signing.pdf()))

    assert signature.way == SigningWay.SIGNED_PDF
    assert [(each["name"], each["is_intact"]) for each in signature.reading] == [(signing.NAME, True)]


def test_a_pdf_that_was_changed_after_its_signature_is_refused(cast, report):
    broken = signing.signed(signing.pdf()).replace(b"(DEMO)", b"(DEMA)")

    assert signing.NAME in problems(cast, report, content=broken)["file"]


def test_the_code_of_an_older_version_is_refused(cast, report):
    old = canonical.code(text_hash(report))
    steps.save(cast, report, {"II.1": {"count": "3"}})
    report = Report.objects.get(pk=report.pk)

    assert list(problems(cast, report, code=old)) == ["code"]


def test_the_file_of_an_older_version_is_refused(cast, report):
    attach(cast, report)
    steps.save(cast, Report.objects.get(pk=report.pk), {"II.1": {"count": "3"}})

    with pytest.raises(Invalid) as refused:
        attach(cast, Report.objects.get(pk=report.pk))

    assert list(refused.value.problems) == ["file"]


def test_what_is_missing_on_the_paper_is_said_field_by_field(cast, report):
    tomorrow = clock.today() + dt.timedelta(days=1)
    said = {"signer_name": " ", "signer_position": "", "signed_on": tomorrow, "declared": False, "code": "123"}

    assert set(problems(cast, report, **said)) == {*said}


def test_a_deputy_signs_for_the_head_where_the_regulations_let_them(cast, report):
    position = {"signer_position": "Phó Giám đốc"}
    assert list(problems(cast, report, **position)) == ["for_head"]

    assert attach(cast, report, for_head=True, **position).for_head is True


def test_no_deputy_signs_where_the_regulations_do_not_let_them(cast, report):
    factories.terms(cast.cluster, deputy_signs="no")

    with pytest.raises(Conflict):
        attach(cast, report, for_head=True, signer_position="Phó Giám đốc")


@pytest.mark.parametrize("person", ["head", "official", "neighbour"])
def test_only_the_units_people_attach(cast, report, person):
    with pytest.raises(Denied):
        attach(cast, report, by=getattr(cast, person))


def test_what_is_not_complete_is_not_signed_on_paper(cast, report):
    steps.save(cast, report, {"II.1": {"count": None}})

    with pytest.raises(Conflict):
        attach(cast, Report.objects.get(pk=report.pk))


def test_signing_on_the_page_keeps_what_was_signed(cast, report):
    reports.sign(report, by=cast.leader)

    signature = ReportSignature.objects.get()
    assert (signature.way, signature.signed_by, signature.file) == (SigningWay.PAGE, cast.leader, None)
    assert signature.content_hash == text_hash(report)


def test_every_figure_note_and_file_is_of_the_hash(cast, report):
    found = [text_hash(report)]
    steps.save(cast, report, {"II.1": {"count": "3"}})
    found.append(text_hash(report))
    proofs.add(report, steps.leaf(cast), steps.upload(), by=cast.officer, declared=True)
    found.append(text_hash(report))

    assert len(set(found)) == 3
    assert text_hash(report) == found[-1]


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
    before = text_hash(explained)
    reports.sign(explained, by=cast.leader)
    deed(cast, Report.objects.get(pk=explained.pk))

    fresh = Report.objects.get(pk=explained.pk)
    assert (fresh.state, fresh.signed_at, signatures.standing(fresh)) == (ReportState.DRAFT, None, None)
    values = Notice.objects.filter(event=Event.REPORT_SIGNATURE_VOIDED).first().values
    assert (values["criteria"], said in values["changes"]) == (code, True), values["changes"]
    assert ReportSignature.objects.get().content_hash == before != text_hash(fresh)


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


def test_a_change_says_which_figure_took_the_signature_and_who(cast, report):
    reports.sign(report, by=cast.leader)
    steps.save(cast, Report.objects.get(pk=report.pk), {"II.1": {"count": "3"}})

    said = Notice.objects.filter(event=Event.REPORT_SIGNATURE_VOIDED).first().values
    assert (said["criteria"], said["who"]) == ("II.1", str(cast.officer))
    assert said["changes"].endswith("2 → 3")
    for name in ("report", "report-check"):
        page = signed_in(cast.leader).get(reverse(name, args=[report.pk]))
        assert [each[1:] for each in page.context["voided"].changes if each[0].startswith("II.1")] == [("2", "3")]
        assert page.context["voided"].who == str(cast.officer)


def test_signed_again_nothing_is_voided_any_more(cast, report):
    reports.sign(report, by=cast.leader)
    steps.save(cast, Report.objects.get(pk=report.pk), {"II.1": {"count": "3"}})
    reports.sign(Report.objects.get(pk=report.pk), by=cast.leader)

    page = signed_in(cast.leader).get(reverse("report", args=[report.pk]))

    assert (page.context["voided"], page.context["signed"].who) == (None, cast.leader.name)


def test_from_the_printed_paper_to_the_signed_report(cast, report):
    person = signed_in(cast.officer)
    code = person.get(reverse("report-paper", args=[report.pk])).context["code"]
    said = {
        "file": ContentFile(signing.PNG, name="bao-cao.png"),
        "code": code,
        "signer_name": "Trần Văn DEMO",
        "signer_position": "Giám đốc",
        "signed_on": f"{clock.today():%d/%m/%Y}",
    }
    refused = person.post(reverse("report-attach", args=[report.pk]), said)
    said["file"].seek(0)

    taken = person.post(reverse("report-attach", args=[report.pk]), {**said, "declared": "on"})

    assert list(refused.context["form"].errors) == ["declared"]
    assert taken.url == reverse("report-check", args=[report.pk])
    page = person.get(reverse("report", args=[report.pk]))
    assert page.context["signed"].who == "Trần Văn DEMO, Giám đốc"
    stored = person.get(reverse("report-signature-file", args=[page.context["signed"].paper]))
    assert b"".join(stored.streaming_content) == signing.PNG
