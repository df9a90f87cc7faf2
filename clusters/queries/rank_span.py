"""Which ranks each unit could still take, whatever its open lines and those of the others are given."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, Protocol

from clusters import scoring
from clusters.models import Criterion
from clusters.queries import scoring as scorings
from clusters.queries.assessment import ZERO, Leaf
from clusters.scoring import Totals, all_nodes


class Placed(Protocol):
    """A unit in the live order; `is_scored` when none of its lines is open."""

    @property
    def leaves(self) -> tuple[Leaf, ...]: ...

    @property
    def rank(self) -> int: ...

    @property
    def is_scored(self) -> bool: ...


class Range(NamedTuple):
    """The least and the most points that a unit can still come to, and how it stands now."""

    least: Decimal
    most: Decimal
    rank: int
    is_fixed: bool


def spans(
    table: scoring.Table, criteria: Mapping[str, Criterion], placed: Sequence[Placed], breaks_ties: bool
) -> list[tuple[int, int]]:
    """Best and worst rank of each. Two of whom no line is open stand as they stand; between others, equal points may
    turn out either way where a tie-breaker would be asked."""
    penalties, totals = _penalties(table), Totals(table)
    at_worst = {code: scorings.effect_of(each, ZERO) for code, each in criteria.items()}
    ranges = [Range(*_range(totals, unit, penalties, at_worst), unit.rank, unit.is_scored) for unit in placed]
    found = []
    for at, own in enumerate(ranges):
        others = ranges[:at] + ranges[at + 1 :]
        surely = sum(_stands(other, own, other.least > own.most) for other in others)
        perhaps = (_stands(o, own, o.most > own.least or (breaks_ties and o.most == own.least)) for o in others)
        found.append((1 + surely, 1 + sum(perhaps)))
    return found


def _stands(other: Range, own: Range, otherwise: bool) -> bool:
    """Whether the other is ahead: as they stand where nothing is open, else as said."""
    return other.rank < own.rank if other.is_fixed and own.is_fixed else otherwise


def _range(totals: Totals, unit: Placed, penalties: set[str], at_worst: Mapping[str, str]) -> tuple[Decimal, Decimal]:
    """Whatever the open lines are given; `at_worst` holds what no points for a line would do beyond that."""
    least, most = {}, {}
    for leaf in unit.leaves:
        code = leaf.criterion.code
        if leaf.is_verified:
            least[code] = most[code] = scoring.Line(leaf.points, effect=leaf.effect)
        else:
            ends = scoring.Line(ZERO, effect=at_worst[code]), scoring.Line(leaf.criterion.max_points)
            least[code], most[code] = reversed(ends) if code in penalties else ends
    return totals.sheet(least).total, totals.sheet(most).total


def _penalties(table: scoring.Table) -> set[str]:
    """Codes of all lines that are taken off."""
    return {node.code for top in table.nodes if top.section == "penalty" for node in all_nodes(scoring.Table((top,)))}
