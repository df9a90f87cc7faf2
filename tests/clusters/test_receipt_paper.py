"""The receipt as a PDF: from the frozen sending alone, the same bytes each time, sealed where a seal is configured."""

from decimal import Decimal

import pytest
from django.utils import translation

from clusters import signed_pdf
from clusters.errors import Conflict
from clusters.models import Cluster, Organisation, Submission
from clusters.papers import receipt as papers
from clusters.services import result as results
from tests import factories, signing
from tests.reading import as_person, get

PASSWORD = "thu-nghiem"


@pytest.fixture
def submission(cast):
    report = factories.report(cast.unit)
    line = cast.table.criteria.get(code="I.1")
    factories.target(cast.unit, line, 90)
    results.enter(report, {line: ({"actual": Decimal("95.5")}, "")}, by=cast.officer, seen={})
    return factories.submission(report)


@pytest.fixture
def sealed(settings, tmp_path):
    path = tmp_path / "seal.p12"
    path.write_bytes(signing.pkcs12(PASSWORD))
    settings.RECEIPT_SEAL, settings.RECEIPT_SEAL_PASSWORD = str(path), PASSWORD


def words(submission) -> dict:
    with translation.override("vi"):
        return papers.data_of(submission.content, submission.content_hash)


def test_same_bytes_each_time_in_either_language(submission):
    first = papers.pdf(submission)
    with translation.override("en"):
        second = papers.pdf(Submission.objects.get(pk=submission.pk))

    assert first.startswith(b"%PDF-1.7")
    assert first == second


def test_renamed_bodies_leave_the_paper_as_it_was(cast, submission):
    before = papers.pdf(submission)
    for each in (*Organisation.objects.all(), *Cluster.objects.all()):
        type(each).objects.filter(pk=each.pk).update(name=f"{each.name} (tên mới)")

    assert papers.pdf(Submission.objects.get(pk=submission.pk)) == before


def test_paper_says_number_time_hash_unit_and_totals(submission):
    said = words(submission)

    facts = dict(said["facts"])
    assert said["title"] == "PHIẾU TIẾP NHẬN BÁO CÁO"
    assert (said["issuer"], facts["Đơn vị"], facts["Thời hạn"]) == ("Bộ Thử nghiệm", "Sở A", "đúng hạn")
    assert submission.number in said["number_line"]
    assert (said["hash"], submission.content_hash in said["foot"]) == (submission.content_hash, True)
    line = next(row["cells"] for row in said["rows"] if row["cells"][0] == "I.1")
    assert line == ["I.1", "Tiêu chí I.1", "90 %", "95,5 %", "20", ""]
    assert said["total"] == "Tổng điểm tự chấm: 20 (nội dung 20 + thưởng 0 − trừ 0)"


def test_what_was_frozen_before_it_named_the_authority_still_prints(submission):
    del submission.content["authority"]

    assert papers.data_of(submission.content, "")["issuer"] == ""


def test_no_paper_of_content_that_was_tampered_with(submission):
    submission.content["total"] = "100"

    with pytest.raises(Conflict, match="quản trị"):
        papers.pdf(submission)


def test_seal_stands_behind_the_same_bytes(settings, submission, sealed):
    made = papers.pdf(submission)
    settings.RECEIPT_SEAL = ""
    plain = papers.pdf(submission)

    (seal,) = signed_pdf.read(made)
    assert made.startswith(plain)
    assert (seal.name, seal.is_intact, seal.is_whole) == (signing.NAME, True, True)
    assert signed_pdf.read(plain) == ()


def test_seal_that_cannot_be_opened_is_said(settings, submission, sealed):
    settings.RECEIPT_SEAL_PASSWORD = "sai"

    with pytest.raises(Conflict, match="con dấu"):
        papers.pdf(submission)


@pytest.mark.parametrize(("fixture", "said"), [("", "no digital seal"), ("sealed", "bears the digital seal")])
def test_page_offers_the_pdf_and_says_whether_it_is_sealed(client, cast, submission, request, fixture, said):
    if fixture:
        request.getfixturevalue(fixture)
    page = get(as_person(client, cast.officer), "receipt", submission.pk).content.decode()
    answer = get(client, "receipt-pdf", submission.pk)

    assert said in page
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content[:5] == b"%PDF-"
