"""Cluster No. 2 this year: the pact is agreed, two signatures are missing."""

import datetime as dt

from clusters.enums import Phase, Role
from clusters.models import Season
from clusters.services import season as seasons
from emulation.demo import moments, organisations, people, walk
from emulation.demo.calendar import Calendar

OFFICIAL = "bdttg.tdkt1"
HEAD, DEPUTY = "sdttg.hanoi", "sdttg.phutho2"
THEME = "Phát hiện, bồi dưỡng, tổng kết, nhân rộng điển hình tiên tiến (DEMO)"
WITHOUT_LEADER = "vp.ninhbinh2"
MISSING = f"sdttg.langson {WITHOUT_LEADER}"

CONTENTS = [
    "Giải ngân vốn, hoàn thành chỉ tiêu Chương trình mục tiêu quốc gia vùng đồng bào dân tộc thiểu số.",
    "Giữ vững đoàn kết các dân tộc, tôn giáo; phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến.",
]


def due(days: Calendar) -> dict[Phase, dt.datetime]:
    return {Phase.PACT: moments.at(days.day(60)), **days.due(self_scoring=40)}


def sign(season: Season, days: Calendar) -> None:
    """The cluster waited long for its rules, so the official gave more time; at one unit nobody can sign just now."""
    with moments.on(days.ago(18)):
        seasons.set_due(season, days.due(pact=4), by=people.account(OFFICIAL))
    with moments.on(days.ago(16)):
        people.end_posts(organisations.find(WITHOUT_LEADER), by=people.account(people.ADMINISTRATOR), role=Role.LEADER)
    with moments.on(days.ago(14)):
        walk.draft_pact(season, THEME, CONTENTS, witness_body=season.cluster.authority.name)
        walk.promise(season, "bdttg")
    with moments.on(days.ago(9)):
        walk.agree_pact(season)
    with moments.on(days.ago(5), 14):
        walk.sign_pact(season, organisations.several(MISSING))
