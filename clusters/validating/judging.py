"""What the checks find in one report."""

from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any, NamedTuple

from clusters.validating import expressions
from clusters.validating.expressions import Figures, Ref
from clusters.validating.outliers import Method, Past, odd
from clusters.validating.rules import BETWEEN, TOGETHER, WARNING, Validation, ValidationRule

COMPARED: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "le": le,
    "ge": ge,
    "eq": eq,
    "lt": lt,
    "gt": gt,
    "ne": ne,
}
RULE, OUTLIER = "rule", "outlier"


class Finding(NamedTuple):
    """`code` is the rule's, of an outlier the criterion's. `values` are JSON: an explanation covers just these."""

    kind: str
    code: str
    severity: str
    criteria: tuple[str, ...]
    values: Mapping[str, Any]

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.code}"


class Obstacles(NamedTuple):
    """Codes of criteria that keep a report from being signed and sent in: left blank without a word, in
    contradiction, or with a warning that nobody explained."""

    blank: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()


def judge(
    validation: Validation, figures: Figures, filled: Collection[str], past: Mapping[str, Past]
) -> tuple[Finding, ...]:
    """Errors and warnings in the order of the rules, then outliers.

    `figures` are those known, of this year and the last; `filled` the criteria in which anything is entered; `past`
    holds the headlines of the years before by criterion.
    """
    found = (_broken(rule, figures, filled) for rule in validation.rules)
    method = validation.outliers
    outliers = _outliers(method, figures, past) if method else ()
    return (*(each for each in found if each), *outliers)


def _broken(rule: ValidationRule, figures: Figures, filled: Collection[str]) -> Finding | None:
    """A rule with a figure that is not there says nothing, unless it asks just for that."""
    if rule.operator == TOGETHER:
        return _apart(rule, filled)
    left, right = expressions.value(rule.left, figures), expressions.value(rule.right, figures)
    if left is None or right is None:
        return None
    values = {"left": _text(left), "right": _text(right)}
    if rule.operator == BETWEEN:
        upper = expressions.value(rule.upper, figures)
        if upper is None or right <= left <= upper:
            return None
        values["upper"] = _text(upper)
    elif COMPARED[rule.operator](left, right):
        return None
    return Finding(RULE, rule.code, rule.severity, rule.criteria, values)


def _apart(rule: ValidationRule, filled: Collection[str]) -> Finding | None:
    there = [code for code in rule.criteria if code in filled]
    if len(there) in (0, len(rule.criteria)):
        return None
    missing = [code for code in rule.criteria if code not in filled]
    return Finding(RULE, rule.code, rule.severity, rule.criteria, {"filled": there, "blank": missing})


def _outliers(method: Method, figures: Figures, past: Mapping[str, Past]) -> Iterator[Finding]:
    for code, years in past.items():
        figure = figures.get(Ref(code))
        span = odd(figure, years, method) if figure is not None else None
        if figure is not None and span:
            history = {str(year): _text(value) for year, value in sorted(years.items())}
            values = {"figure": _text(figure), "past": history, "low": _text(span.low), "high": _text(span.high)}
            yield Finding(OUTLIER, code, WARNING, (code,), values)


def _text(value: Decimal) -> str:
    """The same text for the same number."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
