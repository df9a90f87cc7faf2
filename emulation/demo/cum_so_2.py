"""S4: Cluster No. 2 of ethnic affairs, founded by 409/QĐ-UBDT; nine members of two kinds, now seven."""

import datetime as dt
from decimal import Decimal

from clusters.enums import ClusterKind, HeadshipRole, PeriodKind, Phase, Provenance, Role
from clusters.models import Cluster, Season, SharedStatistic
from clusters.queries import post
from clusters.queries.statistic_period import Span
from clusters.services import cluster as clusters
from clusters.services import decision as decisions
from clusters.services import figure as figures
from clusters.services import regrouping as regroupings
from clusters.services import season as seasons
from clusters.services import statistic as statistics
from clusters.services import tenure as tenures
from emulation.demo import founding, moments, organisations, past_year, people, sources, tables, walk

NAME = "Cụm thi đua số 2, công tác dân tộc"
NAME_EN = "Cluster No. 2, ethnic affairs"
NUMBER = "409/QĐ-UBDT"
FOUNDED = dt.date(2024, 6, 21)
MEMBERS = (
    "bdt.hanoi bdt.hoabinh bdt.vinhphuc bdt.phutho bdt.bacgiang bdt.thainguyen bdt.langson bdt.quangninh vp.ninhbinh"
)
OFFICIAL = "ubdt.tdkt1"
NOT_YET = [
    Phase.PACT,
    Phase.SELF_SCORING,
    Phase.CROSS_CHECKING,
    Phase.VERIFYING,
    Phase.MEETING,
    Phase.SUBMITTED,
    Phase.DECIDED,
]
WHY_NOT = "Cụm mới thành lập ngày 21/6/2024; các thành viên còn đề nghị ban hành quy chế, tiêu chí và việc ký giao ước."
FUNDS = [
    ("bdt.hanoi", "2391"),
    ("bdt.phutho", "1541"),
    ("bdt.hoabinh", "1118"),
    ("bdt.quangninh", "981"),
    ("bdt.bacgiang", "733"),
    ("bdt.thainguyen", "631"),
]
FROM_S4 = {"mark": Provenance.SOURCE, "source": sources.S4}
NOT_NAMED = "Nguồn không nêu số liệu của đơn vị này"
FUND = ("Vốn chương trình được phân bổ", "Programme funds allocated")
TARGETS_MET = ("Chỉ tiêu đạt của Nghị quyết 88 về công tác dân tộc", "Targets met of Resolution 88 on ethnic affairs")
REWARDED = ("Tập thể, cá nhân được khen thưởng năm 2024", "Collectives and individuals rewarded in 2024")
HEIR = "Cụm thi đua số 2, công tác dân tộc và tôn giáo (DEMO)"
HEIR_EN = "Cluster No. 2, ethnic and religious affairs (DEMO)"
PASSED_ON = dt.date(2025, 3, 1)
RENAMED = {
    "bdt.hanoi": "sdttg.hanoi",
    "bdt.hoabinh": "sdttg.hoabinh",
    "bdt.vinhphuc": "sdttg.vinhphuc",
    "bdt.phutho": "sdttg.phutho",
    "bdt.bacgiang": "sdttg.bacgiang",
    "bdt.thainguyen": "sdttg.thainguyen",
    "bdt.langson": "sdttg.langson",
    "bdt.quangninh": "sdttg.quangninh",
}
# Those of the merged provinces; the others were members already.
HEIRS = "sdttg.phutho2 sdttg.bacninh2 sdttg.thainguyen2 vp.ninhbinh2"


def is_there() -> bool:
    return founding.exists(NAME)


def build() -> None:
    cluster = _found()
    _year_2024(cluster)
    funds = _define(cluster)
    _pass_on(cluster)
    heir = _go_on(cluster)
    _share(funds)
    season = _open_2025(heir)
    past_year.promise_and_sign(season, "bdttg", _draft)
    past_year.report_and_rank(season)
    past_year.reward(season, "114/QĐ-BDTTG")


def _found() -> Cluster:
    with moments.on(FOUNDED):
        by, committee = people.account(OFFICIAL), organisations.find("ubdt")
        provenance = {"mark": Provenance.SOURCE, "source": sources.S4}
        decision = decisions.record(
            issuer=committee,
            number=NUMBER,
            on=FOUNDED,
            abstract="Thành lập các cụm, khối thi đua trong lĩnh vực công tác dân tộc",
            by=by,
            **provenance,
        )
        return clusters.found(
            by=by,
            authority=committee,
            kind=ClusterKind.CLUSTER,
            name=NAME,
            name_en=NAME_EN,
            field="Công tác dân tộc",
            founded_on=FOUNDED,
            decision=decision,
            members=organisations.several(MEMBERS),
            **provenance,
        )


def _year_2024(cluster: Cluster) -> None:
    with moments.on(dt.date(2024, 6, 24)):
        days = {"starts_on": FOUNDED, "ends_on": dt.date(2024, 12, 31)}
        by = people.account(OFFICIAL)
        season = seasons.open(cluster, year=2024, by=by, mark=Provenance.SOURCE, source=sources.S4, **days)
        head = organisations.find("bdt.hanoi")
        walk.set_headship(season, head, HeadshipRole.HEAD, Provenance.SOURCE, sources.S4)
        walk.skip(season, NOT_YET, WHY_NOT)
        walk.move_on(season, WHY_NOT)
    with moments.on(dt.date(2024, 12, 27)):
        _cite(season)
        walk.move_on(season)


def _cite(season: Season) -> None:
    """Funds are known of six members; of the other three there is no figure, which is not nought."""
    for key, value in FUNDS:
        _figure(season, FUND, value, "tỷ đồng", key)
    _figure(season, TARGETS_MET, "32", "chỉ tiêu", "bdt.hanoi", out_of=Decimal(35))
    _figure(season, REWARDED, "697", "tập thể, cá nhân")


def _figure(season: Season, label: tuple[str, str], value: str, unit: str, key: str = "", **fields) -> None:
    figures.cite(
        season,
        label=label[0],
        label_en=label[1],
        value=Decimal(value),
        unit_of_measure=unit,
        participant=walk.of(season, organisations.find(key)) if key else None,
        by=people.account(OFFICIAL),
        mark=Provenance.SOURCE,
        source=sources.S4,
        **fields,
    )


def _define(cluster: Cluster) -> SharedStatistic:
    """The same funds as a statistic that the members share."""
    with moments.on(dt.date(2024, 12, 27), 10):
        said = {"name": FUND[0], "name_en": FUND[1], "unit_of_measure": "tỷ đồng", "rhythm": PeriodKind.YEAR}
        return statistics.define(cluster, by=people.account(OFFICIAL), **said, **FROM_S4)


def _share(funds: SharedStatistic) -> None:
    """Each member's figure, entered by the people of what took it over; three of them say that they have none."""
    known, line, year = dict(FUNDS), funds.lines.get(), Span.of(PeriodKind.YEAR, FOUNDED)
    with moments.on(founding.AFTER_MERGER, 16):
        for key in MEMBERS.split():
            unit = organisations.find(key)
            figure = statistics.Entry(Decimal(known[key])) if key in known else statistics.Entry(None, NOT_NAMED)
            by = post.people_of(unit, [Role.OFFICER]).order_by("username")[0]
            statistics.enter(funds, unit, year, {line: figure}, by=by, seen={}, **FROM_S4)


def _pass_on(cluster: Cluster) -> None:
    """The committee became a ministry, its members departments; by which decision the cluster followed, nobody says."""
    with moments.on(PASSED_ON, 16):
        by, ministry = people.account("bdttg.tdkt1"), organisations.find("bdttg")
        decision = founding.unknown_decision(ministry, f"Tiếp nhận {NAME} từ Ủy ban Dân tộc", by)
        cluster = tenures.rest_on(cluster, ministry, on=PASSED_ON, decision=decision, by=by)
        for before, after in RENAMED.items():
            membership = cluster.memberships.get(organisation=organisations.find(before))
            clusters.leave(membership, on=PASSED_ON - dt.timedelta(days=1), by=by)
            clusters.join(cluster, organisations.find(after), on=PASSED_ON, decision=decision, by=by)


def _go_on(cluster: Cluster) -> Cluster:
    """After the provinces were merged the ministry goes on with a cluster of the departments of today."""
    day = founding.AFTER_MERGER
    with moments.on(day):
        by, demo = people.account("bdttg.tdkt1"), {"mark": Provenance.DEMO, "source": sources.NOT_GIVEN}
        paper = {"number": "15/QĐ (DEMO)", "on": day, "abstract": f"Thành lập {HEIR} (DEMO)", **demo}
        names = {"name": HEIR, "name_en": HEIR_EN, "kind": ClusterKind.CLUSTER, "field": "Dân tộc và Tôn giáo"}
        heir = regroupings.merge([cluster], None, on=day, paper=paper, by=by, **names, **demo)
        for unit in organisations.several(HEIRS):
            clusters.join(heir, unit, on=day, decision=heir.founding_decision, by=by)
    return heir


def _open_2025(cluster: Cluster) -> Season:
    with moments.on(dt.date(2025, 7, 16)):
        by = people.account("bdttg.tdkt1")
        table = tables.published("bdttg", cluster.authority, effective_on=dt.date(2025, 7, 15), by=by)
        return past_year.open_2025(cluster, table, head="sdttg.langson", deputy="sdttg.quangninh", by=by)


def _draft(season: Season) -> None:
    contents = ["Phát hiện – bồi dưỡng – tổng kết – nhân rộng điển hình tiên tiến vùng đồng bào dân tộc thiểu số."]
    walk.draft_pact(season, "Đoàn kết các dân tộc, tôn giáo; chung sức phát triển (DEMO)", contents)
