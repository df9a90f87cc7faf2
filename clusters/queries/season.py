"""What the list of years and the hub of one year show."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import clock, vietnamese, writing
from clusters.enums import PHASE_OWNER, PHASES, HeadshipRole, Phase, PhaseOwner, SignerCapacity, phase_reached
from clusters.models import Cluster, Criterion, Headship, Organisation, Season, SeasonPhase, Standing
from clusters.queries import choices, duty
from clusters.queries import cluster as clusters
from clusters.queries import election as elections
from clusters.queries import organisation as organisations
from clusters.queries.supply import SUPPLIED
from clusters.registers import Order, Register, by_position
from clusters.steps import Step, StepStatus
from clusters.tables import Cell, Column, Row, Table


def listed(
    user,
    *,
    year: int | None = None,
    authority: Organisation | None = None,
    cluster: str = "",
    unit: str = "",
    phase: str = "",
) -> QuerySet[Season]:
    """Those the person may see: the newest first, then by the cluster's name. `cluster` and `unit` are words in the
    names of the cluster and of a unit that takes part."""
    found = Season.objects.visible_to(user)
    found = found.filter(year=year) if year else found
    found = found.filter(cluster__authority=authority) if authority else found
    found = found.filter(cluster__search_key__contains=vietnamese.search_key(cluster)) if cluster else found
    found = found.filter(choices.taking_part(unit, OuterRef("pk"))) if unit else found
    found = found.filter(phase=phase) if phase else found
    found = found.select_related("cluster__authority").annotate(units=Count("participants"))
    return found.order_by("-year", "cluster__sort_key")


def years(user) -> list[int]:
    """Years of the seasons the person may see, newest first: the choices of the filter."""
    return list(Season.objects.visible_to(user).order_by("-year").values_list("year", flat=True).distinct())


def register(found: QuerySet[Season]) -> Register:
    """One row for each year of a cluster."""
    due = SeasonPhase.objects.filter(season=OuterRef("pk"), phase=OuterRef("phase")).values("due_at")
    heads = Headship.objects.filter(season=OuterRef("pk"), role=HeadshipRole.HEAD).order_by("-from_on", "-pk")
    head = heads.values("participant__organisation__sort_key")
    orders: dict[str, Order] = {
        "cluster": "cluster__sort_key",
        "year": "year",
        "authority": "cluster__authority__sort_key",
        "phase": by_position("phase", PHASES),
        "due": Subquery(due[:1]),
        "head": Subquery(head[:1]),
        "units": "units",
    }
    return Register(found, _table, orders)


def _table(found: Iterable[Season]) -> Table:
    seasons = list(found)
    heads, due = clusters.heads_of(seasons), _due(seasons)
    columns = [
        Column("cluster", _("Cluster or block"), "link", spot="name"),
        Column("year", _("Year"), "number"),
        Column("authority", _("Authority"), spot="line"),
        Column("phase", _("Phase"), "state", spot="mark"),
        Column("due", _("Phase due"), "moment", spot="line"),
        Column("head", _("Head"), spot="line"),
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
            Cell(season.year, text=season.label),
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
            signatures=Count("pact__signatures", filter=_counting_signatures()),
            opens_authority=Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("cluster__authority"))),
            meetings_left=Coalesce(Subquery(_meetings_left()), 0),
            is_supplied=Exists(Criterion.objects.filter(version=OuterRef("table"), supplier__in=SUPPLIED)),
        )
    )


def _meetings_left() -> QuerySet:
    left = duty.unfinished_meetings().filter(season=OuterRef("pk")).order_by().values("season")
    return left.annotate(n=Count("pk")).values("n")


def _counting_signatures() -> Q:
    """Those of members: under the pact as it stands, or under the annex by which one entered it."""
    under_annex = Q(pact__signatures__annex__isnull=False, pact__signatures__annex__replaced_by__isnull=True)
    counting = Q(pact__signatures__text_hash=F("pact__frozen_hash")) | under_annex
    return counting & Q(pact__signatures__capacity=SignerCapacity.MEMBER)


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
        Column("unit", _("Unit"), "link", spot="name"),
        Column("role", _("Role"), spot="mark"),
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


def last_of(cluster: Cluster) -> Season | None:
    """The last year opened for the cluster, with its table."""
    return cluster.seasons.select_related("table__table").order_by("-year").first()


def year_after(last: Season | None) -> int:
    """The year that is opened next."""
    return last.year + 1 if last else clock.today().year


def next_year(cluster: Cluster, year: int) -> dict[str, object]:
    """What the form of a new year offers: from January to December, led by those whom the conference elected."""
    elected = elections.elected(cluster, year)
    lead = {"head": elected.head_id, "deputy": elected.deputy_id} if elected else {}
    return {"year": year, "starts_on": dt.date(year, 1, 1), "ends_on": dt.date(year, 12, 31), **lead}
