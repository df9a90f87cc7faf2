"""A cluster's year: opened once, moved phase by phase by its owners."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock, writing
from clusters.enums import PHASE_MOVES, Event, HeadshipRole, PactState, Phase, phase_reached
from clusters.errors import Conflict, Invalid, Stale
from clusters.models import (
    Cluster,
    Extension,
    Headship,
    Organisation,
    Pact,
    Participant,
    Report,
    ScoringTableVersion,
    Season,
    SeasonPhase,
    User,
)
from clusters.policies import cluster as cluster_policy
from clusters.policies import season as policy
from clusters.queries import deadline, duty, post
from clusters.queries import pact as pacts
from clusters.services import consideration, lock, notice
from clusters.services import fact as facts
from clusters.services import headship as headships
from clusters.services.period import PeriodLine, set_periods


@transaction.atomic
def open(
    cluster: Cluster,
    *,
    year: int,
    starts_on: dt.date,
    ends_on: dt.date,
    by: User,
    table: ScoringTableVersion | None = None,
    due: Mapping[Phase, dt.datetime] | None = None,
    lead: Mapping[HeadshipRole, Organisation] | None = None,
    periods: Sequence[PeriodLine] = (),
    **provenance: str,
) -> Season:
    """Open the year: participants are the members on the first day (or the founding day), `lead` heads from then on."""
    cluster = Cluster.objects.select_for_update(of=("self",)).select_related("authority").get(pk=cluster.pk)
    cluster_policy.may_change_cluster(by, cluster).require()
    _refuse_year(cluster, year, starts_on, ends_on)
    what = {"year": year, "starts_on": starts_on, "ends_on": ends_on, "table": _usable(table), **provenance}
    season = Season.objects.create(cluster=cluster, **what)
    _line_up(season, due or {}, by)
    audit.record(Event.SEASON_OPENED, season, by=by, after={"year": year, "participants": season.participants.count()})
    facts.gather(season, by=by)
    _begin(season, lead or {}, periods, by)
    _tell(Event.SEASON_OPENED, season, post.people_of_season(season))
    return season


@transaction.atomic
def advance(season: Season, *, by: User, reason: str = "", seen: Phase | None = None) -> Season:
    """Move on to the next phase that was not skipped. Open duties need a reason; the trail keeps both. `seen` is the
    phase that the person was looking at: whoever comes second is told, and does not move the year once more."""
    season = lock.season(season)
    _refuse_moved(season, seen)
    policy.may_advance_season(by, season).require()
    duties = duty.open_duties(season)
    if duties and not reason.strip():
        raise Conflict(" ".join([_("Move on with a reason, or finish first:"), *duties]))
    skipped = set(season.phases.filter(skipped_at__isnull=False).values_list("phase", flat=True))
    goal = policy.next_phase(season, skipped)
    if goal is None or goal not in PHASE_MOVES[Phase(season.phase)]:
        raise Conflict(_("There is no further phase."))
    return _enter(season, goal, by, reason.strip(), duties)


@transaction.atomic
def skip(season: Season, phase: Phase, *, reason: str, by: User) -> Season:
    """Leave out a phase still to come, with the reason that its line will show."""
    season = lock.season(season)
    policy.may_skip_phase(by, season, phase).require()
    if not reason.strip():
        raise Invalid({"reason": _("Say why the phase is skipped.")})
    changed = season.phases.filter(phase=phase, skipped_at__isnull=True).update(
        skipped_at=clock.now(), skipped_by=by, skip_reason=reason.strip()
    )
    if not changed:
        raise Conflict(_("This phase is already skipped."))
    audit.record(Event.SEASON_PHASE_SKIPPED, season, by=by, after={"phase": str(phase)}, reason=reason.strip())
    return season


@transaction.atomic
def set_due(
    season: Season,
    due: Mapping[Phase, dt.datetime | None],
    *,
    by: User,
    seen: Mapping[Phase, dt.datetime | None] | None = None,
) -> Season:
    """Set the moments by which phases are due. They mark lateness; they do not move the season.

    With `seen`, the moments the person was looking at, only what differs from them is written, and Stale is raised
    where a colleague has meanwhile set something else.
    """
    season = lock.season(season)
    policy.may_arrange_season(by, season).require()
    standing = {Phase(line.phase): line.due_at for line in season.phases.all()}
    wanted = due if seen is None else {phase: moment for phase, moment in due.items() if moment != seen.get(phase)}
    changed = [phase for phase, moment in wanted.items() if standing[phase] != moment]
    _refuse_overwriting(standing, changed, seen)
    for phase in changed:
        season.phases.filter(phase=phase).update(due_at=due[phase])
    if changed:
        before, after = ({str(phase): _iso(moments[phase]) for phase in changed} for moments in (standing, due))
        audit.record(Event.SEASON_DEADLINE_SET, season, by=by, before=before, after=after)
        facts.push_lateness(season, by=by)
    return season


@transaction.atomic
def set_headship(
    season: Season, participant: Participant, *, role: HeadshipRole, from_on: dt.date, by: User, **provenance: str
) -> Headship:
    """From that day the participant is head (or deputy); whoever was before is so until the day before."""
    season = lock.season(season)
    policy.may_arrange_season(by, season).require()
    return headships.begin(season, participant, role=role, from_on=from_on, by=by, **provenance)


@transaction.atomic
def assign_table(season: Season, version: ScoringTableVersion, *, by: User) -> Season:
    """Give the year its scoring table: a published version of the same authority."""
    season = lock.season(season)
    policy.may_assign_table(by, season).require()
    season.table = _usable(version)
    season.save(update_fields=["table"])
    audit.record(Event.SEASON_TABLE_ASSIGNED, season, by=by, after={"table": str(version), "version": version.pk})
    return season


@transaction.atomic
def extend(participant: Participant, *, until: dt.datetime, reason: str, by: User) -> Extension:
    """More time for one unit's report, until a moment in the future, with a reason."""
    season = participant.season = lock.season(participant.season)
    policy.may_extend(by, participant).require()
    problems = {}
    if until <= clock.now():
        problems["until"] = _("Choose a moment in the future.")
    elif (asked_for := deadline.of_participant(participant).asked_for) and until <= asked_for:
        sentence = _("The unit has time until {moment} already. Choose a later moment.")
        problems["until"] = sentence.format(moment=writing.moment(asked_for))
    if not reason.strip():
        problems["reason"] = _("Say why this unit gets more time.")
    if problems:
        raise Invalid(problems)
    granted = {"granted_at": clock.now(), "granted_by": by}
    extension = Extension.objects.create(participant=participant, until=until, reason=reason.strip(), **granted)
    unit = participant.organisation
    after = {"unit": unit.name, "until": _iso(until)}
    audit.record(Event.SEASON_EXTENDED, season, by=by, after=after, reason=reason, organisation_id=unit.pk)
    facts.push_lateness(season, by=by)
    last_moment = f"{until.astimezone(clock.ZONE):%H:%M %d/%m/%Y}"
    _tell(Event.SEASON_EXTENDED, season, post.people_of(unit), unit=unit.name, until=last_moment)
    return extension


def _enter(season: Season, phase: Phase, by: User, reason: str, left_open: list[str]) -> Season:
    left = Phase(season.phase)
    before, season.phase = {"phase": left}, phase
    season.save(update_fields=["phase"])
    season.phases.filter(phase=phase).update(entered_at=clock.now(), entered_by=by)
    after = {"phase": str(phase), **({"left_open": left_open} if left_open else {})}
    audit.record(Event.SEASON_PHASE_MOVED, season, by=by, before=before, after=after, reason=reason)
    if phase_reached(phase, Phase.RUNNING) and not phase_reached(left, Phase.RUNNING):
        _record_signatures(season, left == Phase.PACT, by)
    if phase_reached(phase, Phase.MEETING) and not phase_reached(left, Phase.MEETING) and _was_asked_to_report(season):
        consideration.leave_out(season, reason=reason, by=by)
    if phase_reached(left, Phase.SELF_SCORING):
        facts.push_lateness(season, by=by)
    everybody = [*post.people_of_season(season), *post.officials_of(season)]
    _tell(Event.SEASON_PHASE_MOVED, season, everybody, phase=str(phase.label))
    return season


def _refuse_moved(season: Season, seen: Phase | None) -> None:
    if seen and seen != season.phase:
        sentence = _("A colleague has moved the year on meanwhile: it is now in the phase “{phase}”. Look at it again.")
        raise Conflict(sentence.format(phase=season.get_phase_display()))


def _was_asked_to_report(season: Season) -> bool:
    """A year that left self-scoring out asked nobody for a report: that none came says nothing of a unit."""
    return season.phases.filter(phase=Phase.SELF_SCORING, skipped_at__isnull=True).exists()


def _record_signatures(season: Season, was_asked: bool, by: User) -> None:
    """A year that left the pact out, or never agreed its text, asked nobody: of who did not sign, nothing is known."""
    pact = Pact.objects.select_related("season").exclude(state=PactState.DRAFT).filter(season=season).first()
    found = pacts.signatories(pact) if pact else []
    signed = [(each.participant, each.signature is not None) for each in found]
    if pact:
        facts.push_signatures(pact, [one for one in signed if was_asked or one[1]], by=by)


def _refuse_year(cluster: Cluster, year: int, starts_on: dt.date, ends_on: dt.date) -> None:
    if cluster.seasons.filter(year=year).exists():
        raise Invalid({"year": _("The year {year} is already open for this cluster.").format(year=year)})
    if starts_on.year != year:
        sentence = _("The year {year} begins on a day of {year}. Choose such a day, or mend the year.")
        raise Invalid({"starts_on": sentence.format(year=year)})
    if ends_on <= starts_on:
        raise Invalid({"ends_on": _("The year must end after it starts.")})


def _refuse_overwriting(standing: Mapping, changed: Iterable[Phase], seen: Mapping | None) -> None:
    theirs = {
        str(phase): standing[phase] for phase in changed if seen is not None and standing[phase] != seen.get(phase)
    }
    if theirs:
        sentence = _("A colleague set deadlines while you were writing. Compare both and set them again.")
        raise Stale(sentence, theirs=theirs, seen=dict(standing))


def _tell(event: Event, season: Season, people: Iterable[User], **values: str) -> None:
    notice.tell(event, season, to=people, path=reverse("season", args=[season.pk]), season=str(season), **values)


def _line_up(season: Season, due: Mapping[Phase, dt.datetime], by: User) -> None:
    entry = {"entered_at": clock.now(), "entered_by": by}
    SeasonPhase.objects.bulk_create(
        SeasonPhase(season=season, phase=phase, due_at=due.get(phase), **(entry if phase == Phase.PREPARING else {}))
        for phase in Phase
    )
    _freeze_participants(season)


def _begin(season: Season, lead: Mapping[HeadshipRole, Organisation], periods: Sequence[PeriodLine], by: User) -> None:
    _set_lead(season, lead, by)
    if periods:
        set_periods(season, periods, by=by)


def _set_lead(season: Season, lead: Mapping[HeadshipRole, Organisation], by: User) -> None:
    """Of head and deputy that were merged into one after their election the head remains."""
    for role, unit in lead.items():
        participant = post.standing_for(season, unit)
        if participant is None:
            raise Invalid({str(role): _("{unit} does not take part in this year.").format(unit=unit)})
        if not season.headships.filter(participant=participant).exists():
            set_headship(season, participant, role=role, from_on=participant.joined_on, by=by)


def _freeze_participants(season: Season) -> None:
    day = max(season.starts_on, season.cluster.founded_on)
    found = season.cluster.memberships.on(day).select_related("organisation").order_by("organisation__sort_key")
    members = [each.organisation for each in found]
    _refuse_members(members, day)
    Participant.objects.bulk_create(Participant(season=season, organisation=each, joined_on=day) for each in members)
    Report.objects.bulk_create(Report(participant=each) for each in season.participants.order_by("pk"))
    Pact.objects.create(season=season)


def _refuse_members(members: list[Organisation], day: dt.date) -> None:
    """Who was merged keeps its place in the cluster until a decision says who takes it."""
    if not members:
        raise Invalid({"starts_on": _("The cluster has no members on {day:%d/%m/%Y}.").format(day=day)})
    gone = [each for each in members if each.valid_to and each.valid_to < day]
    if gone:
        sentence = _("{units} no longer exists on {day:%d/%m/%Y}. Let it leave the cluster, and take its successor in.")
        raise Invalid({"starts_on": sentence.format(units=", ".join(str(each) for each in gone), day=day)})


def _usable(version: ScoringTableVersion | None) -> ScoringTableVersion | None:
    if version is not None and version.published_at is None:
        raise Invalid({"table": _("The scoring table must be published first.")})
    return version


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.astimezone(clock.ZONE).isoformat() if moment else None
