"""The open years that concern a person, with everything the list of tasks asks: seven queries, however many years.

The answers repeat in bulk what `clusters.queries.post` and the policies say for one thing; a test compares the two.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from awards.enums import TAKING_A_PLACE, NominationState
from awards.models import Nomination, Quota
from clusters.enums import Event, HeadshipRole, Phase, ReportState, Role, ScoreKind, Supplier
from clusters.models import (
    Appointment,
    AuditEntry,
    Criterion,
    Extension,
    Headship,
    Participant,
    Result,
    Score,
    Season,
    SeasonPhase,
    Signature,
    Standing,
    Succession,
    Target,
    User,
)

OPEN_NOMINATIONS = [NominationState.PROPOSED, NominationState.RETURNED, NominationState.APPROVED]


@dataclass
class Year:
    """One open season as this person stands to it. Participants that left are not among the units."""

    season: Season
    due: dict[str, dt.datetime | None] = field(default_factory=dict)
    leading: dict[str, Participant] = field(default_factory=dict)
    units: list[Participant] = field(default_factory=list)
    nominations: list[Nomination] = field(default_factory=list)
    quotas: list[Quota] = field(default_factory=list)

    @property
    def phase(self) -> Phase:
        return Phase(self.season.phase)

    @property
    def phase_due(self) -> dt.datetime | None:
        return self.due.get(self.season.phase)

    @property
    def head(self) -> Participant | None:
        return self.leading.get(HeadshipRole.HEAD)

    @property
    def own(self) -> list[Participant]:
        return [unit for unit in self.units if unit.own]

    @property
    def stands_at_the_head(self) -> bool:
        """Whether the head's deeds fall to this person: the head's people, the official where there is no head."""
        return self.season.heads if self.head else self.season.official

    @property
    def pact_state(self) -> str:
        """Empty where the year has no pact."""
        return self.season.pact.state if hasattr(self.season, "pact") else ""

    def verifier_role(self, unit: Participant) -> str:
        """Head, deputy, or empty for the authority's official: the order of `post.verifies`."""
        for role in (HeadshipRole.HEAD, HeadshipRole.DEPUTY):
            if role in self.leading and self.leading[role].pk != unit.pk:
                return role
        return ""

    def verifies(self, unit: Participant) -> bool:
        """Whether it falls to this person; nobody verifies a unit they work for."""
        mine = {HeadshipRole.HEAD: self.season.heads, HeadshipRole.DEPUTY: self.season.deputises}
        return not unit.own and mine.get(self.verifier_role(unit), self.season.official)

    def with_report(self, *states: str) -> list[Participant]:
        return [unit for unit in self.units if hasattr(unit, "report") and unit.report.state in states]

    def report_due(self, unit: Participant) -> dt.datetime | None:
        """Everybody's date, or this unit's own where it was given more time."""
        due = self.due.get(Phase.SELF_SCORING)
        return max(due, unit.extended_until) if due and unit.extended_until else due

    @property
    def all_verified(self) -> bool:
        """Something came in, nothing waits to be accepted, nothing accepted waits for points."""
        came_in = self.with_report(ReportState.SUBMITTED, ReportState.ACCEPTED)
        open_ones = [u for u in came_in if u.report.state == ReportState.SUBMITTED or u.unscored]
        return bool(came_in) and not open_ones


@dataclass(frozen=True)
class Board:
    """Everything on one person's desk."""

    person: User
    roles: set[str]
    years: list[Year]


def of(user: User) -> Board:
    """The open years the person can see, and the roles held today."""
    roles = set(Appointment.objects.current().of(user).values_list("role", flat=True))
    years = {season.pk: Year(season) for season in _seasons(user)} if roles else {}
    if years:
        _hang_phases(years)
        _hang_headships(years)
        _hang_units(years, user)
        _hang_nominations(years, user)
        _hang_quotas(years)
    return Board(user, roles, list(years.values()))


def _seasons(user: User) -> QuerySet[Season]:
    leading = Headship.objects.current().held_by(user).filter(season=OuterRef("pk"))
    return (
        Season.objects.open()
        .visible_to(user)
        .select_related("cluster__authority", "pact")
        .annotate(
            heads=Exists(leading.filter(role=HeadshipRole.HEAD)),
            deputises=Exists(leading.filter(role=HeadshipRole.DEPUTY)),
            official=Exists(_acting(user, Role.OFFICIAL)),
            administers=Exists(_acting(user, Role.ADMINISTRATOR)),
            sealed=Exists(Standing.objects.filter(season=OuterRef("pk"))),
        )
        .order_by("year", "cluster__sort_key", "pk")
    )


def _acting(user: User, role: Role) -> QuerySet[Succession]:
    return Succession.objects.held_by(user, [role]).filter(ancestor=OuterRef("cluster__authority"))


def _hang_phases(years: dict[int, Year]) -> None:
    for pk, phase, due in SeasonPhase.objects.filter(season__in=years).values_list("season", "phase", "due_at"):
        years[pk].due[phase] = due


def _hang_headships(years: dict[int, Year]) -> None:
    found = Headship.objects.current().filter(season__in=years).select_related("participant__organisation")
    for headship in found.order_by("pk"):
        years[headship.season_id].leading.setdefault(headship.role, headship.participant)


def _hang_units(years: dict[int, Year], user: User) -> None:
    for unit in _units(user).filter(season__in=years).order_by("organisation__sort_key", "pk"):
        unit.season = years[unit.season_id].season
        years[unit.season_id].units.append(unit)


def _units(user: User) -> QuerySet[Participant]:
    led = Succession.objects.held_by(user, [Role.LEADER]).filter(ancestor=OuterRef("organisation"))
    signed = Signature.objects.filter(participant=OuterRef("pk"), text_hash=OuterRef("season__pact__frozen_hash"))
    longest = Extension.objects.filter(participant=OuterRef("pk")).order_by("-until")
    return (
        Participant.objects.staying()
        .select_related("organisation", "report")
        .annotate(
            own=Exists(Participant.objects.of(user).filter(pk=OuterRef("pk"))),
            led=Exists(led),
            signed=Exists(signed),
            has_targets=Exists(Target.objects.filter(participant=OuterRef("pk"))),
            unscored=Exists(_open_lines()),
            awaits_head=Exists(_unsupplied(Supplier.HEAD)),
            awaits_authority=Exists(_unsupplied(Supplier.AUTHORITY)),
            leaderless=~Exists(_leaders()),
            extended_until=Subquery(longest.values("until")[:1]),
        )
    )


def _open_lines() -> QuerySet[Criterion]:
    """Lines of the year's table for which the cluster's points do not stand yet, as `Leaf.is_verified` has it."""
    same = Score.objects.filter(
        report=OuterRef("report"), criterion=OuterRef("criterion"), kind=ScoreKind.SELF, points=OuterRef("points")
    )
    given = Score.objects.filter(report=OuterRef(OuterRef("report__pk")), criterion=OuterRef("pk"), kind=ScoreKind.HEAD)
    settled = given.filter(~Q(note="") | Exists(same))
    return Criterion.objects.filter(~Exists(settled), version=OuterRef("season__table")).exclude(rule_type="")


def _unsupplied(supplier: Supplier) -> QuerySet[Criterion]:
    """Lines of the year's table that the supplier has not entered for the unit."""
    given = Result.objects.filter(report=OuterRef(OuterRef("report__pk")), criterion=OuterRef("pk"))
    lines = Criterion.objects.filter(~Exists(given), version=OuterRef("season__table"), supplier=supplier)
    return lines.exclude(rule_type="")


def _leaders() -> QuerySet[Succession]:
    posts = Appointment.objects.current().filter(organisation=OuterRef("organisation"), role=Role.LEADER)
    return Succession.objects.filter(Exists(posts), ancestor=OuterRef("organisation"))


def _hang_nominations(years: dict[int, Year], user: User) -> None:
    """`barred` says that this person may not appraise it: having proposed it once, or working for the unit."""
    lines = AuditEntry.objects.filter(event=Event.NOMINATION_PROPOSED, subject_type=Nomination._meta.label)
    own = Participant.objects.of(user).filter(pk=OuterRef("participant"))
    found = Nomination.objects.filter(participant__season__in=years, state__in=OPEN_NOMINATIONS).annotate(
        barred=Q(proposed_by=user) | Exists(lines.filter(subject_id=OuterRef("pk"), actor=user)) | Exists(own)
    )
    for each in found.select_related("award", "participant__organisation").order_by("proposed_at", "pk"):
        years[each.participant.season_id].nominations.append(each)


def _hang_quotas(years: dict[int, Year]) -> None:
    taking = Nomination.objects.filter(
        participant__season=OuterRef("season"), award=OuterRef("award"), state__in=TAKING_A_PLACE
    )
    taken = taking.order_by().values("award").annotate(n=Count("pk")).values("n")
    found = Quota.objects.filter(season__in=years).annotate(taken=Coalesce(Subquery(taken), 0))
    for quota in found.select_related("award").order_by("award__position", "pk"):
        years[quota.season_id].quotas.append(quota)
