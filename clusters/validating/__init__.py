"""Checks of a unit's figures: rules that a table's author writes, and figures unlike those of the years before.

Values in, findings out; a finding is a code with its numbers and is put into a language by `queries.finding`.
"""

from clusters.validating.expressions import Expression, NotAnExpression, Ref, Term
from clusters.validating.expressions import read as read_expression
from clusters.validating.expressions import write as write_expression
from clusters.validating.judging import Finding, Obstacles, judge
from clusters.validating.outliers import Method, Past, odd, ordinary
from clusters.validating.rules import (
    BETWEEN,
    ERROR,
    OPERATORS,
    SEVERITIES,
    TOGETHER,
    WARNING,
    Fault,
    Known,
    Validation,
    ValidationRule,
    as_json,
    faults,
    read_validation,
)

__all__ = [
    "BETWEEN",
    "ERROR",
    "OPERATORS",
    "SEVERITIES",
    "TOGETHER",
    "WARNING",
    "Expression",
    "Fault",
    "Finding",
    "Known",
    "Method",
    "NotAnExpression",
    "Obstacles",
    "Past",
    "Ref",
    "Term",
    "Validation",
    "ValidationRule",
    "as_json",
    "faults",
    "judge",
    "odd",
    "ordinary",
    "read_expression",
    "read_validation",
    "write_expression",
]
