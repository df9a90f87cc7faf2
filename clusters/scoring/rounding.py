"""Rounding to a step of points."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal

from clusters.scoring.values import ZERO

MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN, "up": ROUND_UP}


def to_step(value: Decimal, step: Decimal, mode: str) -> Decimal:
    """The multiple of `step` that `mode` chooses; the value itself where the step is not positive."""
    # Most points are on the step already, and asking is ten times as fast as dividing.
    if step <= ZERO or not value % step:
        return value
    return (value / step).to_integral_value(MODES[mode]) * step
