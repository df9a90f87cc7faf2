"""What goes into the arithmetic and what comes out: plain values, no model, no clock, no language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

ZERO = Decimal(0)
SECTIONS = ("core", "bonus", "penalty")


def plain(value: Decimal) -> str:
    """A decimal as JSON keeps it: a dot, no exponent, no grouping."""
    return f"{value:f}"


@dataclass(frozen=True, slots=True)
class Node:
    """A line of a scoring table: a group (children, rule '') or a leaf (rule, no children).

    `max_points` is what a leaf gives at most and what caps a group. `section` is that of the top-level line: the whole
    branch below a penalty group is penalty. `parameters` is JSON as stored, decimals as strings.
    """

    code: str
    max_points: Decimal
    section: str = "core"
    rule: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    evidence_required: bool = False
    children: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Top-level lines in order; every leaf is rounded to `step` points by `rounding`.

    `rounding` is half_up, half_even, down or up.
    """

    nodes: tuple[Node, ...]
    step: Decimal = Decimal("0.01")
    rounding: str = "half_up"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one unit brings for one leaf.

    `values` is typed (Decimal, bool, str, None) by input name, as `parse_inputs` gives it; `target` is the pact's.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    target: Decimal | None = None
    has_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why points are what they are: a code and its values as text, put into a language by `clusters.explanations`."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, code: str, **values: Decimal | str) -> "Reason":
        return cls(code, {name: v if isinstance(v, str) else f"{v:f}" for name, v in values.items()})

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "values": dict(self.values)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Reason":
        return cls(data["code"], dict(data.get("values", {})))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a table or an input. `where` is a criterion's code, a parameter or an input; '' the whole."""

    code: str
    where: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, code: str, where: str = "", **values: Decimal | str) -> "Problem":
        return cls(code, where, Reason.of(code, **values).values)


class Unreadable(ValueError):
    """Stored or typed values that do not fit their declaration; `problems` says each."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(f"{p.where}: {p.code}" for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Line:
    """Points of one line of the table, never negative: a penalty line holds what its section subtracts.

    `missing` names the inputs (or 'target') that were not there.
    """

    points: Decimal
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One unit's result: total = core + bonus − penalty, not below 0. `lines` holds every node in table order."""

    total: Decimal
    core: Decimal
    bonus: Decimal
    penalty: Decimal
    lines: dict[str, Line]
    reasons: tuple[Reason, ...] = ()
