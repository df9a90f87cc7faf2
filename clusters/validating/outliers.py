"""Figures unlike those of the unit's own years before.

With enough years, a figure is ordinary within the median ± `factor` times the spread; the spread is the median of the
distances from the median, and at least `floor` per cent of it, so that four alike years do not make every change odd.
With fewer years, it is ordinary between the smallest divided by `ratio` and the largest times `ratio`, where all are
above zero. A change of no more than `slack` is never odd:
from one case to none is no news. Where there is nothing to measure by (no year, or nothing but zeros) nothing is odd.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

ZERO, HUNDRED = Decimal(0), Decimal(100)
Past = Mapping[int, Decimal]
# Years that make a spread or are looked back.
FEWEST, MOST = 2, 20


class Method(NamedTuple):
    """What a table says of outliers; `most_years` are looked back, `least_years` make a spread."""

    factor: Decimal = Decimal(3)
    floor: Decimal = Decimal(5)
    least_years: int = 3
    most_years: int = 5
    ratio: Decimal = Decimal(3)
    slack: Decimal = Decimal(2)


class Span(NamedTuple):
    """What would be ordinary, ends included."""

    low: Decimal
    high: Decimal


def odd(figure: Decimal, past: Past, method: Method) -> Span | None:
    """What would have been ordinary, where the figure is not."""
    span = ordinary(past.values(), method)
    return span if span and not span.low <= figure <= span.high else None


def ordinary(figures: Iterable[Decimal], method: Method) -> Span | None:
    """Between what a figure is like those before; None where that cannot be said."""
    known = sorted(figures)
    if not known:
        return None
    if len(known) < method.least_years:
        low = min(known[0] / method.ratio, known[0] - method.slack)
        return Span(low, max(known[-1] * method.ratio, known[-1] + method.slack)) if known[0] > ZERO else None
    middle = _median(known)
    spread = max(_median(sorted(abs(each - middle) for each in known)), abs(middle) * method.floor / HUNDRED)
    width = max(method.factor * spread, method.slack)
    return Span(middle - width, middle + width) if spread else None


def faults(method: Method) -> Iterator[tuple[str, str]]:
    """What makes it measure nothing: the setting, and a code of what is wrong with it."""
    least = {"factor": Decimal(0), "ratio": Decimal(1)}
    yield from ((name, "above") for name, bound in least.items() if getattr(method, name) <= bound)
    yield from ((name, "negative") for name in ("floor", "slack") if getattr(method, name) < ZERO)
    if not FEWEST <= method.least_years <= MOST:
        yield "least_years", "years"
    if not method.least_years <= method.most_years <= MOST:
        yield "most_years", "looks_back"


def _median(ordered: list[Decimal]) -> Decimal:
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
