"""From an empty draft to points: an official writes a table of ten rule types by keyboard, a unit is scored by it."""

import re

import pytest
from playwright.sync_api import expect

from clusters.enums import Phase
from clusters.models import Criterion, ScoringTableVersion
from tests import factories
from tests.browser.table_desk import CRITERION, POINTS, SETTINGS, Desk, called, in_vietnamese

NAME = "Bảng điểm thi đua 2027"
LEAVES = [f"I.{number}" for number in range(1, 10)]
FROM_EXCEL = [
    ("Hồ sơ sai sót", "deduction", "2"),
    ("Chậm nộp báo cáo", "lateness", "0 → 10; 1-3 → 8; ≥4 → 0"),
    ("Điểm từng quý", "periods", ""),
    ("Việc tồn đọng", "backlog", "<5 → 0; 5-<10 → 2; ≥10 → 10"),
]
ENTERED = {
    "I.3 Số đạt được": "90",
    "I.3 Trên tổng số": "100",
    "I.4 Kết quả": "8",
    "I.5 Số lượng": "3",
    "I.6 Số trường hợp": "1",
    "I.7 Số ngày chậm": "2",
    "I.9 Trên tổng số": "100",
    "II.1 Số trường hợp": "2",
}


@pytest.fixture
def desk(cast, walks_in) -> Desk:
    return Desk(walks_in(cast.official))


def test_ten_rules_are_written_by_keyboard_published_and_score_a_unit(cast, desk, walks_in):
    begins(desk)
    writes_the_content(desk)
    pastes_four_lines(desk)
    writes_the_penalty(desk)
    mends_what_does_not_agree(desk)
    publishes(desk)
    version = ScoringTableVersion.objects.get(table__name=NAME)
    rules = Criterion.objects.filter(version=version).exclude(rule_type="").order_by("position")
    assert len(set(rules.values_list("rule_type", flat=True))) == 10
    reports(cast, version, walks_in(cast.officer))


def begins(desk):
    desk.person.goes("Bảng điểm", "Soạn bảng điểm")
    desk.person.types("Tên bảng điểm", NAME)
    desk.person.types("Áp dụng từ", "01/01/2027")
    desk.person.presses("Tiếp tục đến các tiêu chí")
    desk.tabs_to(desk.cell(CRITERION, "I"))
    desk.types("Nhiệm vụ năm", "90", "noi dung")
    desk.presses("Enter")


def writes_the_content(desk):
    """The first two leaves in the wrong order; the settings of the fifth in the panel."""
    desk.presses("Enter", "Alt+ArrowRight")
    desk.writes_leaf("Kế hoạch ban hành đúng hạn", "yes_no")
    desk.presses("Enter")
    desk.writes_leaf("Chất lượng tham mưu", "choice", "Tốt → 10; Khá → 7; Không đạt → 0")
    desk.presses("Alt+ArrowUp")
    expect(desk.cell(SETTINGS, "I.1")).to_have_value("Tốt → 10; Khá → 7; Không đạt → 0")
    desk.presses("ArrowDown", "Enter")
    desk.writes_leaf("Hồ sơ đúng hạn", "bands", "≥95 → 10; 80-<95 → 7; <80 → 0")
    desk.presses("Enter")
    desk.writes_leaf("Thu ngân sách", "proportional")
    desk.presses("Enter")
    desk.writes_leaf("Mô hình mới", "count")
    expect(desk.panel.get_by_label("Điểm cho mỗi kết quả", exact=True)).to_be_visible()
    desk.presses("Alt+Enter")
    desk.types("2,5")
    expect(desk.cell(SETTINGS, "I.5")).to_have_value("2,5")
    desk.presses("Escape")


def pastes_four_lines(desk):
    """As cells of a spreadsheet, once too often: the second time is undone."""
    lines = ["\t".join((text, "10", "", called(rule), settings)) for text, rule, settings in FROM_EXCEL]
    desk.clipboard("\n".join(lines))
    desk.presses("Enter", "Control+v")
    assert desk.codes() == ["I", *LEAVES]
    desk.presses("Control+End", "Control+Enter", "Control+v")
    assert desk.codes() == ["I", *LEAVES, *(f"I.{number}" for number in range(10, 14))]
    desk.presses("Control+z", "Control+z")
    assert desk.codes() == ["I", *LEAVES]


def writes_the_penalty(desk):
    desk.presses("Control+End", "Enter", "Alt+ArrowLeft")
    desk.types("Vi phạm", "6", in_vietnamese("Penalty"))
    desk.presses("Enter", "Enter", "Alt+ArrowRight")
    desk.writes_leaf("Bị nhắc nhở", "penalty_per_case", "1", points="5")
    assert desk.codes() == ["I", *LEAVES, "II", "II.1"]


def mends_what_does_not_agree(desk):
    (said,) = desk.problems()
    assert "II" in said
    assert "Σ 5 / 6" in desk.root.locator("tbody tr").nth(10).inner_text()
    desk.root.get_by_role("link", name=said).press("Enter")
    expect(desk.cell(POINTS, "II")).to_be_focused()
    desk.types("5")
    expect(desk.root.locator("[data-problems] a")).to_have_count(0)


def publishes(desk):
    with desk.page.expect_navigation():
        desk.presses("Control+s")
    desk.person.reads("Đã lưu bản nháp.", "Bị nhắc nhở")
    desk.person.presses(in_vietnamese("Publish this version"))
    desk.person.reads("Đã ban hành", "Phiên bản này không sửa được nữa.")


def reports(cast, version, officer):
    """By the rules that were written: 10, 10, 7, 8, 7,5, 8, 8, 8,5 and 8, less 2."""
    season = cast.season
    season.table, season.phase = version, Phase.SELF_SCORING
    season.save(update_fields=["table", "phase"])
    factories.report(cast.unit)
    four = Criterion.objects.get(version=version, code="I.4")
    factories.target(cast.unit, four, 10)
    officer.goes("Việc của tôi", "Lập báo cáo")
    officer.types_all(ENTERED)
    officer.types(f"I.8 {in_vietnamese('Result of each event or period')}", "9; 8")
    officer.types(f"I.9 {in_vietnamese('Left over')}", "6")
    officer.chooses(f"I.1 {in_vietnamese('Level reached')}", "Tốt")
    officer.chooses("I.2 Có hoặc không", "có")
    officer.saves()
    officer.reads("Tổng 75 / 90")
    points = re.findall(r"^\s*(\S+) / (?:10|5)$", officer.page.locator("main").inner_text(), re.MULTILINE)
    assert points == ["10", "10", "7", "8", "7,5", "8", "8", "8,5", "8", "2"]
