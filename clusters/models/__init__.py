from clusters.models.activity import Activity, ActivityFile, ActivityUnit
from clusters.models.attendance import Attendance
from clusters.models.audit import AuditEntry
from clusters.models.calendar import CalendarFeed
from clusters.models.cluster import Cluster, ClusterLineage, ClusterTenure, Membership
from clusters.models.conclusion import Conclusion
from clusters.models.contribution import (
    Contribution,
    ContributionClosing,
    ContributionPlan,
    ContributionReopening,
    ContributionShare,
    Expense,
)
from clusters.models.decision import Decision
from clusters.models.document import Document, DocumentReading, DocumentVersion
from clusters.models.election import Election, Rotation, RotationTurn
from clusters.models.evidence import Citation, Evidence
from clusters.models.evidence_file import EvidenceFile
from clusters.models.evidence_upload import EvidenceUpload
from clusters.models.exemplar import Exemplar, ExemplarFile, ExemplarStage, ExemplarUptake
from clusters.models.explanation import Explanation, PeriodExplanation
from clusters.models.fact import Fact, TieRuling
from clusters.models.figure import Figure
from clusters.models.file import StoredFile
from clusters.models.grade_ruling import GradeRuling
from clusters.models.handover import Handover
from clusters.models.information import InformationReply, InformationReplyVersion, InformationRequest
from clusters.models.intake import Intake
from clusters.models.meeting import AgendaItem, Meeting
from clusters.models.meeting_document import MeetingDocument
from clusters.models.minutes import Minutes, MinutesDraft
from clusters.models.movement import Movement, MovementContent, MovementDue, MovementFile, MovementScopeRule
from clusters.models.movement_response import MovementPraise, MovementProgress, MovementResponse
from clusters.models.movement_review import MovementAmendment, MovementReview
from clusters.models.notice import Notice
from clusters.models.organisation import Lineage, Organisation, Succession
from clusters.models.pact import CommonTarget, Pact, Target
from clusters.models.pact_annex import PactAnnex
from clusters.models.people import Appointment, User
from clusters.models.period import Period
from clusters.models.period_evidence import PeriodEvidence
from clusters.models.period_report import PeriodExtension, PeriodReport, PeriodResult, PeriodSubmission
from clusters.models.period_signature import PeriodSignature
from clusters.models.pledge import Pledge
from clusters.models.programme import CoordinationProgramme, ProgrammePartner, ProgrammeResult
from clusters.models.proposal import Proposal
from clusters.models.question import Answer, AnswerVersion, Question
from clusters.models.regulation import (
    Regulation,
    RegulationAnswer,
    RegulationComment,
    RegulationVersion,
)
from clusters.models.regulation_adoption import RegulationAdoption
from clusters.models.reminder import Reminder
from clusters.models.report import Report
from clusters.models.report_part import ReportPart
from clusters.models.report_signature import ReportSignature
from clusters.models.result import Figures, Result
from clusters.models.return_reason import ReturnReason
from clusters.models.score import Score
from clusters.models.scoring_table import Criterion, ScoringTable, ScoringTableVersion
from clusters.models.season import Extension, Headship, Participant, Season, SeasonPhase
from clusters.models.season_template import SeasonTemplate, TemplatePeriod, TemplatePhase, TemplateUse
from clusters.models.signature import Signature
from clusters.models.standing import Placing, Standing
from clusters.models.statistic import SharedStatistic, StatisticLine, StatisticValue
from clusters.models.submission import Submission
from clusters.models.table_proof import CriterionMatch, Waiver, WorkedExample
from clusters.models.working_day import WorkingDay
