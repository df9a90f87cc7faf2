"""The running year: DEMO throughout, each cluster in another phase, so that every page and every role has something."""

import datetime as dt
from collections.abc import Mapping

from clusters.enums import ClusterKind, HeadshipRole, Phase, Provenance
from clusters.models import Cluster, ScoringTableVersion, Season, User
from clusters.services import cluster as clusters
from clusters.services import notice as notices
from clusters.services import season as seasons
from emulation.demo import (
    calendar,
    cum_so_2,
    cum_vi,
    cum_viii,
    founding,
    khoi_quang_tri,
    moments,
    movement_cum_vi,
    organisations,
    people,
    periods_cum_vi,
    pledges,
    running_cum_so_2,
    running_cum_vi,
    running_cum_viii,
    running_khoi,
    signing,
    sources,
    tables,
    walk,
)
from emulation.demo.calendar import Calendar

NAME = "Năm đang chạy (running year)"
NO_CROSS_CHECK = "Cụm, khối không tổ chức chấm chéo trong năm (DEMO)."
PACT = [
    "Thi đua hoàn thành và vượt các chỉ tiêu chuyên môn của năm; cải cách hành chính, chuyển đổi số.",
    "Xây dựng điển hình tiên tiến, nhân rộng mô hình mới, cách làm hay; khen thưởng kịp thời, đúng người, đúng việc.",
]
CLUSTERS = (cum_vi.NAME, khoi_quang_tri.HEIR, cum_viii.HEIR, cum_so_2.HEIR)


def is_there() -> bool:
    return Season.objects.filter(cluster__name__in=CLUSTERS, year__gt=2025).exists()


def build() -> None:
    """First the beginnings of all four, then what happened lately, cluster by cluster, in the order of the days."""
    days = calendar.of_today()
    block = _found_block()
    vi, viii, no_2 = (founding.find(name) for name in (cum_vi.NAME, cum_viii.HEIR, cum_so_2.HEIR))
    year_vi = _begin(vi, _table(vi), "bct", running_cum_vi, days)
    year_block = _begin(block, _table_of_block(block, days), "ubndqt", running_khoi, days)
    year_viii = _begin(viii, _table(viii), "bnnmt", running_cum_viii, days)
    year_2 = _open(no_2, _table(no_2), running_cum_so_2, days)
    periods_cum_vi.report(year_vi, days)
    running_cum_viii.rank(year_viii, days)
    _read_everything(days)
    running_khoi.verify(year_block, days)
    running_cum_vi.report(year_vi, days)
    movement_cum_vi.launch(year_vi, days)
    running_cum_vi.prepare_next(year_vi, days)
    running_cum_so_2.sign(year_2, days)
    running_cum_viii.nominate(year_viii, days)


def _found_block() -> Cluster:
    """The province of today has a block of its own."""
    day, issuer = dt.date(2025, 12, 22), organisations.find("ubnd.quangtri2")
    with moments.on(day):
        by = people.account(khoi_quang_tri.OFFICIAL)
        return clusters.found(
            by=by,
            authority=issuer,
            kind=ClusterKind.BLOCK,
            name=khoi_quang_tri.HEIR,
            name_en=khoi_quang_tri.HEIR_EN,
            field="Đơn vị sự nghiệp công lập",
            founded_on=day,
            decision=founding.made_up_decision(issuer, "22/QĐ", day, f"Thành lập {khoi_quang_tri.HEIR}", by),
            members=organisations.several(khoi_quang_tri.HEIRS),
            mark=Provenance.DEMO,
            source=sources.NOT_GIVEN,
        )


def _table(cluster: Cluster) -> ScoringTableVersion:
    """The table of the year before goes on."""
    return cluster.seasons.get(year=2025).table


def _table_of_block(block: Cluster, days: Calendar) -> ScoringTableVersion:
    with moments.on(days.starts_on, 8):
        by = people.account(khoi_quang_tri.OFFICIAL)
        return tables.published("ubndqt", block.authority, effective_on=days.starts_on, by=by)


def _begin(cluster: Cluster, table: ScoringTableVersion, key: str, part, days: Calendar) -> Season:
    """Opened, pact signed by everybody, running."""
    season = _open(cluster, table, part, days)
    with moments.on(days.day(20)):
        _draft(season, part)
        walk.promise(season, key)
    with moments.on(days.day(30)):
        walk.agree_pact(season)
    with moments.on(days.day(40), 14):
        signing.sign(season, key)
        walk.move_on(season)
    return season


def _draft(season: Season, part) -> None:
    """With the common targets and the pledges of the units where the part has some."""
    common = getattr(part, "COMMON", ())
    walk.draft_pact(season, part.THEME, PACT, common, witness_body=season.cluster.authority.name)
    if common:
        pledges.give(season)


def _open(cluster: Cluster, table: ScoringTableVersion, part, days: Calendar) -> Season:
    with moments.on(days.starts_on):
        by = people.account(part.OFFICIAL)
        season = _opened(cluster, table, days, part.due(days), by)
        for key, role in ((part.HEAD, HeadshipRole.HEAD), (part.DEPUTY, HeadshipRole.DEPUTY)):
            walk.set_headship(season, organisations.find(key), role, Provenance.DEMO, sources.NOT_GIVEN)
        walk.skip(season, [Phase.CROSS_CHECKING], NO_CROSS_CHECK)
    with moments.on(days.day(10)):
        return walk.move_on(season)


def _opened(
    cluster: Cluster, table: ScoringTableVersion, days: Calendar, due: Mapping[Phase, dt.datetime], by: User
) -> Season:
    return seasons.open(
        cluster,
        year=days.year,
        starts_on=days.starts_on,
        ends_on=days.ends_on,
        table=table,
        due=due,
        by=by,
        mark=Provenance.DEMO,
        source=sources.NOT_GIVEN,
    )


def _read_everything(days: Calendar) -> None:
    """What lies three weeks back has been read; what is unread is news."""
    with moments.on(days.ago(20)):
        for person in User.objects.order_by("pk"):
            notices.mark_read(by=person)
