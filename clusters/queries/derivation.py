"""What a table asks for the periods of a year, and what the yearly figures of a report come to by them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from clusters import canonical, scoring
from clusters.enums import Derivation, Supplier
from clusters.models import Criterion, Figures, Report
from clusters.queries import period_figures
from clusters.queries import report as reports
from clusters.queries import scoring as scores
from clusters.queries.period_figures import YearFigure
from clusters.scoring import Problem, deriving


@dataclass(frozen=True)
class Offer:
    """What the periods come to for one criterion, beside what stands in the report now."""

    figure: YearFigure
    result: Figures | None

    @property
    def now(self) -> str:
        """What stands in the report, in words."""
        criterion = self.figure.criterion
        rule = scores.rule_of(criterion)
        inputs = scores.typed(rule, self.result.inputs) if self.result else {}
        return reports.in_words(rule, inputs, criterion.unit_of_measure)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written over."""
        return not self.now

    @property
    def is_same(self) -> bool:
        return bool(self.figure.values) and self.figure.words == self.now

    @property
    def may_be_taken(self) -> bool:
        """Only what is whole, and differs."""
        return self.figure.may_be_taken and not self.is_same

    @property
    def inputs(self) -> dict[str, Any]:
        """As they would be stored: what the periods say nothing of, such as a box beside the figure, stays."""
        asked = [one.name for one in scores.rule_of(self.figure.criterion).inputs]  # type: ignore[union-attr]
        own = {} if self.result is None or self.figure.values.keys() & set(deriving.ASIDE) else self.result.inputs
        stays = {name: value for name, value in own.items() if name in asked and name not in deriving.ASIDE}
        return {**stays, **scoring.as_json(self.figure.values)}


def offers(report: Report) -> list[Offer]:
    """By criterion in table order, those whose yearly figure follows from periods; four queries."""
    asked = Criterion.objects.filter(version=report.participant.season.table_id).exclude(derived="")
    criteria = list(asked.order_by("position", "pk"))
    figures = period_figures.of_participant(report.participant, criteria)
    standing = {each.criterion_id: each for each in report.results.filter(criterion__in=criteria)}
    return [Offer(figures[each.pk], standing.get(each.pk)) for each in criteria if each.pk in figures]


def stamp(found: Iterable[Offer]) -> str:
    """Tells what a person was shown from what the periods come to later."""
    return canonical.sha256([[each.figure.criterion.pk, scoring.as_json(each.figure.values)] for each in found])


def seen(found: Iterable[Offer]) -> dict[int, int]:
    """The versions of the report's figures that a page was drawn from."""
    return {each.figure.criterion.pk: each.result.version for each in found if each.result}


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
