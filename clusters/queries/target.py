"""Targets as pages and workbooks show them: by kind, in the reader's language."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from clusters import targeting
from clusters.enums import SectionKind, TargetKind
from clusters.models import Criterion, Target
from clusters.queries import scoring as scores
from clusters.tables import Cell

Asked = Mapping[Criterion, targeting.Asked]


def asked_of(criterion: Criterion) -> targeting.Asked | None:
    """The target that a line of the table asks for; None where it takes none."""
    rule = scores.rule_of(criterion)
    if rule is None:
        return None
    is_penalty = criterion.section == SectionKind.PENALTY
    return targeting.asked_of(rule.type, rule.parameters, criterion.unit_of_measure, is_penalty)


# As given: a promise, a bare figure in the criterion's own unit of measure, or nothing any more.
Promised = targeting.Promise | Decimal | None


def promises_of(values: Mapping[Criterion, Promised], asked: Asked) -> dict[Criterion, targeting.Promise | None]:
    """Bare figures as promises; what takes no target is left out."""
    given = {c: value for c, value in values.items() if c in asked}
    return {c: targeting.in_unit(v, asked[c]) if isinstance(v, Decimal) else v for c, v in given.items()}


def problems_of(values: Mapping[Criterion, Promised], asked: Asked) -> dict[str, str]:
    """What stands in the way of each promise, by the criterion's code, which the sentence names."""
    foreign = {c.code: _("{code} takes no target.").format(code=c.code) for c in values if c not in asked}
    said = ((c, targeting.problem(each, asked[c])) for c, each in promises_of(values, asked).items() if each)
    return foreign | {c.code: f"{c.code}: {problem}" for c, problem in said if problem}


def cell(target: Target | None, beside: str = "") -> Cell:
    """In words, sorted by its value; a bare figure, which the workbook holds as a number, where the unit of measure
    stands `beside` it."""
    if target is None:
        return Cell(None)
    mark = target.mark if target.is_marked else ""
    return Cell(bare(target.value), text=_words(target.promise, beside), mark=mark, source=target.source)


def sum_cell(promises: Sequence[targeting.Promise], asked: targeting.Asked | None, beside: str = "") -> Cell:
    """What several units promise together, or why that is no figure."""
    found = targeting.summed(promises, bool(asked and asked.lower))
    if found.promise is None:
        return Cell(None, note=found.reason)
    total = found.promise
    if total.kind == TargetKind.YES_NO:
        return Cell(bare(total.value))
    return Cell(bare(total.value), text=_words(total, beside))


def _words(promise: targeting.Promise, beside: str) -> str | None:
    is_figure = promise.kind in (TargetKind.NUMBER, TargetKind.MONEY, TargetKind.PER_CENT) and not promise.pair
    return None if is_figure and promise.unit == beside else targeting.word(promise)


def bare(value: Decimal) -> Decimal:
    """Without the zeros that the column adds: 95.0000 → 95."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
