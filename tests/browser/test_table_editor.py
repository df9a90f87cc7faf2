"""A scoring table written in the grid: by keyboard, from Excel, back and forth, and after the browser was closed."""

import pytest
from playwright.sync_api import expect

from clusters.models import Criterion
from tests import factories
from tests.browser.table_desk import CODE, CRITERION, POINTS, SETTINGS, Desk, called, in_vietnamese

NINE = ["I", "I.1", "I.2", "II", "II.1", "II.2", "III", "III.1", "IV", "IV.1"]


@pytest.fixture
def draft(cast):
    return factories.scoring_table(cast.ministry, published=False)


@pytest.fixture
def desk(cast, draft, walks_in) -> Desk:
    """The official at the draft, the cursor in its second line."""
    person = walks_in(cast.official)
    person.goes("Bảng điểm", str(draft.table), "Soạn tiêu chí")
    desk = Desk(person)
    desk.is_checked()
    desk.cell(CRITERION, "I.1").focus()
    return desk


def saved(draft) -> list[str]:
    return list(Criterion.objects.filter(version=draft).order_by("position").values_list("code", flat=True))


def test_keys_go_from_row_to_row_in_one_column(desk):
    desk.presses("ArrowDown")
    expect(desk.cell(CRITERION, "I.2")).to_be_focused()
    desk.presses("Tab", "Enter")
    expect(desk.cell(POINTS, "II")).to_be_focused()
    desk.presses("Control+End")
    expect(desk.cell(POINTS, "IV.1")).to_be_focused()
    desk.presses("Enter")
    expect(desk.cell(CRITERION, "IV.2")).to_be_focused()
    desk.says("Row {row} added", row="IV.2")


def test_branches_move_and_their_codes_follow(desk):
    desk.presses("Alt+ArrowDown")
    assert desk.column(CRITERION)[1:3] == ["Tiêu chí I.2", "Tiêu chí I.1"]
    desk.presses("Alt+ArrowRight")
    assert desk.codes() == ["I", "I.1", "I.1.a", *NINE[3:]]
    desk.presses("Alt+ArrowLeft", "Alt+ArrowLeft")
    assert desk.codes() == ["I", "I.1", "II", "III", "III.1", "III.2", "IV", "IV.1", "V", "V.1"]
    desk.presses("Alt+ArrowUp")
    assert desk.column(CRITERION)[:3] == ["Tiêu chí I.1", "Tiêu chí I", "Tiêu chí I.2"]
    desk.presses(*["Control+z"] * 6)
    assert (desk.codes(), desk.column(CRITERION)[1]) == (NINE, "Tiêu chí I.1")
    desk.says("Nothing to undo")


def test_codes_named_in_options_follow_their_line(desk):
    desk.clicks("All columns")
    options = in_vietnamese("Options of the line")
    rule = in_vietnamese("not counted with")
    desk.cell(options, "II.1").fill(f"{rule} I.1, I.2")
    desk.cell(CODE, "I.1").focus()
    desk.presses("Control+Enter", "Alt+ArrowUp")
    expect(desk.cell(options, "II.1")).to_have_value(f"{rule} I.2, I.3")


def test_everything_can_be_undone_and_done_again(desk):
    desk.types(" mới")
    desk.presses("Control+Delete")
    assert desk.codes() == ["I", "I.2", *NINE[3:]]
    desk.presses("Control+z")
    assert desk.column(CRITERION)[1] == "Tiêu chí I.1 mới"
    desk.presses("Control+z")
    assert (desk.codes(), desk.column(CRITERION)[1]) == (NINE, "Tiêu chí I.1")
    desk.presses("Control+y", "Control+Shift+z")
    assert desk.codes() == ["I", "I.2", *NINE[3:]]


def test_cells_from_a_spreadsheet_fill_and_add_rows(desk):
    desk.clipboard('Dân vận khéo\t12,5\n"Hai ""mô hình"""\t7,5\n')
    desk.presses("Control+v")
    assert desk.column(CRITERION)[1:3] == ["Dân vận khéo", 'Hai "mô hình"']
    assert desk.column(POINTS)[1:3] == ["12,5", "7,5"]
    desk.says("Rows pasted: {count}", count=2)
    desk.presses("Control+End", "Control+v")
    assert desk.codes()[-2:] == ["IV.1", "IV.2"]
    desk.presses("Control+z", "Control+z")
    assert (desk.codes(), desk.column(POINTS)[1:3]) == (NINE, ["20", "20"])


def test_a_printed_table_is_given_codes(desk):
    desk.presses("ArrowUp", *["Shift+ArrowDown"] * 9, "Control+Delete")
    assert desk.codes() == ["I"]
    desk.clipboard("STT\tNội dung\tĐiểm\nA\tNhiệm vụ\t5\n1\tMột\t2\n2\tHai\t3\n")
    desk.cell(CODE, "I").focus()
    desk.presses("Control+v", "Tab")
    desk.is_checked()
    assert desk.codes() == ["A", "A.1", "A.2"]


def test_rows_that_are_chosen_are_copied_and_pasted_with_codes_of_their_own(desk):
    desk.presses("Shift+ArrowDown")
    expect(desk.root.locator("tr[aria-selected='true']")).to_have_count(2)
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.presses("Control+c", "Escape", "Control+End", "Control+v")
    assert desk.codes()[-3:] == ["IV.1", "IV.2", "IV.3"]
    assert desk.column(CRITERION)[-2:] == ["Tiêu chí I.1", "Tiêu chí I.2"]


def test_a_live_inconsistency_is_a_link_to_its_cell(desk):
    assert desk.problems() == []
    desk.cell(POINTS, "I.2").fill("19,5")
    expect(desk.root.locator("[data-problems] a")).to_have_count(1)
    expect(desk.root.locator("tr.is-group").first).to_contain_text("Σ 39,5 / 40")
    desk.root.locator("[data-problems] a").press("Enter")
    expect(desk.cell(POINTS, "I")).to_be_focused()
    expect(desk.cell(POINTS, "I")).to_have_attribute("aria-invalid", "true")
    desk.presses("ArrowDown", "ArrowDown")
    desk.types("20")
    expect(desk.root.locator("[data-problems] a")).to_have_count(0)
    expect(desk.cell(POINTS, "I")).not_to_have_attribute("aria-invalid", "true")


def test_settings_are_fields_and_a_rule_can_be_tried(desk):
    desk.cell(CRITERION, "II.1").focus()
    each = desk.panel.get_by_label("Điểm cho mỗi kết quả", exact=True)
    expect(each).to_have_value("10")
    desk.presses("Alt+Enter")
    expect(each).to_be_focused()
    desk.types("7,5")
    expect(desk.cell(SETTINGS, "II.1")).to_have_value("7,5")
    desk.panel.get_by_label("Số lượng", exact=True).fill("3")
    expect(desk.panel.get_by_role("status")).to_contain_text("22,5")
    desk.presses("Escape")
    expect(desk.cell(SETTINGS, "II.1")).to_be_focused()
    desk.presses("Control+z")
    expect(each).to_have_value("10")


def test_options_of_a_line_are_fields_that_write_its_cell(desk):
    desk.cell(CRITERION, "II.1").focus()
    desk.panel.get_by_text(in_vietnamese("Options of the line"), exact=True).click()
    desk.panel.get_by_label("Số liệu do ai nhập", exact=True).select_option("authority")
    desk.panel.get_by_label("Người chấm", exact=True).fill("Sở Nội vụ")
    desk.page.get_by_role("button", name="Mọi cột").click()
    expect(desk.cell(in_vietnamese("Options of the line"), "II.1")).to_have_value(
        f"{in_vietnamese('entered by the authority')}: Sở Nội vụ"
    )
    expect(desk.cell(SETTINGS, "II.1")).to_have_value("10")


def test_the_examined_page_holds_a_list_and_a_trial(desk, examiner):
    desk.cell(in_vietnamese("Rule"), "I.1").fill(called("bands"))
    desk.cell(SETTINGS, "I.1").fill("≥90 → 20; 50-<90 → 10; <50 → 0")
    expect(desk.panel.get_by_label("Điểm 3", exact=True)).to_have_value("0")
    desk.panel.get_by_label("Điểm 3", exact=True).fill("1")
    expect(desk.cell(SETTINGS, "I.1")).to_have_value("≥90 → 20; 50-<90 → 10; <50 → 1")
    desk.is_checked()
    examiner.examine(desk.page, "table editor with settings")
    desk.presses("F1")
    examiner.examine(desk.page, "table editor keys")


def test_what_was_not_saved_is_offered_again(cast, draft, desk):
    desk.types(" chưa lưu")
    desk.is_checked()
    desk.page.reload()
    assert desk.person.asked == ["beforeunload"]
    assert desk.column(CRITERION)[1] == "Tiêu chí I.1"
    desk.clicks("Bring it back")
    assert desk.column(CRITERION)[1] == "Tiêu chí I.1 chưa lưu"
    desk.presses("Control+s")
    desk.person.reads("Đã lưu bản nháp.", "Tiêu chí I.1 chưa lưu")
    desk.person.goes("Soạn tiêu chí")
    expect(desk.root.locator("[data-offer]")).to_be_hidden()
    assert desk.person.asked == ["beforeunload"]


def test_the_second_writer_sees_both(cast, draft, desk, walks_in):
    colleague = walks_in(cast.official2)
    colleague.page.goto(desk.page.url)
    other = Desk(colleague)
    other.cell(CRITERION, "I.1").fill("Của người kia")
    other.presses("Control+s")
    colleague.reads("Của người kia")
    desk.cell(CRITERION, "I.1").fill("Của tôi")
    desk.presses("Control+s")
    desk.person.reads("Của người kia", "Của tôi")
    expect(desk.cell(CRITERION, "I.1")).to_have_value("Của tôi")
    desk.person.presses("Lưu bản nháp")
    desk.person.reads("Của tôi")


def test_the_text_and_the_grid_say_the_same(desk):
    desk.page.get_by_text(in_vietnamese("The table as text"), exact=True).click()
    text = desk.person.field(in_vietnamese("Criteria"))
    text.fill("I|Nhóm|5|core\nI.1|Một|5||yes_no")
    text.blur()
    expect(desk.root.locator("tbody tr")).to_have_count(2)
    assert (desk.codes(), desk.problems()) == (["I", "I.1"], [])
    desk.cell(CRITERION, "I.1").fill("Một hai")
    assert "I.1\tMột hai\t5" in text.input_value()


def test_without_script_the_text_is_enough(cast, draft, walks_in):
    person = walks_in(cast.official, java_script_enabled=False)
    person.goes("Bảng điểm", str(draft.table), "Soạn tiêu chí")
    expect(person.page.locator("[data-table-editor]")).to_be_hidden()
    person.types(in_vietnamese("Criteria"), "I|Nhóm|5|core\nI.1|Một|4||yes_no")
    person.presses(in_vietnamese("Check without saving"))
    person.reads("4", "5")
    person.presses("Lưu bản nháp")
    person.reads("Đã lưu bản nháp.")
    assert saved(draft) == ["I", "I.1"]
