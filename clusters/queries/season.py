"""What the list of years and the hub of one year show."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import clock, writing
from clusters.enums import PHASE_OWNER, PHASES, HeadshipRole, Phase, PhaseOwner, phase_reached
from clusters.models import Cluster, Criterion, Headship, Organisation, Season, SeasonPhase, Standing
from clusters.queries import cluster as clusters
from clusters.queries import organisation as organisations
from clusters.queries.supply import SUPPLIED
from clusters.steps import Step, StepStatus
from clusters.tables import Cell, Column, Row, Table


def listed(
    user, *, year: int | None = None, authority: Organisation | None = None, phase: str = ""
) -> QuerySet[Season]:
    """Those the person may see: the newest first, then by the cluster's name."""
    found = Season.objects.visible_to(user)
    found = found.filter(year=year) if year else found
    found = found.filter(cluster__authority=authority) if authority else found
    found = found.filter(phase=phase) if phase else found
    found = found.select_related("cluster__authority").annotate(units=Count("participants"))
    return found.order_by("-year", "cluster__sort_key")


def years(user) -> list[int]:
    """Years of the seasons the person may see, newest first: the choices of the filter."""
    return list(Season.objects.visible_to(user).order_by("-year").values_list("year", flat=True).distinct())


def table(found: QuerySet[Season]) -> Table:
    """One row for each year of a cluster."""
    seasons = list(found)
    heads, due = clusters.heads_of(seasons), _due(seasons)
    columns = [
        Column("cluster", _("Cluster or block"), "link"),
        Column("year", _("Year"), "number"),
        Column("authority", _("Authority")),
        Column("phase", _("Phase"), "state"),
        Column("due", _("Phase due"), "moment"),
        Column("head", _("Head")),
        Column("units", _("Units"), "number"),
    ]
    rows = [_row(each, heads, due.get(each.pk)) for each in seasons]
    return Table("seasons", _("Emulation years"), columns, rows, empty=_("No emulation year fits these filters."))


def _row(season: Season, heads: dict, due: dt.datetime | None) -> Row:
    cluster = season.cluster
    name = Cell(str(cluster), url=reverse("season", args=[season.pk]), mark=season.mark, source=season.source)
    return Row(
        [
            name,
            Cell(season.year, text=season.year),
            str(cluster.authority),
            Cell(season.phase, text=season.get_phase_display(), sort=PHASES.index(Phase(season.phase))),
            Cell(due, **({"tone": "bad", "note": _("overdue")} if is_late(season, due) else {})),
            heads.get((season.pk, HeadshipRole.HEAD)),
            season.units,
        ]
    )


def _due(seasons: list[Season]) -> dict[int, dt.datetime | None]:
    """When the phase in which each season stands is due to end."""
    current = {each.pk: each.phase for each in seasons}
    lines = SeasonPhase.objects.filter(season__in=current).values_list("season", "phase", "due_at")
    return {pk: due for pk, phase, due in lines if current[pk] == phase}


def is_late(season: Season, due: dt.datetime | None) -> bool:
    """Whether the phase in which it stands should have ended by now."""
    return season.phase != Phase.CLOSED and due is not None and due < clock.now()


def for_page(user) -> QuerySet[Season]:
    """Visible ones with what the hub names."""
    return (
        Season.objects.visible_to(user)
        .select_related("cluster__authority", "table__table", "pact")
        .annotate(
            signatures=Count("pact__signatures", filter=Q(pact__signatures__text_hash=F("pact__frozen_hash"))),
            opens_authority=Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("cluster__authority"))),
            is_supplied=Exists(Criterion.objects.filter(version=OuterRef("table"), supplier__in=SUPPLIED)),
        )
    )


def for_deed(user) -> QuerySet[Season]:
    """Visible ones with what the policies and the small forms around a year need."""
    return Season.objects.visible_to(user).select_related("cluster__authority", "table__table")


def steps(season: Season, lines: list[SeasonPhase]) -> list[Step]:
    """The ten phases with the day entered, the day due, or why one was skipped."""
    by_phase = {line.phase: line for line in lines}
    return [_step(season, by_phase.get(phase), phase) for phase in PHASES]


def _step(season: Season, line: SeasonPhase | None, phase: Phase) -> Step:
    due = _("due {moment}").format(moment=writing.moment(line.due_at)) if line and line.due_at else ""
    if line and line.skipped_at:
        return Step(phase.label, StepStatus.SKIPPED, line.skip_reason)
    if phase == season.phase:
        return Step(phase.label, StepStatus.CURRENT, due)
    if not phase_reached(season.phase, phase):
        return Step(phase.label, StepStatus.TODO, due)
    entered = _("begun {day}").format(day=writing.day(line.entered_at)) if line and line.entered_at else ""
    return Step(phase.label, StepStatus.DONE, entered)


WORK = {
    Phase.PREPARING: gettext_lazy("Name head and deputy, assign the scoring table, set the deadlines."),
    Phase.PACT: gettext_lazy("Agree the pact with its targets; the leader of each unit signs it."),
    Phase.RUNNING: gettext_lazy("Carry out the pact and collect results and evidence."),
    Phase.SELF_SCORING: gettext_lazy("Each unit fills in its report, scores itself, has it signed off and submits it."),
    Phase.CROSS_CHECKING: gettext_lazy("Units check one another's reports; the head organises it."),
    Phase.VERIFYING: gettext_lazy("Verify and score the report of each unit; return what must be mended."),
    Phase.MEETING: gettext_lazy("Hold the meeting, settle the ranking, seal it, and nominate the best."),
    Phase.SUBMITTED: gettext_lazy("Examine the nominations and issue the award decision."),
    Phase.DECIDED: gettext_lazy("Announce the decision, then close the year."),
    Phase.CLOSED: gettext_lazy("The year is closed. Nothing more is expected."),
}
PLACE_OF_WORK = {
    Phase.PACT: ("pact", gettext_lazy("Open the pact")),
    Phase.RUNNING: ("pact", gettext_lazy("Open the pact")),
    Phase.SELF_SCORING: ("reports", gettext_lazy("Open the reports")),
    Phase.CROSS_CHECKING: ("reports", gettext_lazy("Open the reports")),
    Phase.VERIFYING: ("ranking", gettext_lazy("Open the ranking")),
    Phase.MEETING: ("ranking", gettext_lazy("Open the ranking")),
    Phase.SUBMITTED: ("nominations", gettext_lazy("Open the nominations")),
}
EVERY_UNIT_WORKS = {Phase.PACT, Phase.RUNNING, Phase.SELF_SCORING, Phase.CROSS_CHECKING}


@dataclass(frozen=True)
class Expected:
    """What the season waits for: the work, of whom, by when, and who moves it on afterwards."""

    work: str
    of_whom: str
    due_at: dt.datetime | None
    is_late: bool
    mover: str
    url: str = ""
    url_label: str = ""


def expected(season: Season, lines: list[SeasonPhase], head: str) -> Expected:
    """What is expected next, and of whom; `head` is the name of the unit that is head today, or empty."""
    phase = Phase(season.phase)
    due = next((line.due_at for line in lines if line.phase == phase), None)
    mover = _mover(season, phase, head)
    name, label = PLACE_OF_WORK.get(phase, ("", ""))
    return Expected(
        work=str(WORK[phase]),
        of_whom=_("all units of the cluster") if phase in EVERY_UNIT_WORKS else mover,
        due_at=due,
        is_late=is_late(season, due),
        mover=mover,
        url=reverse(name, args=[season.pk]) if name else "",
        url_label=str(label),
    )


def _mover(season: Season, phase: Phase, head: str) -> str:
    if phase == Phase.CLOSED:
        return ""
    if PHASE_OWNER[phase] == PhaseOwner.HEAD and head:
        return _("the head of the cluster: {unit}").format(unit=head)
    return _("the official of {authority}").format(authority=season.cluster.authority)


def headships(season: Season) -> list[Headship]:
    """All heads and deputies of the year with their days, in order."""
    found = season.headships.select_related("participant__organisation")
    return list(found.order_by("-role", "from_on", "pk"))


def in_charge(found: list[Headship], role: HeadshipRole) -> str:
    """Name of the unit that holds the role today; empty when nobody does."""
    today = clock.today()
    holding = (h for h in found if h.role == role and h.from_on <= today and (h.to_on is None or h.to_on >= today))
    return next((str(headship.participant) for headship in holding), "")


def headship_table(found: list[Headship]) -> Table:
    """Who was and is head or deputy, by days."""
    columns = [
        Column("unit", _("Unit"), "link"),
        Column("role", _("Role")),
        Column("from", _("From"), "day"),
        Column("to", _("To"), "day"),
    ]
    rows = [_headship(each) for each in found]
    empty = _("Nobody has been named head or deputy yet.")
    return Table("headships", _("Head and deputy"), columns, rows, empty=empty, sort_key="head-sort")


def _headship(each: Headship) -> Row:
    unit = organisations.link(each.participant.organisation)
    role = Cell(each.get_role_display(), mark=each.mark, source=each.source)
    return Row([unit, role, each.from_on, each.to_on])


def standing(season: Season) -> Standing | None:
    """The sealed ranking in force."""
    return season.standings.in_force().first()


def next_year(cluster: Cluster) -> dict[str, object]:
    """What the form of a new year offers: the year after the last one opened, from January to December."""
    last = cluster.seasons.order_by("-year").values_list("year", flat=True).first()
    year = last + 1 if last else clock.today().year
    return {"year": year, "starts_on": dt.date(year, 1, 1), "ends_on": dt.date(year, 12, 31)}
