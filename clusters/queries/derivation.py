"""What a table asks for the periods of a year, and how its yearly figures follow from them."""

from collections.abc import Mapping

from django.utils import translation

from clusters.enums import Derivation, Supplier
from clusters.models import Criterion
from clusters.queries import scoring as scores
from clusters.scoring import Problem, deriving


def unfit(criteria: Mapping[str, Criterion]) -> list[Problem]:
    """Lines whose periods contradict their rule or whoever enters their figures."""
    found = (_problem(each) for each in criteria.values() if each.reported or each.derived)
    return [problem for problem in found if problem]


def _problem(criterion: Criterion) -> Problem | None:
    if not criterion.reported:
        return Problem("derived_without_periods", criterion.code)
    if not criterion.rule_type or criterion.supplier != Supplier.UNIT:
        return Problem("reported_not_by_unit", criterion.code)
    rule = scores.rule_of(criterion)
    if rule and criterion.derived and not deriving.fits(rule.type, rule.parameters, criterion.derived):
        with translation.override(None):
            way = str(Derivation(criterion.derived).label)
        return Problem.of("derived_does_not_fit", criterion.code, way=way)
    return None
