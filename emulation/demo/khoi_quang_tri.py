"""S2: the block of centres and management boards under departments of Quảng Trị; its units are made up."""

import datetime as dt

from clusters.enums import ClusterKind, Phase, Provenance
from clusters.models import Cluster, Season
from clusters.services import cluster as clusters
from clusters.services import season as seasons
from emulation.demo import founding, moments, organisations, past_year, people, sources, tables, walk

NAME = "Khối thi đua các trung tâm, ban quản lý thuộc Sở, tỉnh Quảng Trị"
NAME_EN = "Block of centres and management boards under departments, Quảng Trị"
MEMBERS = "qt.khuyencong qt.khuyennong qt.cntt qt.quantrac qt.bqlgt qt.bqlnn"
OFFICIAL = "ubndqt.tdkt1"
CONFERENCE = dt.date(2025, 1, 16)
ON_PAPER_2024 = [
    Phase.PACT,
    Phase.SELF_SCORING,
    Phase.CROSS_CHECKING,
    Phase.VERIFYING,
    Phase.SUBMITTED,
    Phase.DECIDED,
]
CONTENTS_2025 = [
    "Thi đua thực hiện nhiệm vụ chuyên môn, cải cách hành chính, ứng dụng công nghệ thông tin và chuyển đổi số.",
    "Thực hiện chính sách xã hội, đền ơn đáp nghĩa; xây dựng đời sống văn hóa, giữ gìn an ninh trật tự.",
    "Giao lưu văn hóa, thể thao; chia sẻ mô hình mới, cách làm hay giữa các đơn vị trong khối.",
]
# Units were chosen for the Government's flag and the province's; how many places there were, no source says.
FLAGS = {"co-cp": 1, "co-bo": 1}
HEIR = "Khối thi đua các trung tâm, ban quản lý thuộc Sở, tỉnh Quảng Trị mới (DEMO)"
HEIR_EN = "Block of centres and management boards under departments, new Quảng Trị (DEMO)"
HEIRS = "qt.khuyencong2 qt.khuyennong2 qt.cntt2 qt.quantrac2 qt.bqlda2"
PRESENTED = f"Ngày ra mắt 16/01/2025: {sources.S2}; tên đơn vị: DEMO"


def is_there() -> bool:
    return founding.exists(NAME)


def build() -> None:
    block = _found()
    _year_2024(block)
    season = _open_2025(block)
    past_year.promise_and_sign(season, "ubndqt", _draft)
    past_year.report_and_rank(season, FLAGS)
    past_year.reward(season, "115/QĐ-UBND")
    founding.end(block, "ubnd.quangtri2", OFFICIAL, dt.date(2026, 3, 10))


def _found() -> Cluster:
    with moments.on(founding.BEGINNING):
        by, province = people.account(OFFICIAL), organisations.find("ubnd.quangtri")
        return clusters.found(
            by=by,
            authority=province,
            kind=ClusterKind.BLOCK,
            name=NAME,
            name_en=NAME_EN,
            field="Đơn vị sự nghiệp công lập",
            founded_on=founding.BEGINNING,
            decision=founding.unknown_decision(province, f"Thành lập {NAME}", by),
            members=organisations.several(MEMBERS),
            mark=Provenance.SOURCE,
            source=f"{sources.S2}; tên các đơn vị thành viên: DEMO",
        )


def _year_2024(block: Cluster) -> None:
    """Who was head in 2024 no source says, so the official moves the year."""
    with moments.on(dt.date(2024, 1, 2)):
        days = {"starts_on": dt.date(2024, 1, 1), "ends_on": dt.date(2024, 12, 31)}
        by = people.account(OFFICIAL)
        season = seasons.open(block, year=2024, by=by, mark=Provenance.SOURCE, source=sources.S2, **days)
        walk.skip(season, ON_PAPER_2024)
        walk.move_on(season, walk.ON_PAPER)
    with moments.on(CONFERENCE, 8):
        walk.move_on(season)
        walk.move_on(season, "Hội nghị tổng kết năm 2024 ngày 16/01/2025; bình chọn, xếp hạng làm trên giấy.")


def _open_2025(block: Cluster) -> Season:
    with moments.on(CONFERENCE, 10):
        by = people.account(OFFICIAL)
        table = tables.published("ubndqt", block.authority, effective_on=dt.date(2025, 1, 1), by=by)
        return past_year.open_2025(
            block,
            table,
            head="qt.khuyencong",
            deputy="qt.khuyennong",
            by=by,
            mark=Provenance.SOURCE,
            source=f"{sources.S2}; đơn vị, kết quả, điểm: DEMO",
            headship_from=CONFERENCE,
            headship_source=PRESENTED,
        )


def _draft(season: Season) -> None:
    source = f"Chủ đề: DEMO; nội dung: {sources.S2}"
    walk.draft_pact(season, "Đổi mới, trách nhiệm, phục vụ tốt hơn (DEMO)", CONTENTS_2025, source=source)
