"""Reading workbooks of units and posts: what people do to cells, headings and days, without a database."""

import datetime as dt
import io
import unicodedata

import pytest
import xlsxwriter
from django.utils import translation

from clusters import clock
from clusters.exports import intake as exports
from clusters.imports import intake, spreadsheet
from tests import intake_book as books

FIRST = dt.date(2025, 7, 1)


def codes(line) -> list[str]:
    return [each.code for each in line.reasons]


def sheet_of(write) -> intake.Reading:
    """A workbook whose only sheet is written by hand."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        write(book, book.add_worksheet("Đơn vị"))
    return intake.read(spreadsheet.read("a.xlsx", buffer.getvalue()))


def test_both_sheets_are_read_with_the_rows_that_excel_counts():
    reading = books.reading([books.unit()], [books.post(), books.post(email="BINH@bo.example")])

    (unit,) = reading.units
    assert (unit.number, unit.reasons) == (2, ())
    assert unit.said == {
        "name": "Chi cục A",
        "kind": "office",
        "parent": "",
        "province": "",
        "valid_from": FIRST,
    }
    assert [each.number for each in reading.posts] == [2, 3]
    assert reading.posts[1].said["email"] == "binh@bo.example"
    assert reading.posts[0].said["role"] == "officer"


def test_headings_are_read_in_the_other_language_and_as_people_write_them():
    english = (("Name of the body", "Kind", "Exists from"), ("Full name", "E-mail", "Role", "Unit", "Holds it from"))
    units, posts = [["A", "Office", "2025-07-01"]], [["An", "an@bo.example", "Leader of the unit", "A", "1.7.2025"]]

    reading = books.reading(units, posts, tabs=("Units", "Posts"), heads=english)

    assert (reading.units[0].said["kind"], reading.units[0].said["valid_from"]) == ("office", FIRST)
    assert (reading.posts[0].said["role"], reading.posts[0].said["from_on"]) == ("leader", FIRST)
    assert [codes(each) for each in (*reading.units, *reading.posts)] == [[], []]


def test_sheets_with_other_names_are_known_by_their_headings():
    reading = books.reading([books.unit()], [books.post()], tabs=("Danh sách 1", "Sheet2"))

    assert (len(reading.units), len(reading.posts)) == (1, 1)


def test_columns_may_stand_in_any_order_with_others_between():
    def write(book, sheet):
        sheet.write_row(0, 0, ["STT", "Tồn tại từ *", "Loại *", "Ghi chú", "TÊN  ĐƠN VỊ:"])
        sheet.write_row(1, 0, [1, books.DAY, "van phong", "x", "Chi cục A"])

    assert sheet_of(write).units[0].said["valid_from"] == FIRST


def test_spaces_invisible_letters_and_decomposed_ones_do_not_make_another_name():
    name = unicodedata.normalize("NFD", "  Sở\u00a0Nội \u200bvụ\n") + "   "

    line = books.reading([books.unit(name=name, kind=" Văn\u00a0phòng ")]).units[0]

    assert line.said["name"] == unicodedata.normalize("NFC", "Sở Nội vụ")
    assert (line.said["kind"], codes(line)) == ("office", [])


@pytest.mark.parametrize(
    "day",
    ["1/7/2025", "01-07-2025", "2025-07-01", "01/07/2025\u00a0", clock.moment(2025, 7, 1, 8).replace(tzinfo=None)],
)
def test_days_are_read_as_people_write_them(day):
    def write(book, sheet):
        sheet.write_row(0, 0, books.UNITS)
        sheet.write_row(1, 0, books.unit()[:4])
        if isinstance(day, dt.datetime):
            sheet.write_datetime(1, 4, day, book.add_format({"num_format": "dd/mm/yyyy"}))
        else:
            sheet.write_string(1, 4, day)

    assert sheet_of(write).units[0].said["valid_from"] == FIRST


@pytest.mark.parametrize("day", ["31/02/2025", "01/07/25", "tháng 7", 45839, "01/07/0202", "13/13/2025"])
def test_what_is_no_day_is_refused_with_its_text(day):
    line = books.reading([books.unit(day=day)]).units[0]

    assert (codes(line), line.said["valid_from"]) == (["bad_day"], None)


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"email": "an@"}, ["bad_mail"]),
        ({"email": "an at bo.example"}, ["bad_mail"]),
        ({"email": ""}, ["missing"]),
        ({"role": "Trưởng ban"}, ["unknown_role"]),
        ({"username": "nguyễn an"}, ["bad_username"]),
        ({"person": "", "place": "", "day": ""}, ["missing", "missing", "missing"]),
        ({"person": "A" * 151}, ["too_long"]),
    ],
)
def test_a_row_of_posts_names_all_that_is_wrong_with_it(fields, wanted):
    assert codes(books.reading([], [books.post(**fields)]).posts[0]) == wanted


def test_numbers_as_names_and_unknown_kinds():
    lines = books.reading([books.unit(name=12), books.unit(kind="Phòng ban"), books.unit(name=" ")]).units

    assert (lines[0].said["name"], codes(lines[0])) == ("12", [])
    assert [codes(each) for each in lines[1:]] == [["unknown_kind"], ["missing"]]
    assert lines[1].reasons[0].values == {"text": "Phòng ban"}


@pytest.mark.parametrize(
    ("said", "kind"),
    [("Xã", "commune"), ("phuong", "commune"), ("Sở", "department"), ("company", "company"), ("Bộ", "ministry")],
)
def test_a_kind_is_known_by_a_part_of_its_name_that_no_other_has(said, kind):
    assert books.reading([books.unit(kind=said)]).units[0].said["kind"] == kind


def test_a_part_that_two_kinds_share_names_neither():
    assert codes(books.reading([books.unit(kind="ngành")]).units[0]) == ["unknown_kind"]


def test_blank_rows_between_and_behind_are_passed_over():
    lines = books.reading([["", "", "", "", ""], books.unit(), ["\u00a0"], books.unit(name="B"), [" "]]).units

    assert [(each.number, each.said["name"]) for each in lines] == [(3, "Chi cục A"), (5, "B")]


def test_a_heading_merged_over_two_rows_and_a_title_above_it():
    def write(book, sheet):
        sheet.merge_range(0, 0, 0, 4, "DANH SÁCH ĐƠN VỊ")
        for place in (0, 4):
            sheet.merge_range(2, place, 3, place, books.UNITS[place])
        sheet.merge_range(2, 1, 2, 3, "Thông tin")
        sheet.write_row(3, 1, books.UNITS[1:4])
        sheet.write_row(4, 0, books.unit())

    (line,) = sheet_of(write).units
    assert (line.number, line.said["name"], line.said["valid_from"], line.reasons) == (5, "Chi cục A", FIRST, ())


def test_cells_merged_over_several_rows_are_refused_in_each():
    def write(book, sheet):
        sheet.write_row(0, 0, books.UNITS)
        for number in (1, 2, 3):
            sheet.write_row(number, 0, books.unit(name=f"Chi cục {number}"))
        sheet.merge_range(1, 2, 2, 2, "Bộ")

    assert [codes(each) for each in sheet_of(write).units] == [["merged"], ["merged"], []]


def test_formulas_count_by_their_results_and_errors_are_named():
    def write(book, sheet):
        sheet.write_row(0, 0, books.UNITS)
        sheet.write_row(1, 0, books.unit())
        sheet.write_formula(1, 0, '="Chi cục "&"A"', None, "Chi cục A")
        sheet.write_row(2, 0, books.unit())
        sheet.write_formula(2, 3, "=VLOOKUP(1,2,3)", None, "#N/A")
        for place in range(5):
            sheet.write_formula(3, place, "=A1", None, "")

    lines = sheet_of(write).units
    assert (lines[0].said["name"], codes(lines[0])) == ("Chi cục A", [])
    assert [(each.number, codes(each)) for each in lines[1:]] == [(3, ["no_result"]), (4, ["no_result"] * 5)]
    assert lines[1].reasons[0].values == {"column": "Province"}


@pytest.mark.parametrize(
    ("units", "posts", "names"),
    [
        ([], [], {}),
        ([books.unit()], [], {"heads": (("Một", "Hai"), books.POSTS)}),
        ([books.unit()], [books.unit()], {"tabs": ("Đơn vị", "Units"), "heads": (books.UNITS, books.UNITS)}),
        ([books.unit()], [], {"tabs": ("A", "B"), "heads": (("Một",), ("Hai",))}),
        ([books.unit()] * (intake.MOST_ROWS + 1), [], {}),
    ],
    ids=["no rows", "no heading", "twice", "neither", "too many"],
)
def test_a_workbook_that_cannot_be_meant_is_not_taken_at_all(units, posts, names):
    with pytest.raises(spreadsheet.Refused):
        books.reading(units, posts, **names)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_template_is_read_as_it_is_and_its_examples_are_not_taken(language):
    with translation.override(language):
        sheets = spreadsheet.read("mau.xlsx", exports.template("Bộ Thử nghiệm"))

    assert [len(each.rows) > 1 for each in sheets] == [True] * 3
    assert [intake.heading_of(each) is not None for each in sheets] == [True, True, False]
    with pytest.raises(spreadsheet.Refused):
        intake.read(sheets)


def test_rows_beneath_an_example_are_taken_and_examples_are_counted():
    reading = books.reading([books.unit(name="Ví dụ: Trung tâm"), books.unit()], [books.post(person="example: An")])

    assert (len(reading.units), len(reading.posts), reading.examples) == (1, 0, 2)


@pytest.mark.parametrize(
    ("mail", "taken", "name"),
    [
        ("an@b.vn", set(), "an"),
        ("an@b.vn", {"an", "an2"}, "an3"),
        ("An.Nguyen+x@b.vn", set(), "an.nguyenx"),
        ("'@b.vn", set(), "user"),
    ],
)
def test_a_user_name_is_made_of_the_mail_address(mail, taken, name):
    assert intake.username_from(mail, taken) == name


def _with_a_hidden(name: str) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, books.PLAIN) as book:
        posts, other = book.add_worksheet("Vị trí"), book.add_worksheet(name)
        for number, row in enumerate([books.POSTS, books.post()]):
            posts.write_row(number, 0, row)
        for number, row in enumerate([books.UNITS, books.unit()]):
            other.write_row(number, 0, row)
        other.hide()
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["Đơn vị", unicodedata.normalize("NFD", "Đơn vị"), "Trang3"])
def test_a_hidden_sheet_of_ours_is_refused_and_never_taken_in_unseen(name):
    with pytest.raises(spreadsheet.Refused, match="đang bị ẩn"):
        intake.read(spreadsheet.read("a.xlsx", _with_a_hidden(name)))


def test_a_hidden_sheet_that_is_none_of_ours_is_in_nobodys_way():
    reading = intake.read(spreadsheet.read("a.xlsx", _with_a_hidden("Ghi chú")))

    assert (len(reading.units), len(reading.posts)) == (0, 1)
