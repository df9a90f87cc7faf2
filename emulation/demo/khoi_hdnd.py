"""A made-up block of communes that tries the draft table of Thanh Hóa: points, grades, quota and tie-breakers."""

import datetime as dt
from typing import Any

from clusters.enums import ClusterKind, FactKind, HeadshipRole, Phase, Provenance, Supplier
from clusters.models import Cluster, Participant, Season
from clusters.services import cluster as clusters
from clusters.services import evidence as proofs
from clusters.services import fact as facts
from clusters.services import result as results
from clusters.services import season as seasons
from clusters.services import standing as standings
from clusters.services import supply
from emulation.demo import founding, hdnd_figures, moments, organisations, papers, people, regulations, walk
from emulation.demo.tables import MADE_UP

NAME = "Khối thi đua Hội đồng nhân dân xã, chấm thử khung tiêu chí Thanh Hóa (DEMO)"
NAME_EN = "Block of commune councils, trying the Thanh Hóa table (DEMO)"
MEMBERS = " ".join(f"hdndxa{number}.thanhhoa" for number in range(1, 7))
OFFICIAL = "hdndth.tdkt1"
FOUNDED = dt.date(2026, 1, 5)
TRIED = dt.date(2026, 3, 31)
MEETING = dt.date(2026, 4, 10)
WHY = "Chấm thử khung tiêu chí trong quý I năm 2026 (DEMO)."
# What people record of each unit; the system itself knows whose report comes late.
KNOWN = (FactKind.TARGETS_MISSED_SHARE, FactKind.VIOLATIONS_HANDLED, FactKind.COLLECTIVE_DISCIPLINED)
NOT_TRIED = [Phase.PACT, Phase.CROSS_CHECKING]
SUPPLIED = "IV.1"
DUE = moments.at(dt.date(2026, 4, 1))
# By the unit's place in the alphabet: whose report comes late.
DAYS_LATE = {3: 2}


def is_there() -> bool:
    return founding.exists(NAME)


def build() -> None:
    _publish_others()
    season = _open(_found())
    with moments.on(dt.date(2026, 1, 6)):
        walk.move_on(season, WHY)
    _supply(season)
    with moments.on(TRIED):
        walk.move_on(season)
    for place, unit in enumerate(walk.units(season)):
        _report(unit, place)
    _rank(season)


def _publish_others() -> None:
    """Smaller tables beside it: bands and days late of the Ministry of Justice, points relative to the best, and the
    rules that none of these uses."""
    with moments.on(dt.date(2025, 12, 1)):
        regulations.published("so-tu-phap-2022", by=people.account("btp.tdkt1"))
        regulations.published("tuong-doi-2025", by=people.account("bct.tdkt1"))
        regulations.published("cach-cham-khac", by=people.account("bct.tdkt1"))


def _found() -> Cluster:
    with moments.on(FOUNDED):
        by, authority = people.account(OFFICIAL), organisations.find("hdnd.thanhhoa")
        return clusters.found(
            by=by,
            authority=authority,
            kind=ClusterKind.BLOCK,
            name=NAME,
            name_en=NAME_EN,
            field="Hội đồng nhân dân",
            founded_on=FOUNDED,
            decision=founding.made_up_decision(authority, "01/QĐ", FOUNDED, f"Thành lập {NAME}", by),
            members=organisations.several(MEMBERS),
            mark=Provenance.DEMO,
            source=MADE_UP,
        )


def _open(block: Cluster) -> Season:
    with moments.on(FOUNDED, 10):
        by = people.account(OFFICIAL)
        table = regulations.published("thanh-hoa-2026", by=by)
        days: dict[str, Any] = {"starts_on": FOUNDED, "ends_on": TRIED, "due": {Phase.SELF_SCORING: DUE}}
        season = seasons.open(block, year=2026, table=table, by=by, mark=Provenance.DEMO, source=MADE_UP, **days)
        for key, role in (("hdndxa6", HeadshipRole.HEAD), ("hdndxa5", HeadshipRole.DEPUTY)):
            walk.set_headship(season, organisations.find(f"{key}.thanhhoa"), role, Provenance.DEMO, MADE_UP)
        walk.skip(season, NOT_TRIED, WHY)
        return season


def _supply(season: Season) -> None:
    """The share of signed documents comes from the province's system; the official enters it for all units at once,
    and that none missed its targets, had a violation handled or was disciplined."""
    with moments.on(TRIED, 8):
        by, criterion = people.account(OFFICIAL), season.table.criteria.get(code=SUPPLIED)
        units = enumerate(walk.units(season))
        given = {unit.report: (hdnd_figures.result(criterion, place), "") for place, unit in units}
        supply.enter(season, criterion, given, by=by, seen={}, mark=Provenance.DEMO, source=MADE_UP)
        for kind in KNOWN:
            facts.record_none(season, kind, "báo cáo quý I (DEMO)", by=by)


def _report(unit: Participant, place: int) -> None:
    with moments.on(TRIED + dt.timedelta(days=1 + DAYS_LATE.get(place, 0)), 9 + place % 8):
        by = walk.officer(unit)
        leaves = list(unit.season.table.criteria.filter(supplier=Supplier.UNIT).exclude(rule_type=""))
        values = {each: (hdnd_figures.result(each, place), "") for each in leaves}
        results.enter(unit.report, values, by=by, seen={}, mark=Provenance.DEMO, source=MADE_UP)
        for criterion in leaves:
            if criterion.evidence_required:
                paper = papers.pdf("ho-so-minh-chung", "Hồ sơ minh chứng", str(unit.organisation))
                proofs.add(unit.report, criterion, paper, by=by, declared=True)
        walk.sign_off(unit)
        walk.send_in(unit)


def _rank(season: Season) -> None:
    with moments.on(dt.date(2026, 4, 6)):
        walk.move_on(season)
        for unit in walk.units(season):
            walk.accept(unit)
            walk.give_points(unit)
    with moments.on(MEETING):
        walk.move_on(season)
        standings.seal(season, by=walk.head(season))
        walk.move_on(season)
