"""Activities of Cluster VI in the running year: made up throughout, marked so."""

import datetime as dt

from clusters.enums import ActivityKind, Provenance
from clusters.models import Activity, Season
from clusters.services import activity as activities
from emulation.demo import calendar, cum_vi, moments, organisations, papers, walk
from emulation.demo.tables import MADE_UP

NAME = "Hoạt động chung của Cụm VI (activities)"
VISIT = "Tham quan, học tập mô hình cụm công nghiệp sinh thái (DEMO)"
GRATITUDE = "Thăm, tặng quà gia đình chính sách nhân ngày Thương binh – Liệt sĩ (DEMO)"
SPORT = "Giao lưu văn nghệ, thể thao giữa các Sở (DEMO)"
DONE = {"done_words": "Tặng 20 suất quà cho gia đình chính sách (DEMO).", "people": 35, "cost": "4.000.000 đồng (DEMO)"}


def is_there() -> bool:
    return Activity.objects.exists()


def build() -> None:
    """One held, one to which units answer, one cancelled."""
    days = calendar.of_today()
    season = Season.objects.get(cluster__name=cum_vi.NAME, year=days.year)
    _held(season, days)
    visit = _plan(
        season, days.ago(12), VISIT, ActivityKind.STUDY_VISIT, "sct.hatinh", days.today + dt.timedelta(days=12), 1
    )
    for key, comes in (("sct.nghean", True), ("sct.thanhhoa", True), ("sct.hue", False)):
        with moments.on(days.ago(8), 10):
            unit = walk.of(season, organisations.find(key))
            activities.join(visit, unit, comes=comes, by=walk.officer(unit))
    first = days.today + dt.timedelta(days=3)
    sport = _plan(season, days.ago(40), SPORT, ActivityKind.CULTURE_SPORT, "sct.thanhhoa", first, 0)
    with moments.on(days.ago(5), 9):
        activities.cancel(sport, reason="Các Sở tập trung khắc phục hậu quả bão, lũ (DEMO).", by=walk.head(season))


def _held(season: Season, days: calendar.Calendar) -> None:
    activity = _plan(season, days.ago(135), GRATITUDE, ActivityKind.GRATITUDE, "sct.quangtri2", days.ago(120), 0)
    with moments.on(days.ago(118), 15):
        by = walk.officer(activity.host)
        came = [walk.of(season, organisations.find(key)) for key in ("sct.quangtri2", "sct.hatinh", "sct.hue")]
        activities.report(activity, {**DONE, "took_part": came}, by=by, seen=activity.version)
        activities.add_file(activity, papers.pdf("bao-cao-hoat-dong", "Bao cao hoat dong"), by=by)


def _plan(season: Season, on: dt.date, title: str, kind: str, host: str, first: dt.date, more: int) -> Activity:
    """Planned on a day, to last so many days more than one."""
    said = {"title": title, "kind": kind, "starts_on": first, "ends_on": first + dt.timedelta(days=more), "cost": ""}
    said |= {"host": walk.of(season, organisations.find(host)), "place": "Tại đơn vị đăng cai (DEMO)"}
    with moments.on(on, 9):
        marked = {"mark": Provenance.DEMO, "source": MADE_UP}
        return activities.plan(season, said, by=walk.head(season), **marked)
