"""S0: Cluster VI of the Ministry of Industry and Trade, the departments of the North Central provinces."""

import datetime as dt
from decimal import Decimal

from clusters.enums import ClusterKind, Comparison, HeadshipRole, Phase, Provenance
from clusters.models import Cluster, Season
from clusters.services import cluster as clusters
from clusters.services import figure as figures
from clusters.services import season as seasons
from clusters.services.pact import CommonTargetLine
from emulation.demo import founding, meetings, moments, organisations, past_year, people, sources, tables, walk

NAME = "Cụm thi đua số VI, Sở Công Thương các tỉnh Bắc Trung Bộ"
NAME_EN = "Cluster VI, departments of industry and trade of the North Central provinces"
MEMBERS = "sct.thanhhoa sct.nghean sct.hatinh sct.quangbinh sct.quangtri sct.thuathienhue"
OFFICIAL = "bct.tdkt1"
CLOSING = dt.date(2025, 1, 15)
ON_PAPER_2024 = [
    Phase.PACT,
    Phase.SELF_SCORING,
    Phase.CROSS_CHECKING,
    Phase.VERIFYING,
    Phase.SUBMITTED,
    Phase.DECIDED,
]

FIGURES_2024 = [
    ("Nhiệm vụ trong kế hoạch hoàn thành", "Planned tasks completed", "100"),
    (
        "Tập thể đạt danh hiệu Tập thể lao động tiên tiến (nguồn ghi: trên 95 %)",
        "Collectives with the title Advanced labour collective (the source says: more than 95 %)",
        "95",
    ),
    (
        "Trong đó đạt danh hiệu Tập thể lao động xuất sắc",
        "Of these with the title Excellent labour collective",
        "20",
    ),
    (
        "Cá nhân đạt danh hiệu Lao động tiên tiến (nguồn ghi: trên 95 %)",
        "Staff with the title Advanced worker (the source says: more than 95 %)",
        "95",
    ),
    (
        "Trong đó đạt danh hiệu Chiến sĩ thi đua cơ sở",
        "Of these with the title Emulation fighter at grassroots level",
        "15",
    ),
]
CONTENTS_2025 = [
    "Trao đổi chuyên môn, nghiệp vụ giữa các Sở; phối hợp xúc tiến đầu tư, các dự án công nghiệp.",
    "Chia sẻ thông tin về năng lực sản xuất, số liệu thống kê; báo cáo tháng, quý, năm.",
    "Phối hợp với Ban Quản lý các khu công nghiệp; triển khai các đề án khuyến công.",
    "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; hưởng ứng các phong trào do Thủ tướng phát động.",
]
TARGETS_2025 = [
    ("Nhiệm vụ trong kế hoạch hoàn thành", "Planned tasks completed", Comparison.EXACTLY, "100", "%"),
    ("Tập thể lao động tiên tiến", "Advanced labour collectives", Comparison.MORE_THAN, "95", "%"),
    (
        "Trong đó Tập thể lao động xuất sắc",
        "Of these excellent labour collectives",
        Comparison.EXACTLY,
        "20",
        "%",
    ),
    ("Cá nhân đạt Lao động tiên tiến", "Staff who are advanced workers", Comparison.MORE_THAN, "95", "%"),
    (
        "Trong đó Chiến sĩ thi đua cơ sở",
        "Of these emulation fighters at grassroots level",
        Comparison.MORE_THAN,
        "15",
        "%",
    ),
    (
        "Phấn đấu đứng trong nhóm đầu về Chỉ số cải cách hành chính (PAR Index) và DDCI",
        "Strive for top places in the PAR Index and the DDCI",
        Comparison.AT_LEAST,
        None,
        "",
    ),
    (
        "Phấn đấu đạt Cờ thi đua của Bộ Công Thương",
        "Strive for the emulation flag of the Ministry",
        Comparison.AT_LEAST,
        "1",
        "cờ",
    ),
    (
        "Phấn đấu đạt Bằng khen của Bộ Công Thương",
        "Strive for certificates of merit of the Ministry",
        Comparison.AT_LEAST,
        "2",
        "bằng khen",
    ),
]


def is_there() -> bool:
    return founding.exists(NAME)


def build() -> None:
    cluster = _found()
    _year_2024(cluster)
    _change_members(cluster, out="sct.thuathienhue", into="sct.hue", on=dt.date(2025, 1, 1))
    season = _open_2025(cluster)
    past_year.promise_and_sign(season, "bct", _draft)
    _change_members(cluster, out="sct.quangbinh sct.quangtri", into="sct.quangtri2", on=dt.date(2025, 7, 1))
    past_year.report_and_rank(season)
    past_year.reward(season, "112/QĐ-BCT")


def _found() -> Cluster:
    with moments.on(founding.BEGINNING):
        by, ministry = people.account(OFFICIAL), organisations.find("bct")
        return clusters.found(
            by=by,
            authority=ministry,
            kind=ClusterKind.CLUSTER,
            name=NAME,
            name_en=NAME_EN,
            field="Công Thương",
            founded_on=founding.BEGINNING,
            decision=founding.unknown_decision(ministry, f"Thành lập {NAME}", by),
            members=organisations.several(MEMBERS),
            mark=Provenance.SOURCE,
            source=sources.S0,
        )


def _year_2024(cluster: Cluster) -> None:
    by = people.account(OFFICIAL)
    with moments.on(dt.date(2024, 1, 2)):
        days = {"starts_on": dt.date(2024, 1, 1), "ends_on": dt.date(2024, 12, 31)}
        season = seasons.open(cluster, year=2024, by=by, mark=Provenance.SOURCE, source=sources.S0, **days)
        head = organisations.find("sct.quangbinh")
        walk.set_headship(season, head, HeadshipRole.HEAD, Provenance.SOURCE, sources.S0)
        walk.skip(season, ON_PAPER_2024)
        walk.move_on(season, walk.ON_PAPER)
    meetings.close_2024(season)
    with moments.on(CLOSING, 17):
        walk.move_on(season)
        walk.move_on(season, "Hội nghị tổng kết chiều 15/01 tại Đồng Hới; xếp hạng làm trên giấy.")
    with moments.on(dt.date(2025, 1, 20)):
        for label, label_en, value in FIGURES_2024:
            cited = {"label_en": label_en, "mark": Provenance.SOURCE, "source": sources.S0}
            figures.cite(season, label=label, value=Decimal(value), unit_of_measure="%", by=by, **cited)


def _change_members(cluster: Cluster, *, out: str, into: str, on: dt.date) -> None:
    """One body took over from another: the member leaves, its successor joins."""
    with moments.on(on):
        by = people.account(OFFICIAL)
        subject = f"Điều chỉnh thành viên {NAME}"
        decision = founding.made_up_decision(cluster.authority, f"{on:%m}/QĐ-BCT", on, subject, by)
        for key in out.split():
            membership = cluster.memberships.get(organisation=organisations.find(key), left_on=None)
            clusters.leave(membership, on=on - dt.timedelta(days=1), by=by)
        clusters.join(cluster, organisations.find(into), on=on, decision=decision, by=by)


def _open_2025(cluster: Cluster) -> Season:
    by = people.account(OFFICIAL)
    with moments.on(dt.date(2025, 1, 16)):
        table = tables.published("bct", cluster.authority, effective_on=dt.date(2025, 1, 1), by=by)
        return past_year.open_2025(
            cluster,
            table,
            head="sct.thanhhoa",
            deputy="sct.nghean",
            by=by,
            mark=Provenance.SOURCE,
            source=f"Chỉ tiêu: {sources.S0}; cụm trưởng, kết quả, điểm: DEMO",
        )


def _draft(season: Season) -> None:
    lines = [
        CommonTargetLine(text, comparison, Decimal(value) if value else None, unit, en, Provenance.SOURCE, sources.S0)
        for text, en, comparison, value, unit in TARGETS_2025
    ]
    theme = "Công Thương Bắc Trung Bộ đoàn kết, đổi mới, về đích sớm (DEMO)"
    walk.draft_pact(season, theme, CONTENTS_2025, lines, source=f"Chủ đề: DEMO; nội dung, chỉ tiêu: {sources.S0}")
