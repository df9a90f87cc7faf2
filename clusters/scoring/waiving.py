"""Which inconsistencies an author may explain by the regulation, and which leave nothing to compute with."""

from clusters.scoring.grading.messages import READING as GRADING_READING
from clusters.scoring.messages import READING
from clusters.scoring.values import Problem

# No regulation can mean these: no points, or points of the wrong line or sign, would come of them.
NEVER_WAIVED = frozenset(
    {
        *("step_not_positive", "unknown_rounding", "rounding_not_usable", "total_rounding_not_usable"),
        *("empty", "no_code", "duplicate_code", "group_without_children", "group_with_rule"),
        *("unknown_section", "section_differs", "wrong_section", "unknown_supplier", "unknown_combination"),
        *("unknown_rule", "not_with_unknown", "not_with_circle"),
        *("system_without_fact", "fact_without_system", "fact_does_not_fit"),
        *("reported_not_by_unit", "derived_without_periods", "derived_does_not_fit"),
        *("relative.share_above_all", "proportional.least_above_target", "proportional.target_of_nothing"),
        *("grading.code_twice", "grading.unknown_line", "grading.unknown_grade", "condition.no_figure"),
        *READING,
        *GRADING_READING,
    }
)


def may_be_waived(problem: Problem) -> bool:
    """Whether a table in which this stands still gives each line its points."""
    return problem.code not in NEVER_WAIVED


def same(one: Problem, other: Problem) -> bool:
    """The same inconsistency at the same line with the same figures; one changed figure makes it another."""
    return (one.code, one.where, dict(one.values)) == (other.code, other.where, dict(other.values))
