"""S2: the block of centres and management boards of Quảng Trị: its conference, its two flags, its new head."""

import pytest
from django.core.management import call_command

from clusters.enums import OrganisationKind
from tests import factories
from tests.walks import closing, pact, reporting
from tests.walks import year as deeds
from tests.walks.year import Year

NAME, TABLE = "Khối thi đua các trung tâm, ban quản lý thuộc Sở", "Bảng điểm khối"
# The source names none of the units.
UNITS = "Trung tâm Khuyến công|Trung tâm Khuyến nông|Trung tâm Công nghệ thông tin|Ban Quản lý dự án giao thông"
HEAD, DEPUTY, NEXT, LAST = MEMBERS = [f"{each} (DEMO)" for each in UNITS.split("|")]
GOVERNMENT, PROVINCE = "Cờ thi đua của Chính phủ", "Cờ thi đua của Bộ, ban, ngành, tỉnh"
CONTENTS = [
    "Cải cách hành chính, ứng dụng công nghệ thông tin, chuyển đổi số",
    "Chính sách xã hội, đời sống văn hóa, an ninh trật tự, đền ơn đáp nghĩa",
    "Giao lưu văn hóa, thể thao; chia sẻ cách làm hay",
]
CONFERENCE = "Hội nghị tổng kết năm 2024, triển khai kế hoạch năm 2025"
CHOSEN = "Lựa chọn đơn vị tiêu biểu đề nghị tặng Cờ thi đua của Chính phủ và Cờ thi đua của UBND tỉnh"


@pytest.fixture
def year(db) -> Year:
    call_command("load_catalogue", verbosity=0)
    province = factories.authority("Ủy ban nhân dân tỉnh Quảng Trị", kind=OrganisationKind.PROVINCE)
    return Year(NAME, 2024, *deeds.accounts(province, [factories.organisation(name) for name in MEMBERS]))


def test_the_year_is_walked(year, at):
    with at(2024, 1, 2):
        begins(year)
    with at(2024, 3, 1):
        signs(year)
    with at(2024, 12, 10):
        reports(year)
    with at(2025, 1, 16, 8):
        meeting = confers(year)
    with at(2025, 1, 16, 15):
        following = presents_the_next_head(year)
        its_facts_are_read(year, following, meeting)


def begins(year):
    subject = f"Thành lập {NAME}"
    deeds.found(year.official, NAME, kind="Khối", on="01/01/2024", abstract=subject, members=MEMBERS)
    deeds.lay_down_the_table(year.official, TABLE, "01/01/2024")
    deeds.open_the_year(year, "01/01/2024", "31/12/2024", table=f"{TABLE}, 1")
    deeds.move_on(year, year.official, "Ký giao ước thi đua")


def signs(year):
    pact.write(year, "Đổi mới, trách nhiệm (DEMO)", CONTENTS, [])
    pact.promise(year, "100")
    pact.agree_and_sign(year)
    deeds.move_on(year, year.head, "Thực hiện", "Tự chấm điểm")


def reports(year):
    for place, unit in enumerate(MEMBERS):
        reporting.report(year, unit, done="100", models=str(5 - place))
    deeds.move_on(year, year.head, "Kiểm tra chéo", "Rà soát, chấm điểm")
    reporting.verify(year)
    closing.grant(year, {GOVERNMENT: "1", PROVINCE: "1"}, number="20/QĐ-UBND (DEMO)", on="10/12/2024")
    deeds.move_on(year, year.head, "Họp bình xét")


def confers(year):
    items = [("Báo cáo", "Kết quả năm 2024"), ("Thảo luận", CHOSEN)]
    meeting = closing.call(year, year.head, CONFERENCE, at="08:30 16/01/2025", place="Quảng Trị", items=items)
    closing.hold(year.head, meeting, MEMBERS, CHOSEN)
    closing.seal(year, HEAD)
    closing.nominate(year, f"{GOVERNMENT} – còn 1 suất", f"1. {HEAD} – 100 điểm")
    closing.nominate(year, f"{PROVINCE} – còn 1 suất", f"2. {DEPUTY} – 96 điểm")
    closing.elect(year, NEXT, LAST, "16/01/2025")
    closing.close(year.head, meeting, HEAD, title=CONFERENCE)
    deeds.move_on(year, year.head, "Trình cơ quan tổ chức cụm, khối")
    return meeting


def presents_the_next_head(year):
    closing.hand_over(year, NEXT, "16/01/2025")
    following = Year(NAME, 2025, year.official, {NEXT: year.members[NEXT], LAST: year.members[LAST]} | year.members)
    deeds.open_the_year(following, "01/01/2025", "31/12/2025", table=f"{TABLE}, 1")
    return following


def its_facts_are_read(year, following, meeting):
    reader = year.members[LAST]
    reader.visits(meeting)
    reader.reads(CONFERENCE, "16/01/2025", CHOSEN)
    year.visited_by(reader, "Giao ước thi đua").reads(*CONTENTS)
    year.visited_by(reader, "Khen thưởng").reads(GOVERNMENT, PROVINCE, HEAD, DEPUTY)
    lead = f"Khối · Ủy ban nhân dân tỉnh Quảng Trị · 01/01/2025 – 31/12/2025 Cụm trưởng (Khối trưởng): {NEXT}"
    following.visited_by(reader).reads(lead, f"Cụm phó (Khối phó): {LAST}")
