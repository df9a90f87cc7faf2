"""An official takes units and posts in from a workbook: refused rows first, then the mended file, carried out."""

from playwright.sync_api import expect

from clusters.models import Organisation, User
from tests import intake_book as books

PROVINCE = "Quảng Trị"


def uploads(person, units, posts) -> None:
    person.attaches("Tệp Excel", "don-vi.xlsx", books.content(units, posts))
    person.presses("Kiểm tra tệp")


def test_a_workbook_is_checked_mended_and_carried_out(cast, walks_in):
    official = walks_in(cast.official)
    official.page.goto("/organisations/")
    official.goes("Nhập từ tệp Excel")
    uploads(official, [books.unit(), books.unit(name="Chi cục B", kind="Tổ")], [books.post(place="Chi cục B")])
    official.reads("Có 2 dòng không được nhận", "“Tổ” không phải là một loại cơ quan, đơn vị.")
    official.page.get_by_role("link", name="Không nhận").click()
    expect(official.page.get_by_role("row")).to_have_count(3)

    official.goes("Tải tệp khác lên")
    uploads(official, [books.unit(), books.unit(name="Chi cục B", province=PROVINCE)], [books.post(place="Chi cục B")])
    official.reads("Tài khoản mới: an")
    official.presses("Ghi nhận vào hệ thống")
    official.reads("Đã ghi nhận tệp vào hệ thống")

    assert official.asked == ["confirm"]
    assert Organisation.objects.get(name="Chi cục B").province == PROVINCE
    assert User.objects.filter(email="an@bo.example").exists()
    official.page.goto("/organisations/intakes/")
    official.reads("Đã ghi nhận", "Đã kiểm tra")
    assert official.troubles == []
