"""The deeds of a cluster's year, each as somebody does it at the pages; whoever is named does it."""

from dataclasses import dataclass

from clusters.enums import Role
from tests import factories
from tests.walks.person import Person

PDF = b"%PDF-1.4\nthu nghiem"
# Points by these lines; 100 in all. Nobody published a table of these clusters.
CRITERIA = """I|Thực hiện nhiệm vụ|70|core
I.1|Nhiệm vụ trong kế hoạch hoàn thành|70||proportional||%
II|Phong trào thi đua|30|core
II.1|Tổ chức, hưởng ứng phong trào thi đua|10||yes_no
II.2|Mô hình mới, cách làm hay|20||count|4|mô hình"""


@dataclass
class Year:
    """Who walks it, and where its page is; `members` by the name of their unit, the head's first."""

    cluster: str
    number: int
    official: Person
    members: dict[str, Person]
    address: str = ""

    @property
    def units(self) -> list[str]:
        return list(self.members)

    @property
    def head(self) -> Person:
        return self.members[self.units[0]]

    @property
    def deputy(self) -> Person:
        return self.members[self.units[1]]

    def visited_by(self, person: Person, *tiles: str) -> Person:
        person.visits(self.address)
        for each in tiles:
            person.opens(each)
        return person


def accounts(authority, units) -> tuple[Person, dict[str, Person]]:
    """What an administrator has opened: the official of the authority, and a leader for each unit."""
    official = Person().signs_in(factories.appointed(authority, Role.OFFICIAL))
    leaders = {unit.name: factories.appointed(unit, Role.LEADER) for unit in units}
    return official, {name: Person().signs_in(leader) for name, leader in leaders.items()}


def found(official: Person, name: str, *, kind: str, on: str, abstract: str, members, number: str = "") -> None:
    """By the decision of that day; where the source does not tell its number, the official says so."""
    official.goes("Cụm, khối", "Thành lập cụm, khối thi đua")
    official.picks(kind)
    official.types(
        {"Tên": name, "Thành lập ngày": on, "Trích yếu": abstract, "Thành viên theo tên": "\n".join(members)}
    )
    if number:
        official.types({"Số quyết định": number, "Ngày ban hành quyết định": on})
    else:
        official.types({"Lý do chưa rõ số hoặc ngày": "Nguồn không nêu số, ngày của quyết định."})
    official.presses("Thành lập", name)
    official.reads(number or "chưa rõ số", *members)


def lay_down_the_table(official: Person, name: str, since: str) -> None:
    official.goes("Bảng điểm", "Soạn bảng điểm")
    official.types({"Tên bảng điểm": name, "Áp dụng từ": since})
    official.presses("Tiếp tục đến các tiêu chí")
    official.types({"Các tiêu chí": CRITERIA})
    official.presses("Lưu bản nháp", "Đã lưu bản nháp.")
    official.presses("Ban hành phiên bản này", "Đã ban hành")


def open_the_year(year: Year, starts_on: str, ends_on: str, *, table: str = "", lead: int = 2) -> None:
    """The official, at the page of the cluster; head and deputy are the first members, as many as are known."""
    official = year.official
    official.goes("Cụm, khối", year.cluster, "Mở năm thi đua")
    official.types({"Năm": year.number, "Từ ngày": starts_on, "Đến ngày": ends_on})
    official.types(dict(zip(("Cụm trưởng (Khối trưởng)", "Cụm phó (Khối phó)"), year.units[:lead], strict=False)))
    official.types({"Bảng điểm": table} if table else {})
    official.presses("Mở năm thi đua", "Đã mở năm thi đua.")
    year.address = official.address


def set_periods(year: Year, periods: list[tuple[str, str, str, str]]) -> None:
    """Kind, number, first day and time limit of each period in which the units report."""
    year.visited_by(year.official).goes("Kỳ báo cáo", "Đặt kỳ báo cáo")
    for place, period in enumerate(periods, start=1):
        labels = (f"{place}. {label}" for label in ("Loại kỳ", "Số", "Mở từ ngày", "Thời hạn"))
        year.official.types(dict(zip(labels, period, strict=True)))
    year.official.presses("Đặt kỳ báo cáo", "Đã đặt kỳ báo cáo.")


def move_on(year: Year, person: Person, *phases: str, reason: str = "") -> None:
    """To each of the phases; the reason is asked for while something is still open."""
    year.visited_by(person)
    for each in phases:
        person.types({"Lý do vẫn chuyển bước": reason} if reason else {})
        person.presses(f"Chuyển sang bước “{each}”")


def skip(year: Year, phases: list[str], reason: str) -> None:
    """The official leaves them out, each with the reason that everybody reads."""
    for each in phases:
        year.visited_by(year.official).goes("Bỏ qua một bước")
        year.official.types({"Bước bỏ qua": each, "Lý do": reason})
        year.official.presses("Bỏ qua bước này", f"Đã bỏ qua bước “{each}”.")


def cite(year: Year, label: str, value: str, measure: str, source: str, *, unit: str = "", out_of: str = "") -> None:
    """A figure of the year, or of one unit, from a published source."""
    year.visited_by(year.official).goes("Trích dẫn số liệu")
    year.official.types({"Số liệu": label, "Giá trị": value, "Đơn vị tính": measure, "Nguồn": source})
    year.official.types({"Trên tổng số": out_of, **({"Đơn vị": unit} if unit else {})})
    year.official.presses("Trích dẫn", "Đã trích dẫn số liệu.")
