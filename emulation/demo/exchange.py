"""What the members of Cluster VI exchange in the running year: made up throughout, marked so."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from clusters.enums import DocumentKind, InformationForm, PeriodKind, Provenance
from clusters.models import InformationRequest, Organisation, Question, Season, User
from clusters.queries import document as library
from clusters.queries.statistic_period import Span, up_to
from clusters.services import document as documents
from clusters.services import information as requests
from clusters.services import question as questions
from clusters.services import statistic as statistics
from emulation.demo import calendar, cum_vi, moments, organisations, papers, walk
from emulation.demo.tables import MADE_UP

NAME = "Trao đổi, thư viện của Cụm VI (exchange)"
DEMO = {"mark": Provenance.DEMO, "source": MADE_UP}
# Whole million đồng by unit, the newest quarter last; what is no number says why there is none.
FUNDS = {
    "sct.thanhhoa": ("2350", "2410", "2630"),
    "sct.nghean": ("1980,5", "2045", "2120"),
    "sct.hatinh": ("1240", "1190", ""),
    "sct.quangtri2": ("Chờ quyết toán sau hợp nhất (DEMO)", "1560", "1615,25"),
    "sct.hue": ("870", "905", "Đề án hoãn sang kỳ sau do mưa lũ (DEMO)"),
}


class Circle:
    """The cluster, its days, and who writes for each of its members."""

    def __init__(self) -> None:
        self.days = calendar.of_today()
        self.season = Season.objects.select_related("cluster").get(cluster__name=cum_vi.NAME, year=self.days.year)
        self.cluster = self.season.cluster

    def unit(self, key: str) -> Organisation:
        return organisations.find(key)

    def writer(self, key: str) -> User:
        return walk.officer(walk.of(self.season, self.unit(key)))


def is_there() -> bool:
    return Question.objects.exists()


def build() -> None:
    """Some of it is settled, some waits for a unit, some is late."""
    circle = Circle()
    _library(circle)
    _settled(circle)
    _waiting(circle)
    _figures_asked(circle)
    _files_asked(circle)
    _plain_asked(circle)
    _funds(circle)


def _library(circle: Circle) -> None:
    """A guidance in its second version that must be read, which not everybody has; a form that need not."""
    head, days = circle.writer("sct.nghean"), circle.days
    with moments.on(days.ago(45)):
        title, file = "Hướng dẫn lập hồ sơ minh chứng của cụm (DEMO)", papers.pdf("huong-dan-1", "Huong dan, ban 1")
        said = {"title": title, "kind": DocumentKind.REGULATION, "read_by": days.ago(20)}
        guidance = documents.add(circle.cluster, upload=file, by=head, **said, **DEMO)
    with moments.on(days.ago(40)):
        for key in ("sct.thanhhoa", "sct.hatinh"):
            documents.confirm_reading(library.newest(guidance), by=circle.writer(key))
    with moments.on(days.ago(8)):
        more = {
            "note": "Bổ sung mục minh chứng điện tử (DEMO)",
            "seen": 1,
            "read_by": days.today + dt.timedelta(days=7),
        }
        documents.add_version(guidance, upload=papers.pdf("huong-dan-2", "Huong dan, ban 2"), by=head, **more)
    with moments.on(days.ago(6)):
        documents.confirm_reading(library.newest(guidance), by=circle.writer("sct.thanhhoa"))
    with moments.on(days.ago(30)):
        title, file = "Mẫu báo cáo quý của các Sở (DEMO)", papers.pdf("mau-bao-cao-quy", "Mau bao cao quy")
        documents.add(circle.cluster, upload=file, by=head, title=title, kind=DocumentKind.FORM, **DEMO)


def _settled(circle: Circle) -> None:
    """Asked of all; one answer was corrected, the other settles it."""
    said = {
        "title": "Cách tính tỷ lệ cụm công nghiệp có hệ thống xử lý nước thải (DEMO)",
        "text": "Tỷ lệ tính trên cụm công nghiệp đã thành lập hay chỉ trên cụm đang hoạt động? (DEMO)",
    }
    asked = _ask(circle, 35, "sct.hue", **said)
    first = _answer(circle, 34, asked, "sct.thanhhoa", "Sở tính trên tất cả cụm đã thành lập (DEMO).")
    with moments.on(circle.days.ago(33)):
        text = "Xin đính chính: Sở chỉ tính trên cụm đang hoạt động (DEMO)."
        questions.correct(first, text=text, seen=1, by=circle.writer("sct.thanhhoa"))
    settling = _answer(circle, 32, asked, "sct.nghean", "Thống nhất chỉ tính cụm đang hoạt động (DEMO).")
    with moments.on(circle.days.ago(31)):
        questions.settle(settling, by=circle.writer("sct.hue"))


def _waiting(circle: Circle) -> None:
    """One asked of a unit by name, which has not answered; one of all, answered but not settled."""
    said = {
        "title": "Kinh nghiệm chuyển đổi số trong quản lý cụm công nghiệp (DEMO)",
        "text": "Sở đã dùng phần mềm nào, kinh phí bao nhiêu? (DEMO)",
    }
    _ask(circle, 5, "sct.quangtri2", of="sct.nghean", **said)
    said = {"title": "Lịch trực Tết của các Sở (DEMO)", "text": "Các Sở bố trí lịch trực thế nào? (DEMO)"}
    asked = _ask(circle, 12, "sct.hatinh", **said)
    _answer(circle, 10, asked, "sct.hue", "Mỗi phòng một người, thay theo ngày (DEMO).")


def _ask(circle: Circle, ago: int, key: str, *, title: str, text: str, of: str = "") -> Question:
    addressee = circle.unit(of) if of else None
    with moments.on(circle.days.ago(ago)):
        said = {"title": title, "text": text, "addressee": addressee, "by": circle.writer(key)}
        return questions.ask(circle.cluster, circle.unit(key), **said, **DEMO)


def _answer(circle: Circle, ago: int, question: Question, key: str, text: str):
    with moments.on(circle.days.ago(ago), 14):
        return questions.answer(question, circle.unit(key), text=text, by=circle.writer(key))


def _figures_asked(circle: Circle) -> None:
    """A figure, read by all members: two replied, one declined, one has a week left."""
    asked = _request(
        circle,
        9,
        "sct.nghean",
        title="Số mô hình khuyến công mới trong năm (DEMO)",
        text="Để đưa vào báo cáo tổng kết của cụm (DEMO).",
        form=InformationForm.FIGURE,
        unit_of_measure="mô hình",
        due_on=circle.days.today + dt.timedelta(days=7),
        for_all=True,
    )
    for key, figure in (("sct.thanhhoa", "14"), ("sct.hatinh", "6")):
        with moments.on(circle.days.ago(4)):
            given = asked.replies.get(organisation=circle.unit(key))
            requests.reply(given, value=Decimal(figure), by=circle.writer(key), seen=0)
    with moments.on(circle.days.ago(3)):
        given = asked.replies.get(organisation=circle.unit("sct.hue"))
        reason = "Đang rà soát sau mưa lũ, chưa có số liệu (DEMO)."
        requests.decline(given, reason=reason, by=circle.writer("sct.hue"), seen=0)


def _files_asked(circle: Circle) -> None:
    """A file of two members, for the asker alone: one replied late, one has not and is overdue."""
    asked = _request(
        circle,
        25,
        "sct.hue",
        members=("sct.hatinh", "sct.quangtri2"),
        title="Đề cương báo cáo thành tích đã nộp (DEMO)",
        text="Xin bản mẫu để tham khảo cách trình bày (DEMO).",
        form=InformationForm.FILE,
        due_on=circle.days.ago(6),
    )
    with moments.on(circle.days.ago(2)):
        given, file = asked.replies.get(organisation=circle.unit("sct.hatinh")), papers.pdf("de-cuong", "De cuong")
        requests.reply(given, upload=file, text="Gửi kèm bản mẫu (DEMO).", by=circle.writer("sct.hatinh"), seen=0)


def _plain_asked(circle: Circle) -> None:
    """A text, replied to in time and closed."""
    asked = _request(
        circle,
        50,
        "sct.thanhhoa",
        members=("sct.nghean",),
        title="Người phụ trách thi đua của Sở (DEMO)",
        text="Xin họ tên bộ phận và số máy trực (DEMO).",
        form=InformationForm.TEXT,
        due_on=circle.days.ago(40),
    )
    with moments.on(circle.days.ago(45)):
        requests.reply(
            asked.replies.get(), text="Văn phòng Sở, máy lẻ 101 (DEMO).", by=circle.writer("sct.nghean"), seen=0
        )
    with moments.on(circle.days.ago(44)):
        requests.close(asked, by=circle.writer("sct.thanhhoa"))


def _request(circle: Circle, ago: int, key: str, *, members=(), **said) -> InformationRequest:
    values = {"unit_of_measure": "", "for_all": False, **said}
    with moments.on(circle.days.ago(ago), 10):
        asked = [circle.unit(each) for each in members]
        return requests.ask(circle.cluster, circle.unit(key), values, members=asked, by=circle.writer(key), **DEMO)


def _funds(circle: Circle) -> None:
    """Three quarters; one unit is missing in the newest, two say why they had no figure."""
    head = circle.writer("sct.nghean")
    with moments.on(circle.days.ago(60), 15):
        said = {"name": "Kinh phí khuyến công giải ngân (DEMO)", "name_en": "Industry promotion funds disbursed (DEMO)"}
        said |= {"unit_of_measure": "triệu đồng", "rhythm": PeriodKind.QUARTER}
        funds = statistics.define(circle.cluster, by=head, **said, **DEMO)
    spans = reversed(up_to(Span.of(PeriodKind.QUARTER, circle.days.today), 3))
    with moments.on(circle.days.ago(1), 15):
        for place, span in enumerate(spans):
            for key, figures in FUNDS.items():
                _enter(circle, funds, span, key, figures[place])


def _enter(circle: Circle, funds, span: Span, key: str, figure: str) -> None:
    if not figure:
        return
    number = Decimal(figure.replace(",", ".")) if figure[0].isdigit() else None
    entry = statistics.Entry(number, "" if number is not None else figure)
    given: Mapping = {funds.lines.get(): entry}
    statistics.enter(funds, circle.unit(key), span, given, by=circle.writer(key), seen={}, **DEMO)
