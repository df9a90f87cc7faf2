"""S4: Cluster No. 2 of ethnic affairs, from its founding by 409/QĐ-UBDT to the regulations its members asked for."""

import pytest

from clusters.enums import OrganisationKind
from tests import factories
from tests.walks import closing, regulation, running
from tests.walks import year as deeds
from tests.walks.year import Year

NAME, NUMBER = "Cụm thi đua số 2, công tác dân tộc", "409/QĐ-UBDT"
ABSTRACT = "Thành lập các cụm, khối thi đua trong lĩnh vực công tác dân tộc"
PROVINCES = "Hà Nội|Hòa Bình|Vĩnh Phúc|Phú Thọ|Bắc Giang|Thái Nguyên|Lạng Sơn|Quảng Ninh"
OFFICE = "Văn phòng Ủy ban nhân dân tỉnh Ninh Bình"
HEAD, ASKING, *_REST = MEMBERS = [*(f"Ban Dân tộc {each}" for each in PROVINCES.split("|")), OFFICE]
WHY = "Cụm mới thành lập ngày 21/6/2024; các thành viên còn đề nghị quy chế, tiêu chí và việc ký giao ước."
NOT_YET = ["Ký giao ước thi đua", "Tự chấm điểm", "Kiểm tra chéo", "Rà soát, chấm điểm", "Họp bình xét"]
NOT_YET += ["Trình cơ quan tổ chức cụm, khối", "Đã có quyết định"]
FUND, SOURCE = "Vốn chương trình được phân bổ", "Ủy ban Dân tộc, tin hội nghị cụm số 2 năm 2024"
FUNDS = {"Hà Nội": "2.391", "Phú Thọ": "1.541", "Hòa Bình": "1.118", "Quảng Ninh": "981"}
FUNDS |= {"Bắc Giang": "733", "Thái Nguyên": "631"}
UNKNOWN = ["Ban Dân tộc Vĩnh Phúc", "Ban Dân tộc Lạng Sơn", OFFICE]
MET, REWARDED = "Chỉ tiêu đạt của Nghị quyết 88", "Tập thể, cá nhân được khen thưởng năm 2024"
MODEL = "Mô hình hỗ trợ sinh kế vùng đồng bào dân tộc thiểu số (DEMO)"
STAGES = {"Bồi dưỡng": "Hướng dẫn hai xã", "Tổng kết": "Đánh giá sau sáu tháng", "Nhân rộng": "Giới thiệu toàn cụm"}
RULES = "Quy chế tổ chức và hoạt động của cụm thi đua số 2"
TEXT = "Điều 1. Phạm vi\nQuy chế này áp dụng đối với các đơn vị thành viên.\nĐiều 2. Ký giao ước\nKý trong quý I."
MINISTER = "Hầu A Lềnh, Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc"
WISH = "Ban hành quy chế, nội dung và tiêu chí thi đua; thống nhất việc ký giao ước"
ORDER = "Các cụm xây dựng đầy đủ quy chế hoạt động cho năm sau"
REMARK, CONFERENCE = "Đề nghị ghi rõ tiêu chí và việc ký giao ước thi đua.", "Hội nghị tổng kết năm 2024"


@pytest.fixture
def year(db) -> Year:
    committee = factories.authority("Ủy ban Dân tộc")
    office = factories.organisation(OFFICE, OrganisationKind.OFFICE)
    units = [*(factories.organisation(name) for name in MEMBERS[:-1]), office]
    return Year(NAME, 2024, *deeds.accounts(committee, units))


def test_the_year_is_walked(year, at):
    with at(2024, 6, 24):
        begins(year)
    with at(2024, 10, 1):
        exemplar = finds_and_fosters(year)
    with at(2024, 12, 2):
        version = regulation.draft(year, RULES, TEXT)
        regulation.consult(year.head, version, "20/12/2024")
        regulation.comment(year.members[ASKING], version, REMARK)
        regulation.answer(year.head, version, "Tiếp thu")
    with at(2024, 12, 27):
        meeting = confers(year)
        regulation.adopt(year, version, "27/12/2024", "01/01/2025")
        cites(year)
        deeds.move_on(year, year.head, "Đã đóng")
    with at(2025, 1, 6):
        its_facts_are_read(year, meeting, version)
        its_exemplar_is_read(year, exemplar)


def begins(year):
    deeds.found(year.official, NAME, kind="Cụm", on="21/06/2024", number=NUMBER, abstract=ABSTRACT, members=MEMBERS)
    deeds.open_the_year(year, "21/06/2024", "31/12/2024", lead=1)
    deeds.skip(year, NOT_YET, WHY)
    deeds.move_on(year, year.official, "Thực hiện", reason=WHY)


def finds_and_fosters(year):
    """The four stages that the Minister named."""
    said = {"Tên": MODEL, "Điều đơn vị khác có thể học tập": "Gộp thủ tục, trả kết quả tại bản"}
    exemplar = running.find_an_exemplar(year, ASKING, said)
    running.carry_on(year.head, exemplar, STAGES)
    running.take_up(year.members[OFFICE], exemplar, OFFICE, "Áp dụng tại ba huyện")
    return exemplar


def confers(year):
    items = [("Báo cáo", "Kết quả năm 2024"), ("Thông qua quy chế hoạt động", RULES)]
    meeting = closing.call(year, year.head, CONFERENCE, at="14:00 27/12/2024", place="Hà Nội", items=items)
    closing.invite(year.head, meeting, MINISTER)
    asked = closing.ask(year.members[ASKING], meeting, WISH)
    closing.answer(year.official, asked, ORDER, to_do="Ban hành bộ quy chế hoạt động", until="31/03/2025")
    closing.hold(year.head, meeting, MEMBERS, "Phát hiện, bồi dưỡng, tổng kết, nhân rộng điển hình tiên tiến")
    chair = "Nguyễn Nguyên Quân, Trưởng Ban Dân tộc Hà Nội"
    closing.close(year.head, meeting, chair, title=CONFERENCE)
    return meeting


def cites(year):
    for province, value in FUNDS.items():
        deeds.cite(year, FUND, value, "tỷ đồng", SOURCE, unit=f"Ban Dân tộc {province}")
    deeds.cite(year, MET, "32", "chỉ tiêu", SOURCE, unit=HEAD, out_of="35")
    deeds.cite(year, REWARDED, "697", "tập thể, cá nhân", SOURCE)


def its_facts_are_read(year, meeting, version):
    """By the office among the boards: nine members of two kinds, what was left out and why, the figures, the rules."""
    reader = year.members[OFFICE]
    reader.goes("Cụm, khối", NAME)
    reader.reads(NUMBER, "21/06/2024", *(f"{each} Sở, ban, ngành" for each in MEMBERS[:-1]), f"{OFFICE} Văn phòng")
    reader.opens(NUMBER)
    reader.reads(ABSTRACT, "21/06/2024")
    year.visited_by(reader).reads(f"Cụm trưởng (Khối trưởng): {HEAD}", WHY)
    reader.reads(*(f"{FUND} Ban Dân tộc {province} {value} – tỷ đồng" for province, value in FUNDS.items()))
    reader.reads(f"{MET} {HEAD} 32 35 chỉ tiêu", f"{REWARDED} – 697 – tập thể, cá nhân")
    reader.reads(*(f"{FUND} {unit} không có số liệu" for unit in UNKNOWN))
    reader.visits(meeting)
    reader.reads(MINISTER, WISH, "nhân rộng điển hình tiên tiến")
    reader.visits(version)
    reader.reads(RULES, "01/01/2025", REMARK)


def its_exemplar_is_read(year, exemplar):
    reader = year.members[HEAD]
    reader.visits(exemplar)
    reader.reads(MODEL, "Phát hiện", *STAGES, *STAGES.values(), OFFICE, "Áp dụng tại ba huyện")
