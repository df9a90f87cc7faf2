"""Plain factories: valid things, nothing surprising. They write rows, they do not walk the services."""

import datetime as dt
import itertools
from decimal import Decimal

from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.files.base import ContentFile

from awards.enums import AwardKind, AwardLevel, AwardSubject, RegistrationState
from awards.models import (
    Award,
    AwardDecision,
    Consolidation,
    Nomination,
    Quota,
    Registration,
    RegistrationLine,
    RegistrationSending,
    RegistrationWindow,
    TemplateQuota,
)
from clusters import canonical, clock, targeting
from clusters.enums import (
    ClusterKind,
    DocumentKind,
    ExemplarKind,
    ExemplarState,
    FactKind,
    HeadshipRole,
    Measure,
    MovementState,
    OrganisationKind,
    Phase,
    RegulationState,
    ReportState,
    Role,
    ScoreKind,
    TargetKind,
)
from clusters.models import (
    Activity,
    ActivityFile,
    ActivityUnit,
    Answer,
    AnswerVersion,
    Appointment,
    Attendance,
    CalendarFeed,
    Cluster,
    ClusterTenure,
    CommonTarget,
    Conclusion,
    Contribution,
    ContributionClosing,
    ContributionPlan,
    CoordinationProgramme,
    Criterion,
    Decision,
    Document,
    DocumentVersion,
    Evidence,
    EvidenceFile,
    Exemplar,
    ExemplarStage,
    Expense,
    Fact,
    Headship,
    InformationReply,
    InformationReplyVersion,
    InformationRequest,
    Meeting,
    MeetingDocument,
    Membership,
    Minutes,
    MinutesDraft,
    Movement,
    MovementContent,
    MovementPraise,
    MovementProgress,
    MovementResponse,
    Organisation,
    Pact,
    Participant,
    Period,
    PeriodEvidence,
    PeriodReport,
    PeriodResult,
    PeriodSubmission,
    Placing,
    Pledge,
    ProgrammePartner,
    ProgrammeResult,
    Proposal,
    Question,
    Regulation,
    RegulationAdoption,
    RegulationAnswer,
    RegulationComment,
    RegulationVersion,
    Report,
    Score,
    ScoringTable,
    ScoringTableVersion,
    Season,
    SeasonPhase,
    SeasonTemplate,
    SharedStatistic,
    Standing,
    StoredFile,
    Submission,
    Succession,
    Target,
    TemplatePeriod,
    TemplatePhase,
    TemplateUse,
    User,
    Waiver,
    WorkedExample,
    WorkingDay,
)
from clusters.queries import calendar_feed as feeds
from clusters.queries import period_report as period_reports
from clusters.queries import scoring as scores
from clusters.queries import submission as submissions
from clusters.queries import target as target_kinds
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
    kind = fields.pop("kind", OrganisationKind.MINISTRY)
    return organisation(name or f"Bộ {next(_count)}", kind, **fields)


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


def stored_file(by, content: bytes = b"%PDF-1.4 thu nghiem") -> StoredFile:
    file = StoredFile(
        sha256="a" * 64,
        size=len(content),
        content_type="application/pdf",
        original_name="quyet-dinh.pdf",
        stored_at=clock.now(),
        stored_by=by,
    )
    file.content.save("x", ContentFile(content), save=False)
    file.save()
    return file


def evidence_file(of: Participant, *, by: User | None = None, **fields) -> EvidenceFile:
    """A file of its own in the library of the unit's year, declared."""
    by, now = by or user(), clock.now()
    told = {"stored": stored_file(by), "sha256": f"{next(_count):064x}", "name": "quyet-dinh.pdf"}
    stamps = {"added_at": now, "added_by": by, "declared_at": now, "declared_by": by}
    return EvidenceFile.objects.create(participant=of, **{**told, **stamps, **fields})


def evidence(of: Report, criterion: Criterion, *, by: User | None = None, **fields) -> Evidence:
    """A file of its own, cited for this line."""
    stamps = {"added_at": clock.now(), "added_by": by or user()}
    file = fields.pop("file", None) or evidence_file(of.participant, by=stamps["added_by"])
    return Evidence.objects.create(report=of, criterion=criterion, file=file, **{**stamps, **fields})


def cluster(run_by: Organisation | None = None, **fields) -> Cluster:
    run_by = run_by or authority()
    defaults = {"kind": ClusterKind.CLUSTER, "name": f"Cụm {next(_count)}", "founded_on": LONG_AGO}
    made = Cluster.objects.create(authority=run_by, founding_decision=decision(run_by), **{**defaults, **fields})
    tenure(made)
    return made


def tenure(of_cluster: Cluster, **fields) -> ClusterTenure:
    """Its authority runs it from its founding on."""
    days = {"organisation": of_cluster.authority, "from_on": of_cluster.founded_on}
    basis = of_cluster.founding_decision
    return ClusterTenure.objects.create(cluster=of_cluster, decision=basis, **{**days, **fields})


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


def period(of_season: Season, kind: str, number: int, *, opens_on: dt.date | None = None, **fields) -> Period:
    """Open for nine days from the first day of the season unless told otherwise."""
    opens_on = opens_on or of_season.starts_on
    due_at = clock.moment(opens_on.year, opens_on.month, opens_on.day, 17) + dt.timedelta(days=9)
    return Period.objects.create(
        season=of_season, kind=kind, number=number, opens_on=opens_on, **{"due_at": due_at, **fields}
    )


def asked_each(of: Season, kind: str, *codes: str, derived: str = "sum") -> None:
    """Lines of the year's table that are reported for periods too."""
    of.table.criteria.filter(code__in=codes).update(reported=kind, derived=derived)


def period_report(
    of: Participant, each: Period, *, state: str = "draft", by: User | None = None, **fields
) -> PeriodReport:
    """With the moment, the person and the reason that its state asks for."""
    if state == "accepted":
        fields = {"accepted_at": clock.now(), "accepted_by": by or user(), **fields}
    if state == "returned":
        fields = {"return_reason": "Sửa lại số liệu", **fields}
    return PeriodReport.objects.create(participant=of, period=each, state=state, **fields)


def period_result(of: PeriodReport, code: str, inputs: dict, *, by: User | None = None, **fields) -> PeriodResult:
    line = of.participant.season.table.criteria.get(code=code)
    stamp = {"updated_at": clock.now(), "updated_by": by or user()}
    return PeriodResult.objects.create(report=of, criterion=line, inputs=inputs, **{**stamp, **fields})


def period_evidence(of: PeriodReport, criterion: Criterion, *, by: User | None = None, **fields) -> PeriodEvidence:
    """A file of its own, cited for this line of the period."""
    stamps = {"added_at": clock.now(), "added_by": by or user()}
    file = fields.pop("file", None) or evidence_file(of.participant, by=stamps["added_by"])
    return PeriodEvidence.objects.create(report=of, criterion=criterion, file=file, **{**stamps, **fields})


def period_submission(of: PeriodReport, *, by: User | None = None, **fields) -> PeriodSubmission:
    content = period_reports.content_of(of, period_reports.lines_of(of), number=f"BCK-{next(_count)}")
    stamp = {"submitted_at": clock.now(), "submitted_by": by or user(), "content_hash": canonical.sha256(content)}
    return PeriodSubmission.objects.create(report=of, number=content["number"], content=content, **stamp, **fields)


def season_template(of: Organisation, *, state: str = "in_force", by: User | None = None, **fields) -> SeasonTemplate:
    """A calendar year whose pact is due on 31 March, its submission on 28 February of the next year; no cross-check."""
    by = by or user()
    stamps: dict = {} if state == "draft" else {"in_force_at": clock.now(), "in_force_by": by}
    if state == "retired":
        stamps |= {"retired_at": clock.now(), "retired_by": by}
    said = {"name": f"Mẫu năm {next(_count)}", "kind": "calendar", "starts_on": dt.date(2000, 1, 1), "state": state}
    made = SeasonTemplate.objects.create(authority=of, **{**said, **stamps, **fields})
    due = {Phase.PACT: clock.moment(2000, 3, 31, 17), Phase.SUBMITTED: clock.moment(2001, 2, 28, 17)}
    TemplatePhase.objects.bulk_create(TemplatePhase(template=made, phase=p, due_at=at) for p, at in due.items())
    TemplatePhase.objects.create(template=made, phase=Phase.CROSS_CHECKING, left_out="Không chấm chéo")
    return made


def template_period(of: SeasonTemplate, kind: str, number: int, month: int = 1, **fields) -> TemplatePeriod:
    """Open for nine days from the first of the month."""
    days = {"opens_on": dt.date(2000, month, 1), "due_at": clock.moment(2000, month, 10, 17)}
    return TemplatePeriod.objects.create(template=of, kind=kind, number=number, **{**days, **fields})


def template_use(of: SeasonTemplate, season: Season) -> TemplateUse:
    stamp = {"opened_at": clock.now(), "opened_by": user()}
    return TemplateUse.objects.create(template=of, season=season, version=of.version, **stamp)


def calendar_feed(of: User, key: str, **fields) -> CalendarFeed:
    return CalendarFeed.objects.create(user=of, key_hash=feeds.digest(key), made_at=clock.now(), **fields)


def meeting(of_season: Season, *, state: str = "planned", by: User | None = None, **fields) -> Meeting:
    """A closing conference at ten days' notice; from its calling on every participant is invited (quorum 2/3)."""
    by, now = by or user(), clock.now()
    stamps: dict = {"quorum_of": "2/3"} if state != "planned" else {}
    for name in ("called", "opened", "closed")[: ("planned", "called", "open", "closed").index(state)]:
        stamps |= {f"{name}_at": now, f"{name}_by": by}
    said = {"kind": "closing", "title": f"Hội nghị {next(_count)}", "place": "Đồng Hới"}
    said |= {"starts_at": now + dt.timedelta(days=10), "state": state}
    made = Meeting.objects.create(season=of_season, **{**said, **stamps, **fields})
    if state != "planned":
        Attendance.objects.bulk_create(Attendance(meeting=made, participant=p) for p in of_season.participants.all())
    return made


def proposal(of_meeting: Meeting, who: Participant, *, state: str = "made", **fields) -> Proposal:
    """To the head; answered with something to be done in ten days where it is followed up."""
    by, now = user(), clock.now()
    said: dict = {"text": f"Kiến nghị {next(_count)}", "addressee": "head", "made_at": now, "made_by": by}
    if state != "made":
        said |= {"answer": "Đồng ý", "answered_at": now, "answered_by": by}
    if state == "followed":
        said |= {"follow_up": "Gửi văn bản", "due_on": clock.today() + dt.timedelta(days=10)}
    return Proposal.objects.create(meeting=of_meeting, participant=who, state=state, **{**said, **fields})


def conclusion(of_meeting: Meeting, **fields) -> Conclusion:
    place = of_meeting.conclusions.count() + 1
    said = {"position": place, "text": f"Kết luận {place}", "recorded_at": clock.now(), "recorded_by": user()}
    return Conclusion.objects.create(meeting=of_meeting, **{**said, **fields})


def meeting_document(of_meeting: Meeting, **fields) -> MeetingDocument:
    by = user()
    said = {"title": f"Tài liệu {next(_count)}", "file": stored_file(by), "added_at": clock.now(), "added_by": by}
    return MeetingDocument.objects.create(meeting=of_meeting, **{**said, **fields})


def minutes_draft(of_meeting: Meeting, text: str = "Biên bản", **fields) -> MinutesDraft:
    stamp = {"written_at": clock.now(), "written_by": user()}
    return MinutesDraft.objects.create(meeting=of_meeting, text=text, **{**stamp, **fields})


def minutes(of_meeting: Meeting, text: str = "Biên bản", **fields) -> Minutes:
    """Adopted, with the true hash of its text."""
    signed = {"chaired_by": "Chủ trì", "secretary": "Thư ký", "adopted_at": clock.now(), "adopted_by": user()}
    return Minutes.objects.create(meeting=of_meeting, text=text, hash=canonical.sha256(text), **{**signed, **fields})


def participant(of_season: Season, unit: Organisation | None = None) -> Participant:
    unit = unit or organisation()
    membership(of_season.cluster, unit)
    return Participant.objects.create(season=of_season, organisation=unit, joined_on=of_season.starts_on)


def headship(who: Participant, role: str = HeadshipRole.HEAD, **fields) -> Headship:
    return Headship.objects.create(
        season=who.season, participant=who, role=role, **{"from_on": LONG_AGO, "to_on": None, **fields}
    )


def activity(of_season: Season, **fields) -> Activity:
    """A gratitude visit of today, planned."""
    said = {"kind": "gratitude", "title": f"Hoạt động {next(_count)}", "place": "Vinh", "starts_on": clock.today()}
    said |= {"ends_on": fields.get("starts_on") or clock.today()}
    return Activity.objects.create(season=of_season, **{**said, **fields})


def activity_unit(of: Activity, who: Participant, *, comes: bool = True) -> ActivityUnit:
    said = {"said_at": clock.now(), "said_by": user()}
    return ActivityUnit.objects.create(activity=of, participant=who, comes=comes, **said)


def activity_file(of: Activity) -> ActivityFile:
    by = user()
    return ActivityFile.objects.create(activity=of, file=stored_file(by), added_at=clock.now(), added_by=by)


def contribution_plan(of_season: Season, amount: int = 5_000_000, **fields) -> ContributionPlan:
    said = {"basis": "Nghị quyết hội nghị triển khai", "amount": amount, "due_on": clock.today()}
    return ContributionPlan.objects.create(season=of_season, **{**said, **fields})


def contribution(of: Participant, amount: int = 2_000_000, **fields) -> Contribution:
    stamp = {"recorded_at": clock.now(), "recorded_by": user(), "paid_on": clock.today()}
    return Contribution.objects.create(participant=of, amount=amount, **{**stamp, **fields})


def expense(of_season: Season, amount: int = 1_000_000, **fields) -> Expense:
    said = {"purpose": "conference", "text": f"Nước uống {next(_count)}", "spent_on": clock.today()}
    stamp = {"recorded_at": clock.now(), "recorded_by": user()}
    return Expense.objects.create(season=of_season, amount=amount, **{**said, **stamp, **fields})


def contribution_closing(of_season: Season, **fields) -> ContributionClosing:
    """Of an account with one unit that has paid all."""
    units = [{"unit": "Sở A", "owed": "5", "paid": "5"}]
    figures = {"units": units, "expenses": [{"purpose": "other", "amount": "3"}], "owed": "5", "received": "5"}
    figures |= {"spent": "3", "balance": "2"}
    said = {"figures": figures, "hash": canonical.sha256(figures), "received": 5, "spent": 3}
    stamp = {"closed_at": clock.now(), "closed_by": user(), "number": of_season.contribution_closings.count() + 1}
    return ContributionClosing.objects.create(season=of_season, **{**said, **stamp, **fields})


def programme(of_cluster: Cluster, lead: Organisation, *, state: str = "draft", **fields) -> CoordinationProgramme:
    """Running since long ago, without an end."""
    said = {"title": f"Chương trình phối hợp {next(_count)}", "contents": "Trao đổi nghiệp vụ", "starts_on": LONG_AGO}
    stamps = {} if state == "draft" else {"agreed_at": clock.now(), "agreed_by": user()}
    return CoordinationProgramme.objects.create(
        cluster=of_cluster, lead=lead, state=state, **{**said, **stamps, **fields}
    )


def programme_partner(of: CoordinationProgramme, unit: Organisation, *, confirms=None) -> ProgrammePartner:
    """Asked; with `confirms` it has answered."""
    stamps: dict = {} if confirms is None else {"answered_at": clock.now(), "answered_by": user()}
    why = "Không đủ người" if confirms is False else ""
    return ProgrammePartner.objects.create(programme=of, organisation=unit, confirms=confirms, reason=why, **stamps)


def programme_result(of: CoordinationProgramme, year: Season, **fields) -> ProgrammeResult:
    """The next version of the year's result."""
    number = of.results.filter(season=year).count() + 1
    said = {"text": "Hai hội nghị kết nối", "reason": "Bổ sung số liệu" if number > 1 else ""}
    stamp = {"entered_at": clock.now(), "entered_by": user(), "number": number}
    return ProgrammeResult.objects.create(programme=of, season=year, **{**said, **stamp, **fields})


def pact(of_season: Season, **fields) -> Pact:
    return Pact.objects.create(season=of_season, **{"theme": "Kỷ cương", "contents": "Nội dung", **fields})


REGULATION_TEXT = """Chương I. Quy định chung
Điều 1. Phạm vi
Quy chế này quy định hoạt động của cụm.
Điều 2. Hội nghị
Hội nghị họp khi có đủ số thành viên dự."""


def regulation(of_cluster: Cluster | None = None, **fields) -> Regulation:
    """Of a cluster, or with `authority` a model."""
    owner = {"cluster": of_cluster, "authority": of_cluster.authority} if of_cluster else {}
    return Regulation.objects.create(**{"name": f"Quy chế {next(_count)}", **owner, **fields})


def regulation_version(
    of: Regulation, *, state: str = RegulationState.DRAFT, by: User | None = None, **fields
) -> RegulationVersion:
    """Its next version, in that state."""
    by = by or user()
    stamps: dict = {"drafted_at": clock.now(), "drafted_by": by}
    if state in (RegulationState.CONSULTING, RegulationState.ADOPTED):
        stamps |= {"consulted_at": clock.now(), "consulted_by": by, "comments_until": clock.today()}
    if state == RegulationState.WITHDRAWN:
        stamps |= {"withdrawn_at": clock.now(), "withdrawn_by": by}
    number = of.versions.count() + 1
    said = {"number": number, "state": state, "text": REGULATION_TEXT, **stamps, **fields}
    return RegulationVersion.objects.create(regulation=of, **said)


def regulation_comment(of: RegulationVersion, unit: Organisation, *, by: User | None = None, **fields):
    stamp = {"written_at": clock.now(), "written_by": by or user(), "text": f"Ý kiến {next(_count)}"}
    return RegulationComment.objects.create(version=of, organisation=unit, **{**stamp, **fields})


def regulation_answer(to: RegulationComment, *, by: User | None = None, **fields) -> RegulationAnswer:
    stamp = {"answered_at": clock.now(), "answered_by": by or user(), "outcome": "accepted"}
    return RegulationAnswer.objects.create(comment=to, **{**stamp, **fields})


def regulation_adoption(of: RegulationVersion, *, by: User | None = None, **fields) -> RegulationAdoption:
    """In force since long ago, with the terms of the version."""
    stamp = {"recorded_at": clock.now(), "recorded_by": by or user(), "hash": canonical.sha256(of.text)}
    said = {"text": of.text, "terms": of.terms, "adopted_on": LONG_AGO, "in_force_on": LONG_AGO}
    return RegulationAdoption.objects.create(version=of, **{**said, **stamp, **fields})


def terms(of_cluster: Cluster, *, since: dt.date = LONG_AGO, **values) -> RegulationAdoption:
    """The cluster works by these terms from that day: `terms(cluster, grace_days=3)`; each is of article 2."""
    found = Regulation.objects.filter(cluster=of_cluster).first() or regulation(of_cluster)
    stored = {key: {"value": value, "article": "2"} for key, value in values.items()}
    version = regulation_version(found, state=RegulationState.ADOPTED, terms=stored)
    return regulation_adoption(version, adopted_on=since, in_force_on=since)


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


def template_quota(of: SeasonTemplate, of_award: Award, places: int = 1) -> TemplateQuota:
    return TemplateQuota.objects.create(template=of, award=of_award, places=places)


def nomination(who: Participant, for_award: Award, *, by: User | None = None, **fields) -> Nomination:
    return Nomination.objects.create(
        participant=who, award=for_award, proposed_at=clock.now(), proposed_by=by or user(), **fields
    )


def award_decision(issuer: Organisation, by: User | None = None, **fields) -> AwardDecision:
    made = decision(issuer, **fields)
    return AwardDecision.objects.create(decision=made, issued_at=clock.now(), issued_by=by or user())


def registration(of: Participant, *, state: str = RegistrationState.SENT, by: User | None = None) -> Registration:
    """A sheet without lines; with its first sending unless it is a draft."""
    made = Registration.objects.create(participant=of, state=state, version=1)
    if state != RegistrationState.DRAFT:
        registration_sending(made, by=by)
    return made


def registration_sending(sheet: Registration, *, by: User | None = None, **fields) -> RegistrationSending:
    number = sheet.sendings.count() + 1
    stamp = {"reason": f"Lý do {number}", "content_hash": "0" * 64, "sent_at": clock.now(), "sent_by": by or user()}
    return RegistrationSending.objects.create(registration=sheet, number=number, **{**stamp, **fields})


def registration_line(sheet: Registration, of_award: Award, name: str = "", **fields) -> RegistrationLine:
    """Sent with the first sending, where there is one."""
    number = sheet.lines.count() + 1
    said = {"name": name or f"Cá nhân {next(_count)}", "added_in": sheet.sendings.order_by("number").first()}
    return RegistrationLine.objects.create(registration=sheet, number=number, award=of_award, **{**said, **fields})


def exemplar(of: Participant, *, state: str = ExemplarState.IDENTIFIED, **fields) -> Exemplar:
    """A new way of working that stands at this stage."""
    told = {"kind": ExemplarKind.MODEL, "name": "Mô hình thử", "description": "Cách làm", "state": state}
    made = Exemplar.objects.create(participant=of, **{**told, **fields})
    stamp = {"recorded_at": clock.now(), "recorded_by": user()}
    ExemplarStage.objects.create(exemplar=made, state=state, on=clock.today(), text="Phát hiện", **stamp)
    return made


def registration_window(of_season: Season, *, by: User | None = None, **fields) -> RegistrationWindow:
    """Open for a month."""
    stamp = {"due_at": clock.now() + dt.timedelta(days=30), "set_at": clock.now(), "set_by": by or user()}
    return RegistrationWindow.objects.create(season=of_season, **{**stamp, **fields})


def consolidation(of_season: Season, *, by: User | None = None) -> Consolidation:
    """One more sending of the head, of no sheet."""
    content = {"season": str(of_season), "units": [], "totals": {}, "names": {}}
    stamp = {"content": content, "content_hash": "0" * 64, "made_at": clock.now(), "made_by": by or user()}
    return Consolidation.objects.create(season=of_season, number=of_season.consolidations.count() + 1, **stamp)


def movement(launcher: Organisation, *bodies: Organisation, contents: int = 0, **fields) -> Movement:
    """Launched by the authority for these bodies, none of which has answered."""
    told = {"name": f"Phong trào {next(_count)}", "starts_on": LONG_AGO, "state": MovementState.LAUNCHED}
    if "decision" not in fields and "head" not in fields:
        told["decision"] = decision(launcher)
    made = Movement.objects.create(authority=launcher, **{**told, **fields})
    for _each in range(contents):
        movement_content(made)
    for body in bodies:
        movement_response(made, body)
    return made


def movement_response(of: Movement, body: Organisation, **fields) -> MovementResponse:
    """A body in scope; with a state beyond the first it has sent its plan."""
    if fields.get("state", "unanswered") != "unanswered":
        fields = {"plan": "Kế hoạch", "answered_at": clock.now(), "answered_by": user(), **fields}
    return MovementResponse.objects.create(movement=of, organisation=body, **fields)


def movement_content(of: Movement) -> MovementContent:
    position = of.contents.count() + 1
    return MovementContent.objects.create(movement=of, position=position, text=f"Nội dung {position}")


def movement_progress(of: MovementResponse, content: MovementContent, **fields) -> MovementProgress:
    said = {"on": LONG_AGO, "percent": 50, "reported_at": clock.now()}
    said["reported_by"] = fields.pop("by", None) or user()
    return MovementProgress.objects.create(response=of, content=content, **{**said, **fields})


def movement_praise(of: MovementResponse, **fields) -> MovementPraise:
    said = {"subject": "collective", "name": f"Phòng {next(_count)}", "merit": "Hoàn thành sớm"}
    stamp = {"proposed_at": clock.now(), "proposed_by": user()}
    return MovementPraise.objects.create(response=of, **{**said, **stamp, **fields})


def unsaved_target(who: Participant, line: Criterion, value=90, **fields) -> Target:
    """In what the criterion counts in; where it asks yes or no, any value from 1 on says yes."""
    asked = target_kinds.asked_of(line) or targeting.Asked(TargetKind.NUMBER)
    figure = min(Decimal(value), Decimal(1)) if asked.kind == TargetKind.YES_NO else Decimal(value)
    unit = asked.unit or ("lần" if asked.kind == TargetKind.NUMBER else "")
    said = {"kind": asked.kind, "value": figure, "unit_of_measure": unit}
    return Target(participant=who, criterion=line, **{**said, **fields})


def target(who: Participant, line: Criterion, value=90, **fields) -> Target:
    made = unsaved_target(who, line, value, **fields)
    made.save()
    return made


def pledge(target: CommonTarget, who: Participant, value=9, out_of=10, **fields) -> Pledge:
    """Nine of ten, or only a number for what is no share."""
    whole = Decimal(out_of) if target.measure == Measure.SHARE and not target.is_part else None
    return Pledge.objects.create(common_target=target, participant=who, value=Decimal(value), out_of=whole, **fields)


def library_document(of_cluster: Cluster, *, versions: int = 1, **fields) -> Document:
    """A form in so many versions, each with a file."""
    said = {"title": f"Mẫu {next(_count)}", "kind": DocumentKind.FORM}
    made = Document.objects.create(cluster=of_cluster, **{**said, **fields})
    for _each in range(versions):
        library_version(made)
    return made


def library_version(of: Document) -> DocumentVersion:
    """The next one."""
    by = user()
    added = {"added_at": clock.now(), "added_by": by, "file": stored_file(by)}
    return DocumentVersion.objects.create(document=of, number=of.versions.count() + 1, **added)


def question(of_cluster: Cluster, who: Organisation, *, by: User | None = None, **fields) -> Question:
    """Asked of all members."""
    number = next(_count)
    said = {"title": f"Câu hỏi {number}", "text": "Làm thế nào?", "asked_at": clock.now(), "asked_by": by or user()}
    return Question.objects.create(cluster=of_cluster, organisation=who, **{**said, **fields})


def answer(to: Question, who: Organisation, *, by: User | None = None, versions: int = 1) -> Answer:
    """In so many versions, each with a file."""
    given = Answer.objects.create(question=to, organisation=who)
    for number in range(1, versions + 1):
        writer = by or user()
        written = {"written_at": clock.now(), "written_by": writer, "file": stored_file(writer)}
        AnswerVersion.objects.create(answer=given, number=number, text=f"Trả lời {number}", **written)
    return given


def statistic(of_cluster: Cluster, *, by: User | None = None, lines: int = 1, **fields) -> SharedStatistic:
    """Of each year, in so many lines."""
    said = {"name": f"Số liệu {next(_count)}", "unit_of_measure": "tỷ đồng", "rhythm": "year", "opened_at": clock.now()}
    made = SharedStatistic.objects.create(cluster=of_cluster, opened_by=by or user(), **{**said, **fields})
    for place in range(1, lines + 1):
        made.lines.create(position=place, name=f"Dòng {place}")
    return made


def statistic_values(of: SharedStatistic, who: Organisation, first_day: dt.date, value=10) -> None:
    """The same figure in each line."""
    entered = {"entered_at": clock.now(), "entered_by": user(), "first_day": first_day, "value": value}
    for line in of.lines.all():
        line.values.create(organisation=who, **entered)


def information_request(of_cluster: Cluster, who: Organisation, **fields) -> InformationRequest:
    """A text, due today."""
    said = {"title": f"Yêu cầu {next(_count)}", "text": "Cho biết?", "form": "text", "due_on": clock.today()}
    said |= {"asked_at": clock.now(), "asked_by": user()}
    return InformationRequest.objects.create(cluster=of_cluster, organisation=who, **{**said, **fields})


def information_reply(to: InformationRequest, who: Organisation, *, versions: int = 1) -> InformationReply:
    """Given in so many versions, each with a file; waiting with none."""
    given = {"state": "answered", "replied_at": clock.now(), "replied_by": user()} if versions else {}
    reply = InformationReply.objects.create(request=to, organisation=who, **given)
    for number in range(1, versions + 1):
        writer = user()
        written = {"written_at": clock.now(), "written_by": writer, "file": stored_file(writer), "text": "Đây"}
        InformationReplyVersion.objects.create(reply=reply, number=number, **written)
    return reply
