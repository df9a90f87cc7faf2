"""Operating regulations at the pages: drafted by the head, commented on by a member, answered, adopted by all."""

from tests.walks.person import Person
from tests.walks.year import Year


def draft(year: Year, name: str, text: str) -> str:
    """By the head, sent to the members; the address of the version."""
    head = year.visited_by(year.head)
    head.goes("Quy chế hoạt động", "Soạn phiên bản mới")
    head.types({"Tên quy chế": name})
    head.presses("Bắt đầu soạn")
    head.types({"Nội dung": text})
    head.presses("Lưu bản nháp", "Đã lưu bản nháp.")
    return head.address


def consult(head: Person, version: str, until: str) -> None:
    head.visits(version)
    head.goes("Gửi lấy ý kiến thành viên")
    head.types({"Thành viên góp ý đến hết ngày": until})
    head.presses("Gửi lấy ý kiến thành viên", "Dự thảo đang lấy ý kiến.")


def comment(member: Person, version: str, text: str) -> None:
    member.visits(version)
    member.goes("Góp ý dự thảo")
    member.types({"Ý kiến góp ý": text})
    member.presses("Gửi ý kiến", text)


def answer(head: Person, version: str, outcome: str) -> None:
    head.visits(version)
    head.goes("Trả lời")
    head.types({"Kết quả tiếp thu": outcome})
    head.presses("Gửi trả lời", outcome)


def adopt(year: Year, version: str, on: str, in_force: str) -> None:
    """By the votes of every member at the meeting."""
    year.head.visits(version)
    year.head.goes("Ghi việc thông qua tại hội nghị")
    everybody = len(year.units)
    year.head.types({"Ngày hội nghị": on, "Số đơn vị dự họp": everybody, "Số phiếu tán thành": everybody})
    year.head.types({"Áp dụng từ": in_force})
    year.head.presses("Ghi việc thông qua", "Quy chế đã thông qua.")
