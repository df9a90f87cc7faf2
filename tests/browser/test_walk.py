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
TODAY = f"{clock.today():%d/%m/%Y}"
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
        people={"head": head},
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
    report(stage.head, stage.head, actual="12,5", models="3")
    report(stage.deputy, stage.deputy, actual="12", models="2")
    report(stage.officer, stage.leader, actual="91,7", models="1")
    return_the_last(stage)
    verify(stage)
    rank_and_seal(stage)
    nominate(stage)
    decide(stage)
    the_ministry_sees_it(stage.official)
    look_around(stage.deputy)


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
    for person, unit, target in ((stage.head, A, "12,5"), (stage.deputy, B, "12,5"), (stage.officer, C, "95,5")):
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
    expect(stage.leader.page.locator(".page-tags .badge-state")).to_have_text("Tất cả thành viên đã ký")
    stage.leader.reads("95,5")
    move_on(stage.head, "Thực hiện", "Tự chấm điểm")


def move_on(person, *phases):
    to_the_year(person)
    for phase in phases:
        person.presses(f"Chuyển sang bước “{phase}”")


def refuse_a_bad_value(officer):
    """The sentence says how to mend it, the cell has the focus, and nothing typed is lost."""
    officer.goes("Việc của tôi", "Lập báo cáo")
    officer.types_all({"I.1 Kết quả": "mười hai", "I.1 Ghi chú": "Theo báo cáo số 15"})
    officer.page.get_by_role("button", name="Lưu", exact=True).click()
    sentence = "“mười hai” không phải là số. Hãy viết như 1234,5 hoặc 1.234,5."
    expect(officer.field("I.1 Kết quả")).to_be_focused()
    expect(officer.field("I.1 Kết quả")).to_have_accessible_description(re.compile(re.escape(sentence)))
    officer.finds("I.1 Kết quả", "mười hai")
    officer.finds("I.1 Ghi chú", "Theo báo cáo số 15")


def report(officer, leader, *, actual, models):
    fill(officer, actual, models)
    officer.presses("Thêm tệp II.1")
    officer.attaches("Tệp", "minh-chung.pdf", PDF)
    officer.page.get_by_label("bí mật nhà nước").check()
    officer.presses("Tải lên và viện dẫn")
    officer.reads("minh-chung.pdf")
    sign_and_submit(officer, leader)


def fill(officer, actual, models):
    to_the_year(officer)
    officer.opens("Báo cáo Sở Công Thương")
    officer.goes("Nhập kết quả")
    officer.types_all({"I.1 Kết quả": actual, "II.1 Số lượng": models, "II.2 Số trường hợp": "1"})
    officer.types_all({"III.1 Số lượng": "2", "IV.1 Số trường hợp": "0"})
    officer.chooses("I.2 Có hoặc không", "có")


def sign_and_submit(officer, leader):
    leader.goes("Việc của tôi", "Kiểm tra và ký xác nhận")
    leader.signs("Ký xác nhận")
    officer.goes("Việc của tôi", "Kiểm tra và nộp")
    officer.presses("Nộp báo cáo")
    officer.reads("Phiếu tiếp nhận báo cáo", "Đã nộp báo cáo.", "đúng hạn")
    officer.goes("Quay lại")


def return_the_last(stage):
    move_on(stage.head, "Kiểm tra chéo", "Rà soát, chấm điểm")
    stage.head.goes("Việc của tôi", "Xem các báo cáo", C)
    stage.head.goes("Trả lại kèm lý do")
    stage.head.types("Nội dung cần chỉnh sửa", "Tiêu chí I.2 chưa có căn cứ")
    stage.head.presses("Trả lại báo cáo")
    stage.officer.goes("Việc của tôi", "Chỉnh sửa báo cáo")
    stage.officer.reads("Tiêu chí I.2 chưa có căn cứ")
    stage.officer.types("I.2 Ghi chú", "Theo Kế hoạch số 12/KH-SCT")
    stage.officer.presses("Lưu và kiểm tra")
    sign_and_submit(stage.officer, stage.leader)


def verify(stage):
    """The deputy verifies the head's unit, the head the others; one point differs, and needs its reason."""
    for verifier, unit in ((stage.deputy, A), (stage.head, B), (stage.head, C)):
        to_the_year(verifier)
        verifier.opens("Báo cáo 3/3 đã nộp")
        verifier.goes(unit)
        verifier.presses("Tiếp nhận")
        verifier.goes("Điểm")
        verifier.types("II.2 – điểm cụm chấm", "20,5")
        verifier.presses("Lưu điểm")
        verifier.reads("II.2: điểm khác với điểm tự chấm; hãy ghi lý do.")
        verifier.types("II.2 – lý do", "Hai lần chậm báo cáo")
        verifier.presses("Lưu điểm")
        verifier.presses("Chấp nhận điểm tự chấm của mọi tiêu chí chưa chấm")
    move_on(stage.head, "Họp bình xét")


def rank_and_seal(stage):
    """On another day: the password is asked for again before sealing."""
    stage.head.signs_out()
    stage.head.signs_in(stage.people["head"])
    stage.head.goes("Chốt kết quả xếp hạng")
    stage.head.goes("Chốt kết quả xếp hạng")
    stage.head.confirms("Chốt kết quả xếp hạng")
    stage.head.reads("Đã chốt, đang có hiệu lực")


def nominate(stage):
    """Places by a decision; the flag goes to the first, and there is no second flag to give."""
    to_the_year(stage.official)
    stage.official.opens("Khen thưởng đề nghị khen thưởng")
    stage.official.goes("Phân bổ chỉ tiêu khen thưởng")
    stage.official.types_all({FLAG: "1", "Số quyết định": "200/QĐ-BCT", "Ngày ban hành quyết định": TODAY})
    stage.official.types("Trích yếu", "Phân bổ cờ thi đua")
    stage.official.presses("Phân bổ chỉ tiêu khen thưởng")
    stage.head.goes("Việc của tôi", "Đề nghị khen thưởng")
    stage.head.chooses("Danh hiệu, hình thức khen thưởng", f"{FLAG} – còn 1 suất")
    stage.head.page.get_by_role("radio", name=f"1. {A}").check()
    stage.head.types("Tóm tắt thành tích", "Dẫn đầu cụm, 12,5 % tăng trưởng")
    stage.head.presses("Lập đề nghị khen thưởng")
    stage.head.reads(FLAG, A)
    stage.head.goes("Đề nghị khen thưởng", "Lập đề nghị khen thưởng")
    stage.head.reads("Đã hết suất.")
    move_on(stage.head, "Trình cơ quan tổ chức cụm, khối")


def decide(stage):
    official = stage.official
    official.goes("Việc của tôi", "Thẩm định", "Phê duyệt")
    official.presses("Phê duyệt đề nghị khen thưởng")
    official.goes("Ban hành quyết định khen thưởng")
    official.page.get_by_role("checkbox").check()
    official.presses("Kiểm tra")
    official.types_all({"Số quyết định": "300/QĐ-BCT", "Ngày ban hành quyết định": TODAY, "Người ký": "Bộ trưởng"})
    official.types("Trích yếu", "Tặng Cờ thi đua của Bộ Công Thương")
    official.attaches("Tệp quyết định", "300.pdf", PDF)
    official.presses("Ban hành quyết định")
    official.reads("300/QĐ-BCT", A, FLAG)
    for person in (stage.officer, stage.leader, stage.deputy):
        person.goes("Sổ khen thưởng")
        person.reads(A, FLAG, "300/QĐ-BCT")


def the_ministry_sees_it(official):
    move_on(official, "Đã có quyết định", "Đã đóng")
    official.goes("Tổng quan")
    official.reads(CLUSTER, *UNITS, FLAG)
    official.goes(CLUSTER)
    official.reads(*UNITS)


def look_around(person):
    """The pages beside the river; each is examined once, like the others."""
    person.goes("Cơ quan, đơn vị", A, "Phong trào thi đua")
    person.opens("Thông báo")
    person.goes("Tìm kiếm")
    person.types("Tìm", "quang tri")
    person.presses("Tìm kiếm")
    person.goes(C, "Sổ khen thưởng", "300/QĐ-BCT")
    to_the_year(person)
    person.opens("Bảng điểm")
    to_the_year(person)
    person.opens("Xếp hạng")
    person.goes("71,7")
    person.reads("II.2. Tiêu chí II.2", "Hai lần chậm báo cáo")
    person.goes("Quay lại")
    for page in ("Đổi mật khẩu", "Đăng nhập hai bước", "Các phiên đăng nhập"):
        person.own_menu()
        person.goes(page)
