"""Percentages of two numbers, exact for comparing and short for showing."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)
_TWO_PLACES, _FOUR_PLACES = Decimal("0.01"), Decimal("0.0001")


def percentage(part: Decimal, whole: Decimal) -> Decimal:
    """Part of whole in per cent with two decimals, `whole` not 0.

    Never rounded up to a whole per cent: 99.996 % is shown as 99.99 %, or it would seem to reach a band it misses.
    """
    exact = part * HUNDRED / whole
    shown = exact.quantize(_TWO_PLACES, ROUND_HALF_UP)
    return exact.quantize(_TWO_PLACES, ROUND_DOWN) if shown > exact and shown == shown.to_integral_value() else shown


def shortened(figure: Decimal) -> Decimal:
    """A figure with four decimals at most, for showing; never rounded up, for the same reason."""
    return figure if figure == round(figure, 4) else figure.quantize(_FOUR_PLACES, ROUND_DOWN)
