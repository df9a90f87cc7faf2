"""S1: the campaign of the Ministry of Industry and Trade by decision 3568/QĐ-BCT, for its own units alone."""

from types import SimpleNamespace

import pytest

from tests import factories
from tests.walks import movement
from tests.walks import year as deeds

NAME = "Phong trào thi đua chào mừng Đại hội đại biểu toàn quốc lần thứ XIV của Đảng"
MOTTO = "Quyết tâm cao, hành động quyết liệt, hiệu quả thiết thực"
CONTENTS = [
    "Hoàn thành nhiệm vụ kinh tế – xã hội năm 2025 và giai đoạn 2021–2025",
    "Chuẩn bị và lập thành tích chào mừng Đại hội",
    "Xây dựng Đảng, Nhà nước trong sạch, vững mạnh; học tập và làm theo Bác",
    "Hoàn thiện thể chế, khoa học – công nghệ, chuyển đổi số, nhân tài",
    "Hoàn thành vượt mức kế hoạch; hạ tầng, kinh tế vùng và biển, nông thôn mới",
]
AIMS = "Phát hiện, biểu dương, khen thưởng, nhân rộng tập thể, cá nhân điển hình tiên tiến"
OFFICE, COMPANY = UNITS = ("Vụ Kế hoạch, Tài chính", "Tổng công ty Thiết bị năng lượng")
OUTSIDE, PLAN = "Sở Công Thương Quảng Trị", "Kế hoạch hưởng ứng của đơn vị"
EXEMPLARY = "Phòng Tổng hợp (DEMO)"
REVIEW = "Sơ kết: các đơn vị đã gửi kế hoạch và báo cáo tiến độ"


@pytest.fixture
def stage(db) -> SimpleNamespace:
    ministry = factories.authority("Bộ Công Thương")
    units = [*(factories.organisation(name, parent=ministry) for name in UNITS), factories.organisation(OUTSIDE)]
    official, people = deeds.accounts(ministry, units)
    return SimpleNamespace(official=official, office=people[OFFICE], company=people[COMPANY], outside=people[OUTSIDE])


def test_the_campaign_is_walked(stage, at):
    with at(2025, 12, 5):
        campaign = launches(stage.official)
    with at(2025, 12, 15):
        movement.plan(stage.office, campaign, OFFICE, PLAN)
        movement.plan(stage.company, campaign, COMPANY, PLAN)
    with at(2026, 3, 27):
        movement.progress(stage.office, campaign, OFFICE, ["100"] * 5)
        movement.progress(stage.company, campaign, COMPANY, ["80", "60"])
        movement.praise(stage.office, campaign, OFFICE, EXEMPLARY, "Hoàn thành trước hạn kế hoạch năm")
    with at(2026, 4, 8):
        movement.take_up(stage.official, campaign, EXEMPLARY)
        movement.review(stage.official, campaign, REVIEW, "08/04/2026")
        its_facts_are_read(stage, campaign)
        it_reaches_nobody_else(stage.outside, campaign)


def launches(official):
    said = {"Tên phong trào": NAME, "Khẩu hiệu": MOTTO, "Mục tiêu": AIMS, "Nội dung": "\n".join(CONTENTS)}
    said |= {"Từ ngày": "05/12/2025", "Hạn gửi kế hoạch": "25/12/2025", "Hạn báo cáo tiến độ": "31/03/2026"}
    said |= {"Phạm vi bằng lời": "Các đơn vị thuộc Bộ và các tổng công ty", "Tất cả đơn vị trực thuộc": True}
    campaign = movement.draft(official, "Soạn phong trào", said, kind="Chuyên đề")
    paper = {"Số quyết định": "3568/QĐ-BCT", "Ngày ban hành quyết định": "05/12/2025", "Trích yếu": f"Kế hoạch {NAME}"}
    movement.launch(official, campaign, paper)
    return campaign


def its_facts_are_read(stage, campaign):
    for person in (stage.office, stage.company, stage.official):
        person.visits(campaign)
        person.reads("3568/QĐ-BCT", "05/12/2025", NAME, MOTTO, AIMS, *CONTENTS, REVIEW)
    stage.office.goes("Đề nghị biểu dương, khen thưởng")
    stage.office.reads(EXEMPLARY, "Được tiếp nhận")
    stage.official.goes("Tất cả đơn vị trong phạm vi")
    stage.official.reads(*UNITS)
    stage.official.misses(OUTSIDE)


def it_reaches_nobody_else(outside, campaign):
    """A department of a province is no unit of the ministry, although the ministry runs clusters of them."""
    outside.finds_nothing_at(campaign)
    outside.visits("/")
    outside.misses(NAME)
    outside.goes("Phong trào thi đua")
    outside.misses(NAME, MOTTO)
