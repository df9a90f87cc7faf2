"""Choices and the tables of allowed moves, noun by noun. A state that is not in its table cannot be reached."""

from clusters.enums.activity import ACTIVITY_MOVES, ActivityKind, ActivityState
from clusters.enums.cluster import ClusterKind, HeadshipRole, RegroupingKind
from clusters.enums.contribution import ExpensePurpose, Payment
from clusters.enums.document import DocumentKind
from clusters.enums.election import ELECTION_MOVES, ElectionState
from clusters.enums.event import Event
from clusters.enums.evidence import SCAN_MOVES, ScanState
from clusters.enums.exemplar import EXEMPLAR_MOVES, EXEMPLAR_STAGES, ExemplarKind, ExemplarState
from clusters.enums.fact import ENTERED_FACTS, FactKind
from clusters.enums.handover import HANDOVER_MOVES, HandoverState
from clusters.enums.information import INFORMATION_REPLY_MOVES, InformationForm, InformationReplyState
from clusters.enums.intake import INTAKE_MOVES, IntakeReason, IntakeSheet, IntakeState, IntakeVerdict
from clusters.enums.meeting import ABSENT_REPLIES, MEETING_MOVES, AgendaKind, MeetingKind, MeetingState, Reply
from clusters.enums.movement import (
    LEVEL_OF,
    MOVEMENT_MOVES,
    MOVEMENT_PRAISE_MOVES,
    MOVEMENT_RESPONSE_MOVES,
    OPEN_MOVEMENT,
    MovementKind,
    MovementLevel,
    MovementPraiseState,
    MovementResponseState,
    MovementState,
    PraiseSubject,
    ReviewKind,
    ScopeRuleKind,
)
from clusters.enums.notice import NoticeChannel, NoticeState
from clusters.enums.organisation import LineageKind, OrganisationKind
from clusters.enums.pact import (
    MONEY_UNITS,
    PACT_MOVES,
    PER_CENT_UNIT,
    RANK_UNIT,
    Comparison,
    Measure,
    PactState,
    TargetKind,
)
from clusters.enums.people import AUTHORITY_ROLES, KEEPING_ROLES, UNIT_ROLES, Role
from clusters.enums.period import MOST_DAYS_OF_GRACE, PERIODS_OF_A_YEAR, Derivation, PeriodKind, ReportedFor
from clusters.enums.period_report import PERIOD_REPORT_MOVES, PeriodReportState
from clusters.enums.programme import PROGRAMME_AT_WORK, PROGRAMME_MOVES, ProgrammeState
from clusters.enums.proposal import PROPOSAL_MOVES, Addressee, ProposalState
from clusters.enums.provenance import Provenance
from clusters.enums.question import QUESTION_MOVES, QuestionState
from clusters.enums.regulation import (
    OPEN_REGULATION,
    REGULATION_MOVES,
    SETTLED_REGULATION,
    AnswerOutcome,
    RegulationState,
)
from clusters.enums.report import REPORT_MOVES, Blank, ReportState
from clusters.enums.score import ScoreKind
from clusters.enums.scoring_table import Combination, RoundingMode, SectionKind, Supplier
from clusters.enums.season import PHASE_MOVES, PHASE_OWNER, PHASES, SKIPPABLE_PHASES, Phase, PhaseOwner, phase_reached
from clusters.enums.season_template import MODEL_YEAR, SEASON_TEMPLATE_MOVES, SeasonTemplateState, YearKind
from clusters.enums.signature import SignerCapacity, SigningWay
from clusters.enums.validation_rule import RuleOperator, Severity
