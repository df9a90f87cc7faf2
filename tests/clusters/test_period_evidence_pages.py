"""The pages of a period's evidence: from the sheet to the criterion, files brought and chosen, amended, taken out."""

import datetime as dt
import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clusters import clock
from clusters.enums import PeriodKind
from clusters.models import PeriodEvidence, PeriodReport, PeriodResult
from tests import factories
from tests.reading import as_person, get, post

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


def upload(name="bao-cao.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def line(cast):
    return cast.table.criteria.get(code="II.1")


@pytest.fixture
def quarter(cast, at, client):
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1")
    days = {"opens_on": dt.date(2026, 3, 20), "due_at": clock.moment(2026, 4, 10, 17)}
    as_person(client, cast.officer)
    with at(2026, 4, 5):
        yield factories.period(cast.season, PeriodKind.QUARTER, 1, **days)


@pytest.fixture
def place(cast, quarter):
    return quarter.pk, cast.unit.pk


def said(page) -> str:
    return page.content.decode()


def test_the_button_of_a_row_keeps_what_was_typed_and_leads_to_its_evidence(client, line, place):
    answer = post(client, "period-sheet", *place, **{f"c{line.pk}-count": "3", "go": str(line.pk)})

    assert answer.url == reverse("period-evidence-add", args=[*place, line.pk])
    assert PeriodResult.objects.get().inputs == {"count": "3"}
    assert f'name="go" value="{line.pk}"' in said(get(client, "period-sheet", *place))


def test_files_begin_the_report_and_stand_in_its_row(client, line, place):
    address = ("period-evidence-add", *place, line.pk)
    assert "Choose from the library" not in said(get(client, *address))
    unticked = post(client, *address, file=upload())
    where = {"declared": "on", "pages": "1", "remark": "Phụ lục"}
    answer = post(client, *address, file=[upload("a.pdf"), upload("b.pdf", PDF + b"2")], **where)

    assert (list(unticked.context["form"].errors), answer.url) == (["declared"], reverse("period-sheet", args=place))
    assert [each.file.name for each in PeriodReport.objects.get().evidence.order_by("pk")] == ["a.pdf", "b.pdf"]
    sheet = said(get(client, "period-sheet", *place))
    file = PeriodEvidence.objects.order_by("pk")[0].file
    assert f'href="{reverse("library-file", args=[file.pk])}">a.pdf</a>' in sheet
    assert "p. 1 – Phụ lục" in sheet


def test_a_file_of_the_library_is_chosen_once(client, cast, line, place):
    file = factories.evidence_file(cast.unit)
    first = post(client, "period-evidence-cite", *place, line.pk, kept=file.pk, pages="9")
    again = post(client, "period-evidence-cite", *place, line.pk, kept=file.pk, pages="9")

    assert (first.status_code, list(again.context["cite_form"].errors)) == (302, ["kept"])
    assert PeriodEvidence.objects.get().pages == "9"
    foreign = factories.evidence_file(cast.head_unit)
    answer = post(client, "period-evidence-cite", *place, line.pk, kept=foreign.pk)
    assert list(answer.context["cite_form"].errors) == ["kept"]


def test_pages_are_amended_and_the_citation_removed(client, cast, quarter, line, place):
    proof = factories.period_evidence(factories.period_report(cast.unit, quarter), line)
    page = said(get(client, "period-evidence-add", *place, line.pk))
    assert all(reverse(f"period-evidence-{deed}", args=[proof.pk]) in page for deed in ("amend", "remove"))

    amended = post(client, "period-evidence-amend", proof.pk, pages="2–4", remark="Phụ lục")
    removed = post(client, "period-evidence-remove", proof.pk)
    proof.refresh_from_db()
    assert amended.url == removed.url == reverse("period-evidence-add", args=[*place, line.pk])
    assert (proof.where, proof.removed_by) == ("tr. 2–4 – Phụ lục", cast.officer)
    assert get(client, "period-evidence-amend", proof.pk).status_code == 404


def test_a_criterion_that_the_period_does_not_ask_has_no_such_page(client, cast, place):
    other = cast.table.criteria.get(code="II.2")
    assert get(client, "period-evidence-add", *place, other.pk).status_code == 404


def test_what_was_sent_shows_no_such_page(client, cast, quarter, line, place):
    factories.period_report(cast.unit, quarter, state="submitted")
    for name in ("period-evidence-add", "period-evidence-cite"):
        assert get(client, name, *place, line.pk).status_code == 409


def test_the_script_sends_a_file_in_parts(client, line, place):
    about = {"name": "a.pdf", "size": len(PDF), "sha256": hashlib.sha256(PDF).hexdigest()}
    page = said(get(client, "period-evidence-add", *place, line.pk))
    begin = reverse("period-evidence-upload-start", args=place)
    assert f'data-upload="{begin}"' in page

    told = client.post(begin, about).json()
    client.post(f"{told['upload']}?offset=0", data=PDF, content_type="application/octet-stream")
    done = client.post(told["upload-finish"], {"declared": "on", "criterion": line.pk, "pages": "2"})
    assert (done.json(), PeriodEvidence.objects.get().pages) == ({"file": "a.pdf"}, "2")
