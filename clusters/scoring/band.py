"""Intervals of a number, open or closed at each end, with the points they give."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from clusters.scoring.values import Problem, plain


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high`, None for no end; `low_closed` and `high_closed` say whether the ends belong to it.

    `effect` is what lying in it does beyond its points, where the parameter that holds the band admits it.
    """

    low: Decimal | None
    high: Decimal | None
    points: Decimal
    low_closed: bool = True
    high_closed: bool = False
    effect: str = ""

    def holds(self, value: Decimal) -> bool:
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        return above and (self.high is None or value < self.high or (self.high_closed and value == self.high))

    @property
    def is_empty(self) -> bool:
        """No number can lie in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed))

    def scaled(self, factor: Decimal) -> "Band":
        """The same band of numbers `factor` times as large."""
        low, high = (None if end is None else end * factor for end in (self.low, self.high))
        return replace(self, low=low, high=high)

    @property
    def notation(self) -> str:
        """As `[95;100)`; an end that is not there is empty. `clusters.explanations` reads it, and `…%` for per cent."""
        low = "" if self.low is None else plain(self.low)
        high = "" if self.high is None else plain(self.high)
        return f"{'[' if self.low_closed else '('}{low};{high}{']' if self.high_closed else ')'}"


def ladder(bands: Iterable[Band], value: Decimal, step: Decimal) -> list[Decimal]:
    """For each band the multiple of `step` in it that is nearest to the value, the nearest of all first."""
    found = {nearest for band in bands for nearest in [_nearest(band, value, step)] if nearest is not None}
    return sorted(found - {value}, key=lambda nearest: (abs(nearest - value), nearest))


def _nearest(band: Band, value: Decimal, step: Decimal) -> Decimal | None:
    if band.low is not None and value <= band.low:
        nearest = _ceiling(band.low / step) * step
        nearest += step if nearest == band.low and not band.low_closed else 0
    elif band.high is not None and value >= band.high:
        nearest = _floor(band.high / step) * step
        nearest -= step if nearest == band.high and not band.high_closed else 0
    else:
        nearest = value
    return nearest if band.holds(nearest) else None


def direction(bands: Iterable[Band]) -> int:
    """1 where points never fall from the lowest band to the highest, -1 where they never rise, else 0."""
    points = [band.points for band in sorted(bands, key=_start)]
    if points == sorted(points):
        return 1
    return -1 if points == sorted(points, reverse=True) else 0


def above(bands: Iterable[Band], max_points: Decimal) -> Iterator[Problem]:
    """Bands that give more than the criterion."""
    for band in bands:
        if band.points > max_points:
            yield Problem.of("bands.above_max", "bands", band=band.notation, points=band.points, max=max_points)


def problems_of(bands: Iterable[Band], least: Decimal, most: Decimal | None, whole: bool) -> Iterator[Problem]:
    """Empty bands, overlaps, and holes between `least` and `most` (None: without end).

    With `whole`, only whole numbers occur, so that 1–2 and 3–5 leave no hole.
    """
    bands = tuple(bands)
    empty = [band for band in bands if band.is_empty]
    yield from (Problem.of("bands.empty", "bands", band=band.notation) for band in empty)
    sound = [_on_whole_numbers(band) if whole else band for band in bands if not band.is_empty]
    ordered = sorted(sound, key=_start)
    yield from _seams(ordered, whole)
    yield from _ends(ordered, least, most)


def _on_whole_numbers(band: Band) -> Band:
    """The same whole numbers, written with both ends closed, so that neighbours can be compared."""
    low, high = band.low, band.high
    if low is not None:
        low = _ceiling(low) + (0 if band.low_closed or low != _ceiling(low) else 1)
    if high is not None:
        high = _floor(high) - (0 if band.high_closed or high != _floor(high) else 1)
    return Band(low, high, band.points, True, True)


def _ceiling(value: Decimal) -> Decimal:
    return value.to_integral_value("ROUND_CEILING")


def _floor(value: Decimal) -> Decimal:
    return value.to_integral_value("ROUND_FLOOR")


def _start(band: Band) -> tuple[bool, Decimal, bool]:
    return (band.low is not None, band.low or Decimal(0), not band.low_closed)


def _seams(ordered: list[Band], whole: bool) -> Iterator[Problem]:
    for left, right in pairwise(ordered):
        if _overlap(left, right):
            yield Problem.of("bands.overlap", "bands", band=left.notation, other=right.notation)
        elif not _touch(left, right, whole):
            yield Problem.of("bands.hole", "bands", band=left.notation, other=right.notation)


def _overlap(left: Band, right: Band) -> bool:
    if left.high is None or right.low is None:
        return True
    return left.high > right.low or (left.high == right.low and left.high_closed and right.low_closed)


def _touch(left: Band, right: Band, whole: bool) -> bool:
    """Nothing lies between; called for bands that do not overlap, so both ends are there."""
    if left.high is None or right.low is None:
        return True
    if whole:
        return right.low - left.high <= 1
    return left.high == right.low and (left.high_closed or right.low_closed)


def _ends(ordered: list[Band], least: Decimal, most: Decimal | None) -> Iterator[Problem]:
    if not ordered:
        return
    first, last = ordered[0], ordered[-1]
    if first.low is not None and not (first.low < least or first.holds(least)):
        yield Problem.of("bands.hole_below", "bands", band=first.notation, least=least)
    if last.high is not None and (most is None or not (last.high > most or last.holds(most))):
        yield Problem.of("bands.hole_above", "bands", band=last.notation)
