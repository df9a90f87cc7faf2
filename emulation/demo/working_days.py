"""Public holidays that fall on the same day each year; the others, and the days made up for, need a yearly decision."""

import datetime as dt

from clusters.enums import Provenance
from clusters.models import WorkingDay
from clusters.services import working_day as days
from clusters.services.working_day import Line
from emulation.demo import people

NAME = "Ngày nghỉ lễ cố định (fixed public holidays)"
LAW = "Bộ luật Lao động 2019, Điều 112 khoản 1"
YEARS = range(2024, 2028)
HOLIDAYS = {
    (1, 1): "Tết Dương lịch",
    (4, 30): "Ngày Chiến thắng",
    (5, 1): "Ngày Quốc tế lao động",
    (9, 2): "Quốc khánh",
}


def is_there() -> bool:
    return WorkingDay.objects.exists()


def build() -> None:
    """The law was not among the sources at hand, so the days are marked as remembered. Tết, Giỗ Tổ and the second day
    of Quốc khánh move from year to year and are left to whoever keeps the calendar."""
    lines = [
        Line(dt.date(year, *day), is_worked=False, note=note, source=LAW)
        for year in YEARS
        for day, note in HOLIDAYS.items()
    ]
    days.set_days(lines, by=people.account("bct.tdkt1"), mark=Provenance.MEMORY)
