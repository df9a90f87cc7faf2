"""The open years that concern a person, with everything the list of tasks asks: eight queries, however many years.

The answers repeat in bulk what `clusters.queries.post` and the policies say for one thing; a test compares the two.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from awards.enums import TAKING_A_PLACE, NominationState
from awards.models import Nomination, Quota
from clusters import clock
from clusters.enums import (
    Event,
    HeadshipRole,
    PactState,
    Phase,
    ReportState,
    Role,
    ScoreKind,
    SignerCapacity,
    Supplier,
)
from clusters.models import (
    Appointment,
    AuditEntry,
    CommonTarget,
    Criterion,
    Extension,
    Headship,
    Meeting,
    PactAnnex,
    Participant,
    Pledge,
    RegulationVersion,
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
from clusters.queries import deadline, terms
from clusters.queries import period_report as period_reports
from clusters.queries.deadline import Deadline
from emulation.queries import letter as letters
from emulation.queries import meeting as meetings
from emulation.queries import regulation as regulations

OPEN_NOMINATIONS = [NominationState.PROPOSED, NominationState.RETURNED, NominationState.APPROVED]


@dataclass
class Year:
    """One open season as this person stands to it. Participants that left are not among the units."""

    season: Season
    due: dict[str, dt.datetime | None] = field(default_factory=dict)
    leading: dict[str, Participant] = field(default_factory=dict)
    terms: dict[str, Any] | None = None
    grace_until: dt.datetime | None = None
    units: list[Participant] = field(default_factory=list)
    nominations: list[Nomination] = field(default_factory=list)
    quotas: list[Quota] = field(default_factory=list)
    regulation: RegulationVersion | None = None
    meetings: list[Meeting] = field(default_factory=list)

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

    @property
    def awaits_witness(self) -> bool:
        """Whether the agreed pact names a witness that has not signed."""
        asked = self.pact_state == PactState.SIGNING and bool(self.season.pact.witness_body)
        return asked and not self.season.witnessed

    @property
    def registration_due(self) -> dt.datetime | None:
        """By when the registrations reach the authority; None where it has set no day."""
        return self.season.registration_window.due_at if hasattr(self.season, "registration_window") else None

    def with_registration(self, *states: str) -> list[Participant]:
        return [unit for unit in self.units if hasattr(unit, "registration") and unit.registration.state in states]

    def verifier_role(self, unit: Participant) -> str:
        """Head, deputy, or empty for the authority's official: the order of `post.verifies`."""
        if self.head and self.head.pk == unit.pk and terms.leaves_the_head_to_the_authority(self.terms):
            return ""
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

    def report_deadline(self, unit: Participant) -> Deadline:
        """Everybody's date, the unit's own later one, and the days of grace of the regulations."""
        return Deadline(self.due.get(Phase.SELF_SCORING), unit.extended_until, self.grace_until)

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
    years: list[Year]

    @cached_property
    def roles(self) -> set[str]:
        """Held today; asked only where nothing is due, to say why."""
        return set(Appointment.objects.current().of(self.person).values_list("role", flat=True))


def of(user: User) -> Board:
    """The open years the person can see; none for whoever holds no post today."""
    years = {season.pk: Year(season) for season in _seasons(user)}
    if years:
        _hang_phases(years)
        _hang_headships(years)
        _hang_units(years, user)
        _hang_nominations(years, user)
        _hang_quotas(years)
        _hang_regulations(years, user)
        for meeting in meetings.asking(years, user):
            years[meeting.season_id].meetings.append(meeting)
    return Board(user, list(years.values()))


def _seasons(user: User) -> QuerySet[Season]:
    leading = Headship.objects.current().held_by(user).filter(season=OuterRef("pk"))
    by_witness = Signature.objects.filter(capacity=SignerCapacity.WITNESS, pact__season=OuterRef("pk"))
    witnessed = by_witness.filter(text_hash=OuterRef("pact__frozen_hash"))
    return (
        Season.objects.open()
        .visible_to(user)
        .select_related("cluster__authority", "pact", "registration_window")
        .annotate(
            heads=Exists(leading.filter(role=HeadshipRole.HEAD)),
            deputises=Exists(leading.filter(role=HeadshipRole.DEPUTY)),
            official=Exists(_acting(user, Role.OFFICIAL)),
            administers=Exists(_acting(user, Role.ADMINISTRATOR)),
            witnessed=Exists(witnessed),
            sealed=Exists(Standing.objects.filter(season=OuterRef("pk"))),
            letters=letters.count(user),
        )
        .order_by("year", "cluster__sort_key", "pk")
    )


def _acting(user: User, role: Role) -> QuerySet[Succession]:
    return Succession.objects.held_by(user, [role]).filter(ancestor=OuterRef("cluster__authority"))


def _hang_phases(years: dict[int, Year]) -> None:
    grace = terms.Grace()
    counting = Subquery(deadline.lines().filter(pk=OuterRef("pk")).values("terms")[:1])
    lines = SeasonPhase.objects.filter(season__in=years).values_list("season", "phase", "due_at", counting)
    for pk, phase, due, stored in lines:
        years[pk].due[phase] = due
        years[pk].grace_until = grace.until(due, stored) or years[pk].grace_until


def _hang_headships(years: dict[int, Year]) -> None:
    standing = terms.standing("season__cluster", clock.today(), "season__ends_on")
    found = Headship.objects.current().filter(season__in=years).annotate(terms=standing)
    for headship in found.select_related("participant__organisation").order_by("pk"):
        years[headship.season_id].leading.setdefault(headship.role, headship.participant)
        years[headship.season_id].terms = headship.terms


def _hang_units(years: dict[int, Year], user: User) -> None:
    for unit in _units(user).filter(season__in=years).order_by("organisation__sort_key", "pk"):
        unit.season = years[unit.season_id].season
        years[unit.season_id].units.append(unit)


def _units(user: User) -> QuerySet[Participant]:
    signed = Signature.objects.filter(participant=OuterRef("pk"), text_hash=OuterRef("season__pact__frozen_hash"))
    annexes = PactAnnex.objects.standing().filter(participant=OuterRef("pk"))
    under_annex = Signature.objects.filter(annex__participant=OuterRef("pk"), annex__replaced_by__isnull=True)
    longest = Extension.objects.standing().filter(participant=OuterRef("pk")).order_by("-until")
    return (
        Participant.objects.staying()
        .select_related("organisation", "report", "registration")
        .annotate(
            own=Exists(Participant.objects.of(user).filter(pk=OuterRef("pk"))),
            led=Exists(Succession.objects.held_by(user, [Role.LEADER]).filter(ancestor=OuterRef("organisation"))),
            signed=Exists(signed),
            annex=Subquery(annexes.values("pk")[:1]),
            annex_signed=Exists(under_annex.filter(capacity=SignerCapacity.MEMBER)),
            annex_headed=Exists(under_annex.filter(capacity=SignerCapacity.HEAD)),
            lacks_pledges=Exists(_unpledged()),
            has_targets=Exists(Target.objects.filter(participant=OuterRef("pk"))),
            unscored=Exists(_open_lines()),
            awaits_head=Exists(_unsupplied(Supplier.HEAD)),
            awaits_authority=Exists(_unsupplied(Supplier.AUTHORITY)),
            leaderless=~Exists(_leaders()),
            sent_periods=Subquery(period_reports.undecided()),
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


def _unpledged() -> QuerySet[CommonTarget]:
    """Common targets of the year in which the unit has not pledged its part."""
    given = Pledge.objects.filter(common_target=OuterRef("pk"), participant=OuterRef(OuterRef("pk")))
    return CommonTarget.objects.filter(~Exists(given), pact__season=OuterRef("season")).exclude(measure="")


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


def _hang_regulations(years: dict[int, Year], user: User) -> None:
    """At the newest open year of each cluster."""
    newest = {year.season.cluster_id: year for year in sorted(years.values(), key=lambda each: each.season.year)}
    for each in regulations.consulted(newest, user):
        newest[each.regulation.cluster_id].regulation = each
