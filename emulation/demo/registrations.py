"""Registrations of two units of cluster VI in the running year, consolidated by the head: made up throughout."""

import datetime as dt

from awards.models import Award, Registration
from awards.services import consolidation as consolidations
from awards.services import registration as registrations
from awards.services.registration import Line
from clusters.enums import Provenance
from clusters.models import Season
from emulation.demo import calendar, cum_vi, founding, moments, organisations, sources, walk
from emulation.demo.calendar import Calendar

NAME = "Đăng ký thi đua (registrations)"
BASIS = "Văn bản hướng dẫn đăng ký thi đua (DEMO)"
WITHOUT = "Các Sở còn lại xin gửi sau, cụm trưởng tổng hợp bổ sung (DEMO)."
# Award, collective or person, position, section: nobody of these exists.
LINES = {
    "sct.nghean": [
        ("co-bo", "Sở Công Thương Nghệ An (DEMO)", "", ""),
        ("ttldxs", "Phòng DEMO 1", "", ""),
        ("cstdcs", "Cá nhân DEMO 1", "Trưởng phòng", "Phòng DEMO 1"),
        ("cstdcs", "Cá nhân DEMO 2", "Chuyên viên", "Phòng DEMO 2"),
        ("ldtt", "Cá nhân DEMO 3", "Chuyên viên", "Phòng DEMO 2"),
    ],
    "sct.hatinh": [
        ("bk-bo", "Sở Công Thương Hà Tĩnh (DEMO)", "", ""),
        ("cstdcs", "Cá nhân DEMO 4", "Phó trưởng phòng", "Phòng DEMO 3"),
        ("ldtt", "Cá nhân DEMO 5", "Chuyên viên", "Phòng DEMO 3"),
    ],
}


def is_there() -> bool:
    return Registration.objects.filter(mark=Provenance.DEMO).exists()


def build() -> None:
    """The day is set, two units send, the head consolidates; later one unit amends with a reason."""
    days = calendar.of_today()
    season = founding.find(cum_vi.NAME).seasons.get(year=days.year)
    with moments.on(days.day(41)):
        due = moments.at(days.day(70))
        consolidations.set_due(season, due_at=due, basis=BASIS, by=walk.official(season), seen=0)
    for number, (key, lines) in enumerate(LINES.items()):
        _send(season, key, lines, days.day(50 + number))
    with moments.on(days.day(60)):
        consolidations.consolidate(season, remark=WITHOUT, by=walk.head(season))
    _amend(season, days)


def _send(season: Season, key: str, lines: list, day: dt.date) -> None:
    with moments.on(day):
        unit = walk.of(season, organisations.find(key))
        written = [Line(Award.objects.get(code=code), *said) for code, *said in lines]
        demo = {"mark": Provenance.DEMO, "source": sources.NOT_GIVEN}
        sheet = registrations.add_lines(unit, written, by=walk.officer(unit), **demo)
        registrations.send(unit, by=walk.leader(unit), seen=sheet.version)


def _amend(season: Season, days: Calendar) -> None:
    """One person has moved away, another takes the place."""
    with moments.on(days.day(65)):
        unit = walk.of(season, organisations.find("sct.hatinh"))
        sheet = Registration.objects.get(participant=unit)
        gone = sheet.lines.get(name="Cá nhân DEMO 5")
        fresh = Line(gone.award, "Cá nhân DEMO 6", "Chuyên viên", "Phòng DEMO 3")
        reason = "Cá nhân DEMO 5 chuyển công tác (DEMO)."
        who = {"by": walk.officer(unit), "seen": sheet.version}
        registrations.amend(unit, add=[fresh], strike=[gone.pk], reason=reason, **who)
