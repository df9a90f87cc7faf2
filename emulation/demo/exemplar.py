"""Exemplars of the running year, through the four stages that the Minister named (S4); what they are is made up."""

import datetime as dt

from clusters.enums import ExemplarKind, ExemplarState, Provenance
from clusters.models import Exemplar, Participant, Season
from clusters.services import exemplar as exemplars
from emulation.demo import calendar, cum_vi, founding, moments, organisations, papers, walk
from emulation.demo.tables import MADE_UP

NAME = "Điển hình tiên tiến, mô hình mới (exemplars)"
ONE_STOP = {
    "kind": ExemplarKind.MODEL,
    "name": "Trả kết quả thủ tục trong ngày qua một đầu mối số (DEMO)",
    "field": "Cải cách hành chính",
    "description": "Gộp ba bước tiếp nhận thành một; hồ sơ đủ điều kiện được trả trong ngày (DEMO).",
}
HOTLINE = {
    "kind": ExemplarKind.COLLECTIVE,
    "name": "Tổ hỗ trợ doanh nghiệp gặp khó khăn sau bão (DEMO)",
    "subject": "Tổ công tác DEMO",
    "field": "Hỗ trợ doanh nghiệp",
    "description": "Trực 24/7 trong mùa mưa bão, nối doanh nghiệp với ngân hàng và đơn vị vận tải (DEMO).",
}
# Days ago, what was done, who answers for it, the paper that shows it.
STEPS = {
    ExemplarState.FOSTERED: (
        120,
        "Cụm cử hai đơn vị khảo sát, góp ý quy trình; Sở hoàn thiện phần mềm (DEMO).",
        "Văn phòng Sở Công Thương Nghệ An (DEMO)",
        "bien-ban-khao-sat",
    ),
    ExemplarState.SUMMARISED: (
        60,
        "Sau sáu tháng: 92 % hồ sơ trả trong ngày, không có khiếu nại (DEMO).",
        "Phòng Quản lý công nghiệp Sở Công Thương Hà Tĩnh (DEMO)",
        "bao-cao-tong-ket-mo-hinh",
    ),
}


def is_there() -> bool:
    return Exemplar.objects.exists()


def build() -> None:
    days = calendar.of_today()
    season = Season.objects.get(cluster=founding.find(cum_vi.NAME), year=days.year)
    model = _identify(season, "sct.hatinh", ONE_STOP, days.ago(180))
    with moments.on(days.ago(150), 10):
        paper = papers.pdf("quy-trinh-mot-dau-moi", "Quy trình một đầu mối số", "Sở Công Thương Hà Tĩnh")
        exemplars.add_file(model, paper, by=walk.officer(model.participant))
    for goal, (ago, text, responsible, name) in STEPS.items():
        said = {"on": days.ago(ago), "text": text, "responsible": responsible}
        with moments.on(days.ago(ago)):
            exemplars.move(model, goal, by=walk.head(season), **said)
            exemplars.add_file(model, papers.pdf(name, text, responsible), by=walk.officer(model.participant))
    with moments.on(days.ago(40), 14):
        taker = walk.of(season, organisations.find("sct.thanhhoa"))
        said = {"on": days.ago(40), "result": "Áp dụng cho 12 thủ tục; thời gian trả kết quả giảm một nửa (DEMO)."}
        exemplars.take_up(model, taker.organisation, by=walk.officer(taker), **said)
    _identify(season, "sct.nghean", HOTLINE, days.ago(25))


def _identify(season: Season, key: str, values: dict, day: dt.date) -> Exemplar:
    unit: Participant = walk.of(season, organisations.find(key))
    with moments.on(day, 9):
        marked = {"mark": Provenance.DEMO, "source": MADE_UP}
        return exemplars.identify(unit, values, on=day, by=walk.officer(unit), **marked)
