"""Which days are worked, as whoever keeps the calendar entered it."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from clusters.enums import KEEPING_ROLES
from clusters.models import Appointment, Organisation, User, WorkingDay
from clusters.scoring import WorkDays
from clusters.tables import Cell, Column, Row, Table

WEEK = (
    pgettext_lazy("day of the week", "Monday"),
    pgettext_lazy("day of the week", "Tuesday"),
    pgettext_lazy("day of the week", "Wednesday"),
    pgettext_lazy("day of the week", "Thursday"),
    pgettext_lazy("day of the week", "Friday"),
    pgettext_lazy("day of the week", "Saturday"),
    pgettext_lazy("day of the week", "Sunday"),
)


def calendar() -> WorkDays:
    """For the arithmetic of days late; one query."""
    return WorkDays.of(dict(WorkingDay.objects.values_list("day", "is_worked")))


def listed(year: int | None = None) -> QuerySet[WorkingDay]:
    """In the order of the days; everybody may read them."""
    found = WorkingDay.objects.order_by("day")
    return found.filter(day__year=year) if year else found


def years() -> list[int]:
    """Years that have a day in the calendar, the latest first."""
    return [day.year for day in WorkingDay.objects.dates("day", "year", order="DESC")]


def keeps_for(user: User) -> Organisation | None:
    """The authority at the top for which the person keeps what is the same for everybody, if there is one."""
    held = Appointment.objects.current().of(user).filter(role__in=KEEPING_ROLES).values("organisation")
    top = Organisation.objects.filter(pk__in=held, is_authority=True, parent__isnull=True)
    return top.order_by("pk").first()


def stamp(day: WorkingDay | None) -> str:
    """Tells what was written of a day from what is written later; '' where nothing is."""
    return f"{'on' if day.is_worked else 'off'} {day.note} {day.source}" if day else ""


def in_words(day: WorkingDay) -> str:
    """Worked or off, and why."""
    return f"{_state(day).text} – {day.note}"


def table(found: QuerySet[WorkingDay], *, changing: bool) -> Table:
    """Each day that is not as its day of the week says; with `changing`, a way to its change."""
    columns = [
        Column("day", _("Day"), "link" if changing else "day", spot="name"),
        Column("weekday", _("Day of the week"), sortable=False),
        Column("worked", _("Worked"), "state", spot="mark"),
        Column("note", _("Note"), spot="line"),
    ]
    rows = [_row(each, changing) for each in found]
    empty = _("No day is entered: every Monday to Friday counts as worked.")
    return Table("days", _("Days off and days worked instead"), columns, rows, empty=empty)


def _row(each: WorkingDay, changing: bool) -> Row:
    day = Cell(each.day, mark=each.mark, source=each.source)
    if changing:
        url = reverse("day", args=[each.pk])
        day = Cell(f"{each.day:%d/%m/%Y}", url=url, sort=each.day, mark=each.mark, source=each.source)
    return Row([day, str(WEEK[each.day.weekday()]), _state(each), Cell(each.note, note=each.source)])


def _state(each: WorkingDay) -> Cell:
    return Cell("done", text=_("worked")) if each.is_worked else Cell("skipped", text=_("day off"))
