"""Criteria whose figures the system brings: from the facts of a unit's year to what the rule asks."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils import translation

from clusters.enums import FactKind, Supplier
from clusters.models import Criterion, Participant, Season
from clusters.queries import fact as facts
from clusters.scoring import Input, Problem, Reason

KINDS = ("integer", "number", "boolean")
ZERO = Decimal(0)


def fed(criteria: Mapping[str, Criterion]) -> dict[str, Criterion]:
    """The leaves, by code, whose figures follow from facts."""
    return {code: each for code, each in criteria.items() if is_fed(each)}


def is_fed(criterion: Criterion) -> bool:
    """Whether the system brings the figures of this leaf."""
    return bool(criterion.rule_type) and criterion.supplier == Supplier.SYSTEM


def known_in(season: Season, criteria: Mapping[str, Criterion]) -> dict[int, dict[str, Decimal]]:
    """By participant and kind; asked for only where a criterion of the table needs it."""
    return facts.by_participant(season) if fed(criteria) else {}


def known_of(participant: Participant, criteria: Mapping[str, Criterion]) -> dict[str, Decimal]:
    """The same for one unit."""
    return facts.of_participant(participant) if fed(criteria) else {}


def inputs_of(criterion: Criterion, asked: Iterable[Input], known: Mapping[str, Decimal]) -> dict[str, Any]:
    """What the rule gets, typed; nothing where the kind is unknown or the rule asks for something else."""
    one, value = figure_among(asked), _value(criterion.fact, known)
    if one is None or value is None:
        return {}
    return {one.name: value > ZERO if one.kind == "boolean" else value}


def basis_of(criterion: Criterion, known: Mapping[str, Decimal]) -> tuple[Reason, ...]:
    """Where the figure comes from, as the first reason of the line."""
    value = _value(criterion.fact, known)
    return () if value is None else (Reason.of("from_fact", fact=_label(criterion.fact), value=value),)


def figure_among(asked: Iterable[Input]) -> Input | None:
    """The one input that a sum of facts can stand in for: a number or a yes, and nothing else is required."""
    required = [one for one in asked if one.required]
    return required[0] if len(required) == 1 and required[0].kind in KINDS else None


def problem_of(criterion: Criterion, asked: Iterable[Input]) -> Problem | None:
    """What keeps the system from feeding this leaf, or a fact that stands where the system brings nothing."""
    if not is_fed(criterion):
        return Problem("fact_without_system", criterion.code) if criterion.fact else None
    if criterion.fact not in FactKind.values:
        return Problem("system_without_fact", criterion.code)
    if figure_among(asked) is None:
        return Problem.of("fact_does_not_fit", criterion.code, fact=_label(criterion.fact))
    return None


def _value(kind: str, known: Mapping[str, Decimal]) -> Decimal | None:
    return known.get(kind, ZERO if kind in facts.COMPLETE else None)


@cache
def _label(kind: str) -> str:
    """The message id: a reason is put into a language only where it is shown."""
    with translation.override(None):
        return str(FactKind(kind).label) if kind in FactKind.values else ""
