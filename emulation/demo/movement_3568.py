"""S1: the campaign of the Ministry of Industry and Trade by decision 3568/QĐ-BCT, for its own units."""

import datetime as dt
from decimal import Decimal

from clusters.enums import MovementPraiseState, PraiseSubject, Provenance, ReviewKind, ScopeRuleKind
from clusters.models import Decision, Movement, MovementResponse, Organisation, User
from clusters.services import decision as decisions
from clusters.services import movement as movements
from clusters.services import movement_praise as praises
from clusters.services import movement_response as responses
from clusters.services import movement_review as reviews
from clusters.services.movement import Parts, ScopeRule
from emulation.demo import moments, organisations, people, sources

NUMBER = "3568/QĐ-BCT"
SIGNED = dt.date(2025, 12, 5)
NAME = "Phong trào thi đua chào mừng Đại hội đại biểu toàn quốc lần thứ XIV của Đảng"
MOTTO = "Quyết tâm cao, hành động quyết liệt, hiệu quả thiết thực"
SCOPE = "bct.kehoach bct.xuctien bct.caodang bct.tapdoan"
CONTENTS = [
    "Thi đua hoàn thành nhiệm vụ phát triển kinh tế – xã hội năm 2025 và giai đoạn 2021–2025.",
    "Thi đua chuẩn bị và lập thành tích chào mừng Đại hội đại biểu toàn quốc lần thứ XIV của Đảng.",
    "Thi đua xây dựng Đảng và hệ thống chính trị trong sạch, vững mạnh; học tập và làm theo Chủ tịch Hồ Chí Minh; "
    "nâng cao chất lượng đội ngũ cán bộ và công tác phối hợp.",
    "Thi đua hoàn thiện thể chế, phát triển khoa học – công nghệ, chuyển đổi số, thu hút và trọng dụng nhân tài.",
    "Thi đua hoàn thành và vượt kế hoạch; phát triển hạ tầng, kinh tế vùng và kinh tế biển, đô thị, nông thôn mới.",
]
AIMS = "Biểu dương, khen thưởng, nhân rộng các tập thể, cá nhân điển hình tiên tiến."

# Nothing below stands in the source.
MADE_UP = {"mark": Provenance.DEMO, "source": sources.NOT_GIVEN}
PLANS_DUE = dt.date(2025, 12, 25)
REPORTED, REVIEWED = dt.date(2026, 3, 27), dt.date(2026, 4, 8)
DUES = [dt.date(2026, 3, 31), dt.date(2026, 9, 30)]
ANSWERS = [
    ("bct.kehoach", "cv.kehoach", dt.date(2025, 12, 15)),
    ("bct.xuctien", "cv.xuctien", dt.date(2025, 12, 22)),
    ("bct.caodang", "cv.caodang", dt.date(2025, 12, 24)),
]
PROGRESS = [("bct.kehoach", "cv.kehoach", [100] * 5), ("bct.xuctien", "cv.xuctien", [80, 100, 60])]
PLAN = "Kế hoạch hưởng ứng phong trào: phân công từng phòng, báo cáo hằng quý (DEMO)."
DONE = "Thực hiện theo kế hoạch đã gửi (DEMO)."
MERIT = "Hoàn thành trước hạn nhiệm vụ tổng hợp kế hoạch năm (DEMO)."
MIDTERM = "Sơ kết: ba trong bốn đơn vị đã gửi kế hoạch, hai đơn vị báo cáo tiến độ (DEMO)."


def is_there() -> bool:
    return Decision.objects.filter(number=NUMBER, on=SIGNED).exists()


def build() -> None:
    """Motto, number and day stand in the source; the words of the contents are translated back, the answers made up."""
    movement = _launch()
    for unit, account, day in ANSWERS:
        with moments.on(day, 10):
            _answer(movement, unit, account)
    _report(movement)
    _praise(movement)
    _review(movement)


def _launch() -> Movement:
    with moments.on(SIGNED, 15):
        by, ministry = people.account("bct.tdkt1"), organisations.find("bct")
        rules = [ScopeRule(ScopeRuleKind.BODY, body=body) for body in organisations.several(SCOPE)]
        draft = movements.draft(
            by=by,
            authority=ministry,
            parts=Parts(contents=CONTENTS, dues=DUES, rules=rules),
            name=NAME,
            motto=MOTTO,
            aims=AIMS,
            scope_text="Các đơn vị hành chính, sự nghiệp thuộc Bộ và các tập đoàn, tổng công ty",
            starts_on=SIGNED,
            response_due=PLANS_DUE,
            mark=Provenance.TRANSLATED,
            source=f"{sources.S1}; số, ngày, khẩu hiệu theo nguồn, lời văn nội dung dịch ngược, đơn vị và hạn giả định",
        )
        return movements.launch(draft, by=by, decision=_decision(ministry, by))


def _answer(movement: Movement, unit: str, account: str) -> None:
    responses.answer(_response(movement, unit), plan=PLAN, by=people.account(account), seen=1, **MADE_UP)


def _report(movement: Movement) -> None:
    """The first office has finished; the second is under way."""
    contents = list(movement.contents.order_by("position"))
    due = movement.dues.order_by("on").first()
    for unit, account, percents in PROGRESS:
        with moments.on(REPORTED, 15):
            by, response = people.account(account), _response(movement, unit)
            for content, percent in zip(contents, percents, strict=False):
                said = {"on": REPORTED, "percent": Decimal(percent), "words": DONE, "due": due}
                responses.report(response, content, by=by, seen=0, **said, **MADE_UP)
            if set(percents) == {100}:
                responses.finish(response, by=by)


def _praise(movement: Movement) -> None:
    with moments.on(REPORTED, 16):
        said = {"subject": PraiseSubject.COLLECTIVE, "name": "Phòng Tổng hợp (DEMO)", "merit": MERIT}
        by = people.account("cv.kehoach")
        proposal = praises.propose(_response(movement, "bct.kehoach"), by=by, **said, **MADE_UP)
    with moments.on(REVIEWED, 8):
        praises.settle(proposal, MovementPraiseState.TAKEN_UP, by=people.account("bct.tdkt1"))


def _review(movement: Movement) -> None:
    with moments.on(REVIEWED, 10):
        by = people.account("bct.tdkt1")
        reviews.review(movement, ReviewKind.MIDTERM, on=REVIEWED, text=MIDTERM, by=by, **MADE_UP)


def _response(movement: Movement, unit: str) -> MovementResponse:
    return movement.responses.get(organisation=organisations.find(unit))


def _decision(ministry: Organisation, by: User) -> Decision:
    return decisions.record(
        issuer=ministry,
        number=NUMBER,
        on=SIGNED,
        abstract=f"Kế hoạch tổ chức {NAME}",
        by=by,
        mark=Provenance.SOURCE,
        source=sources.S1,
    )
