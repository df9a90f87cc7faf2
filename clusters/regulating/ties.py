"""What separates units of equal points by the regulations, in the words of the scoring table's tie-breakers."""

from collections.abc import Mapping

from clusters.regulating import terms as keys
from clusters.regulating.terms import Term
from clusters.scoring.grading import Clause, TieBreaker
from clusters.scoring.grading.ties import DECIDED

CLAUSES: Mapping[str, Clause] = {
    keys.BONUS: Clause("section", {"section": "bonus"}),
    keys.CORE: Clause("section", {"section": "core"}),
    keys.PENALTY: Clause("section", {"section": "penalty"}),
    keys.LATE: Clause("fact", {"fact": "reports_late", "better": "less"}),
    keys.MEETING: Clause(DECIDED),
}


def tie_breakers(term: Term[tuple[str, ...]]) -> tuple[TieBreaker, ...]:
    """In the order of the term, each with the article that it comes from."""
    legal_line = f"Quy chế hoạt động, Điều {term.article}" if term.article else "Quy chế hoạt động"
    return tuple(TieBreaker(CLAUSES[key], legal_line) for key in term.value)
