"""S3: Cluster VIII of the departments of natural resources and environment; six members, now three."""

import datetime as dt

from clusters.enums import ClusterKind, HeadshipRole, Phase, Provenance
from clusters.models import Cluster, Season
from clusters.services import cluster as clusters
from clusters.services import season as seasons
from emulation.demo import founding, moments, organisations, past_year, people, sources, tables, walk

NAME = "Cụm thi đua số VIII, Sở Tài nguyên và Môi trường"
NAME_EN = "Cluster VIII, departments of natural resources and environment"
MEMBERS = "stnmt.longan stnmt.tiengiang stnmt.vinhlong stnmt.dongthap stnmt.bentre stnmt.travinh"
OFFICIAL = "btnmt.tdkt1"
THEME = "Kỷ cương, trách nhiệm, chủ động, tăng tốc đổi mới sáng tạo"
CONTENTS = [
    "Phát động phong trào thi đua năm 2024: thi đua thường xuyên và thi đua theo chuyên đề.",
    "Lãnh đạo sáu Sở Tài nguyên và Môi trường ký kết giao ước thi đua.",
]
AFTERWARDS = [
    Phase.SELF_SCORING,
    Phase.CROSS_CHECKING,
    Phase.VERIFYING,
    Phase.MEETING,
    Phase.SUBMITTED,
    Phase.DECIDED,
]
HEIR = "Cụm thi đua số VIII, các Sở Nông nghiệp và Môi trường (DEMO)"
HEIR_EN = "Cluster VIII, departments of agriculture and environment (DEMO)"
HEIRS = "snnmt.tayninh2 snnmt.dongthap2 snnmt.vinhlong2"


def is_there() -> bool:
    return founding.exists(NAME)


def build() -> None:
    cluster = _found()
    _year_2024(cluster)
    founding.end(cluster, "btnmt", OFFICIAL, dt.date(2025, 2, 28))
    field = "Nông nghiệp và Môi trường"
    heir = founding.after_merger(HEIR, HEIR_EN, field, "bnnmt", "bnnmt.tdkt1", HEIRS)
    season = _open_2025(heir)
    past_year.promise_and_sign(season, "bnnmt", _draft)
    past_year.report_and_rank(season)
    past_year.reward(season, "113/QĐ-BNNMT")


def _found() -> Cluster:
    with moments.on(founding.BEGINNING):
        by, ministry = people.account(OFFICIAL), organisations.find("btnmt")
        return clusters.found(
            by=by,
            authority=ministry,
            kind=ClusterKind.CLUSTER,
            name=NAME,
            name_en=NAME_EN,
            field="Tài nguyên và Môi trường",
            founded_on=founding.BEGINNING,
            decision=founding.unknown_decision(ministry, f"Thành lập {NAME}", by),
            members=organisations.several(MEMBERS),
            mark=Provenance.SOURCE,
            source=sources.S3,
        )


def _year_2024(cluster: Cluster) -> None:
    """The source tells of the pact and its theme; what came after it was done on paper."""
    with moments.on(dt.date(2024, 1, 2)):
        days = {"starts_on": dt.date(2024, 1, 1), "ends_on": dt.date(2024, 12, 31)}
        by = people.account(OFFICIAL)
        season = seasons.open(cluster, year=2024, by=by, mark=Provenance.SOURCE, source=sources.S3, **days)
        head = organisations.find("stnmt.longan")
        walk.set_headship(season, head, HeadshipRole.HEAD, Provenance.SOURCE, sources.S3)
        walk.skip(season, AFTERWARDS, f"Nguồn chỉ nêu việc ký giao ước. {walk.ON_PAPER}")
        walk.move_on(season, "Cụm chưa có bảng điểm trong hệ thống.")
    _sign_2024(season)
    with moments.on(dt.date(2025, 1, 20)):
        walk.move_on(season)


def _sign_2024(season: Season) -> None:
    with moments.on(dt.date(2024, 3, 20)):
        source = f"{sources.S3}; chủ đề dịch ngược, ngày ký trong hệ thống là DEMO"
        walk.draft_pact(season, THEME, CONTENTS, mark=Provenance.TRANSLATED, source=source)
        walk.agree_pact(season)
    with moments.on(dt.date(2024, 3, 22), 14):
        walk.sign_pact(season)
        walk.move_on(season)


def _open_2025(cluster: Cluster) -> Season:
    with moments.on(dt.date(2025, 7, 16)):
        by = people.account("bnnmt.tdkt1")
        table = tables.published("bnnmt", cluster.authority, effective_on=dt.date(2025, 7, 15), by=by)
        return past_year.open_2025(cluster, table, head="snnmt.vinhlong2", deputy="snnmt.dongthap2", by=by)


def _draft(season: Season) -> None:
    contents = ["Thi đua hoàn thành nhiệm vụ sau sắp xếp tổ chức; thông suốt dịch vụ công về đất đai, môi trường."]
    walk.draft_pact(season, "Thông suốt sau sắp xếp, phục vụ Nhân dân (DEMO)", contents)
