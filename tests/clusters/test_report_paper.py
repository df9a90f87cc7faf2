"""The report as a Word file: the layout of the decree, a draft that says so, and frozen content once it is sent."""

import io
from decimal import Decimal

import docx
import pytest
from django.utils import translation
from docx.shared import Pt

from clusters.enums import Phase, Provenance, ReportState
from clusters.errors import Conflict
from clusters.models import Report, Submission
from clusters.papers import receipt as receipts
from clusters.papers import report_paper as papers
from clusters.queries import report_paper as queries
from clusters.services import report as reports
from clusters.services import result as results
from tests import factories
from tests.clusters.test_report_service import FULL
from tests.reading import as_person, get


@pytest.fixture
def report(cast):
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    cast.unit.organisation.province = "Hà Nội"
    cast.unit.organisation.save(update_fields=["province"])
    report = factories.report(cast.unit)
    factories.target(cast.unit, cast.table.criteria.get(code="I.1"), 90)
    given = {cast.table.criteria.get(code=code): (inputs, "") for code, inputs in FULL.items()}
    line = cast.table.criteria.get(code="I.1")
    given[line] = ({"actual": Decimal("95.5")}, "Tăng so với\x0b năm trước")
    return results.enter(report, given, by=cast.officer, seen={})


def sent(cast, report) -> Report:
    reports.submit(reports.sign(report, by=cast.leader), by=cast.officer)
    return Report.objects.get(pk=report.pk)


def document(report):
    with translation.override("en"):
        return docx.Document(io.BytesIO(papers.docx(queries.of_report(Report.objects.get(pk=report.pk)))))


def words(made) -> str:
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


def stamps(made) -> list[str]:
    (section,) = made.sections
    return [header.paragraphs[0].text for header in (section.first_page_header, section.header)]


def test_sheet_and_font_are_those_of_the_decree(report):
    made = document(report)

    (section,) = made.sections
    normal = made.styles["Normal"]
    sizes = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    sides = (section.left_margin, section.right_margin)
    assert [round(each.mm) for each in (*sizes, *sides)] == [210, 297, 20, 20, 30, 15]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(13))


def test_draft_says_so_on_every_sheet(report):
    made = document(report)

    assert stamps(made) == ["BẢN NHÁP – chưa gửi"] * 2
    assert "SHA-256" not in words(made)
    assert "ngày …… tháng ……" in words(made)


def test_made_up_figures_are_marked_on_the_papers_for_good(cast, report):
    line = cast.table.criteria.get(code="II.1")
    results.enter(report, {line: ({"count": "3"}, "")}, by=cast.officer, seen={line.pk: 1}, mark=Provenance.DEMO)
    report = sent(cast, report)
    report.results.update(mark=Provenance.ENTERED)

    submission = report.submissions.get()
    assert stamps(document(report)) == ["DEMO"] * 2
    assert receipts.data_of(submission.content, "")["mark"] == "DEMO"


def test_paper_has_its_parts(cast, report):
    report = sent(cast, report)
    made = document(report)
    said = words(made)

    assert stamps(made) == ["", ""]
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "SỞ A",
        "Số:",
        "Hà Nội, ngày",
        "BÁO CÁO",
        "Kính gửi:",
        "- Bộ Thử nghiệm;",
        "- Sở B.",
        "Nơi nhận:",
        str(cast.leader),
    ):
        assert part in said
    assert "Tổng điểm tự chấm: 85 (nội dung 85 + thưởng 0 − trừ 0)." in said
    assert report.submissions.get().content_hash in said


def test_lines_say_target_result_points_and_evidence(cast, report):
    proof = factories.evidence(report, cast.table.criteria.get(code="I.1"), by=cast.officer).file

    made = document(report)

    rows = [[cell.text for cell in row.cells] for table in made.tables for row in table.rows]
    assert ["I.1", "Tiêu chí I.1", "90 %", "95,5 %", "20", "20", proof.name] in rows
    assert "I.1. Tăng so với năm trước" in words(made)
    assert "I. Tiêu chí I (tự chấm 40 trên 40 điểm)" in words(made)


def test_what_was_sent_stands_until_a_change_makes_it_a_draft(cast, report):
    report = sent(cast, report)
    cast.unit.organisation.name = "Sở A (tên mới)"
    cast.unit.organisation.save(update_fields=["name"])
    assert "SỞ A (TÊN MỚI)" not in words(document(report))

    Report.objects.filter(pk=report.pk).update(state=ReportState.RETURNED, return_reason="x")
    assert stamps(document(report)) == ["", ""]
    line = cast.table.criteria.get(code="I.1")
    results.enter(report, {line: ({"actual": "80"}, "")}, by=cast.officer, seen={line.pk: 1})

    made = document(report)
    assert stamps(made) == ["BẢN NHÁP – chưa gửi"] * 2
    assert "80 %" in words(made)


def test_no_paper_of_content_that_was_tampered_with(cast, report):
    paper = queries.of_report(sent(cast, report))
    assert isinstance(paper.submission, Submission)
    paper.submission.content["total"] = "100"

    with pytest.raises(Conflict, match="quản trị"):
        papers.docx(paper)


def test_groups_hold_the_lines_below_them():
    lines = [
        {"code": code, "is_group": group}
        for code, group in (("0", False), ("I", True), ("I.1", True), ("I.1.a", False), ("II", True), ("1", False))
    ]

    found = [(head and head["code"], [line["code"] for line in below]) for head, below in queries.sections(lines)]

    assert found == [(None, ["0"]), ("I", ["I.1", "I.1.a"]), ("II", ["1"])]


def test_page_offers_the_file_under_its_number(client, cast, report):
    report = sent(cast, report)
    page = get(as_person(client, cast.deputy), "report", report.pk).content.decode()
    answer = get(client, "report-word", report.pk)

    assert f"/reports/{report.pk}/report.docx" in page
    assert report.submissions.get().number in answer["Content-Disposition"]
    assert answer.content[:2] == b"PK"
