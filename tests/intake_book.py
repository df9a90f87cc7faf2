"""Workbooks of units and posts, as people send them."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from clusters.imports import intake, spreadsheet

UNITS = ("Tên đơn vị", "Loại", "Cơ quan cấp trên", "Tỉnh, thành phố", "Tồn tại từ")
POSTS = ("Họ và tên", "Địa chỉ thư điện tử", "Tên đăng nhập", "Đơn vị", "Vị trí", "Từ ngày")
# A text stays a text, whatever it begins with.
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
DAY = "01/07/2025"


def unit(
    name: Any = "Chi cục A", kind: Any = "Văn phòng", parent: Any = "", province: Any = "", day: Any = DAY
) -> list:
    return [name, kind, parent, province, day]


def post(
    person: Any = "Nguyễn An",
    email: Any = "an@bo.example",
    place: Any = "Chi cục A",
    role: Any = "Chuyên viên đơn vị",
    username: Any = "",
    day: Any = DAY,
) -> list:
    return [person, email, username, place, role, day]


def content(
    units: Sequence[Sequence[Any]] = (),
    posts: Sequence[Sequence[Any]] = (),
    tabs: Sequence[str] = ("Đơn vị", "Vị trí"),
    heads: Any = (UNITS, POSTS),
) -> bytes:
    """Both sheets with their headings; `tabs` are their names, `heads` their headings."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, PLAIN) as book:
        for name, head, rows in zip(tabs, heads, (units, posts), strict=True):
            sheet = book.add_worksheet(name)
            for number, row in enumerate([head, *rows]):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()


def upload(units: Sequence[Sequence[Any]] = (), posts: Sequence[Sequence[Any]] = ()) -> SimpleUploadedFile:
    return SimpleUploadedFile("don-vi.xlsx", content(units, posts))


def reading(units: Sequence[Sequence[Any]] = (), posts: Sequence[Sequence[Any]] = (), **names: Any) -> intake.Reading:
    return intake.read(spreadsheet.read("don-vi.xlsx", content(units, posts, **names)))
