"""What fills a year besides its reports: pledges, registrations, coordination programmes, exemplars."""

from tests.walks.person import Person
from tests.walks.year import Year


def pledge(year: Year, parts: dict[str, str]) -> None:
    """The same of every unit; a share is so many, and out of how many."""
    for person in year.members.values():
        person.takes_up("Đăng ký phần")
        person.types(parts)
        person.presses("Lưu phần đăng ký", "Đã lưu phần đăng ký.")


def register(year: Year, due: str, lines: dict[str, tuple[str, str]]) -> None:
    """The ministry's day, a line of each unit (award, who), and what the head makes of them."""
    official = year.visited_by(year.official)
    official.goes("Đăng ký thi đua", "Đặt thời hạn")
    official.types({"Hạn": due})
    official.presses("Đặt thời hạn", "Đã đặt thời hạn")
    for unit, (award, who) in lines.items():
        person = year.members[unit]
        person.takes_up("Mở bản đăng ký", "Thêm dòng")
        person.types({"Danh hiệu, hình thức khen thưởng": award, "Tập thể, cá nhân hoặc hộ gia đình": who})
        person.presses("Thêm dòng", who)
        person.presses("Gửi cụm trưởng, khối trưởng")
    year.visited_by(year.head).goes("Đăng ký thi đua", "Tổng hợp")
    year.head.types({"Lưu ý": "Đơn vị chưa gửi sẽ bổ sung sau"})
    year.head.presses("Tổng hợp và gửi cơ quan tổ chức cụm, khối")


def agree_a_programme(year: Year, lead: str, partners: list[str], said: dict) -> str:
    """Drafted by the lead unit, answered by each partner, agreed; the address of its page."""
    person = year.visited_by(year.members[lead])
    person.goes("Chương trình phối hợp", f"Soạn chương trình của {year.cluster}")
    person.types(said)
    person.picks(*partners)
    person.presses("Soạn và hỏi ý kiến các đơn vị", "Đã soạn chương trình")
    programme = person.address
    for unit in partners:
        partner = year.members[unit]
        partner.visits(programme)
        partner.goes("Trả lời")
        partner.picks("tham gia")
        partner.presses("Gửi trả lời", "Đã ghi nhận trả lời")
    person.visits(programme)
    person.goes("Thống nhất chương trình")
    person.presses("Xác nhận thống nhất", "Chương trình đã được thống nhất")
    return programme


def tell_the_result(person: Person, programme: str, year: Year, result: str) -> None:
    person.visits(programme)
    person.goes(f"Nhập kết quả năm {year.number}")
    person.types({"Kết quả trong năm": result})
    person.presses("Lưu kết quả", result)


def find_an_exemplar(year: Year, unit: str, said: dict) -> str:
    person = year.visited_by(year.members[unit])
    person.goes("Giới thiệu điển hình, mô hình")
    person.types(said)
    person.presses("Giới thiệu", said["Tên"])
    return person.address


def carry_on(head: Person, exemplar: str, stages: dict[str, str]) -> None:
    """Stage after stage, each with what was done."""
    for stage, done in stages.items():
        head.visits(exemplar)
        head.goes("Chuyển khâu tiếp theo")
        head.picks(stage)
        head.types({"Nội dung đã phát hiện, đã làm": done})
        head.presses("Ghi khâu này", done)


def take_up(person: Person, exemplar: str, unit: str, result: str) -> None:
    person.visits(exemplar)
    person.goes(f"{unit} áp dụng")
    person.types({"Kết quả": result})
    person.presses("Ghi nhận", result)
