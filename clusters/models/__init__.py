from clusters.models.audit import AuditEntry
from clusters.models.cluster import Cluster, Membership
from clusters.models.decision import Decision
from clusters.models.fact import Fact, TieRuling
from clusters.models.figure import Figure
from clusters.models.file import StoredFile
from clusters.models.grade_ruling import GradeRuling
from clusters.models.movement import Movement, MovementContent
from clusters.models.notice import Notice
from clusters.models.organisation import Lineage, Organisation, Succession
from clusters.models.pact import CommonTarget, Pact, Signature, Target
from clusters.models.people import Appointment, User
from clusters.models.report import Evidence, Report, Result, Submission
from clusters.models.score import Score
from clusters.models.scoring_table import Criterion, ScoringTable, ScoringTableVersion
from clusters.models.season import Extension, Headship, Participant, Season, SeasonPhase
from clusters.models.standing import Placing, Standing
from clusters.models.table_proof import CriterionMatch, Waiver, WorkedExample
from clusters.models.working_day import WorkingDay

__all__ = [
    "Appointment",
    "AuditEntry",
    "Cluster",
    "CommonTarget",
    "Criterion",
    "CriterionMatch",
    "Decision",
    "Evidence",
    "Extension",
    "Fact",
    "Figure",
    "GradeRuling",
    "Headship",
    "Lineage",
    "Membership",
    "Movement",
    "MovementContent",
    "Notice",
    "Organisation",
    "Pact",
    "Participant",
    "Placing",
    "Report",
    "Result",
    "Score",
    "ScoringTable",
    "ScoringTableVersion",
    "Season",
    "SeasonPhase",
    "Signature",
    "Standing",
    "StoredFile",
    "Submission",
    "Succession",
    "Target",
    "TieRuling",
    "User",
    "Waiver",
    "WorkedExample",
    "WorkingDay",
]
