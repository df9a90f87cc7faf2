"""Choices and the tables of allowed moves. A state that is not in its table cannot be reached."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Provenance(TextChoices):
    """Where a figure or a name comes from; everything but ENTERED is shown beside it as a mark."""

    ENTERED = "entered", _("Entered here")
    SOURCE = "source", _("From the source")
    MEMORY = "memory", _("From memory, unverified")
    TRANSLATED = "translated", _("Translated back, wording unverified")
    SECONDARY = "secondary", _("Second-hand")
    DEMO = "demo", _("DEMO")


class OrganisationKind(TextChoices):
    CENTRAL_COUNCIL = "central_council", _("Central Council")
    MINISTRY = "ministry", _("Ministry")
    PROVINCE = "province", _("Province")
    DEPARTMENT = "department", _("Department")
    OFFICE = "office", _("Office")
    CENTRE = "centre", _("Centre or management board")
    COMPANY = "company", _("Corporation or company")
    COMMUNE = "commune", _("Commune")


class LineageKind(TextChoices):
    MERGE = "merge", _("Merged")
    SPLIT = "split", _("Split")
    RENAME = "rename", _("Renamed")
    DISSOLVE = "dissolve", _("Dissolved")


class Role(TextChoices):
    """What a dated appointment gives. Head and deputy of a cluster are not roles: they follow from the headship."""

    OFFICER = "officer", _("Officer")
    LEADER = "leader", _("Leader of the unit")
    OFFICIAL = "official", _("Official in charge of emulation")
    COUNCIL = "council", _("Council member")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


UNIT_ROLES = (Role.OFFICER, Role.LEADER)
AUTHORITY_ROLES = (Role.OFFICIAL, Role.COUNCIL, Role.AUDITOR, Role.ADMINISTRATOR)
# Those who keep the organisations beneath their authority, and the people of both.
KEEPING_ROLES = (Role.OFFICIAL, Role.ADMINISTRATOR)


class ClusterKind(TextChoices):
    CLUSTER = "cluster", pgettext_lazy("cụm", "Cluster")
    BLOCK = "block", pgettext_lazy("khối", "Block")


class HeadshipRole(TextChoices):
    HEAD = "head", _("Head")
    DEPUTY = "deputy", _("Deputy head")


class Phase(TextChoices):
    """A season's phases, in the order in which they follow one another."""

    PREPARING = "preparing", _("Preparing")
    PACT = "pact", _("Signing the pact")
    RUNNING = "running", _("Running")
    SELF_SCORING = "self_scoring", _("Self-scoring")
    CROSS_CHECKING = "cross_checking", _("Cross-checking")
    VERIFYING = "verifying", _("Verifying and scoring")
    MEETING = "meeting", _("Assessment meeting")
    SUBMITTED = "submitted", _("Submitted to the authority")
    DECIDED = "decided", _("Decided")
    CLOSED = "closed", _("Closed")


PHASES = list(Phase)


def phase_reached(current: str, phase: Phase) -> bool:
    """Whether a season in phase `current` has come to `phase` or past it."""
    return PHASES.index(Phase(current)) >= PHASES.index(phase)


class PhaseOwner(TextChoices):
    """Who moves a season out of a phase."""

    AUTHORITY = "authority", _("the authority's official")
    HEAD = "head", _("the head of the cluster")


PHASE_OWNER = {
    Phase.PREPARING: PhaseOwner.AUTHORITY,
    Phase.PACT: PhaseOwner.HEAD,
    Phase.RUNNING: PhaseOwner.HEAD,
    Phase.SELF_SCORING: PhaseOwner.HEAD,
    Phase.CROSS_CHECKING: PhaseOwner.HEAD,
    Phase.VERIFYING: PhaseOwner.HEAD,
    Phase.MEETING: PhaseOwner.HEAD,
    Phase.SUBMITTED: PhaseOwner.AUTHORITY,
    Phase.DECIDED: PhaseOwner.AUTHORITY,
    Phase.CLOSED: PhaseOwner.AUTHORITY,
}

# A season only ever goes forward; what lies between the two phases must have been skipped with a reason.
PHASE_MOVES = {phase: set(PHASES[index + 1 :]) for index, phase in enumerate(PHASES)}
SKIPPABLE_PHASES = set(PHASES[1:-1])


class PactState(TextChoices):
    DRAFT = "draft", _("Being drafted")
    SIGNING = "signing", _("Agreed, being signed")
    SIGNED = "signed", _("Signed by all members")


PACT_MOVES = {
    PactState.DRAFT: {PactState.SIGNING},
    PactState.SIGNING: {PactState.DRAFT, PactState.SIGNED},
    PactState.SIGNED: set(),
}


class ReportState(TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed off by the leader")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for mending")
    ACCEPTED = "accepted", _("Accepted")


REPORT_MOVES = {
    ReportState.DRAFT: {ReportState.SIGNED},
    ReportState.SIGNED: {ReportState.DRAFT, ReportState.SUBMITTED},
    ReportState.SUBMITTED: {ReportState.RETURNED, ReportState.ACCEPTED},
    ReportState.RETURNED: {ReportState.DRAFT},
    ReportState.ACCEPTED: {ReportState.RETURNED},
}


class ScoreKind(TextChoices):
    """Who gave the points. Rows of different kinds stand beside each other, never over each other."""

    SELF = "self", _("Self-score")
    CROSS_CHECK = "cross_check", _("Cross-check")
    HEAD = "head", _("Cluster's score")
    AUTHORITY = "authority", _("Authority's score")


class SectionKind(TextChoices):
    """What a group's points do to the total."""

    CORE = "core", _("Content")
    BONUS = "bonus", _("Bonus")
    PENALTY = "penalty", _("Penalty")


class Supplier(TextChoices):
    """Who brings the figures of a criterion."""

    UNIT = "unit", _("The unit")
    HEAD = "head", _("The head of the cluster")
    AUTHORITY = "authority", _("The authority")
    SYSTEM = "system", _("The system, from what it knows")


class Combination(TextChoices):
    """How a group makes its points of those of its lines."""

    SUM = "sum", _("They add up")
    HIGHEST = "highest", _("Only the highest counts")


class FactKind(TextChoices):
    """What is known of a unit's year without asking it; whoever knows it records it."""

    REPORTS_LATE = "reports_late", _("Reports late")
    PACT_NOT_SIGNED = "pact_not_signed", _("Pact not signed")
    MEETINGS_MISSED = "meetings_missed", _("Meetings missed")
    AWARDS_HELD = "awards_held", _("Awards held")
    COLLECTIVE_DISCIPLINED = "collective_disciplined", _("Leadership or head disciplined")
    STAFF_DISCIPLINED = "staff_disciplined", _("Staff disciplined or prosecuted")
    UNLAWFUL_DECISIONS = "unlawful_decisions", _("Unlawful decisions")
    VIOLATIONS_HANDLED = "violations_handled", _("Violations handled in the year")
    DISHONEST_EVIDENCE = "dishonest_evidence", _("Dishonest declarations or evidence")
    TARGETS_MISSED_SHARE = "targets_missed_share", _("Main targets missed for own reasons, in per cent")


# Of signatures the system knows all. Of late reports and of awards people know more: periodic reports that go by other
# ways, honours that others decide; what they enter is added to what the system records.
ENTERED_FACTS = tuple(kind for kind in FactKind if kind != FactKind.PACT_NOT_SIGNED)


class RoundingMode(TextChoices):
    HALF_UP = "half_up", _("Half up")
    HALF_EVEN = "half_even", _("Half to even")
    DOWN = "down", _("Down")
    UP = "up", _("Up")


class Comparison(TextChoices):
    AT_LEAST = "at_least", _("at least")
    MORE_THAN = "more_than", _("more than")
    AT_MOST = "at_most", _("at most")
    EXACTLY = "exactly", _("exactly")


class NoticeChannel(TextChoices):
    SITE = "site", _("On the site")
    MAIL = "mail", _("By mail")


class NoticeState(TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")


class Event(TextChoices):
    """What can happen to a thing; each is a line of its trail."""

    FILE_STORED = "file.stored", _("File stored")
    DECISION_RECORDED = "decision.recorded", _("Decision recorded")
    ORGANISATION_REGISTERED = "organisation.registered", _("Organisation registered")
    ORGANISATION_CHANGED = "organisation.changed", _("Organisation changed")
    ORGANISATION_SUCCEEDED = "organisation.succeeded", _("Succession recorded")
    PERSON_REGISTERED = "person.registered", _("Account opened")
    PERSON_APPOINTED = "person.appointed", _("Person appointed")
    APPOINTMENT_ENDED = "appointment.ended", _("Appointment ended")
    CLUSTER_FOUNDED = "cluster.founded", _("Founded")
    CLUSTER_MEMBER_JOINED = "cluster.member_joined", _("Member joined")
    CLUSTER_MEMBER_LEFT = "cluster.member_left", _("Member left")
    CLUSTER_ENDED = "cluster.ended", _("Ended")
    SEASON_OPENED = "season.opened", _("Year opened")
    SEASON_HEADSHIP_SET = "season.headship_set", _("Head or deputy set")
    SEASON_TABLE_ASSIGNED = "season.table_assigned", _("Scoring table assigned")
    SEASON_DEADLINE_SET = "season.deadline_set", _("Deadline set")
    SEASON_PHASE_MOVED = "season.phase_moved", _("Phase moved")
    SEASON_PHASE_SKIPPED = "season.phase_skipped", _("Phase skipped")
    SEASON_EXTENDED = "season.extended", _("Time extended for one unit")
    FIGURE_CITED = "figure.cited", _("Figure cited")
    MOVEMENT_LAUNCHED = "movement.launched", _("Movement launched")
    TABLE_DRAFTED = "table.drafted", _("Scoring table drafted")
    TABLE_CHANGED = "table.changed", _("Scoring table changed")
    TABLE_PUBLISHED = "table.published", _("Scoring table published")
    TABLE_WAIVED = "table.waived", _("Inconsistency explained")
    TABLE_WAIVER_DROPPED = "table.waiver_dropped", _("Explanation of an inconsistency taken back")
    TABLE_EXAMPLE_KEPT = "table.example_kept", _("Worked example kept")
    TABLE_EXAMPLE_DROPPED = "table.example_dropped", _("Worked example taken away")
    TABLE_MAPPED = "table.mapped", _("Criteria matched with an older version")
    WORKING_DAY_SET = "working_day.set", _("Working day or day off set")
    FACT_RECORDED = "fact.recorded", _("Fact recorded")
    PACT_DRAFTED = "pact.drafted", _("Pact drafted")
    PACT_CHANGED = "pact.changed", _("Pact changed")
    PACT_TARGETS_SET = "pact.targets_set", _("Targets set")
    PACT_AGREED = "pact.agreed", _("Pact agreed and frozen")
    PACT_REOPENED = "pact.reopened", _("Pact reopened for drafting")
    PACT_SIGNED = "pact.signed", _("Pact signed by a member")
    PACT_COMPLETED = "pact.completed", _("Pact signed by all members")
    REPORT_OPENED = "report.opened", _("Report opened")
    REPORT_SAVED = "report.saved", _("Results saved")
    REPORT_EVIDENCE_ADDED = "report.evidence_added", _("Evidence added")
    REPORT_EVIDENCE_REMOVED = "report.evidence_removed", _("Evidence removed")
    REPORT_SIGNED = "report.signed", _("Signed off by the leader")
    REPORT_SIGNATURE_VOIDED = "report.signature_voided", _("Sign-off voided by a change")
    REPORT_SUBMITTED = "report.submitted", _("Submitted")
    REPORT_RETURNED = "report.returned", _("Returned with a reason")
    REPORT_REOPENED = "report.reopened", _("Being mended")
    REPORT_ACCEPTED = "report.accepted", _("Accepted for verification")
    REPORT_SUPPLIED = "report.supplied", _("Figures entered for the unit")
    ASSESSMENT_SCORED = "assessment.scored", _("Points given")
    ASSESSMENT_RECOMPUTED = "assessment.recomputed", _("Points computed again")
    TIE_SETTLED = "tie.settled", _("Order of equals settled by the meeting")
    GRADE_SETTLED = "grade.settled", _("Grade decided by the meeting")
    STANDING_SEALED = "standing.sealed", _("Ranking sealed")
    AWARD_DEFINED = "award.defined", _("Entered in the catalogue")
    QUOTA_GRANTED = "quota.granted", _("Places granted")
    NOMINATION_PROPOSED = "nomination.proposed", _("Proposed")
    NOMINATION_APPROVED = "nomination.approved", _("Approved")
    NOMINATION_RETURNED = "nomination.returned", _("Returned with a reason")
    NOMINATION_WITHDRAWN = "nomination.withdrawn", _("Withdrawn")
    NOMINATION_DECIDED = "nomination.decided", _("Decided")
    AWARD_DECISION_ISSUED = "award_decision.issued", _("Award decision issued")
    HONOUR_REGISTERED = "honour.registered", _("Entered in the register of honours")
