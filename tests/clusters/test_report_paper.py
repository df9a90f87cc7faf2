"""The report as a Word file: the layout of the decree, a draft that says so, and frozen content once it is sent."""

import datetime as dt
import io
from decimal import Decimal

import docx
import pytest
from django.utils import translation
from docx.shared import Pt

from clusters import canonical, clock
from clusters.enums import Phase, Provenance, ReportState
from clusters.errors import Conflict
from clusters.models import Report, Submission
from clusters.papers import receipt as receipts
from clusters.papers import report_paper as papers
from clusters.queries import report_paper as queries
from clusters.services import organisation as organisations
from clusters.services import report as reports
from clusters.services import report_signature as signatures
from clusters.services import result as results
from tests import factories
from tests.clusters import test_report_signature as signed_papers
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


def signed_paper(made) -> list[str]:
    """The lines above the name, of the last table."""
    return [paragraph.text for paragraph in made.tables[-1].rows[0].cells[1].paragraphs if paragraph.text]


@pytest.mark.parametrize("frozen", [True, False])
def test_head_and_end_stay_those_of_the_day_of_sending(cast, report, frozen):
    """Of what was sent before they were frozen, as the trail and the headships of that day say."""
    report = sent(cast, report)
    if not frozen:
        _as_before(report)
    before, keeper = words(document(report)), factories.user(is_superuser=True)
    unit, superior = cast.unit.organisation, cast.ministry
    for body, values in ((unit, {"province": "Huế"}), (superior, {"name": "Bộ Mới"})):
        said = {name: getattr(body, name) for name in organisations.CORRECTED}
        organisations.change(body, {**said, **values}, by=keeper, seen=body.version)
    cast.season.headships.filter(role="head").update(to_on=clock.today())
    with clock.set_to(clock.now() + dt.timedelta(days=2)):
        factories.headship(cast.deputy_unit)
        after = words(document(report))

    assert after == before
    assert "Hà Nội, ngày" in after


def _as_before(report) -> None:
    """Frozen rows refuse every change, so one is made anew in the older form."""
    kept = report.submissions.get()
    content = {name: value for name, value in kept.content.items() if name not in ("form", "findings", "letterhead")}
    frozen = {"content": content, "content_hash": canonical.sha256(content), "number": "BC-cu"}
    stamp = {"submitted_at": clock.now(), "submitted_by": kept.submitted_by}
    Submission.objects.create(report=report, **frozen, **stamp)


@pytest.mark.parametrize(
    ("position", "for_head", "lines"),
    [
        ("Giám đốc", False, ["GIÁM ĐỐC"]),
        ("Phó Giám đốc", True, ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        ("KT. Phó Chánh Văn phòng", True, ["KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"]),
        ("Cấp phó", True, ["KT. THỦ TRƯỞNG ĐƠN VỊ", "CẤP PHÓ"]),
        ("TM. Hội đồng", False, ["TM. HỘI ĐỒNG"]),
    ],
)
def test_whoever_signed_is_named_as_the_decree_has_it(cast, report, position, for_head, lines):
    paper = signed_papers.paper(report, signer_position=position, for_head=for_head)
    signatures.attach(report, paper, by=cast.officer)
    reports.submit(report, by=cast.officer)

    assert signed_paper(document(report)) == [*lines, "Trần Văn DEMO"]


def test_a_signature_on_the_page_names_the_head_of_the_unit(cast, report):
    assert signed_paper(document(sent(cast, report))) == ["THỦ TRƯỞNG ĐƠN VỊ", str(cast.leader)]
