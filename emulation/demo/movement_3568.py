"""S1: the campaign of the Ministry of Industry and Trade by decision 3568/QĐ-BCT, for its own units."""

import datetime as dt

from clusters.enums import Provenance
from clusters.models import Decision, Organisation, User
from clusters.services import decision as decisions
from clusters.services import movement as movements
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


def is_there() -> bool:
    return Decision.objects.filter(number=NUMBER, on=SIGNED).exists()


def build() -> None:
    """Motto, number and day stand in the source; the words of the contents are translated back."""
    with moments.on(SIGNED, 15):
        by, ministry = people.account("bct.tdkt1"), organisations.find("bct")
        movements.launch(
            by=by,
            authority=ministry,
            decision=_decision(ministry, by),
            name=NAME,
            motto=MOTTO,
            scope_text="Các đơn vị hành chính, sự nghiệp thuộc Bộ và các tập đoàn, tổng công ty",
            scope=organisations.several(SCOPE),
            starts_on=SIGNED,
            contents=CONTENTS,
            mark=Provenance.TRANSLATED,
            source=f"{sources.S1}; số, ngày, khẩu hiệu theo nguồn, lời văn nội dung dịch ngược, đơn vị giả định",
        )


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
