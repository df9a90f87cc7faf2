"""Cluster VI this year: reports are being written, due in six days; the next year is being prepared."""

import datetime as dt
from decimal import Decimal

from clusters.enums import Phase, Provenance
from clusters.models import Season
from clusters.services import season as seasons
from emulation.demo import moments, organisations, pledges, sources, walk
from emulation.demo.calendar import Calendar

OFFICIAL = "bct.tdkt1"
HEAD, DEPUTY = "sct.nghean", "sct.thanhhoa"
THEME = "Công Thương Bắc Trung Bộ bứt phá, xanh và số (DEMO)"
COMMON = pledges.common_targets()
MORE_TIME = "Đơn vị khắc phục hậu quả bão, lũ, xin thêm thời gian tổng hợp số liệu (DEMO)."


def due(days: Calendar) -> dict[Phase, dt.datetime]:
    return days.due(self_scoring=6, verifying=25, meeting=35, submitted=44)


def report(season: Season, days: Calendar) -> None:
    """Two sent in, the head's own signed off, one begun, one not yet opened and with more time."""
    with moments.on(days.ago(15)):
        walk.move_on(season)
    for key, ago in (("sct.hatinh", 4), ("sct.thanhhoa", 2)):
        with moments.on(days.ago(ago), 10):
            unit = walk.of(season, organisations.find(key))
            walk.fill_in(unit)
            walk.sign_off(unit)
            walk.send_in(unit)
    with moments.on(days.ago(3), 15):
        walk.fill_in(walk.of(season, organisations.find("sct.quangtri2")), share=Decimal("0.5"))
    with moments.on(days.ago(1), 16):
        own = walk.of(season, organisations.find(HEAD))
        walk.fill_in(own)
        walk.sign_off(own)
        until = moments.at(days.today + dt.timedelta(days=10))
        late = walk.of(season, organisations.find("sct.hue"))
        seasons.extend(late, until=until, reason=MORE_TIME, by=walk.head(season))


def prepare_next(season: Season, days: Calendar) -> None:
    """The year after is open already; the official still has to give it a table and a head."""
    starts_on = days.ends_on + dt.timedelta(days=1)
    with moments.on(days.ago(2), 9):
        seasons.open(
            season.cluster,
            year=days.year + 1,
            starts_on=starts_on,
            ends_on=starts_on + dt.timedelta(days=364),
            due=days.due(preparing=12),
            by=walk.official(season),
            mark=Provenance.DEMO,
            source=sources.NOT_GIVEN,
        )
