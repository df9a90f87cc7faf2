"""Cluster VIII this year: ranked, submitted to the ministry, nominations under way."""

import datetime as dt

from clusters.enums import Phase
from clusters.models import Season
from clusters.services import standing as standings
from emulation.demo import moments, rewards, walk
from emulation.demo.calendar import Calendar

OFFICIAL = "bnnmt.tdkt1"
HEAD, DEPUTY = "snnmt.dongthap2", "snnmt.tayninh2"
THEME = "Nông nghiệp sinh thái, nông thôn hiện đại, nông dân văn minh (DEMO)"
MEND = "Báo cáo thành tích chưa nêu mô hình mới đã nhân rộng; đề nghị bổ sung (DEMO)."


def due(days: Calendar) -> dict[Phase, dt.datetime]:
    return days.due(self_scoring=-48, verifying=-36, meeting=-28, submitted=9)


def rank(season: Season, days: Calendar) -> None:
    """All reports verified, the ranking sealed at the meeting and sent up."""
    with moments.on(days.ago(60)):
        walk.move_on(season)
    for place, unit in enumerate(walk.units(season)):
        with moments.on(days.ago(54 - 2 * place), 10):
            walk.fill_in(unit)
            walk.sign_off(unit)
            walk.send_in(unit)
    with moments.on(days.ago(46)):
        walk.move_on(season)
    with moments.on(days.ago(40)):
        for unit in walk.units(season):
            walk.accept(unit)
            walk.give_points(unit)
    with moments.on(days.ago(30)):
        walk.move_on(season)
        standings.seal(season, by=walk.head(season))


def nominate(season: Season, days: Calendar) -> None:
    """The flag is approved, one certificate waits for the appraiser, one was returned."""
    with moments.on(days.ago(29)):
        rewards.grant(season, {"co-bo": 1, "bk-bo": 2})
    with moments.on(days.ago(28)):
        first, _waiting, third = rewards.propose(season, ["co-bo", "bk-bo", "bk-bo"])
        walk.move_on(season)
    with moments.on(days.ago(7)):
        rewards.approve(first)
        rewards.send_back(third, MEND)
