"""What follows the sum, written in three grids: by keyboard, from Excel, with the parts of a cell beside it."""

import pytest
from playwright.sync_api import Locator, expect

from clusters.models import ScoringTableVersion
from clusters.scoring.grading.conditions import CONDITIONS
from clusters.scoring.grading.effects import EFFECTS
from clusters.scoring.grading.ties import TIES
from tests import factories
from tests.browser.table_desk import Desk, in_vietnamese

NAME, LEAST, CLAUSES, QUOTA = (
    in_vietnamese(words) for words in ("Grade", "From points", "Conditions", "Quota in per cent")
)
WHEN, EFFECT, SANCTION, TIE, LEGAL = (
    in_vietnamese(words) for words in ("When", "Effect", "Sanction", "Tie-breaker", "Legal line")
)
PAGE = in_vietnamese("Write the grades")


def label(kinds, name: str) -> str:
    return in_vietnamese(kinds[name].label)


class Grids(Desk):
    """Rows have no code: they are found by their number."""

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("region", name=in_vietnamese("The cell in parts"))

    def at(self, grid: str, column: str, row: int) -> Locator:
        return self.page.locator(f"#grid-{grid}").get_by_label(f"{column} – {row}", exact=True)

    def first(self, grid: str) -> Locator:
        return self.page.locator(f"#grid-{grid} tbody tr").first.locator("[data-field]").first

    def rows(self, grid: str) -> list[list[str]]:
        """The text of every cell that is filled in."""
        return self.page.locator(f"#grid-{grid} tbody tr").evaluate_all(
            "rows => rows.map((row) => [...row.querySelectorAll('[data-field]')].map((f) => f.value).filter(Boolean))"
        )


@pytest.fixture
def draft(cast):
    return factories.scoring_table(cast.ministry, published=False)


@pytest.fixture
def desk(cast, draft, walks_in) -> Grids:
    person = walks_in(cast.official)
    person.goes("Bảng điểm", str(draft.table), PAGE)
    desk = Grids(person)
    desk.is_checked()
    return desk


def stored(draft) -> dict:
    return ScoringTableVersion.objects.get(pk=draft.pk).grading


def test_a_grade_a_sanction_and_a_tie_breaker_by_keyboard_and_by_paste(desk, draft):
    writes_grades(desk)
    pastes_sanctions(desk)
    writes_a_tie_breaker(desk)
    assert desk.problems() == []
    with desk.page.expect_navigation():
        desk.presses("Control+s")
    desk.person.reads("Xuất sắc", "Bị kỷ luật", in_vietnamese("the decision of the meeting"))
    found = stored(draft)
    share = {"kind": "share", "line": "II", "sign": "≥", "value": "60"}
    assert [each["code"] for each in found["grades"]] == ["XS", "Y"]
    assert found["grades"][0]["conditions"] == [[share], [{**share, "kind": "figure", "line": "II.1", "value": "2"}]]
    assert found["grades"][0]["quota"] == {"percent": "25", "rounding": "down", "over": "meeting"}
    assert [each["effect"] for each in found["sanctions"]] == [
        {"kind": "not_above", "grade": "Y"},
        {"kind": "down", "grades": "1"},
    ]
    assert [each["kind"] for each in found["tie_breakers"]] == ["points", "meeting"]


def writes_grades(desk):
    """Beginnings of clauses are picked from the list, the rest is typed."""
    desk.tabs_to(desk.first("grades"))
    desk.types("XS", "Xuất sắc", "90")
    desk.presses("Tab")
    desk.page.keyboard.type("ty le diem")
    desk.presses("Enter")
    desk.page.keyboard.type("II >= 60 %; so lieu")
    desk.presses("Enter")
    desk.page.keyboard.type("II.1 >= 2")
    expect(desk.at("grades", CLAUSES, 1)).to_have_value(
        f"{label(CONDITIONS, 'share')} II >= 60 %; {label(CONDITIONS, 'figure')} II.1 >= 2"
    )
    desk.presses("Tab")
    desk.types("25", in_vietnamese("Down"), in_vietnamese("the meeting decides"))
    desk.presses("Tab", "Shift+Tab", "Enter")
    desk.at("grades", in_vietnamese("Code"), 2).focus()
    desk.types("Y", "Yếu", "0")


def pastes_sanctions(desk):
    fact = f"{label(CONDITIONS, 'fact')} {in_vietnamese('Leadership or head disciplined')} ≥ 1"
    headings = "\t".join((SANCTION, WHEN, EFFECT, LEGAL))
    rows = [f"Bị kỷ luật\t{fact}\t{label(EFFECTS, 'not_above')} Y\tĐiều 6", f"Trễ\t{fact}"]
    desk.clipboard("\n".join([headings, *rows]))
    desk.first("sanctions").focus()
    desk.presses("Control+v")
    desk.says("Rows pasted: {count}", count=2)
    assert len(desk.problems()) == 1
    desk.root.locator("[data-problems] a").press("Enter")
    expect(desk.at("sanctions", EFFECT, 2)).to_be_focused()
    desk.page.keyboard.type("ha bac")
    desk.presses("Enter")


def writes_a_tie_breaker(desk):
    """In the parts beside the cell, then the meeting by its first letters."""
    desk.first("tie_breakers").focus()
    desk.panel.get_by_label(in_vietnamese("Kind"), exact=True).select_option(label=label(TIES, "points"))
    desk.panel.get_by_label(in_vietnamese("Line"), exact=True).select_option("III.1")
    expect(desk.at("tie_breakers", TIE, 1)).to_have_value(f"{label(TIES, 'points')} III.1")
    desk.presses("Escape", "Enter")
    desk.page.keyboard.type("hoi nghi")
    desk.presses("Enter")


def test_one_way_back_leads_through_all_grids(desk):
    desk.first("grades").fill("XS")
    desk.first("sanctions").fill("Bị kỷ luật")
    desk.presses("Control+Enter")
    desk.types("Khác")
    desk.presses("Alt+ArrowUp", "Control+d")
    assert desk.rows("sanctions") == [["Khác"], ["Khác"], ["Bị kỷ luật"]]
    desk.presses("Control+Delete")
    desk.presses(*["Control+z"] * 7)
    assert (desk.rows("grades"), desk.rows("sanctions")) == ([[]], [[]])
    expect(desk.first("grades")).to_be_focused()
    desk.presses("Control+y", "Control+y")
    assert (desk.rows("grades"), desk.rows("sanctions")) == ([["XS"]], [["Bị kỷ luật"]])


def test_rows_are_copied_within_a_grid_and_their_cells_into_another(desk):
    desk.first("sanctions").fill("Bị kỷ luật")
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.presses("Shift+ArrowDown", "Control+c", "Escape", "Control+v")
    assert desk.rows("sanctions") == [["Bị kỷ luật"], ["Bị kỷ luật"]]
    desk.first("tie_breakers").focus()
    desk.presses("Control+v")
    assert desk.rows("tie_breakers") == [["Bị kỷ luật"]]


def test_the_parts_of_a_cell_are_fields_and_what_is_not_understood_stays(desk):
    cell = desk.at("grades", CLAUSES, 1)
    cell.fill(f"đoán mò; {label(CONDITIONS, 'points')} II ≥ 5")
    value = desk.panel.get_by_label(in_vietnamese("Value"), exact=True)
    expect(value).to_have_value("5")
    expect(desk.panel.locator(".rule-wrong")).to_contain_text("đoán mò")
    value.fill("7,5")
    expect(cell).to_have_value(f"đoán mò; {label(CONDITIONS, 'points')} II ≥ 7,5")
    desk.panel.get_by_label(in_vietnamese("Kind"), exact=True).nth(2).select_option(label=label(CONDITIONS, "targets"))
    desk.panel.get_by_label(in_vietnamese("Joined by"), exact=True).nth(1).select_option("or")
    desk.panel.get_by_label(in_vietnamese("Lines"), exact=True).fill("I.1, I.2")
    expect(cell).to_have_value(
        f"đoán mò; {label(CONDITIONS, 'points')} II ≥ 7,5 {in_vietnamese('or')} {label(CONDITIONS, 'targets')} I.1, I.2"
    )


def test_the_examined_page_is_accessible_and_not_too_wide(desk, examiner):
    writes_grades(desk)
    desk.at("grades", CLAUSES, 1).focus()
    expect(desk.panel.get_by_label(in_vietnamese("Value"), exact=True).first).to_be_visible()
    desk.at("grades", QUOTA, 1).fill("x")
    assert len(desk.problems()) == 1
    desk.at("grades", CLAUSES, 1).focus()
    examiner.examine(desk.page, "grading editor with parts")
    desk.presses("F1")
    examiner.examine(desk.page, "grading editor keys")


def test_what_was_not_saved_is_offered_again(desk):
    desk.first("tie_breakers").fill(label(TIES, "meeting"))
    desk.is_checked()
    desk.page.reload()
    assert desk.rows("tie_breakers") == [[]]
    desk.clicks("Bring it back")
    assert desk.rows("tie_breakers") == [[label(TIES, "meeting")]]


def test_without_script_the_texts_are_enough(cast, draft, walks_in):
    person = walks_in(cast.official, java_script_enabled=False)
    person.goes("Bảng điểm", str(draft.table), PAGE)
    expect(person.page.locator("[data-table-editor]")).to_be_hidden()
    person.page.get_by_role("textbox", name=in_vietnamese("Grades")).fill("XS|Xuất sắc|90\nY|Yếu|0")
    person.presses(in_vietnamese("Save the draft"))
    assert [each["code"] for each in stored(draft)["grades"]] == ["XS", "Y"]
