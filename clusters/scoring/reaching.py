"""What would leave a unit better off: candidates tried out by the rule's own arithmetic."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from clusters.scoring.declaration import Outcome, Reach, Setting, Typed
from clusters.scoring.values import Entry

Arithmetic = Callable[[Setting, Entry], Outcome]


def better(arithmetic: Arithmetic, setting: Setting, entry: Entry, candidates: Iterable[Typed]) -> Iterator[Reach]:
    """The candidates, inputs that would differ, that give more points than now; fewer where they are taken off."""
    now = arithmetic(setting, entry).points
    for values in candidates:
        points = arithmetic(setting, replace(entry, values={**entry.values, **values})).points
        if (points < now) if setting.is_penalty else (points > now):
            yield Reach(values, points)


def first(arithmetic: Arithmetic, setting: Setting, entry: Entry, candidates: Iterable[Typed]) -> tuple[Reach, ...]:
    """The first of the candidates that would do, where they come nearest first."""
    return tuple(islice(better(arithmetic, setting, entry, candidates), 1))
