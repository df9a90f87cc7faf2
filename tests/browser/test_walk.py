"""The river of the house walked by five people in a real browser, each signed in with a password, in Vietnamese."""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from clusters import clock
from clusters.enums import Role
from tests import factories

A, B, C = UNITS = ("Sở Công Thương Nghệ An", "Sở Công Thương Hà Tĩnh", "Sở Công Thương Quảng Trị")
FLAG = "Cờ thi đua của Bộ Công Thương"
PDF = b"%PDF-1.4\nthu nghiem"
YEAR = clock.today().year
CLUSTER = "Cụm thi đua số VI"
PREVIOUS = f"{clock.today():%d/%m}/{YEAR - 1}"


@pytest.fixture
def stage(transactional_db, walks_in) -> SimpleNamespace:
    """A ministry, three units and a published table; at the head and the deputy one person is officer and leader."""
    ministry = factories.authority("Bộ Công Thương")
    units = [factories.organisation(name, parent=ministry) for name in UNITS]
    table = factories.scoring_table(ministry)
    factories.award("co-thi-dua-bo", name=FLAG)
    head, deputy = (factories.appointed(unit, Role.OFFICER) for unit in units[:2])
    for person, unit in zip((head, deputy), units, strict=False):
        factories.appointment(person, unit, Role.LEADER)
    return SimpleNamespace(
        table=table,
        official=walks_in(factories.appointed(ministry, Role.OFFICIAL, "chuyên viên Bộ")),
        head=walks_in(head),
        deputy=walks_in(deputy),
        officer=walks_in(factories.appointed(units[2], Role.OFFICER)),
        leader=walks_in(factories.appointed(units[2], Role.LEADER)),
    )


def test_the_walk(stage):
    found_the_cluster(stage.official)
    open_the_year(stage.official, stage.table)
    draft_the_pact(stage.head)
    promise(stage)
    sign_the_pact(stage)
    refuse_a_bad_value(stage.officer)
    report(stage.officer, stage.leader, "1.200,5")


def found_the_cluster(official):
    official.goes("Cụm, khối", "Thành lập cụm, khối thi đua")
    official.ticks("Cụm", *UNITS)
    official.types_all({"Tên": CLUSTER, "Thành lập ngày": PREVIOUS})
    official.types_all({"Số quyết định": "100/QĐ-BCT", "Ngày ban hành quyết định": PREVIOUS})
    official.types("Trích yếu", "Thành lập các cụm thi đua ngành Công Thương")
    official.attaches("Tệp quyết định", "quyet-dinh.pdf", PDF)
    official.presses("Thành lập")
    official.reads(CLUSTER, "100/QĐ-BCT", *UNITS)


def open_the_year(official, table):
    official.goes("Mở năm thi đua")
    official.types_all({"Năm": str(YEAR), "Từ ngày": f"01/01/{YEAR}", "Đến ngày": f"31/12/{YEAR}"})
    official.types("Hạn của bước “Tự chấm điểm”", f"17:00 31/12/{YEAR + 1}")
    official.chooses("Bảng điểm", str(table))
    official.chooses("Cụm trưởng (Khối trưởng)", A)
    official.chooses("Cụm phó (Khối phó)", B)
    official.presses("Mở năm thi đua")
    official.presses("Chuyển sang bước “Ký giao ước thi đua”")


def to_the_year(person):
    person.goes("Năm thi đua", CLUSTER)


def draft_the_pact(head):
    to_the_year(head)
    head.opens("Giao ước thi đua")
    head.goes("Sửa nội dung")
    head.types_all({"Chủ đề": "Kỷ cương, sáng tạo", "Nội dung": "Hoàn thành nhiệm vụ\nCải cách hành chính"})
    head.types_all({"1. Chỉ tiêu chung": "Tập thể lao động tiên tiến", "1. Giá trị": "95,5", "1. Đơn vị tính": "%"})
    head.chooses("1. So sánh", "trên")
    head.presses("Lưu giao ước")
    head.reads("Kỷ cương, sáng tạo", "95,5")


def promise(stage):
    for person, unit, target in ((stage.head, A, "12,5"), (stage.deputy, B, "12,5"), (stage.officer, C, "1.250,5")):
        to_the_year(person)
        person.opens("Giao ước thi đua")
        person.goes(f"Đặt chỉ tiêu của {unit}")
        person.types("I.1. Tiêu chí I.1", target)
        person.presses("Lưu chỉ tiêu")
        person.reads(target)


def sign_the_pact(stage):
    to_the_year(stage.head)
    stage.head.opens("Giao ước thi đua")
    stage.head.presses("Thống nhất nội dung")
    for leader in (stage.head, stage.deputy, stage.leader):
        leader.goes("Việc của tôi", "Ký giao ước thi đua")
        leader.confirms("Ký giao ước thi đua")
    stage.leader.reads("Tất cả thành viên đã ký", "1.250,5")
    for phase in ("Thực hiện", "Tự chấm điểm"):
        move_on(stage.head, phase)


def move_on(person, phase, reason=""):
    to_the_year(person)
    if reason:
        person.types("Lý do vẫn chuyển bước", reason)
    person.presses(f"Chuyển sang bước “{phase}”")


def refuse_a_bad_value(officer):
    """The sentence says how to mend it, the summary has the focus, and nothing typed is lost."""
    officer.goes("Việc của tôi", "Lập báo cáo")
    officer.types_all({"I.1 Kết quả": "mười hai", "I.1 Ghi chú": "Theo báo cáo số 15"})
    officer.presses("Lưu")
    sentence = "“mười hai” không phải là số. Hãy nhập dạng 1234,5 hoặc 1.234,5."
    expect(officer.page.get_by_role("alert")).to_be_focused()
    officer.page.get_by_role("alert").get_by_role("link").click()
    expect(officer.field("I.1 Kết quả")).to_be_focused()
    expect(officer.field("I.1 Kết quả")).to_have_accessible_description(re.compile(re.escape(sentence)))
    officer.finds("I.1 Kết quả", "mười hai")
    officer.finds("I.1 Ghi chú", "Theo báo cáo số 15")


def report(officer, leader, actual):
    fill(officer, actual)
    officer.presses("Lưu và thêm tệp II.1")
    officer.attaches("Tệp", "minh-chung.pdf", PDF)
    officer.presses("Thêm tệp")
    sign_off(leader)
    submit(officer)


def fill(officer, actual):
    officer.goes("Việc của tôi", "Lập báo cáo")
    officer.types("I.1 Kết quả", actual)
    print(officer.page.locator("main").aria_snapshot()); 1 / 0
