"""Movements at the pages: drafted, launched, answered by the units with plans and progress, reviewed."""

from tests.walks.person import Person


def draft(person: Person, link: str, said: dict, *, kind: str) -> str:
    """The address of its page."""
    person.goes("Phong trào thi đua", link)
    person.picks(kind)
    person.types(said)
    person.presses("Lưu bản nháp", said["Tên phong trào"])
    return person.address


def launch(person: Person, movement: str, decision: dict | None = None) -> None:
    """By a decision of the authority; the head of a cluster needs none."""
    person.visits(movement)
    person.goes("Phát động phong trào")
    person.types(decision or {})
    person.presses("Phát động", "Đã phát động phong trào.")


def plan(person: Person, movement: str, unit: str, text: str) -> None:
    person.visits(movement)
    person.goes(f"Hưởng ứng của {unit}", "Gửi kế hoạch")
    person.types({"Kế hoạch": text})
    person.presses("Gửi kế hoạch", "Đã gửi kế hoạch.")


def progress(person: Person, movement: str, unit: str, percents: list[str]) -> None:
    """On each content in its order."""
    person.visits(movement)
    person.goes(f"Hưởng ứng của {unit}")
    page = person.address
    for place, percent in enumerate(percents):
        person.visits(page)
        person.goes_to_the(place, "Báo cáo tiến độ")
        person.types({"Mức hoàn thành, phần trăm": percent, "Diễn giải": "Theo kế hoạch"})
        person.presses("Gửi báo cáo", "Đã báo cáo tiến độ.")


def review(person: Person, movement: str, text: str, on: str) -> None:
    person.visits(movement)
    person.goes("Sơ kết, tổng kết phong trào")
    person.picks("Sơ kết")
    person.types({"Ngày sơ kết, tổng kết": on, "Đánh giá": text})
    person.presses("Ghi nhận sơ kết, tổng kết", "Đã ghi nhận")
    person.reads(text)


def praise(person: Person, movement: str, unit: str, whom: str, merit: str) -> None:
    """A collective, proposed to whoever launched the movement."""
    person.visits(movement)
    person.goes(f"Hưởng ứng của {unit}", "Đề nghị biểu dương, khen thưởng")
    person.picks("Tập thể")
    person.types({"Tên": whom, "Thành tích": merit})
    person.presses("Gửi đề nghị", "Đã gửi đề nghị")


def take_up(official: Person, movement: str, whom: str) -> None:
    official.visits(movement)
    official.goes("Đề nghị biểu dương, khen thưởng", whom)
    official.picks("Được tiếp nhận")
    official.presses("Trả lời đề nghị")
    official.reads("Được tiếp nhận")
