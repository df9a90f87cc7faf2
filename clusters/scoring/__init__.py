"""Scoring: values in, points and the reasons for them out. Pure: no model, no clock, no language.

`score_cluster` scores, `check_table` proofreads a table, `parse_parameters` and `parse_inputs` read what was stored or
typed, `RULES` is the table of rule types. Reasons and problems become sentences in `clusters.explanations`.
"""

from clusters.scoring.band import Band
from clusters.scoring.checking import check_table
from clusters.scoring.declaration import (
    NO_CASE,
    NO_CASE_INPUT,
    NOT_APPLICABLE_INPUT,
    TARGET,
    Input,
    Level,
    Parameter,
    Reach,
    RuleType,
)
from clusters.scoring.engine import Scorer, score_cluster
from clusters.scoring.parsing import as_json, parse_inputs, parse_parameters
from clusters.scoring.rules import RULES
from clusters.scoring.totals import Totals, sum_points
from clusters.scoring.values import (
    Bilingual,
    Entry,
    Line,
    Node,
    Problem,
    Reason,
    Rounding,
    Sheet,
    Table,
    Unreadable,
    all_nodes,
)
from clusters.scoring.workdays import WorkDays

__all__ = [
    "NOT_APPLICABLE_INPUT",
    "NO_CASE",
    "NO_CASE_INPUT",
    "RULES",
    "TARGET",
    "Band",
    "Bilingual",
    "Entry",
    "Input",
    "Level",
    "Line",
    "Node",
    "Parameter",
    "Problem",
    "Reach",
    "Reason",
    "Rounding",
    "RuleType",
    "Scorer",
    "Sheet",
    "Table",
    "Totals",
    "Unreadable",
    "WorkDays",
    "all_nodes",
    "as_json",
    "check_table",
    "parse_inputs",
    "parse_parameters",
    "score_cluster",
    "sum_points",
]
