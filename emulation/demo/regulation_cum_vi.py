"""The operating regulations of Cluster VI: made up, after the headings that such regulations have."""

import datetime as dt

from clusters.enums import AnswerOutcome, Provenance
from clusters.models import Organisation, RegulationVersion, Season, User
from clusters.queries import post
from clusters.services import regulation as regulations
from clusters.services import regulation_adoption as adoptions
from clusters.services import regulation_comment as comments
from clusters.services import regulation_model as models
from emulation.demo import cum_vi, moments, organisations, people, walk
from emulation.demo.tables import MADE_UP

NAME = "Quy chế tổ chức và hoạt động của Cụm thi đua số VI (DEMO)"
MODEL = "Quy chế mẫu tổ chức và hoạt động của cụm, khối thi đua (DEMO)"
ISSUED, DRAFTED, SENT = dt.date(2025, 1, 17), dt.date(2025, 1, 21), dt.date(2025, 1, 23)
UNTIL, MEETING, IN_FORCE = dt.date(2025, 2, 14), dt.date(2025, 2, 20), dt.date(2025, 3, 1)
TEXT = """Chương I. QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng
Quy chế này quy định về tổ chức và hoạt động của cụm thi đua; áp dụng đối với các đơn vị thành viên (DEMO).
Điều 2. Nguyên tắc hoạt động
Tự nguyện, tự giác, công khai, đoàn kết, hợp tác; quyết định theo đa số.
Chương II. TỔ CHỨC CỦA CỤM
Điều 3. Cụm trưởng, cụm phó
Cụm trưởng, cụm phó do các thành viên chọn luân phiên tại hội nghị tổng kết, nhiệm kỳ một năm.
Cụm phó ký thay cụm trưởng khi cụm trưởng vắng mặt.
Điều 4. Đơn vị thành viên
Tham gia ký giao ước, báo cáo, tự chấm điểm, dự hội nghị và bình xét.
Trả lời đề nghị cung cấp thông tin của đơn vị khác trong 05 ngày làm việc.
Chương III. HOẠT ĐỘNG CỦA CỤM
Điều 5. Hội nghị
Hội nghị ký giao ước, sơ kết, tổng kết. Hội nghị họp khi có ít nhất hai phần ba số thành viên dự.
Điều 6. Biểu quyết
Quyết định được thông qua khi trên một phần hai tổng số thành viên tán thành.
Đơn vị vắng mặt biểu quyết bằng văn bản.
Điều 7. Chế độ báo cáo
Các đơn vị gửi báo cáo và bảng tự chấm điểm đúng hạn; quá hạn là nộp muộn.
Chương IV. CHẤM ĐIỂM, XẾP HẠNG, BÌNH XÉT
Điều 8. Rà soát, chấm điểm
Cụm trưởng rà soát báo cáo của các đơn vị; báo cáo của đơn vị cụm trưởng do cụm phó rà soát.
Điều 9. Các đơn vị bằng điểm
Khi bảng điểm không có tiêu chí ưu tiên: xét điểm thưởng, rồi hội nghị quyết định.
Chương V. ĐIỀU KHOẢN THI HÀNH
Điều 10. Hiệu lực
Quy chế có hiệu lực từ ngày ghi trong biên bản hội nghị; sửa đổi do hội nghị quyết định."""
REMARK = "Đề nghị ghi rõ đơn vị vắng mặt gửi phiếu bằng văn bản trước ngày hội nghị (DEMO)."
REPLY = "Tiếp thu: thời hạn gửi phiếu ghi trong giấy mời từng hội nghị, không ghi cứng trong quy chế (DEMO)."


def _said(value, article: str) -> dict:
    return {"value": value, "article": article}


TERMS = {
    "quorum": _said("2/3", "5"),
    "threshold": _said("1/2", "6"),
    "comparison": _said("more_than", "6"),
    "base": _said("all_members", "6"),
    "written_votes": _said("yes", "6"),
    "tie_rule": _said(["bonus", "meeting"], "9"),
    "head_verifier": _said("deputy", "8"),
    "deputy_signs": _said("yes", "3"),
    "grace_days": _said(0, "7"),
    "answer_days": _said(5, "4"),
    "answer_counted": _said("working", "4"),
}
DEMO = {"mark": Provenance.DEMO, "source": MADE_UP}


def is_there() -> bool:
    return RegulationVersion.objects.filter(regulation__name=NAME).exists()


def build() -> None:
    """The ministry issues a model, the head of 2025 drafts from it, a member comments, the conference adopts it."""
    season = Season.objects.select_related("cluster__authority").get(cluster__name=cum_vi.NAME, year=2025)
    model = _model(people.account(cum_vi.OFFICIAL))
    with moments.on(DRAFTED):
        head = walk.head(season)
        version = regulations.start(season.cluster, by=head, name=NAME, base=model, **DEMO)
    with moments.on(SENT):
        regulations.consult(version, until=UNTIL, by=head)
    _comment(version, head, organisations.find("sct.hatinh"))
    with moments.on(MEETING, 16):
        votes = adoptions.Votes(present=5, in_writing=1, in_favour=6)
        adoptions.adopt(version, adopted_on=MEETING, in_force_on=IN_FORCE, votes=votes, by=head)


def _model(official: User) -> RegulationVersion:
    with moments.on(ISSUED):
        model = models.draft(organisations.find("bct"), name=MODEL, by=official, **DEMO)
        regulations.change(model, text=TEXT, terms=TERMS, by=official, seen=0, **DEMO)
        adoptions.issue(model, on=ISSUED, by=official)
    model.refresh_from_db()
    return model


def _comment(version: RegulationVersion, head: User, unit: Organisation) -> None:
    with moments.on(dt.date(2025, 2, 7), 10):
        member = post.people_of(unit).order_by("username")[0]
        remark = comments.comment(version, unit, article="6", text=REMARK, by=member)
    with moments.on(dt.date(2025, 2, 10), 15):
        comments.answer(remark, outcome=AnswerOutcome.PARTLY, text=REPLY, by=head)
