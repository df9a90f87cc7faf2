"""After the sum: grades with their conditions and quotas, sanctions, and what separates equals. Pure like the rest.

`read_grading` reads what a version stores, `check_grading` proofreads it, `order_cluster` places the units of a
cluster, `grade_cluster` grades them (`judge_cluster` also says what is left to the meeting) and `grade_alone` one by
itself. `rows` is the same as cells of a workbook.
"""

from clusters.scoring.grading.checking import check_grading, check_stored
from clusters.scoring.grading.judging import Judged, grade_alone, grade_cluster, judge_cluster
from clusters.scoring.grading.ordering import order_cluster
from clusters.scoring.grading.parsing import as_json, read_grading
from clusters.scoring.grading.questions import Decision, Question
from clusters.scoring.grading.values import Clause, Grade, Grading, Quota, Sanction, Step, TieBreaker, Verdict

__all__ = [
    "Clause",
    "Decision",
    "Grade",
    "Grading",
    "Judged",
    "Question",
    "Quota",
    "Sanction",
    "Step",
    "TieBreaker",
    "Verdict",
    "as_json",
    "check_grading",
    "check_stored",
    "grade_alone",
    "grade_cluster",
    "judge_cluster",
    "order_cluster",
    "read_grading",
]
