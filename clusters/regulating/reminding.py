"""On which days people are reminded of what falls due."""

from collections.abc import Iterable


def step_before(left: int, known_for: int, steps: Iterable[int]) -> int | None:
    """Which reminder stands so many days before the due day: the nearest step that has come. Steps of before the thing
    was known, `known_for` days ahead of its due day, are passed over. One that was missed is made up for later."""
    return min((step for step in steps if 0 < left <= step < known_for), default=None)


def step_after(over: int, first: int, every: int) -> int | None:
    """Which reminder stands so many days after the due day: from the `first` on, again `every` so many days (0, never
    again). None before the first, and always where there is none."""
    if first < 1 or over < first:
        return None
    return first + (over - first) // every * every if every else first
