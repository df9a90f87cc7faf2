"""A new cluster of nine members, founded from a workbook and brought to a pact signed by all, in a real browser."""

import io
from types import SimpleNamespace

import pytest
import xlsxwriter
from playwright.sync_api import expect

from clusters import clock
from clusters.enums import Role
from tests import factories, signing

HEAD, DEPUTY, *_REST = NAMES = (
    "Ban Dân tộc thành phố Hà Nội",
    "Ban Dân tộc tỉnh Quảng Ninh",
    "Ban Dân tộc tỉnh Hòa Bình",
    "Ban Dân tộc tỉnh Vĩnh Phúc",
    "Ban Dân tộc tỉnh Phú Thọ",
    "Ban Dân tộc tỉnh Bắc Giang",
    "Ban Dân tộc tỉnh Thái Nguyên",
    "Ban Dân tộc tỉnh Lạng Sơn",
    "Văn phòng Ủy ban nhân dân tỉnh Ninh Bình",
)
SCANNED, FOR_HEAD = NAMES[-2:]
CLUSTER, COMMITTEE = "Cụm thi đua số 2", "Ủy ban Dân tộc"
TARGET, THEME = "Tập thể đạt Tập thể lao động tiên tiến", "Đoàn kết, đổi mới vùng đồng bào dân tộc"
YEAR = clock.today().year
TODAY, FOUNDED = f"{clock.today():%d/%m/%Y}", f"{clock.today():%d/%m}/{YEAR - 1}"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def stage(transactional_db, walks_in) -> SimpleNamespace:
    """The committee's official and one person of each unit: seven leaders, and two officers who bring papers."""
    committee = factories.authority(COMMITTEE)
    units = [factories.organisation(name) for name in NAMES]
    table = factories.scoring_table(committee)
    roles = [Role.OFFICER if name in (SCANNED, FOR_HEAD) else Role.LEADER for name in NAMES]
    people = [factories.appointed(unit, role) for unit, role in zip(units, roles, strict=True)]
    return SimpleNamespace(
        table=table,
        official=walks_in(factories.appointed(committee, Role.OFFICIAL, "chuyên viên Ủy ban")),
        members={name: walks_in(person) for name, person in zip(NAMES, people, strict=True)},
    )


def test_a_cluster_of_nine_is_founded_and_signs(stage):
    found(stage.official)
    open_the_year(stage.official, stage.table)
    write_the_pact(stage.members[HEAD])
    for name, member in stage.members.items():
        pledge(member, name)
        promise(member)
    agree(stage.members[HEAD])
    for name, member in stage.members.items():
        attach(member, name) if name in (SCANNED, FOR_HEAD) else sign(member)
    it_lacks_the_witness(stage.members[HEAD])
    witness(stage.official)
    it_is_signed_by_all(stage)


def workbook() -> bytes:
    """As an office sends it: a title, a heading, the numbered names."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, ["Kèm theo Quyết định số 409/QĐ-UBDT"])
        sheet.write_row(1, 0, ["STT", "Đơn vị"])
        for number, name in enumerate(NAMES, start=1):
            sheet.write_row(number + 1, 0, [number, name])
    return content.getvalue()


def found(official):
    official.goes("Cụm, khối", "Thành lập cụm, khối thi đua")
    official.ticks("Cụm")
    official.types_all({"Tên": CLUSTER, "Thành lập ngày": FOUNDED, "Lĩnh vực": "Công tác dân tộc"})
    official.types_all({"Số quyết định": "409/QĐ-UBDT", "Ngày ban hành quyết định": FOUNDED})
    official.types("Trích yếu", "Thành lập các cụm, khối thi đua trong lĩnh vực công tác dân tộc")
    sent = {"name": "thanh-vien.xlsx", "mimeType": SHEETS, "buffer": workbook()}
    official.field("Thành viên từ bảng tính").set_input_files(sent)
    official.presses("Thành lập")
    official.reads(CLUSTER, "409/QĐ-UBDT", *NAMES)


def open_the_year(official, table):
    official.goes("Mở năm thi đua")
    official.types_all({"Năm": str(YEAR), "Từ ngày": f"01/01/{YEAR}", "Đến ngày": f"31/12/{YEAR}"})
    official.chooses("Bảng điểm", str(table))
    official.chooses("Cụm trưởng (Khối trưởng)", HEAD)
    official.chooses("Cụm phó (Khối phó)", DEPUTY)
    official.presses("Mở năm thi đua")
    official.presses("Chuyển sang bước “Ký giao ước thi đua”")


def to_the_pact(person):
    person.goes("Năm thi đua", CLUSTER)
    person.opens("Giao ước thi đua")


def state(person):
    """Of the pact, beside its heading."""
    return person.page.locator(".page-tags .badge-state")


def write_the_pact(head):
    to_the_pact(head)
    head.goes("Sửa nội dung")
    head.types_all({"Chủ đề": THEME, "Nội dung": "Thực hiện chính sách dân tộc\nNhân rộng điển hình tiên tiến"})
    head.types("Cơ quan chứng kiến", COMMITTEE)
    head.types_all({"1. Chỉ tiêu chung": TARGET, "1. Giá trị": "95", "1. Đơn vị tính": "%"})
    head.chooses("1. So sánh", "trên")
    head.chooses("1. Phần các đơn vị đăng ký", "tỷ lệ: bao nhiêu trên tổng số")
    head.presses("Lưu giao ước")
    head.reads(THEME, TARGET)


def pledge(member, name):
    """24 of 25 collectives each: 216 of 225, which is 96 % and more than was written."""
    member.goes("Việc của tôi", "Đăng ký phần")
    expect(member.heading).to_contain_text(name)
    member.page.get_by_label(TARGET).fill("24")
    member.types("… trên tổng số", "25")
    member.presses("Lưu phần đăng ký")


def promise(member):
    """What the line of the table that counts against a target asks for."""
    member.goes("Việc của tôi", "Đặt chỉ tiêu")
    member.types("I.1. Tiêu chí I.1", "98,5")
    member.presses("Lưu chỉ tiêu")


def agree(head):
    to_the_pact(head)
    head.goes("Phần mỗi đơn vị đăng ký vào chỉ tiêu chung")
    head.reads("216/225")
    to_the_pact(head)
    head.presses("Thống nhất nội dung")
    head.reads("0/10")


def sign(leader):
    leader.goes("Việc của tôi", "Ký giao ước thi đua")
    leader.reads(THEME, "216/225", "98,5")
    leader.confirms("Ký giao ước thi đua")


def attach(officer, name):
    """What was signed by hand on the printed paper, whose code stands in its foot."""
    to_the_pact(officer)
    officer.goes("In giao ước")
    code = officer.page.locator(".pact-code strong").inner_text()
    officer.page.go_back()
    officer.goes("Đính kèm bản đã ký")
    position = "Phó Trưởng ban" if name == FOR_HEAD else "Trưởng ban"
    officer.types_all({"Mã văn bản ở chân trang": code, "Người ký": f"Người ký của {name}", "Chức vụ": position})
    officer.types("Ngày ghi trên bản giấy", TODAY)
    officer.attaches("Bản đã ký", f"{len(name)}.pdf", signing.pdf(name))
    officer.ticks("Tôi đã đối chiếu bản ký với nội dung đã thống nhất: hai bản giống nhau.")
    if name == FOR_HEAD:
        officer.ticks("Cấp phó ký thay người đứng đầu đơn vị (KT.)")
    officer.presses("Đính kèm bản ký")
    officer.reads(f"Người ký của {name}")


def it_lacks_the_witness(head):
    to_the_pact(head)
    head.reads("9/10")
    expect(state(head)).to_have_text("Đã thống nhất, đang ký")


def witness(official):
    to_the_pact(official)
    official.goes("Ký chứng kiến")
    official.types("Chức vụ của bạn", "Vụ trưởng Vụ Tổ chức cán bộ")
    official.confirms("Ký chứng kiến")


def it_is_signed_by_all(stage):
    for person in (stage.official, stage.members[SCANNED]):
        to_the_pact(person)
        expect(state(person)).to_have_text("Tất cả thành viên đã ký")
        person.reads("10/10", "Vụ trưởng Vụ Tổ chức cán bộ", *NAMES)
        person.reads("Phó Trưởng ban (ký thay người đứng đầu đơn vị)")
