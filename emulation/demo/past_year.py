"""The year 2025 as the demonstration tells it: promises, results and points made up, on the calendar of clusters."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal

from awards.models import Nomination
from clusters.enums import HeadshipRole, Phase, Provenance
from clusters.models import Cluster, Participant, ScoringTableVersion, Season, User
from clusters.services import season as seasons
from clusters.services import standing as standings
from emulation.demo import moments, organisations, rewards, sources, walk

PACT_DAY = dt.date(2025, 2, 20)
SELF_SCORING = dt.date(2025, 12, 1)
VERIFYING = dt.date(2025, 12, 22)
MEETING = dt.date(2026, 1, 12)
APPRAISAL = dt.date(2026, 2, 4)
DECISION = dt.date(2026, 2, 20)
CLOSING = dt.date(2026, 3, 5)
FLAG_AND_CERTIFICATES = {"co-bo": 1, "bk-bo": 2}
NO_CROSS_CHECK = "Năm 2025 cụm, khối không tổ chức chấm chéo (DEMO)."
DUE = {
    Phase.PACT: moments.at(dt.date(2025, 8, 15)),
    Phase.SELF_SCORING: moments.at(dt.date(2025, 12, 15)),
    Phase.VERIFYING: moments.at(dt.date(2026, 1, 9)),
    Phase.MEETING: moments.at(dt.date(2026, 1, 16)),
    Phase.SUBMITTED: moments.at(dt.date(2026, 2, 27)),
}
# What the verifier changed, by the unit's place in the alphabet.
DIFFERING = {
    1: ("II.2", "Thứ hạng do Sở Nội vụ công bố thấp hơn báo cáo (DEMO)."),
    3: ("III.3", "Một mô hình chưa có minh chứng nhân rộng (DEMO)."),
}


def open_2025(
    cluster: Cluster,
    table: ScoringTableVersion,
    *,
    head: str,
    deputy: str,
    by: User,
    mark: str = Provenance.DEMO,
    source: str = sources.NOT_GIVEN,
    headship_from: dt.date | None = None,
    headship_source: str = sources.NOT_GIVEN,
) -> Season:
    """The year of a cluster from its first day on, with its (made-up) head and deputy."""
    starts_on = max(dt.date(2025, 1, 1), cluster.founded_on)
    days = {"starts_on": starts_on, "ends_on": dt.date(2025, 12, 31)}
    season = seasons.open(cluster, year=2025, table=table, due=DUE, by=by, mark=mark, source=source, **days)
    for key, role in ((head, HeadshipRole.HEAD), (deputy, HeadshipRole.DEPUTY)):
        unit = organisations.find(key)
        walk.set_headship(season, unit, role, Provenance.DEMO, headship_source, headship_from)
    seasons.skip(season, Phase.CROSS_CHECKING, reason=NO_CROSS_CHECK, by=by)
    return season


def promise_and_sign(season: Season, table: str, draft: Callable[[Season], None]) -> None:
    """Pact drafted, promised, agreed and signed; the year runs."""
    day = max(PACT_DAY, season.starts_on + dt.timedelta(days=20))
    with moments.on(day - dt.timedelta(days=10)):
        walk.move_on(season)
        draft(season)
    with moments.on(day - dt.timedelta(days=5)):
        walk.promise(season, table)
        walk.agree_pact(season)
    with moments.on(day, 14):
        walk.sign_pact(season)
        walk.move_on(season)


def report_and_rank(season: Season, places: Mapping[str, int] = FLAG_AND_CERTIFICATES) -> None:
    """Reports, points, the meeting with its sealed ranking and nominations; the year goes up to the authority."""
    with moments.on(SELF_SCORING):
        walk.move_on(season)
    for place, unit in enumerate(walk.units(season)):
        _report(unit, SELF_SCORING + dt.timedelta(days=3 + 2 * place))
    with moments.on(VERIFYING):
        walk.move_on(season)
        rewards.grant(season, places)
    for place, unit in enumerate(walk.units(season)):
        with moments.on(VERIFYING + dt.timedelta(days=2 + place)):
            walk.accept(unit)
            walk.give_points(unit, _differing(unit, place))
    with moments.on(MEETING):
        walk.move_on(season)
        standings.seal(season, by=walk.head(season))
        rewards.propose(season, rewards.codes(places))
        walk.move_on(season)


def _report(unit: Participant, day: dt.date) -> None:
    with moments.on(day, 9):
        walk.fill_in(unit)
    with moments.on(day, 15):
        walk.sign_off(unit)
    with moments.on(day, 16):
        walk.send_in(unit)


def _differing(unit: Participant, place: int) -> dict[str, tuple[Decimal, str]]:
    if place not in DIFFERING:
        return {}
    code, reason = DIFFERING[place]
    own = unit.report.scores.get(kind="self", criterion__code=code)
    return {code: (own.points / 2 // own.criterion.version.step * own.criterion.version.step, reason)}


def reward(season: Season, number: str) -> None:
    """Appraised, decided, entered in the register, closed."""
    with moments.on(APPRAISAL):
        for nomination in Nomination.objects.in_season(season).order_by("pk"):
            rewards.approve(nomination)
    with moments.on(DECISION):
        rewards.decide(season, number, DECISION)
        walk.move_on(season)
    with moments.on(CLOSING):
        walk.move_on(season, "Đã trao thưởng tại hội nghị (DEMO).")
