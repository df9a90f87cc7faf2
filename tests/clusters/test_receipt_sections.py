"""The receipt shows explanations, cited files with pages and remark, and what is made up; older ones stay as before."""

import datetime as dt

import pytest
from django.utils import translation

from clusters import canonical, validating
from clusters.enums import Blank, Phase, Provenance
from clusters.models import Report, Submission
from clusters.papers import receipt as papers
from clusters.papers import typesetting
from clusters.queries import finding as findings
from clusters.queries import receipt as receipts
from clusters.queries import report as reports
from clusters.queries import submission as submissions
from clusters.services import explanation as explanations
from clusters.services import report as deeds
from clusters.validating import Validation, ValidationRule
from tests import factories
from tests.clusters import test_report_service as steps
from tests.reading import as_person, get

ODD = ValidationRule(
    "K1",
    validating.read_expression("[I.1]"),
    "ge",
    validating.read_expression("50"),
    "warning",
    "Thấp bất thường",
    "Oddly low",
)


@pytest.fixture
def sent(cast):
    """Sent with a blank, an explained warning and a cited file."""
    steps.move(cast, Phase.SELF_SCORING)
    cast.season.mark = Provenance.DEMO
    cast.season.save(update_fields=["mark"])
    cast.table.validation = validating.as_json(Validation((ODD,)))
    cast.table.save(update_fields=["validation"])
    report = factories.report(cast.unit)
    steps.save(cast, report, {code: inputs for code, inputs in steps.FULL.items() if code != "II.2"})
    proof = factories.evidence(report, steps.leaf(cast, "I.1"), by=cast.officer)
    type(proof).objects.filter(pk=proof.pk).update(pages="3–5", remark="Bảng 2")
    report = Report.objects.get(pk=report.pk)
    found = findings.of_report(report, reports.lines_of(report)[0])
    said = {"warnings": {"rule:K1": "Đã đối chiếu"}, "blanks": {"II.2": (Blank.NO_CASE, "")}}
    explanations.explain(report, by=cast.officer, seen=findings.stamps(found), **said)
    deeds.submit(deeds.sign(report, by=cast.leader), by=cast.officer)
    return Submission.objects.get()


def old(sent):
    """The same as it was frozen before."""
    kept = {name: value for name, value in sent.content.items() if name not in ("form", "findings", "letterhead")}
    sent.content, sent.content_hash = kept, canonical.sha256(kept)
    return sent


def test_the_page_shows_blanks_warnings_and_files_in_the_readers_language(cast, client, sent):
    page = get(as_person(client, cast.officer), "receipt", sent.pk)
    _lines, said, cited = page.context["tables"]

    cells = [[cell.value for cell in row.cells] for table in (said, cited) for row in table.rows]
    assert cells[0] == ["II.2", "No case arose", ""]
    assert cells[1][0::2] == ["I.1", "Đã đối chiếu"]
    assert cells[1][1].startswith("Oddly low (40 ≥ 50")
    assert cells[2][0:1] + cells[2][2:4] == ["I.1", "3–5", "Bảng 2"]
    assert "DEMO" in page.content.decode()


def test_the_paper_shows_them_too(sent):
    with translation.override("vi"):
        said = papers.data_of(sent.content, sent.content_hash)

    explained, cited = said["sections"]
    assert [row[0] for row in explained["rows"]] == ["II.2", "I.1"]
    assert explained["rows"][1][1].startswith("Thấp bất thường (40 ≥ 50")
    assert cited["rows"][0][2:] == ["3–5", "Bảng 2"]
    assert said["mark"] == "DEMO"
    assert papers.pdf(sent).startswith(b"%PDF-1.7")


def test_what_was_frozen_holds_when_the_rule_and_the_file_change(cast, client, sent):
    cast.table.validation = {}
    cast.table.save(update_fields=["validation"])
    sent.report.evidence.update(pages="9", remark="")
    again = Submission.objects.get(pk=sent.pk)

    assert receipts.is_true(again)
    assert receipts.proofs(again.content)[0][2] == "3–5"
    assert receipts.explained(again.content)[1][2] == "Đã đối chiếu"


def test_an_older_receipt_keeps_its_paper_and_its_hash(cast, client, sent):
    before = old(sent)
    with translation.override("vi"):
        data = papers.data_of(before.content, before.content_hash)
    at = dt.datetime.fromisoformat(before.content["submitted_at"])

    assert "sections" not in data
    assert papers.pdf(before) == typesetting.pdf("receipt.typ", data, at)
    with translation.override("en"):
        assert [row[1:] for row in receipts.explained(before.content)][1] == ["Warning", "Đã đối chiếu"]
    assert receipts.is_true(before)


def test_a_report_without_any_of_it_has_no_such_sections(cast):
    report = factories.report(cast.unit)
    content = submissions.sent_content(report, factories.scores.sheet_of(report), number="1")

    assert [content["findings"], receipts.explained(content), receipts.proofs(content)] == [[], [], []]
