"""Meetings of Cluster VI: the closing conference that S0 reports, and DEMO conferences of the running year."""

import datetime as dt

from clusters.enums import Addressee, AgendaKind, MeetingKind, Provenance, Reply
from clusters.models import Meeting, Season
from clusters.queries import minutes as minutes_queries
from clusters.services import attendance as attendances
from clusters.services import conclusion as conclusions
from clusters.services import meeting as meetings
from clusters.services import minutes
from clusters.services import proposal as proposals
from clusters.services.meeting import Item
from emulation.demo import calendar, moments, organisations, sources, walk

NAME = "Hội nghị của Cụm VI (meetings)"
CLUSTER = "Cụm thi đua số VI, Sở Công Thương các tỉnh Bắc Trung Bộ"
CLOSING_2024 = dt.date(2025, 1, 15)
NOT_KNOWN = "Nguồn không nêu các Sở tham dự."
HALF_YEAR = "Hội nghị sơ kết 6 tháng đầu năm (DEMO)"
DEMO = {"mark": Provenance.DEMO, "source": sources.NOT_GIVEN}


def is_there() -> bool:
    return Meeting.objects.filter(title=HALF_YEAR).exists()


def build() -> None:
    """Over the half-year conference the minutes are adopted; to the closing one the members are invited."""
    days = calendar.of_today()
    season = Season.objects.get(cluster__name=CLUSTER, year=days.year)
    meeting = _call_half_year(season, days.ago(60))
    _hold(meeting, days)
    _call_closing(season, days)


def close_2024(season: Season) -> None:
    """What S0 says of it: day, afternoon, place and what it was about. Who came is not known and not made up."""
    by = walk.official(season)
    with moments.on(CLOSING_2024, 8):
        said = {"kind": MeetingKind.CLOSING, "starts_at": moments.at(CLOSING_2024, 14), "place": "Đồng Hới, Quảng Bình"}
        title = "Hội nghị tổng kết công tác thi đua năm 2024, triển khai nhiệm vụ năm 2025"
        source = f"{sources.S0}; giờ bắt đầu không nêu (buổi chiều)"
        meeting = meetings.plan(season, by=by, title=title, mark=Provenance.SOURCE, source=source, **said)
        items = [Item(AgendaKind.REPORT, "Kết quả năm 2024"), Item(AgendaKind.DISCUSSION, "Nhiệm vụ năm 2025")]
        meetings.set_agenda(meeting, items, by=by, seen=meeting.version)
        meetings.call(meeting, by=by)
    with moments.on(CLOSING_2024, 14):
        meetings.open(meeting, by=by)
    with moments.on(CLOSING_2024, 17):
        meetings.close(meeting, by=by, unrecorded_reason=NOT_KNOWN)


def _call_half_year(season: Season, day: dt.date) -> Meeting:
    with moments.on(day - dt.timedelta(days=15)):
        head = walk.head(season)
        reply_by = moments.at(day - dt.timedelta(days=3))
        said = {"kind": MeetingKind.HALF_YEAR, "starts_at": moments.at(day, 8), "place": "Vinh, Nghệ An"}
        meeting = meetings.plan(season, by=head, title=HALF_YEAR, reply_by=reply_by, **said, **DEMO)
        items = [
            Item(AgendaKind.REPORT, "Báo cáo sơ kết 6 tháng (DEMO)", dt.time(8, 15), meeting.chair),
            Item(AgendaKind.DISCUSSION, "Thảo luận, kiến nghị của các Sở (DEMO)", dt.time(9)),
            Item(AgendaKind.DISCUSSION, "Thống nhất nhiệm vụ cuối năm (DEMO)", dt.time(10, 30)),
        ]
        meetings.set_agenda(meeting, items, by=head, seen=meeting.version)
        meetings.call(meeting, by=head)
    with moments.on(day - dt.timedelta(days=10)):
        for row in meeting.attendances.select_related("participant__organisation"):
            _reply(row)
    return meeting


def _reply(row) -> None:
    by = walk.officer(row.participant)
    if _is(row, "sct.hue"):
        attendances.reply(row, Reply.AWAY, by=by, note="Tập trung khắc phục hậu quả mưa lũ (DEMO).")
    else:
        attendances.reply(row, Reply.COMES, by=by)


def _is(row, key: str) -> bool:
    return row.participant.organisation_id == organisations.find(key).pk


def _hold(meeting: Meeting, days: calendar.Calendar) -> None:
    season, day = meeting.season, days.ago(60)
    head = walk.head(season)
    with moments.on(day, 8):
        meetings.open(meeting, by=head)
        for row in meeting.attendances.select_related("participant__organisation"):
            _attend(row, head)
        _propose(meeting, days)
    with moments.on(day, 11):
        members = meeting.attendances.filter(present=True).count()
        conclusions.record(meeting, "Thống nhất báo cáo sơ kết (DEMO).", votes=(members, 0, 0), by=head)
        thanh_hoa = walk.of(season, organisations.find("sct.thanhhoa"))
        text = "Sở Công Thương Thanh Hóa tổng hợp mô hình khuyến công của cụm (DEMO)."
        until = days.today + dt.timedelta(days=14)
        conclusions.record(meeting, text, by=head, responsible=thanh_hoa, due_on=until)
    with moments.on(day, 12):
        meetings.close(meeting, by=head)
        minutes.write(meeting, minutes_queries.outline(_fresh(meeting)), by=head, seen=0)
    with moments.on(day, 15):
        signed = {"chaired_by": "Cụm trưởng (DEMO)", "secretary": "Thư ký hội nghị (DEMO)"}
        minutes.adopt(meeting, by=head, seen=1, **signed)


def _fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("season__cluster", "chair__organisation").get(pk=meeting.pk)


def _attend(row, head) -> None:
    seat = {"represented_by": "Đại diện lãnh đạo Sở (DEMO)", "came_at": dt.time(7, 50)}
    here = not _is(row, "sct.hue")
    attendances.record(row, present=here, excused=not here, by=head, seen=row.version, **(seat if here else {}))


def _propose(meeting: Meeting, days: calendar.Calendar) -> None:
    """One answered at once, one that the authority promised to follow up through the head's unit."""
    season, asked = meeting.season, meeting.chair
    ha_tinh, quang_tri = (walk.of(season, organisations.find(key)) for key in ("sct.hatinh", "sct.quangtri2"))
    text = "Đề nghị gửi sớm mẫu biểu báo cáo cuối năm (DEMO)."
    made = {"addressee": Addressee.HEAD, "text": text, "by": walk.officer(ha_tinh)}
    first = proposals.make(meeting, ha_tinh, **made)
    proposals.answer(first, "Đã gửi kèm tài liệu hội nghị (DEMO).", by=walk.head(season))
    text = "Kiến nghị Bộ hướng dẫn cách tính điểm chuyển đổi số (DEMO)."
    made = {"addressee": Addressee.AUTHORITY, "text": text, "by": walk.officer(quang_tri)}
    second = proposals.make(meeting, quang_tri, **made)
    promise = {"follow_up": "Cụm trưởng gửi câu hỏi của các Sở để Bộ hướng dẫn (DEMO).", "responsible": asked}
    until = days.today + dt.timedelta(days=10)
    proposals.answer(second, "Bộ sẽ có văn bản hướng dẫn (DEMO).", by=walk.official(season), due_on=until, **promise)


def _call_closing(season: Season, days: calendar.Calendar) -> None:
    day = days.today + dt.timedelta(days=30)
    with moments.on(days.ago(2), 10):
        head = walk.head(season)
        said = {"kind": MeetingKind.CLOSING, "title": f"Hội nghị tổng kết năm {season.year} (DEMO)", **DEMO}
        said |= {"starts_at": moments.at(day, 8), "ends_at": moments.at(day, 11, 30), "place": "Vinh, Nghệ An"}
        meeting = meetings.plan(season, by=head, reply_by=moments.at(day - dt.timedelta(days=5)), **said)
        items = [
            Item(AgendaKind.REPORT, "Báo cáo tổng kết (DEMO)", dt.time(8, 15), meeting.chair),
            Item(AgendaKind.RANKING, "Thông qua bảng điểm, xếp hạng (DEMO)", dt.time(9)),
            Item(AgendaKind.BALLOT, "Bình xét, suy tôn (DEMO)", dt.time(10)),
            Item(AgendaKind.HEAD_ELECTION, "Bầu cụm trưởng, cụm phó năm sau (DEMO)", dt.time(10, 45)),
        ]
        meetings.set_agenda(meeting, items, by=head, seen=meeting.version)
        meetings.call(meeting, by=head)
