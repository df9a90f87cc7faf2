"""Reports at the pages: filled in and scored by the units themselves, signed off, sent, verified by head and deputy."""

from tests.walks.year import Year


def report(year: Year, unit: str, *, done: str, models: str) -> None:
    """The leader fills in, signs off and sends; the sheet scores itself."""
    person = year.visited_by(year.members[unit], f"Báo cáo {unit}")
    person.goes("Nhập kết quả")
    person.types({"I.1 Kết quả": done, "II.1 Có hoặc không": "có", "II.2 Số lượng": models})
    person.presses("Lưu", "Đã lưu.")
    person.takes_up("Kiểm tra và ký xác nhận")
    person.confirms("Ký xác nhận")
    person.takes_up("Kiểm tra và nộp")
    person.presses("Nộp báo cáo", "Đã nộp báo cáo.")


def verify(year: Year) -> None:
    """The deputy verifies the head's unit, the head all others; the self-scores stand."""
    for unit in year.units:
        verifier = year.deputy if unit == year.units[0] else year.head
        year.visited_by(verifier, "đã nộp").goes(unit)
        verifier.presses("Tiếp nhận")
        verifier.goes("Điểm")
        verifier.presses("Chấp nhận điểm tự chấm của mọi tiêu chí chưa chấm")
