"""Workbooks, read back with another library."""

import datetime as dt
import io
from decimal import Decimal
from zipfile import ZipFile

import pytest
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from clusters import clock
from clusters.exports import workbook
from clusters.tables import Cell, Column, Row, Table

COLUMNS = [
    Column("unit", "Đơn vị", "link"),
    Column("state", "Trạng thái", "state"),
    Column("points", "Điểm", "points"),
    Column("share", "Tỷ lệ", "percent"),
    Column("on", "Ngày nộp", "day"),
    Column("at", "Lúc", "moment"),
]


def table(*rows: Row, name="reports", **fields) -> Table:
    return Table(name, "Báo cáo năm 2026", COLUMNS, rows, **fields)


def row(unit="Sở A") -> Row:
    at = dt.datetime(2026, 1, 9, 20, 30, tzinfo=dt.UTC)
    state = Cell("draft", text="Dự thảo")
    return Row([Cell(unit, url="/1"), state, Decimal("1234.5"), Decimal("95.5"), dt.date(2026, 1, 9), at])


def read(*tables: Table) -> list[list[list]]:
    response = workbook.respond(list(tables), "bao-cao")
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def test_numbers_stay_numbers_and_days_stay_days():
    (sheet,) = read(table(row()))
    moment = dt.datetime(2026, 1, 10, 3, 30)  # noqa: DTZ001 - a workbook knows no zones
    assert sheet[3] == ["Sở A", "Dự thảo", 1234.5, 0.955, dt.date(2026, 1, 9), moment]


def test_caption_moment_and_headings_stand_on_top():
    with clock.set_to(clock.moment(2026, 2, 3, 14, 5)):
        (sheet,) = read(table(row()))
    assert sheet[0][0] == "Báo cáo năm 2026"
    assert sheet[1][0].endswith("14:05 03/02/2026")
    assert sheet[2] == ["Đơn vị", "Trạng thái", "Điểm", "Tỷ lệ", "Ngày nộp", "Lúc"]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", "http://example.vn", "{=1}"])
def test_no_text_becomes_a_formula_or_a_link(text):
    (sheet,) = read(table(row(unit=text)))
    with ZipFile(io.BytesIO(workbook.content([table(row(unit=text))]))) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert sheet[3][0] == text
    assert "<f>" not in xml
    assert "hyperlink" not in xml


def test_the_order_shown_is_the_order_exported():
    (sheet,) = read(table(row("Sở A"), row("Sở Đ"), row("Sở D")).sorted_by("-unit"))
    assert [line[0] for line in sheet[3:]] == ["Sở Đ", "Sở D", "Sở A"]


def test_the_total_is_the_last_line():
    total = Row(["Tổng", None, Decimal("12"), None, None, None])
    (sheet,) = read(table(row(), total=total))
    assert sheet[-1] == ["Tổng", "", 12.0, "", "", ""]


def test_marks_and_notes_get_a_column_of_their_own():
    marked = Row(["Sở A", None, Cell(5, mark="demo", source="minh họa", note="giảm"), None, None, None])
    (sheet,) = read(table(marked))
    assert sheet[2][-1] != "Lúc"
    assert sheet[3][-1] == "Điểm: DEMO, minh họa, giảm"


def test_several_tables_are_several_sheets():
    names = ["a/b:c", "A B C", "x" * 40]
    book = workbook.content([table(row(), name=name) for name in names])
    assert CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names == ["a b c", "A B C 2", "x" * 28]


def test_headings_are_frozen():
    with ZipFile(io.BytesIO(workbook.content([table(row())]))) as parts:
        assert 'ySplit="3"' in parts.read("xl/worksheets/sheet1.xml").decode()


def test_the_file_is_a_download_with_its_name():
    response = workbook.respond(table(), "Báo cáo 2026")
    assert response["Content-Type"] == workbook.TYPE
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''B%C3%A1o")


@pytest.mark.parametrize(("query", "answer"), [("?export=xlsx", True), ("?export=pdf", False), ("", False)])
def test_asked_for_by_the_address(query, answer):
    assert workbook.wanted(RequestFactory().get(f"/{query}")) is answer
