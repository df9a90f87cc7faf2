"""The pact at the pages: written, pledged and promised, agreed, signed."""

from tests.walks.person import Person
from tests.walks.year import Year

ROWS_AT_ONCE = 3  # So many empty lines the page offers.


def write(year: Year, theme: str, contents: list[str], targets: list[tuple], witness: str = "") -> None:
    """The head; targets are what `_write_target` takes, more lines than one page offers by saving."""
    head = year.visited_by(year.head, "Giao ước thi đua")
    said = {"Chủ đề": theme, "Nội dung": "\n".join(contents), "Cơ quan chứng kiến": witness}
    for start in range(0, max(len(targets), 1), ROWS_AT_ONCE):
        head.goes("Sửa nội dung")
        head.types(said)
        for place, target in enumerate(targets[start : start + ROWS_AT_ONCE], start=start + 1):
            _write_target(head, place, *target)
        head.presses("Lưu giao ước", "Đã lưu giao ước thi đua.")
    head.reads(theme, *contents, *(text for text, *_rest in targets))


def _write_target(
    head: Person, place: int, text: str, comparison: str, value: str, unit: str, measure: str = "", part: bool = False
) -> None:
    line = {"Chỉ tiêu chung": text, "So sánh": comparison, "Giá trị": value, "Đơn vị tính": unit}
    line |= {"Phần các đơn vị đăng ký": measure or "không có", "Trong đó (thuộc chỉ tiêu trên)": part}
    head.types({f"{place}. {label}": typed for label, typed in line.items()})


def promise(year: Year, value: str) -> None:
    """Each unit its own target on the one line that asks for it."""
    for unit, person in year.members.items():
        person.takes_up("Đặt chỉ tiêu")
        person.types({"I.1. Nhiệm vụ trong kế hoạch hoàn thành": value})
        person.presses("Lưu chỉ tiêu", f"Đã lưu chỉ tiêu của {unit}.")


def agree_and_sign(year: Year) -> None:
    year.visited_by(year.head, "Giao ước thi đua").presses("Thống nhất nội dung")
    for unit, person in year.members.items():
        person.takes_up("Ký giao ước thi đua")
        person.confirms("Ký giao ước thi đua", f"{unit} đã ký giao ước thi đua.")
    year.head.visits(year.head.address)
    year.head.reads(f"{len(year.units)}/{len(year.units)} thành viên đã ký")
