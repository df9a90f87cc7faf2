"""Plain factories: valid things, nothing surprising. They write rows, they do not walk the services."""

import datetime as dt
import itertools
from decimal import Decimal

from django.contrib.auth.hashers import MD5PasswordHasher

from awards.enums import AwardKind, AwardLevel, AwardSubject
from awards.models import Award, AwardDecision, Nomination, Quota
from clusters import canonical, clock
from clusters.enums import ClusterKind, FactKind, HeadshipRole, OrganisationKind, Phase, ReportState, Role, ScoreKind
from clusters.models import (
    Appointment,
    Cluster,
    Criterion,
    Decision,
    Fact,
    Headship,
    Membership,
    Organisation,
    Pact,
    Participant,
    Placing,
    Report,
    Score,
    ScoringTable,
    ScoringTableVersion,
    Season,
    SeasonPhase,
    Standing,
    Submission,
    Succession,
    User,
    Waiver,
    WorkedExample,
    WorkingDay,
)
from clusters.queries import scoring as scores
from clusters.queries import submission as submissions
from clusters.scoring import Problem

PASSWORD = "mat-khau-thu-nghiem"
# A salt long enough that a login does not hash anew, which would end the session.
_HASH = MD5PasswordHasher().encode(PASSWORD, "salt" * 6)
LONG_AGO = dt.date(2020, 1, 1)
_count = itertools.count(1)


def user(name: str = "", **fields) -> User:
    number = next(_count)
    defaults = {"username": f"person{number}", "email": f"person{number}@example.vn", "password": _HASH}
    return User.objects.create(**{**defaults, "name": name or f"Person {number}", **fields})


def organisation(name: str = "", kind: str = OrganisationKind.DEPARTMENT, **fields) -> Organisation:
    defaults = {"name": name or f"Sở {next(_count)}", "kind": kind, "valid_from": LONG_AGO}
    made = Organisation.objects.create(**{**defaults, **fields})
    Succession.objects.create(organisation=made, ancestor=made)
    return made


def authority(name: str = "", **fields) -> Organisation:
    fields = {"is_authority": True, "is_unit": False, **fields}
    return organisation(name or f"Bộ {next(_count)}", OrganisationKind.MINISTRY, **fields)


def appointment(person: User, place: Organisation, role: str, **fields) -> Appointment:
    return Appointment.objects.create(
        user=person, organisation=place, role=role, **{"from_on": LONG_AGO, "to_on": None, **fields}
    )


def appointed(place: Organisation, role: str, name: str = "") -> User:
    """A person who holds the role there."""
    person = user(name or f"{Role(role).value} {place.name}")
    appointment(person, place, role)
    return person


def decision(issuer: Organisation, **fields) -> Decision:
    number = next(_count)
    return Decision.objects.create(
        issuer=issuer, **{"number": f"{number}/QĐ", "on": LONG_AGO, "abstract": f"Decision {number}", **fields}
    )


def cluster(run_by: Organisation | None = None, **fields) -> Cluster:
    run_by = run_by or authority()
    defaults = {"kind": ClusterKind.CLUSTER, "name": f"Cụm {next(_count)}", "founded_on": LONG_AGO}
    return Cluster.objects.create(authority=run_by, founding_decision=decision(run_by), **{**defaults, **fields})


def membership(of_cluster: Cluster, member: Organisation, **fields) -> Membership:
    return Membership.objects.create(
        cluster=of_cluster,
        organisation=member,
        decision=of_cluster.founding_decision,
        **{"joined_on": of_cluster.founded_on, **fields},
    )


def scoring_table(owner: Organisation, *, published: bool = True, by: User | None = None) -> ScoringTableVersion:
    """Two groups of content (40 + 60) with four leaves, a bonus of at most 5 and a penalty of at most 5."""
    table = ScoringTable.objects.create(authority=owner, name=f"Bảng điểm {next(_count)}")
    stamp = {"published_at": clock.now(), "published_by": by or user()} if published else {}
    version = ScoringTableVersion.objects.create(table=table, number=1, effective_on=LONG_AGO, **stamp)
    one = criterion(version, "I", 40)
    criterion(version, "I.1", 20, "proportional", {}, parent=one, unit_of_measure="%")
    criterion(version, "I.2", 20, "yes_no", {}, parent=one)
    two = criterion(version, "II", 60)
    criterion(version, "II.1", 30, "count", {"points_each": "10"}, parent=two, unit_of_measure="mô hình")
    criterion(version, "II.2", 30, "deduction", {"per_case": "5"}, parent=two, unit_of_measure="lần")
    three = criterion(version, "III", 5, section="bonus")
    criterion(
        version, "III.1", 5, "count", {"points_each": "1"}, parent=three, section="bonus", unit_of_measure="sáng kiến"
    )
    four = criterion(version, "IV", 5, section="penalty")
    criterion(
        version, "IV.1", 5, "penalty_per_case", {"per_case": "1"}, parent=four, section="penalty", unit_of_measure="lần"
    )
    return version


def criterion(version: ScoringTableVersion, code: str, points, rule: str = "", parameters=None, **fields) -> Criterion:
    return Criterion.objects.create(
        version=version,
        code=code,
        text=f"Tiêu chí {code}",
        max_points=Decimal(points),
        rule_type=rule,
        parameters=parameters or {},
        **{"position": version.criteria.count() + 1, **fields},
    )


def waiver(version: ScoringTableVersion, problem: Problem, *, by: User | None = None, **fields) -> Waiver:
    """The problem explained by the regulation."""
    what = {"problem": problem.code, "at": problem.where, "values": dict(problem.values)}
    stamp = {"reason": "Theo Điều 3 của quy định", "waived_at": clock.now(), "waived_by": by or user()}
    return Waiver.objects.create(version=version, **{**what, **stamp, **fields})


def example(version: ScoringTableVersion, **fields) -> WorkedExample:
    """90 of 100 promised and an answer with yes: 18 + 20 points of `scoring_table`."""
    entries = {"I.1": {"inputs": {"actual": "90"}, "target": "100"}, "I.2": {"inputs": {"answer": True}}}
    said = {"name": f"Ví dụ {next(_count)}", "entries": entries, "expected": {"I": "38", "": "38"}}
    return WorkedExample.objects.create(version=version, **{"position": version.examples.count() + 1, **said, **fields})


def fact(of: Participant, kind: str = FactKind.MEETINGS_MISSED, value=1, *, by: User | None = None, **fields) -> Fact:
    stamp = {"recorded_at": clock.now(), "recorded_by": by or user()}
    what = {"participant": of, "kind": kind, "value": Decimal(value), "source": f"Hội nghị {next(_count)}"}
    return Fact.objects.create(**{**what, **stamp, **fields})


def working_day(**fields) -> WorkingDay:
    """A day off; each call names the next Monday of a far year."""
    day = dt.date(2029, 1, 1) + dt.timedelta(weeks=next(_count))
    return WorkingDay.objects.create(**{"day": day, "note": f"Nghỉ lễ {day:%d/%m}", **fields})


def season(of_cluster: Cluster | None = None, *, year: int = 0, phase: str = Phase.RUNNING, **fields) -> Season:
    """A season with its ten phase lines, none of them due."""
    of_cluster = of_cluster or cluster()
    year = year or clock.today().year
    made = Season.objects.create(
        cluster=of_cluster,
        year=year,
        phase=phase,
        **{"starts_on": dt.date(year, 1, 1), "ends_on": dt.date(year, 12, 31), **fields},
    )
    SeasonPhase.objects.bulk_create(SeasonPhase(season=made, phase=each) for each in Phase)
    return made


def participant(of_season: Season, unit: Organisation | None = None) -> Participant:
    unit = unit or organisation()
    membership(of_season.cluster, unit)
    return Participant.objects.create(season=of_season, organisation=unit, joined_on=of_season.starts_on)


def headship(who: Participant, role: str = HeadshipRole.HEAD, **fields) -> Headship:
    return Headship.objects.create(
        season=who.season, participant=who, role=role, **{"from_on": LONG_AGO, "to_on": None, **fields}
    )


def pact(of_season: Season, **fields) -> Pact:
    return Pact.objects.create(season=of_season, **{"theme": "Kỷ cương", "contents": "Nội dung", **fields})


def report(of: Participant, *, state: str = ReportState.DRAFT, by: User | None = None, **fields) -> Report:
    by = by or user()
    stamps: dict = {}
    if state != ReportState.DRAFT:
        stamps |= {"signed_at": clock.now(), "signed_by": by}
    if state == ReportState.ACCEPTED:
        stamps |= {"accepted_at": clock.now(), "accepted_by": by}
    if state == ReportState.RETURNED:
        stamps |= {"return_reason": "Thiếu minh chứng"}
    return Report.objects.create(participant=of, state=state, **{**stamps, **fields})


def score(of: Report, code: str, points, kind: str = ScoreKind.SELF, *, by: User | None = None, **fields) -> Score:
    line = Criterion.objects.get(version=of.participant.season.table_id, code=code)
    stamp = {"scored_at": clock.now(), "scored_by": by or user()}
    return Score.objects.create(report=of, criterion=line, kind=kind, points=Decimal(points), **{**stamp, **fields})


def submission(of: Report, *, by: User | None = None) -> Submission:
    """What is frozen when the report is sent now, with its true hash."""
    number, now = f"BC-{next(_count)}", clock.now()
    heading = {"number": number, "submitted_at": now.isoformat(timespec="seconds"), "is_late": False}
    content = submissions.content_of(of, scores.sheet_of(of), **heading)
    frozen = {"content": content, "content_hash": canonical.sha256(content)}
    return Submission.objects.create(report=of, number=number, submitted_at=now, submitted_by=by or user(), **frozen)


SELF_POINTS = {"I.1": 18, "I.2": 20, "II.1": 20, "II.2": 30, "III.1": 2, "IV.1": 1}


def scored_report(of: Participant, *, state: str = ReportState.ACCEPTED, head: bool = False, **points) -> Report:
    """A report with a self-score of 89 on the leaves of `scoring_table` unless `points` says otherwise ("I_1": 17).

    With `head`, the cluster gave the same.
    """
    made = report(of, state=state)
    given = SELF_POINTS | {name.replace("_", "."): value for name, value in points.items()}
    for code, value in given.items():
        for kind in [ScoreKind.SELF, ScoreKind.HEAD] if head else [ScoreKind.SELF]:
            score(made, code, value, kind)
    return made


def standing(of_season: Season, *, by: User | None = None, points=None) -> Standing:
    """A sealed ranking of all participants, in the order of `points` (default 100, 99, …)."""
    made = Standing.objects.create(
        season=of_season, manifest={}, hash="0" * 64, sealed_at=clock.now(), sealed_by=by or user()
    )
    for rank, each in enumerate(of_season.participants.order_by("pk"), start=1):
        value = points[each.pk] if points else Decimal(101 - rank)
        Placing.objects.create(standing=made, participant=each, points=value, rank=rank)
    return made


def award(code: str = "", **fields) -> Award:
    number = next(_count)
    defaults = {
        "name": f"Cờ thi đua {number}",
        "kind": AwardKind.TITLE,
        "subject": AwardSubject.COLLECTIVE,
        "level": AwardLevel.MINISTRY,
        "valid_from": LONG_AGO,
    }
    return Award.objects.create(code=code or f"award-{number}", **{**defaults, **fields})


def quota(of_season: Season, of_award: Award, places: int = 1) -> Quota:
    basis = decision(of_season.cluster.authority)
    return Quota.objects.create(season=of_season, award=of_award, places=places, basis=basis)


def nomination(who: Participant, for_award: Award, *, by: User | None = None, **fields) -> Nomination:
    return Nomination.objects.create(
        participant=who, award=for_award, proposed_at=clock.now(), proposed_by=by or user(), **fields
    )


def award_decision(issuer: Organisation, by: User | None = None, **fields) -> AwardDecision:
    made = decision(issuer, **fields)
    return AwardDecision.objects.create(decision=made, issued_at=clock.now(), issued_by=by or user())
