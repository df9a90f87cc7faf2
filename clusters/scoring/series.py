"""Several results made one, and what one of them would have to be for another outcome."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from clusters.scoring.values import ZERO, plain

AVERAGE, SUM, LAST, WORST, BEST = WAYS = ("average", "sum", "last", "worst", "best")
# A mean may have no end; so many decimals tell it apart from any number that can be entered.
_SHOWN = 6


def joined(values: Iterable[Decimal]) -> str:
    """As a reason keeps it, for a place named in `Template.series`."""
    return ";".join(plain(value) for value in values)


def shown(value: Decimal) -> Decimal:
    """Short enough to be read."""
    short = round(value, _SHOWN)
    return short.normalize() if short != short.to_integral_value() else short.to_integral_value()


def made_one(values: Sequence[Decimal], way: str, lower_is_better: bool) -> Decimal:
    """The one number of at least one; a mean is exact as far as decimals go."""
    if way == LAST:
        return values[-1]
    if way in (WORST, BEST):
        return max(values) if (way == WORST) is lower_is_better else min(values)
    total = sum(values, ZERO)
    return total / len(values) if way == AVERAGE else total


def with_one_changed(
    values: tuple[Decimal, ...], way: str, goal: Decimal, lower_is_better: bool
) -> tuple[Decimal, ...]:
    """The same numbers, of which one is changed so that they come to `goal`: the last, the best, or else the worst."""
    at = len(values) - 1 if way == LAST else _extreme(values, lower_is_better is (way != BEST))
    others = sum(values, ZERO) - values[at]
    changed = {AVERAGE: goal * len(values) - others, SUM: goal - others}.get(way, goal)
    return (*values[:at], changed, *values[at + 1 :])


def _extreme(values: tuple[Decimal, ...], largest: bool) -> int:
    return values.index(max(values) if largest else min(values))
