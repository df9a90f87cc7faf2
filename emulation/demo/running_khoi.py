"""The block of Quảng Trị this year: reports are in and half of them verified."""

import datetime as dt
from decimal import Decimal

from clusters.enums import Phase
from clusters.models import Participant, Season
from clusters.services import assessment as assessments
from clusters.services import report as reports
from emulation.demo import moments, organisations, walk
from emulation.demo.calendar import Calendar

OFFICIAL = "ubndqt.tdkt1"
HEAD, DEPUTY = "qt.khuyencong2", "qt.khuyennong2"
THEME = "Một đầu mối, nhiều việc tốt, dân hài lòng (DEMO)"
SENT = (("qt.bqlda2", 18), ("qt.cntt2", 17), ("qt.khuyennong2", 16), ("qt.khuyencong2", 15), ("qt.quantrac2", 12))
DIFFERING = {
    "I.4": (Decimal(60), "Một lớp tập huấn tổ chức chung với đơn vị khác, đã tính cho đơn vị chủ trì (DEMO)."),
    "II.2": (Decimal(60), "Thứ hạng chuyển đổi số công bố chính thức thấp hơn báo cáo (DEMO)."),
}
BEGUN = ("I.1", "I.2", "I.3", "I.4", "II.1")
MEND = "Minh chứng I.4 chưa có danh sách học viên; đề nghị bổ sung và gửi lại (DEMO)."


def due(days: Calendar) -> dict[Phase, dt.datetime]:
    return days.due(self_scoring=-14, verifying=5, meeting=12, submitted=20)


def verify(season: Season, days: Calendar) -> None:
    """One report came late, one is returned, one is half scored, the head's own waits for the deputy."""
    with moments.on(days.ago(30)):
        walk.move_on(season)
    for key, ago in SENT:
        with moments.on(days.ago(ago), 10):
            unit = walk.of(season, organisations.find(key))
            walk.fill_in(unit)
            walk.sign_off(unit)
            walk.send_in(unit)
    with moments.on(days.ago(10)):
        walk.move_on(season)
    _score(season, days)


def _score(season: Season, days: Calendar) -> None:
    board, centre, training, monitoring = (
        walk.of(season, organisations.find(key)) for key in ("qt.bqlda2", "qt.cntt2", DEPUTY, "qt.quantrac2")
    )
    with moments.on(days.ago(8)):
        walk.accept(board)
        walk.give_points(board)
    with moments.on(days.ago(6)):
        walk.accept(centre)
        walk.give_points(centre, DIFFERING)
    with moments.on(days.ago(3)):
        walk.accept(training)
        _begin(training)
        reports.return_(monitoring.report, reason=MEND, by=walk.verifier(monitoring))


def _begin(unit: Participant) -> None:
    """The first lines have the cluster's points, the others still wait."""
    own = unit.report.scores.filter(kind="self", criterion__code__in=BEGUN).select_related("criterion")
    given = {score.criterion: (score.points, "") for score in own}
    assessments.score(unit.report, given, by=walk.verifier(unit), seen={})
