"""What a grading looks at beyond the points: so much is read, and kept with a sealed ranking, and no more."""

from collections.abc import Iterator

from clusters.scoring.grading.conditions import CONDITIONS
from clusters.scoring.grading.kinds import Kind
from clusters.scoring.grading.ties import DECIDED, TIES
from clusters.scoring.grading.values import Clause, Grading


def lines_of(grading: Grading) -> frozenset[str]:
    """Codes of the lines whose figures and targets are asked."""
    return frozenset(code for kind, clause in _clauses(grading) if kind.asks_figures for code in kind.codes(clause))


def facts_of(grading: Grading) -> frozenset[str]:
    """Kinds of facts that are asked."""
    return frozenset(clause.settings["fact"] for _kind, clause in _clauses(grading) if "fact" in clause.settings)


def asks_the_meeting(grading: Grading) -> bool:
    """Whether the meeting orders those that nothing else separates."""
    return any(each.clause.kind == DECIDED for each in grading.tie_breakers)


def leaves_grades_to_the_meeting(grading: Grading) -> bool:
    """Whether a quota may leave units to the meeting: those over it, or tied across its edge."""
    return any(grade.quota for grade in grading.grades)


def _clauses(grading: Grading) -> Iterator[tuple[Kind, Clause]]:
    for grade in grading.grades:
        yield from ((CONDITIONS[each.kind], each) for alternatives in grade.conditions for each in alternatives)
    yield from ((CONDITIONS[each.trigger.kind], each.trigger) for each in grading.sanctions)
    yield from ((TIES[each.clause.kind], each.clause) for each in grading.tie_breakers)
