"""What the author of a table asks of the figures: validation rules, and from when on a figure is an outlier.

A rule states what must hold: left side, operator, right side. Both are kept as JSON with the version of the table.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from clusters.validating import expressions
from clusters.validating.expressions import Expression
from clusters.validating.outliers import Method

BETWEEN, TOGETHER = "between", "together"
SIGNS = {"le": "≤", "ge": "≥", "eq": "=", "lt": "<", "gt": ">", "ne": "≠"}
OPERATORS = (*SIGNS, BETWEEN, TOGETHER)
SEVERITIES = ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class ValidationRule:
    """`left operator right` must hold; `between` has a second bound in `upper`, `together` wants all or none filled in.

    `code` names the rule within its version. An error stops the submission, a warning must be explained. It speaks of
    the report of the year, or of those of the periods that it is `reported` for; "last" is then the same period of the
    year before.
    """

    code: str
    left: Expression
    operator: str
    right: Expression
    severity: str
    message: str
    message_en: str = ""
    upper: Expression = ()
    reported: str = ""

    @property
    def refs(self) -> tuple[expressions.Ref, ...]:
        return expressions.refs(self.left, self.right, self.upper)

    @property
    def criteria(self) -> tuple[str, ...]:
        """The codes that it speaks of, this year's first."""
        ordered = sorted(self.refs, key=lambda ref: ref.last)
        return tuple(dict.fromkeys(ref.code for ref in ordered))


class Validation(NamedTuple):
    """All that a version asks; no `outliers`, no look at the years before."""

    rules: tuple[ValidationRule, ...] = ()
    outliers: Method | None = None

    def about(self, reported: str) -> "Validation":
        """What it asks of the reports of such periods, '' of the year's."""
        return self._replace(rules=tuple(rule for rule in self.rules if rule.reported == reported))

    @property
    def is_empty(self) -> bool:
        return not self.rules and not self.outliers

    @property
    def looks_back(self) -> int:
        """How many years it reads."""
        last = any(ref.last for rule in self.rules for ref in rule.refs)
        return max(self.outliers.most_years if self.outliers else 0, int(last))


class Known(NamedTuple):
    """What of a criterion a rule can name: its figures, '' its own; and the periods that it is asked for, if any."""

    figures: frozenset[str]
    reported: str = ""


class Fault(NamedTuple):
    """What is wrong with a rule: a code, the part of the rule and what stands there."""

    code: str
    part: str
    value: str = ""


def faults(rule: ValidationRule, known: Mapping[str, Known]) -> Iterator[Fault]:
    """What keeps the rule from being asked; `known` by the code of the criterion."""
    needs = ("left",) if rule.operator == TOGETHER else ("left", "right")
    for part in (*needs, "upper") if rule.operator == BETWEEN else needs:
        if not getattr(rule, part):
            yield Fault("empty", part)
    if rule.operator == TOGETHER and len(rule.criteria) < 2:
        yield Fault("alone", "left")
    for part in ("left", "right", "upper"):
        for ref in expressions.refs(getattr(rule, part)):
            if ref.code not in known:
                yield Fault("no_criterion", part, ref.code)
            elif rule.reported and known[ref.code].reported != rule.reported:
                yield Fault("not_asked", part, ref.code)
            elif ref.input not in known[ref.code].figures and rule.operator != TOGETHER:
                yield Fault("no_figure", part, f"{ref.code}:{ref.input}" if ref.input else ref.code)
    if not rule.refs:
        yield Fault("no_refs", "left")


def next_code(taken: Iterable[str]) -> str:
    """The code of one more rule: K and the number after the highest in use."""
    numbers = (int(found[-1]) for code in taken if (found := re.findall(r"\d+", code)))
    return f"K{max(numbers, default=0) + 1}"


def as_json(validation: Validation) -> dict[str, Any]:
    """As it is kept with the version."""
    method = validation.outliers
    return {
        "rules": [_rule_as_json(rule) for rule in validation.rules],
        **(
            {"outliers": {name: expressions.plain(value) for name, value in method._asdict().items()}} if method else {}
        ),
    }


def _rule_as_json(rule: ValidationRule) -> dict[str, Any]:
    sides = {name: expressions.as_json(getattr(rule, name)) for name in ("left", "right", "upper")}
    words = {name: getattr(rule, name) for name in ("code", "operator", "severity", "message", "message_en")}
    return {**words, **sides, **({"reported": rule.reported} if rule.reported else {})}


def read_validation(stored: Mapping[str, Any]) -> Validation:
    """What `as_json` wrote; of nothing, nothing."""
    method = stored.get("outliers")
    return Validation(tuple(_rule(each) for each in stored.get("rules", ())), _method(method) if method else None)


def _method(stored: Mapping[str, str]) -> Method:
    factor, floor, ratio, slack = (Decimal(stored[name]) for name in ("factor", "floor", "ratio", "slack"))
    return Method(factor, floor, int(stored["least_years"]), int(stored["most_years"]), ratio, slack)


def _rule(stored: Mapping[str, Any]) -> ValidationRule:
    sides = {name: expressions.from_json(stored.get(name, ())) for name in ("left", "right", "upper")}
    return ValidationRule(**{**stored, **sides})
