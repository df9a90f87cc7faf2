"""The workbook of a scoring table: what is written reads back as the same, and what cannot be read is a row."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.exports import table_book as exports
from clusters.exports.table_book import Filling
from clusters.imports import examples, layout, spreadsheet, table_book
from clusters.imports.examples import Example
from clusters.scoring import notation
from tests.clusters.scoring.test_notation import tables

QUIET = settings(derandomize=True, deadline=None, max_examples=25)
LANGUAGES = st.sampled_from(["vi", "en"])
TABLE = "I\tNhiệm vụ\t5\tcore\nI.1\tBáo cáo\t2\t\tcount\t2\nI.2\tKế hoạch\t3\t\tyes_no\t\t\tcó"
HEADING = {
    "issuer": "UBND tỉnh",
    "legal_basis": "=Quyết định 12/QĐ",
    "effective_on": dt.date(2026, 1, 31),
    "effective_to": None,
    "full": Decimal("1000.125"),
    "floor": Decimal(0),
    "cap": None,
    "step": Decimal("0.25"),
    "rounding": "down",
    "total_step": Decimal("0.5"),
    "total_rounding": "half_even",
    "rescaled": True,
}


def read(content: bytes) -> table_book.TableBook:
    return table_book.read(spreadsheet.read("bang.xlsx", content), {})


def sheet(rows: list[list], name: str = "Tiêu chí", merge: str = "") -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        if merge:
            page.merge_range(merge, "gộp")
    return buffer.getvalue()


def said(book: table_book.TableBook) -> list[tuple[str, int | None, str]]:
    return [(fault.sheet, fault.line, fault.code) for fault in book.faults]


@QUIET
@given(tables(), LANGUAGES, LANGUAGES)
def test_criteria_read_back_as_the_same_in_either_language(lines, written_in, read_in):
    with translation.override(written_in):
        content = exports.content(Filling(HEADING, lines))
    with translation.override(read_in):
        book = read(content)

    assert (list(book.reading.lines.values()), book.faults) == (lines, [])


@pytest.mark.parametrize("written_in", ["vi", "en"])
@pytest.mark.parametrize("read_in", ["vi", "en"])
def test_the_heading_reads_back_as_the_same(written_in, read_in):
    with translation.override(written_in):
        content = exports.content(Filling({**HEADING, "name": "Bảng điểm", "number": 3}))
    with translation.override(read_in):
        book = read(content)

    assert (book.heading, book.faults) == ({**HEADING, "name": "Bảng điểm", "number": "3"}, [])


def test_an_empty_template_is_read_without_a_fault_but_for_the_day():
    book = read(exports.content(exports.EMPTY))

    assert said(book) == [("heading", 6, "")]
    assert (list(book.reading.lines), book.examples) == ([], [])


def test_numbers_and_days_are_not_text_and_nothing_is_a_formula():
    lines = notation.read(TABLE).lines.values()
    content = exports.content(Filling(HEADING, list(lines)))
    by_key = {layout.key_of(each.name): each.rows for each in spreadsheet.read("b.xlsx", content)}

    assert by_key["criteria"][2][:3] == ["I.1", "Báo cáo", 2.0]
    assert dt.date(2026, 1, 31) in [row[1] for row in by_key["heading"]]
    parts = zipfile.ZipFile(io.BytesIO(content))
    sheets = [name for name in parts.namelist() if "worksheets/" in name]
    assert [name for name in sheets if b"<f>" in parts.read(name)] == []


EXAMPLE = Example(
    "Đơn vị trễ; hạn",
    {
        "I.1": {
            "inputs": {"count": "2"},
            "target": "3",
            "evidence": True,
            "others": [{"inputs": {"count": "1"}}, {"inputs": {}}],
        },
        "I.2": {"inputs": {"answer": False}},
    },
    {"reports_late": "2"},
    {"I.1": "2", "": "4.5", "grade": "A"},
)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_examples_read_back_as_the_same(language):
    reading = notation.read(TABLE)
    with translation.override(language):
        rows = examples.write(EXAMPLE, table_book.lines_of(reading.nodes))
        content = exports.content(Filling(lines=list(reading.lines.values()), examples=rows))
    book = read(content)

    assert (book.examples, [fault for fault in book.faults if fault.sheet == "examples"]) == ([EXAMPLE], [])


def test_columns_are_found_by_their_names_in_any_order_below_a_title():
    rows = [
        ["PHỤ LỤC: BẢNG ĐIỂM"],
        [],
        ["TT", "Điểm chuẩn", "Nội dung tiêu chí", "Ghi chú", "Section"],
        ["A", 10, "Nội dung", "", "core"],
        ["I", 10, "Văn bản"],
        [1, 2.5, "Báo cáo", "đúng hạn"],
        [1.1, "7,5", "Kế hoạch"],
    ]
    book = read(sheet(rows, "Sheet1"))

    lines = [(line.code, line.text, line.max_points) for line in book.reading.lines.values()]
    assert lines == [
        ("A", "Nội dung", 10),
        ("A.I", "Văn bản", 10),
        ("A.I.1", "Báo cáo", Decimal("2.5")),
        ("A.I.1.1", "Kế hoạch", Decimal("7.5")),
    ]
    assert said(book) == []


HEAD = ["Mã", "Tiêu chí", "Điểm tối đa", "Phần", "Cách chấm", "Thông số cách chấm"]


@pytest.mark.parametrize(
    ("rows", "merge", "faults"),
    [
        ([["Cột", "Khác"]], "", [("criteria", None, "")]),
        ([["Mã", "Tiêu chí"], ["I", "x"]], "", [("criteria", None, ""), ("criteria", 2, "I"), ("criteria", 2, "I")]),
        ([HEAD, ["I", "x", 5, "core"], [], ["I", "y", 5, "core"]], "", [("criteria", 4, "I")]),
        ([HEAD, ["I", "x", "năm", "core"]], "", [("criteria", 2, "I")]),
        ([HEAD, ["I", "x", 5, "core", "count", "hai"]], "", [("criteria", 2, "I")]),
        ([HEAD, ["I", "x", 5, "core"], ["I.1", "", 5]], "B2:B3", [("criteria", 2, ""), ("criteria", 3, "I.1")]),
    ],
)
def test_what_cannot_be_read_is_named_by_sheet_row_and_code(rows, merge, faults):
    assert said(read(sheet(rows, merge=merge))) == faults


def test_a_workbook_whose_sheets_are_called_otherwise_is_told_so():
    (fault,) = read(sheet([["a", "b"]], "Trang 1")).faults

    assert (fault.sheet, "Trang 1" in fault.words) == ("", True)


def test_formulas_are_read_by_their_results():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("Criteria")
        page.write_row(0, 0, ["Code", "Criterion", "Maximum points", "Section"])
        page.write_row(1, 0, ["I", "x"])
        page.write_formula(1, 2, "=2+3", value=5)
        page.write_string(1, 3, "Bonus")
    (line,) = read(buffer.getvalue()).reading.lines.values()

    assert (line.max_points, line.section) == (5, "bonus")


def test_an_example_that_cannot_be_read_is_named_by_its_row():
    reading = notation.read(TABLE)
    rows = [
        ["Example", "Further unit", "Code", "What is entered"],
        ["a", "", "I.9", "1"],
        ["a", "", "I.1", "nhiều"],
        ["", "", "I.1", "1"],
        ["a", 0, "I.1", "1"],
        ["a", "", "I", "1"],
        ["a", "", "I.1", "1", "x", "maybe"],
    ]
    found, faults = examples.read(rows, table_book.lines_of(reading.nodes))

    assert [fault.line for fault in faults] == [2, 3, 4, 5, 6, 7, 7]
    assert [each.name for each in found] == ["a"]


def bomb(far: str = "", size: int = 0) -> bytes:
    """A template with a cell far away, or a part that is far larger than it looks."""
    content, whole = exports.content(Filling()), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                text = text.replace(b"</sheetData>", far.encode() + b"</sheetData>") + b" " * size
            new.writestr(name, text)
    return whole.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bang.csv", b"a;b"),
        ("bang.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("bang.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("bang.pdf", b"%PDF-"),
        ("bang.xlsx", b"PK\x03\x04 not really"),
        ("bang.xlsx", b""),
        ("bang.xlsx", b"PK" * spreadsheet.MOST_BYTES),
        ("bang.xlsx", bomb('<row r="900000"><c r="A900000"><v>1</v></c></row>')),
        ("bang.xlsx", bomb('<row r="900000"><c><v>1</v></c></row>')),
        ("bang.xlsx", bomb('<row r="9"><c r="XFD9"><v>1</v></c></row>')),
        ("bang.xlsx", bomb(f'<row r="9">{"<c><v>1</v></c>" * 100}</row>')),
        ("bang.xlsx", bomb(size=spreadsheet.MOST_UNPACKED)),
    ],
)
def test_what_is_no_workbook_of_sensible_size_is_refused_with_a_sentence(name, content):
    with pytest.raises(spreadsheet.Refused) as refused:
        spreadsheet.read(name, content)

    assert len(str(refused.value)) > 20


def test_faults_stand_beside_their_rows_in_the_workbook_that_is_given_back():
    content = sheet([HEAD, ["I", "=x", "năm", "core"], ["I", "y", 5, "core"]])
    sheets = spreadsheet.read("bang.xlsx", content)
    faults = table_book.read(sheets, {}).faults
    back = spreadsheet.read("bang.xlsx", exports.marked(sheets, faults))

    assert [layout.key_of(each.name) for each in back] == ["problems", "criteria"]
    assert [row[1:3] for row in back[0].rows[1:]] == [[2.0, "I"], [3.0, "I"]]
    assert [row[:3] for row in back[1].rows[1:]] == [["I", "=x", "năm"], ["I", "y", 5.0]]
    assert [row[-1] for row in back[1].rows[1:]] == [fault.words for fault in faults]
    assert said(read(exports.marked(sheets, faults))) == said(read(content))


def test_a_grade_that_cannot_be_read_is_named_and_can_be_mended_where_it_stands():
    rows = [["A", "Xuất sắc", Decimal(90)], ["B", "Tốt", "nhiều"]]
    content = exports.content(Filling(HEADING, grading={"grades": rows}))
    sheets = spreadsheet.read("bang.xlsx", content)
    faults = table_book.read(sheets, {}).faults

    assert [(fault.sheet, fault.line) for fault in faults] == [("grades", 3)]
    assert said(read(exports.marked(sheets, faults))) == [("grades", 3, "")]
