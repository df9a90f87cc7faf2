"""Who has reported for which period of a year: of one unit, of one period, of all at a glance."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock
from clusters.models import Participant, Period, PeriodReport, PeriodSubmission, Season, User
from clusters.models.period_report import SENT
from clusters.queries import period as periods
from clusters.queries import period_deadline as deadline
from clusters.queries import period_report as reports
from clusters.queries.deadline import Deadline
from clusters.tables import Cell, Column, Row, Table

OVERDUE, LATE = "overdue", "late"


@dataclass(frozen=True)
class Place:
    """One unit and one period, with the report if the unit has begun it, and its last sending."""

    unit: Participant
    period: Period
    report: PeriodReport | None
    due: Deadline
    sent: PeriodSubmission | None = None

    @property
    def is_owed(self) -> bool:
        return deadline.owes(self.unit, self.period)

    @property
    def is_in(self) -> bool:
        return self.report is not None and self.report.state in SENT

    @property
    def state(self) -> Cell:
        """The report's own state; one that nobody has begun is to come, expected or overdue."""
        if not self.is_owed:
            return Cell(None)
        if self.report is not None:
            return Cell(self.report.state, text=self.report.get_state_display())
        if clock.today() < self.period.opens_on:
            return Cell("todo", text=_("to come"))
        return Cell("missing", text=_("not begun"))

    @property
    def timeliness(self) -> Cell:
        """In time or late once it was sent, be it returned since; before that, expected or overdue."""
        if not self.is_owed or (not self.sent and clock.today() < self.period.opens_on):
            return Cell(None)
        if self.sent:
            return Cell(LATE, text=_("late")) if self.sent.is_late else Cell("on_time", text=_("in time"))
        return Cell(OVERDUE, text=_("overdue")) if self.due.has_passed else Cell("waiting", text=_("expected"))

    @property
    def url(self) -> str:
        """To the report, for whoever may read it."""
        opens = self.report is not None and self.report.opens  # type: ignore[attr-defined]
        return reverse("period-report", args=[self.report.pk]) if self.report and opens else ""


@dataclass
class Year:
    """A season's periods of which its table asks something, with the units and what they have sent."""

    season: Season
    periods: list[Period] = field(default_factory=list)
    units: list[Participant] = field(default_factory=list)
    reports: dict[tuple[int, int], PeriodReport] = field(default_factory=dict)
    sent: dict[int, PeriodSubmission] = field(default_factory=dict)
    extensions: dict = field(default_factory=dict)

    def place(self, unit: Participant, period: Period) -> Place:
        key = (unit.pk, period.pk)
        report, due = self.reports.get(key), deadline.of(period, self.extensions.get(key))
        return Place(unit, period, report, due, self.sent.get(report.pk) if report else None)

    def places(self, period: Period) -> list[Place]:
        """Of the units that owe the period."""
        found = (self.place(unit, period) for unit in self.units)
        return [each for each in found if each.is_owed]


def read(season: Season, user: User, units: Iterable[Participant] | None = None) -> Year:
    """Six queries whatever the number of units and periods; of `units` only where they are given."""
    kinds = reports.asked_kinds(season)
    found = [each for each in periods.of_year(season) if each.kind in kinds]
    found.sort(key=lambda each: (deadline.last_day(season, each.kind, each.number), periods.ORDER.index(each.kind)))
    listed = season.participants.select_related("organisation").order_by("organisation__sort_key", "pk")
    units = list(listed if units is None else units)
    for unit in units:
        unit.season = season
    keys = [unit.pk for unit in units]
    visible = PeriodReport.objects.visible_to(user).filter(pk=OuterRef("pk"))
    rows = PeriodReport.objects.filter(participant__in=keys).annotate(opens=Exists(visible))
    sendings = PeriodSubmission.objects.filter(report__participant__in=keys).defer("content").order_by("pk")
    return Year(
        season,
        found,
        units,
        {(each.participant_id, each.period_id): each for each in rows},
        {each.report_id: each for each in sendings},
        deadline.extensions(keys),
    )


def at_a_glance(year: Year) -> Table:
    """A row for each unit, a column for each period; what is late or overdue stands out."""
    columns = [Column("unit", _("Unit"), "link", spot="name")]
    columns += [Column(f"p{each.pk}", periods.words(each.kind, each.number), "state") for each in year.periods]
    rows = [Row([_unit(unit), *(_brief(year.place(unit, each)) for each in year.periods)]) for unit in year.units]
    empty = _("No unit takes part.")
    return Table("periods", _("Reports of the periods"), columns, rows, empty=empty)


def _unit(unit: Participant) -> Cell:
    return Cell(str(unit), url=reverse("unit-periods", args=[unit.pk]), note=_("has left") if unit.left_on else "")


def _brief(place: Place) -> Cell:
    """The state; where nothing has come, whether it is overdue. A late one says so beside it."""
    state, time = place.state, place.timeliness
    if time.value == OVERDUE:
        return Cell(OVERDUE, text=time.text, url=place.url)
    note = time.text if time.value == LATE else ""
    return Cell(state.value, text=state.text, url=place.url, note=note or "")


def of_period(year: Year, period: Period) -> Table:
    """A row for each unit that owes the period."""
    columns = [Column("unit", _("Unit"), "link", spot="name"), *_columns()]
    rows = [_row(_unit(place.unit), place) for place in year.places(period)]
    return Table("units", _("Reports of the period"), columns, rows, empty=_("No unit owes this period."))


def of_unit(year: Year, unit: Participant) -> Table:
    """A row for each period that the unit owes."""
    columns = [
        Column("period", _("Reporting period"), "link", sortable=False, spot="name"),
        Column("opens", _("Opens on"), "day", sortable=False),
        *_columns(),
    ]
    owed = [place for place in (year.place(unit, each) for each in year.periods) if place.is_owed]
    rows = [_row(_named(place), place, place.period.opens_on) for place in owed]
    return Table("periods", _("Periods of the year"), columns, rows, empty=_("The unit owes no period of this year."))


def _named(place: Place) -> Cell:
    url = reverse("period", args=[place.period.pk])
    return Cell(periods.words(place.period.kind, place.period.number), url=url)


def _columns() -> list[Column]:
    return [
        Column("state", _("State"), "state", spot="mark"),
        Column("time", _("Time limit"), "state"),
        Column("due", _("Due at"), "moment", help=_("With the unit's own later date, where it was given more time.")),
        Column("last", _("Counts until"), "moment", help=_("The due moment with the days of grace.")),
        Column("submitted", _("Submitted at"), "moment"),
        Column("receipt", _("Receipt"), "link", spot="line"),
    ]


def _row(name: Cell, place: Place, *more) -> Row:
    state, due, sent = place.state, place.due, place.sent
    state = Cell(state.value, text=state.text, url=place.url)
    receipt = Cell(sent.number, url=reverse("period-receipt", args=[sent.pk])) if sent else None
    asked = Cell(due.asked_for, note=_("extended") if due.extended_until else "")
    at = sent.submitted_at if sent else None
    return Row([name, *more, state, place.timeliness, asked, due.at, at, receipt])


def counts(places: Iterable[Place]) -> dict[str, int]:
    """How many are owed, have come in, are late, are overdue."""
    listed = list(places)
    said = [each.timeliness.value for each in listed]
    sent_in = sum(each.is_in for each in listed)
    return {"expected": len(listed), "sent_in": sent_in, "late": said.count(LATE), "overdue": said.count(OVERDUE)}
