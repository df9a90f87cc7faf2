"""Coordination programmes of Cluster VI. S0 says that its departments run them, on what it lists among the contents
of a year; the programme itself, its partners and its result are made up."""

import datetime as dt

from clusters.enums import Provenance
from clusters.models import CoordinationProgramme, Season
from clusters.services import programme as programmes
from clusters.services import programme_result as results
from emulation.demo import calendar, cum_vi, moments, organisations, papers, sources, walk
from emulation.demo.tables import MADE_UP

NAME = "Chương trình phối hợp (coordination programmes)"
TITLE = "Chương trình phối hợp xúc tiến đầu tư, phát triển công nghiệp giữa các Sở Công Thương (DEMO)"
LEAD = "sct.nghean"
PARTNERS = "sct.thanhhoa sct.hatinh sct.quangtri2 sct.hue"
DECLINES = "sct.hue"
BUSY = "Tập trung nguồn lực khắc phục hậu quả bão, lũ (DEMO)."
RESULT = "Một hội nghị kết nối cung cầu, hai đoàn khảo sát cụm công nghiệp; chia sẻ số liệu hằng quý (DEMO)."
FIGURES = "Doanh nghiệp tham gia kết nối: 48 (DEMO)\nBiên bản ghi nhớ: 6 (DEMO)"
NEXT_TITLE = "Chương trình phối hợp khuyến công, chuyển đổi số trong công nghiệp (DEMO)"
SOURCE = f"{sources.S0} nêu các Sở có chương trình phối hợp và nội dung; đơn vị, thời gian, kết quả: DEMO"
WHOLE = {"mark": Provenance.DEMO, "source": SOURCE}


def is_there() -> bool:
    return CoordinationProgramme.objects.exists()


def build() -> None:
    """One at work with a result of this year, one that waits for answers."""
    days = calendar.of_today()
    season = Season.objects.get(cluster__name=cum_vi.NAME, year=days.year)
    _at_work(season, days)
    with moments.on(days.ago(6), 10):
        said = {"title": NEXT_TITLE, "contents": cum_vi.CONTENTS_2025[2], "starts_on": days.ends_on}
        _draft(season, "sct.hatinh", "sct.nghean sct.thanhhoa", said)


def _draft(season: Season, lead: str, partners: str, said: dict) -> CoordinationProgramme:
    unit, units = organisations.find(lead), organisations.several(partners)
    by = walk.officer(walk.of(season, unit))
    return programmes.draft(season.cluster, unit, said, partners=units, by=by, **WHOLE)


def _at_work(season: Season, days: calendar.Calendar) -> None:
    lead = walk.officer(walk.of(season, organisations.find(LEAD)))
    with moments.on(days.day(45)):
        said = {"title": TITLE, "contents": "\n".join(cum_vi.CONTENTS_2025[:3]), "starts_on": days.day(60)}
        said |= {"outside": "Ban Quản lý các khu công nghiệp", "ends_on": days.ends_on + dt.timedelta(days=730)}
        programme = _draft(season, LEAD, PARTNERS, said)
    with moments.on(days.day(50), 14):
        for asked in programme.partners.select_related("organisation"):
            declines = asked.organisation == organisations.find(DECLINES)
            by = walk.officer(walk.of(season, asked.organisation))
            reason = BUSY if declines else ""
            programmes.answer(asked, confirms=not declines, reason=reason, by=by, seen=programme.version)
    with moments.on(days.day(59), 15):
        programmes.agree(programme, by=lead)
    with moments.on(days.ago(10), 16):
        marked = {"mark": Provenance.DEMO, "source": MADE_UP}
        paper = papers.pdf("ket-qua-phoi-hop", "Ket qua chuong trinh phoi hop", str(season.cluster))
        results.enter(programme, season, text=RESULT, figures=FIGURES, by=lead, upload=paper, **marked)
