"""S0: Cluster VI, the departments of industry and trade of the North Central provinces, through 2024 into 2025."""

import pytest
from django.core.management import call_command

from tests import factories
from tests.walks import closing, pact, reporting, running
from tests.walks import year as deeds
from tests.walks.year import Year

NAME = "Cụm thi đua số VI, Sở Công Thương các tỉnh Bắc Trung Bộ"
PROVINCES = "Quảng Bình|Thanh Hóa|Nghệ An|Hà Tĩnh|Quảng Trị|Thừa Thiên Huế"
HEAD, NEXT, DEPUTY, *_REST = MEMBERS = [f"Sở Công Thương {each}" for each in PROVINCES.split("|")]
TABLE = "Bảng điểm Cụm VI"
FLAG, CERTIFICATE = "Cờ thi đua của Bộ, ban, ngành, tỉnh", "Bằng khen của Bộ, ban, ngành, tỉnh (tập thể)"
SHARE = "tỷ lệ: bao nhiêu trên tổng số"
TITLES = [
    ("Tập thể lao động tiên tiến", "trên", "95", "%", SHARE),
    ("Trong đó Tập thể lao động xuất sắc", "đúng bằng", "20", "%", SHARE, True),
    ("Cá nhân đạt Lao động tiên tiến", "trên", "95", "%"),
    ("Trong đó Chiến sĩ thi đua cơ sở", "đúng bằng", "15", "%"),
]
TARGETS_2025 = [
    ("Nhiệm vụ trong kế hoạch hoàn thành", "đúng bằng", "100", "%"),
    *(line[:4] for line in TITLES[:3]),
    ("Trong đó Chiến sĩ thi đua cơ sở", "trên", "15", "%"),
    ("Phấn đấu đứng trong nhóm đầu về Chỉ số cải cách hành chính (PAR Index) và DDCI", "ít nhất", "", ""),
    ("Phấn đấu đạt Cờ thi đua của Bộ Công Thương", "ít nhất", "1", "cờ"),
    ("Phấn đấu đạt Bằng khen của Bộ Công Thương", "ít nhất", "2", "bằng khen"),
]
RESULTS = [
    ("Nhiệm vụ trong kế hoạch hoàn thành", "100"),
    ("Tập thể đạt Tập thể lao động tiên tiến (trên)", "95"),
    ("Trong đó đạt Tập thể lao động xuất sắc", "20"),
    ("Trong đó đạt Chiến sĩ thi đua cơ sở", "15"),
]
PROGRAMME, RESULT = "Chương trình phối hợp xúc tiến đầu tư", "Chia sẻ số liệu thống kê, năng lực sản xuất hằng quý"
PERIODS = [
    ("Tháng", "1", "01/02/2024", "17:00 05/02/2024"),
    ("Quý", "1", "01/04/2024", "17:00 05/04/2024"),
    ("Cả năm", "1", "01/12/2024", "17:00 15/12/2024"),
]
SOURCE = "Báo Công Thương, bài 369759"
CONFERENCE = "Hội nghị tổng kết công tác thi đua năm 2024, triển khai nhiệm vụ năm 2025"
SPEAKER = "Phan Hoài Nam, Phó Giám đốc phụ trách Sở Công Thương Quảng Bình"


@pytest.fixture
def year(db) -> Year:
    call_command("load_catalogue", verbosity=0)
    ministry = factories.authority("Bộ Công Thương")
    units = [factories.organisation(name) for name in MEMBERS]
    return Year(NAME, 2024, *deeds.accounts(ministry, units))


def test_the_year_is_walked(year, at):
    with at(2024, 1, 2):
        begins(year)
    with at(2024, 3, 1):
        signs(year)
    with at(2024, 4, 1):
        programme = works_together(year)
    with at(2024, 12, 2):
        reports(year, programme)
    with at(2025, 1, 10):
        meeting = goes_to_the_conference(year)
    with at(2025, 1, 15, 14):
        confers(year, meeting)
    with at(2025, 2, 20):
        is_rewarded(year)
        following = goes_on(year)
        its_facts_are_read(year, following, meeting)
        its_work_is_read(year, programme)


def begins(year):
    subject = f"Thành lập {NAME}"
    deeds.found(year.official, NAME, kind="Cụm", on="01/01/2024", abstract=subject, members=MEMBERS)
    deeds.lay_down_the_table(year.official, TABLE, "01/01/2024")
    deeds.open_the_year(year, "01/01/2024", "31/12/2024", table=f"{TABLE}, 1")
    deeds.set_periods(year, PERIODS)
    deeds.move_on(year, year.official, "Ký giao ước thi đua")


def signs(year):
    pact.write(year, "Đoàn kết, đổi mới (DEMO)", ["Báo cáo tháng, quý, năm"], TITLES)
    pact.promise(year, "100")
    running.pledge(year, {TITLES[0][0]: "25", "… trên tổng số": "25", f"↳ {TITLES[1][0]}": "5"})
    pact.agree_and_sign(year)
    deeds.move_on(year, year.head, "Thực hiện")


def works_together(year):
    """As the source tells: registration by the ministry's guidance, a programme beside it."""
    running.register(year, "30/06/2024", {HEAD: (FLAG, HEAD), NEXT: (CERTIFICATE, NEXT)})
    said = {"Tên chương trình": PROGRAMME, "Nội dung": "Xúc tiến đầu tư; dự án công nghiệp", "Từ ngày": "01/04/2024"}
    said |= {"Đơn vị phối hợp ngoài cụm, khối": "Ban Quản lý các khu công nghiệp"}
    return running.agree_a_programme(year, DEPUTY, MEMBERS[3:5], said)


def reports(year, programme):
    running.tell_the_result(year.members[DEPUTY], programme, year, RESULT)
    deeds.move_on(year, year.head, "Tự chấm điểm")
    for place, unit in enumerate(MEMBERS):
        reporting.report(year, unit, done="100", models=str(5 - place))
    deeds.move_on(year, year.head, "Kiểm tra chéo", "Rà soát, chấm điểm")


def goes_to_the_conference(year):
    reporting.verify(year)
    closing.grant(year, {FLAG: "1", CERTIFICATE: "2"}, number="15/QĐ-BCT (DEMO)", on="10/01/2025")
    deeds.move_on(year, year.head, "Họp bình xét")
    items = [("Báo cáo", "Kết quả năm 2024"), ("Thảo luận", "Nhiệm vụ năm 2025")]
    when = {"at": "14:00 15/01/2025", "place": "Đồng Hới, Quảng Bình"}
    meeting = closing.call(year, year.head, CONFERENCE, items=items, **when)
    for person in year.members.values():
        closing.reply(person)
    return meeting


def confers(year, meeting):
    closing.hold(year.head, meeting, MEMBERS, "Thống nhất kết quả thi đua năm 2024")
    closing.seal(year, HEAD)
    closing.elect(year, NEXT, DEPUTY, "15/01/2025")
    closing.close(year.head, meeting, SPEAKER, title=CONFERENCE)
    closing.nominate(year, f"{FLAG} – còn 1 suất", f"1. {HEAD} – 100 điểm")
    closing.nominate(year, f"{CERTIFICATE} – còn 2 suất", f"2. {NEXT} – 96 điểm")
    closing.nominate(year, f"{CERTIFICATE} – còn 1 suất", f"3. {DEPUTY} – 92 điểm")
    deeds.move_on(year, year.head, "Trình cơ quan tổ chức cụm, khối")


def is_rewarded(year):
    closing.decide(year, MEMBERS[:3], number="112/QĐ-BCT (DEMO)", on="20/02/2025", signatory="Bộ trưởng")
    year.official.reads(*MEMBERS[:3], FLAG, CERTIFICATE)
    closing.hand_over(year, NEXT, "20/02/2025")
    deeds.move_on(year, year.official, "Đã có quyết định", "Đã đóng")
    for label, value in RESULTS:
        deeds.cite(year, label, value, "%", SOURCE)


def goes_on(year):
    """The next year, whose targets stand in the source."""
    following = Year(NAME, 2025, year.official, {NEXT: year.members[NEXT], DEPUTY: year.members[DEPUTY]} | year.members)
    deeds.open_the_year(following, "01/01/2025", "31/12/2025", table=f"{TABLE}, 1")
    deeds.move_on(following, following.official, "Ký giao ước thi đua")
    pact.write(following, "Về đích sớm (DEMO)", ["Chia sẻ thông tin, số liệu thống kê"], TARGETS_2025)
    pact.promise(following, "100")
    pact.agree_and_sign(following)
    return following


def its_facts_are_read(year, following, meeting):
    """By a member that led nothing, on the pages of the two years and of the conference."""
    reader = year.members[MEMBERS[-1]]
    year.visited_by(reader)
    reader.reads(f"Cụm trưởng (Khối trưởng): {HEAD}", "Đã đóng")
    reader.reads(*(f"{label} – {value} – %" for label, value in RESULTS))
    reader.visits(meeting)
    reader.reads(CONFERENCE, "14:00 15/01/2025", "Đồng Hới, Quảng Bình", "Kết quả năm 2024", "Nhiệm vụ năm 2025")
    following.visited_by(reader).reads(f"Cụm trưởng (Khối trưởng): {NEXT}")
    reader.opens("Giao ước thi đua")
    reader.reads(*(f"{text} {comparison} {value} {unit}" for text, comparison, value, unit in TARGETS_2025 if value))
    reader.reads("PAR Index", "DDCI")
    reader.goes("Sổ khen thưởng")
    reader.reads(HEAD, FLAG, CERTIFICATE, "112/QĐ-BCT (DEMO)")


def its_work_is_read(year, programme):
    """What was pledged together, registered, and done beside the year's tasks."""
    reader = year.visited_by(year.members[MEMBERS[-1]], "Giao ước thi đua")
    reader.goes("Phần mỗi đơn vị đăng ký vào chỉ tiêu chung")
    reader.reads("150/150 = 100% 6/6 đạt", "30/150 = 20% 6/6 đạt")
    year.visited_by(reader).goes("Kỳ báo cáo")
    reader.reads(*(limit for _kind, _number, _opens, limit in PERIODS))
    year.visited_by(reader).goes("Đăng ký thi đua")
    reader.reads("2/6")
    reader.visits(programme)
    reader.reads(PROGRAMME, RESULT, "Ban Quản lý các khu công nghiệp")
