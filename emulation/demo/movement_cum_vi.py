"""A movement that the head of Cluster VI launched for its members this year: DEMO throughout."""

import datetime as dt

from clusters.enums import MovementKind, Provenance
from clusters.models import Movement, Season
from clusters.services import movement as movements
from clusters.services import movement_response as responses
from clusters.services.movement import Parts
from emulation.demo import moments, organisations, people, sources, walk
from emulation.demo.calendar import Calendar

TITLE = "Chuyển đổi số trong quản lý cụm công nghiệp (DEMO)"
CONTENTS = [
    "Số hóa hồ sơ cụm công nghiệp trên địa bàn (DEMO).",
    "Mỗi Sở có ít nhất một mô hình chuyển đổi số được nhân rộng (DEMO).",
]


def launch(season: Season, days: Calendar) -> None:
    """Launched three weeks ago, or when the year began; one member has sent its plan, the others have two weeks."""
    starts_on = max(days.ago(21), season.starts_on)
    with moments.on(starts_on, 16):
        movement = _launch(season, starts_on, days.today + dt.timedelta(days=14))
    with moments.on(max(days.ago(5), starts_on), 17):
        unit = movement.responses.get(organisation=organisations.find("sct.hatinh"))
        plan = "Mỗi phòng một đầu mối số hóa, hoàn thành trong quý (DEMO)."
        made_up = {"mark": Provenance.DEMO, "source": sources.NOT_GIVEN}
        responses.answer(unit, plan=plan, by=people.account("cv.sct.hatinh"), seen=1, **made_up)


def _launch(season: Season, starts_on: dt.date, due: dt.date) -> Movement:
    by = walk.head(season)
    draft = movements.draft_as_head(
        season,
        by=by,
        parts=Parts(contents=CONTENTS, dues=[due + dt.timedelta(days=30)]),
        name=TITLE,
        kind=MovementKind.THEMATIC,
        motto="Dữ liệu đúng, việc nhanh (DEMO)",
        paper="Kế hoạch số 05/KH-CTĐ (DEMO)",
        scope_text="Các thành viên của cụm",
        starts_on=starts_on,
        response_due=due,
        mark=Provenance.DEMO,
        source=sources.NOT_GIVEN,
    )
    return movements.launch(draft, by=by)
