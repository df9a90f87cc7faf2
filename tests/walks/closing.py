"""How a year ends at the pages: the closing conference and its minutes, ranking, awards, the next head."""

from tests.walks.person import Person
from tests.walks.year import PDF, Year


def call(year: Year, person: Person, title: str, *, at: str, place: str, items: list[tuple[str, str]]) -> str:
    """A closing conference planned, its agenda set, its members invited; the address of its page."""
    year.visited_by(person).goes("Hội nghị", "Lập kế hoạch hội nghị")
    person.picks("Hội nghị tổng kết năm")
    person.types({"Tên hội nghị": title, "Bắt đầu": at, "Địa điểm": place})
    person.presses("Lưu kế hoạch", "Đã lập kế hoạch hội nghị.")
    address = person.address
    person.goes("Lập chương trình")
    for number, (kind, text) in enumerate(items, start=1):
        person.types({f"{number}. Loại": kind, f"{number}. Nội dung": text})
    person.presses("Lưu chương trình", items[0][1])
    person.presses("Triệu tập hội nghị", "Đã triệu tập hội nghị.")
    return address


def invite(person: Person, meeting: str, guest: str) -> None:
    person.visits(meeting)
    person.goes("Mời khách")
    person.types({"Khách mời": guest})
    person.presses("Mời", guest)


def ask(member: Person, meeting: str, text: str) -> str:
    """A proposal to the authority; the address of its page."""
    member.visits(meeting)
    member.goes("Gửi kiến nghị, đề xuất")
    member.picks("cơ quan chủ trì")
    member.types({"Kiến nghị, đề xuất": text})
    member.presses("Gửi kiến nghị", "Đã gửi kiến nghị, đề xuất.")
    member.opens(text)
    return member.address


def answer(official: Person, proposal: str, text: str, *, to_do: str, until: str) -> None:
    official.visits(proposal)
    official.goes("Trả lời kiến nghị")
    official.types({"Trả lời": text, "Việc phải thực hiện": to_do, "Thời hạn": until})
    official.presses("Gửi trả lời", text)


def reply(person: Person) -> None:
    person.takes_up("Trả lời")
    person.opens("Trả lời thay mặt")
    person.picks("tham dự")
    person.presses("Gửi trả lời", "Đã ghi nhận trả lời.")


def hold(person: Person, meeting: str, units: list[str], conclusion: str) -> None:
    """Opened, everybody recorded as present, one conclusion with all votes, closed."""
    person.visits(meeting)
    person.presses("Khai mạc hội nghị", "Hội nghị đã khai mạc.")
    for unit in units:
        person.goes(unit)
        person.picks("có mặt")
        person.types({"Người đại diện": f"Lãnh đạo {unit}"})
        person.presses("Ghi nhận")
    person.goes("Ghi kết luận của hội nghị")
    person.types({"Kết luận của hội nghị": conclusion, "Số phiếu tán thành": len(units)})
    person.presses("Ghi nhận", conclusion)


def close(person: Person, meeting: str, chair: str, *, title: str) -> None:
    """Closed, its minutes written from what is known, adopted, and read as a paper."""
    person.visits(meeting)
    person.goes("Bế mạc hội nghị")
    person.presses("Bế mạc hội nghị")
    person.goes("Soạn biên bản")
    person.presses("Lưu biên bản", "Đã lưu biên bản.")
    person.visits(meeting)
    person.goes("Thông qua biên bản")
    person.types({"Chủ trì": chair, "Thư ký": "Thư ký hội nghị"})
    person.presses("Thông qua biên bản", title)
    person.reads(chair)


def seal(year: Year, first: str) -> None:
    year.head.takes_up("Chốt kết quả xếp hạng", "Chốt kết quả xếp hạng")
    year.head.confirms("Chốt kết quả xếp hạng", "Đã chốt, đang có hiệu lực")
    year.head.reads(first)


def grant(year: Year, places: dict[str, str], *, number: str, on: str) -> None:
    """Places of awards, by a decision of the authority."""
    official = year.visited_by(year.official, "Khen thưởng")
    official.goes("Phân bổ chỉ tiêu khen thưởng")
    official.types({**places, "Số quyết định": number, "Ngày ban hành quyết định": on})
    official.types({"Trích yếu": f"Phân bổ số lượng khen thưởng năm {year.number}"})
    official.presses("Phân bổ chỉ tiêu khen thưởng")


def nominate(year: Year, place: str, placing: str) -> None:
    """For a place that is free, one unit of the ranking, each in the words of the page."""
    year.visited_by(year.head, "Khen thưởng").goes("Lập đề nghị khen thưởng")
    year.head.picks(placing)
    year.head.types({"Danh hiệu, hình thức khen thưởng": place})
    year.head.types({"Tóm tắt thành tích": f"Hoàn thành nhiệm vụ năm {year.number}"})
    year.head.presses("Lập đề nghị khen thưởng")


def decide(year: Year, units: list[str], *, number: str, on: str, signatory: str) -> None:
    """The official appraises each nomination, then one decision takes them all."""
    official = year.official
    for unit in units:
        year.visited_by(official, "Khen thưởng").goes(unit, "Phê duyệt")
        official.presses("Phê duyệt đề nghị khen thưởng")
    official.takes_up("Ban hành quyết định")
    for box in official.main.xpath(".//input[@type='checkbox']"):
        box.checked = True
    official.presses("Kiểm tra")
    official.types({"Số quyết định": number, "Ngày ban hành quyết định": on, "Người ký": signatory})
    official.types({"Trích yếu": f"Khen thưởng thành tích thi đua năm {year.number}"})
    official.types({"Tệp quyết định": ("quyet-dinh.pdf", PDF)})
    official.presses("Ban hành quyết định", number)


def elect(year: Year, head: str, deputy: str, held_on: str) -> None:
    """Proposed and elected by all at the closing conference."""
    year.visited_by(year.head).goes("Cụm trưởng năm sau", "Đề xuất cụm trưởng, cụm phó")
    year.head.types({"Cụm trưởng (Khối trưởng)": head, "Cụm phó (Khối phó)": deputy})
    year.head.presses("Đề xuất", "Đã ghi đề xuất")
    year.head.goes("Ghi kết quả bầu")
    everybody = dict.fromkeys(("Số thành viên đồng ý", "Số thành viên có mặt", "Tổng số thành viên"), len(year.units))
    year.head.types({"Ngày hội nghị": held_on, **everybody})
    year.head.presses("Ghi nhận", f"{head} đã được bầu.")


def hand_over(year: Year, to: str, on: str) -> None:
    year.visited_by(year.head).goes("Cụm trưởng năm sau", "Bàn giao công việc")
    year.head.types({"Từ ngày": on})
    year.head.presses("Bàn giao", "Đã bàn giao")
    receiver = year.members[to]
    receiver.visits(year.head.address)
    receiver.presses("Xác nhận nhận bàn giao", "Đã xác nhận bàn giao.")
