"""A report is signed on the page or on paper; a change takes the signature and says which figure did it."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from clusters import canonical, clock
from clusters.enums import Event, Phase, ReportState, SigningWay
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Notice, Report, ReportSignature
from clusters.queries import report as queries
from clusters.queries import report_signature as signatures
from clusters.services import evidence as proofs
from clusters.services import report as reports
from clusters.services import report_signature as deeds
from clusters.services.signed_paper import Paper
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


def test_a_change_says_which_figure_took_the_signature_and_who(cast, report):
    reports.sign(report, by=cast.leader)
    steps.save(cast, Report.objects.get(pk=report.pk), {"II.1": {"count": "3"}})

    said = Notice.objects.filter(event=Event.REPORT_SIGNATURE_VOIDED).first().values
    assert (said["criteria"], said["who"]) == ("II.1", str(cast.officer))
    assert said["changes"].endswith("2 → 3")
    for name in ("report", "report-check"):
        page = signed_in(cast.leader).get(reverse(name, args=[report.pk]))
        assert [each[1:] for each in page.context["voided"].changes] == [("2", "3")]
        assert page.context["voided"].who == str(cast.officer)


def test_signed_again_nothing_is_voided_any_more(cast, report):
    reports.sign(report, by=cast.leader)
    steps.save(cast, Report.objects.get(pk=report.pk), {"II.1": {"count": "3"}})
    reports.sign(Report.objects.get(pk=report.pk), by=cast.leader)

    for name in ("report", "report-check"):
        page = signed_in(cast.leader).get(reverse(name, args=[report.pk]))
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
    stored = person.get(page.context["signed"].paper)
    assert b"".join(stored.streaming_content) == signing.PNG
