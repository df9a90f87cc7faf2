"""Scoring: values in, points and the reasons for them out. Pure: no model, no clock, no language.

`score_cluster` scores, `check_table` proofreads a table, `parse_parameters` and `parse_inputs` read what was stored or
typed, `RULES` is the table of rule types. Reasons and problems become sentences in `clusters.explanations`.
"""

from clusters.scoring.band import Band
from clusters.scoring.checking import check_table
from clusters.scoring.declaration import NO_CASE, NO_CASE_INPUT, TARGET, Input, Parameter, RuleType
from clusters.scoring.engine import score_cluster
from clusters.scoring.parsing import as_json, parse_inputs, parse_parameters
from clusters.scoring.rules import RULES
from clusters.scoring.totals import all_nodes, sum_points
from clusters.scoring.values import Entry, Line, Node, Problem, Reason, Sheet, Table, Unreadable

__all__ = [
    "NO_CASE",
    "NO_CASE_INPUT",
    "RULES",
    "TARGET",
    "Band",
    "Entry",
    "Input",
    "Line",
    "Node",
    "Parameter",
    "Problem",
    "Reason",
    "RuleType",
    "Sheet",
    "Table",
    "Unreadable",
    "all_nodes",
    "as_json",
    "check_table",
    "parse_inputs",
    "parse_parameters",
    "score_cluster",
    "sum_points",
]
