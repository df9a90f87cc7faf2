"""What goes into the arithmetic and what comes out: plain values, no model, no clock, no language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from clusters.scoring.workdays import WEEKDAYS, WorkDays

ZERO = Decimal(0)
SECTIONS = ("core", "bonus", "penalty")
# Who brings the figures of a leaf. What the unit does not bring itself asks no evidence of it.
SUPPLIERS = ("unit", "head", "authority", "system")
UNIT = SUPPLIERS[0]
COMBINATIONS = ("sum", "highest")

# What a line does beyond its points: `zero_parent` leaves the whole group above without points, `left_out` counts for
# nothing since it does not apply, `not_counted` has points that are counted elsewhere.
ZERO_PARENT, LEFT_OUT, NOT_COUNTED = "zero_parent", "left_out", "not_counted"


def plain(value: Decimal) -> str:
    """A decimal as JSON keeps it: a dot, no exponent, no grouping."""
    # Four times as fast as formatting, and called for every figure of every stored reason.
    text = str(value)
    return f"{value:f}" if "E" in text else text


def _as_text(values: Mapping[str, Decimal | str]) -> dict[str, str]:
    return {name: value if isinstance(value, str) else plain(value) for name, value in values.items()}


class Rounding(NamedTuple):
    """To a multiple of `step` points; `mode` is half_up, half_even, down or up."""

    step: Decimal
    mode: str = "half_up"


class Bilingual(str):
    """Words of an author, in Vietnamese, with what they are in English where the author gave it."""

    __slots__ = ("en",)
    en: str

    def __new__(cls, text: str, en: str = "") -> "Bilingual":
        words = super().__new__(cls, text)
        words.en = en
        return words


@dataclass(frozen=True, slots=True)
class Node:
    """A line of a scoring table: a group (children, rule '') or a leaf (rule, no children).

    `max_points` is what a leaf gives at most and what caps a group; `floor` is what a group gives at least. `section`
    is that of the top-level line: the whole branch below a penalty group is penalty. `parameters` is JSON as stored,
    decimals as strings. `combine` is how a group makes one of its children: their sum, or the highest only. `rounding`
    takes the place of the table's for this line; a group without one is not rounded. `not_with` holds codes of lines:
    once one of them has points, this line is not counted. `supplier` is who brings the figures.
    """

    code: str
    max_points: Decimal
    section: str = "core"
    rule: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    evidence_required: bool = False
    children: tuple["Node", ...] = ()
    floor: Decimal | None = None
    combine: str = "sum"
    rounding: Rounding | None = None
    not_with: tuple[str, ...] = ()
    supplier: str = UNIT


@dataclass(frozen=True, slots=True)
class Table:
    """Top-level lines in order; every leaf is rounded to `step` points by `rounding` (see `Rounding`).

    `full` is the total that the regulation names, with or without its bonus. The total lies between `floor` and `cap`
    and is rounded by `total_rounding`. With `rescaled`, content that does not apply to a unit is made up for by the
    rest of its content; else its points are lost. `workdays` is the calendar of whoever issued the table.
    """

    nodes: tuple[Node, ...]
    step: Decimal = Decimal("0.01")
    rounding: str = "half_up"
    full: Decimal | None = None
    floor: Decimal = ZERO
    cap: Decimal | None = None
    total_rounding: Rounding | None = None
    rescaled: bool = False
    workdays: WorkDays = WEEKDAYS


def all_nodes(table: Table) -> Iterator[Node]:
    """Every line of the table in order, groups before what is in them."""
    stack = list(reversed(table.nodes))
    while stack:
        node = stack.pop()
        stack.extend(reversed(node.children))
        yield node


@dataclass(frozen=True, slots=True)
class Entry:
    """What one unit brings for one leaf.

    `values` is typed (Decimal, bool, str, None) by input name, as `parse_inputs` gives it; `target` is the pact's.
    `basis` says where figures come from that nobody entered, before all other reasons. `given` are points that somebody
    gave in place of those that the figures give: whoever asks for the figure then learns what these points stand for.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    target: Decimal | None = None
    has_evidence: bool = False
    basis: tuple["Reason", ...] = ()
    given: Decimal | None = None


class Reason(NamedTuple):
    """Why points are what they are: a code and its values, put into a language by `clusters.explanations`.

    A value is a number, or text. What is stored (`as_json`) has numbers as text, and what is read back is equal to
    what was stored.
    """

    # A cluster's reasons come by the thousand: a tuple is made four times as fast as a frozen dataclass.
    code: str
    values: Mapping[str, Decimal | str] = MappingProxyType({})

    @classmethod
    def of(cls, code: str, **values: Decimal | str) -> "Reason":
        return cls(code, values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reason) and self.as_json() == other.as_json()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "values": _as_text(self.values)}

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
        return cls(code, where, _as_text(values))


class Unreadable(ValueError):
    """Stored or typed values that do not fit their declaration; `problems` says each."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(f"{p.where}: {p.code}" for p in problems))
        self.problems = problems


class Line(NamedTuple):
    """Points of one line of the table, never negative: a penalty line holds what its section subtracts.

    `missing` names the inputs (or 'target') that were not there. `effect` is what the line does beyond its points.
    """

    points: Decimal
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One unit's result: total = core + bonus − penalty within floor and cap of the table.

    `lines` holds every node in table order.
    """

    total: Decimal
    core: Decimal
    bonus: Decimal
    penalty: Decimal
    lines: dict[str, Line]
    reasons: tuple[Reason, ...] = ()
