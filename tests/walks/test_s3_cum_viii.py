"""S3: Cluster VIII of natural resources and environment in 2024: the pact of six, its theme, the movement."""

import pytest

from tests import factories
from tests.walks import movement, pact
from tests.walks import year as deeds
from tests.walks.year import Year

NAME = "Cụm thi đua số VIII, Sở Tài nguyên và Môi trường"
PROVINCES = ("Long An", "Tiền Giang", "Vĩnh Long", "Đồng Tháp", "Bến Tre", "Trà Vinh")
HEAD, *_REST = MEMBERS = [f"Sở Tài nguyên và Môi trường {each}" for each in PROVINCES]
THEME = "Kỷ cương, trách nhiệm, chủ động, tăng tốc đổi mới sáng tạo"
CONTENTS = ["Thi đua thường xuyên và thi đua theo chuyên đề năm 2024"]
MOVEMENTS = {"Thường xuyên": "Phong trào thi đua thường xuyên năm 2024", "Chuyên đề": "Phong trào theo chuyên đề 2024"}
ON_PAPER = "Nguồn chỉ nêu việc ký giao ước; các bước sau thực hiện trên giấy."
NOT_TOLD = ["Tự chấm điểm", "Kiểm tra chéo", "Rà soát, chấm điểm", "Họp bình xét"]
NOT_TOLD += ["Trình cơ quan tổ chức cụm, khối", "Đã có quyết định"]


@pytest.fixture
def year(db) -> Year:
    ministry = factories.authority("Bộ Tài nguyên và Môi trường")
    return Year(NAME, 2024, *deeds.accounts(ministry, [factories.organisation(name) for name in MEMBERS]))


def test_the_year_is_walked(year, at):
    with at(2024, 1, 2):
        begins(year)
    with at(2024, 3, 20):
        pact.write(year, THEME, CONTENTS, [])
        pact.agree_and_sign(year)
        deeds.move_on(year, year.head, "Thực hiện")
    with at(2024, 3, 22):
        launched = [launches(year, kind, name) for kind, name in MOVEMENTS.items()]
    with at(2025, 1, 20):
        deeds.move_on(year, year.head, "Đã đóng")
        its_facts_are_read(year, launched)


def begins(year):
    subject = f"Thành lập {NAME}"
    deeds.found(year.official, NAME, kind="Cụm", on="01/01/2024", abstract=subject, members=MEMBERS)
    deeds.open_the_year(year, "01/01/2024", "31/12/2024", lead=1)
    deeds.skip(year, NOT_TOLD, ON_PAPER)
    reason = "Cụm chưa có bảng điểm trong hệ thống."
    deeds.move_on(year, year.official, "Ký giao ước thi đua", reason=reason)


def launches(year, kind, name):
    said = {"Tên phong trào": name, "Nội dung": "Hoàn thành nhiệm vụ năm 2024", "Từ ngày": "22/03/2024"}
    said |= {"Kế hoạch hoặc văn bản của cụm trưởng, khối trưởng": "Kế hoạch 05/KH-CTĐ (DEMO)"}
    begun = movement.draft(year.head, f"Soạn phong trào: {NAME} – 2024", said, kind=kind)
    movement.launch(year.head, begun)
    return begun


def its_facts_are_read(year, launched):
    """By every member: six signed, under this theme, led by Long An; both movements reach them."""
    for person in year.members.values():
        year.visited_by(person).reads(f"Cụm trưởng (Khối trưởng): {HEAD}", ON_PAPER, *MEMBERS)
        person.opens("Giao ước thi đua")
        person.reads(THEME, "6/6", "Tất cả thành viên đã ký giao ước thi đua", *MEMBERS)
        for address, name in zip(launched, MOVEMENTS.values(), strict=True):
            person.visits(address)
            person.reads(name, "Hoàn thành nhiệm vụ năm 2024")
