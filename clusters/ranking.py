"""Who stands where: highest points first, equal points share a rank, named keys in order may separate them."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Contender(Generic[Key]):
    """One to be ranked. `keys` are its values for tie-breakers, 0 where there is none; `key` must be sortable."""

    key: Key
    points: Decimal
    keys: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed(Generic[Key]):
    """A rank. `tied_with` holds the keys that share it; `broken_by` the last tie-breaker it took to separate this one
    from others of equal points, '' if none was needed or none could."""

    key: Key
    rank: int
    points: Decimal
    tied_with: tuple[Key, ...] = ()
    broken_by: str = ""

    @property
    def is_tied(self) -> bool:
        return bool(self.tied_with)


def rank(entries: Iterable[Contender[Key]], tie_breakers: Sequence[str] = ()) -> list[Placed[Key]]:
    """Everyone in order of rank, then of key. A shared rank uses up the ranks it covers: 1, 1, 3."""
    ordered = sorted(entries, key=lambda one: one.key)  # type: ignore[arg-type,return-value]
    ordered.sort(key=lambda one: _measure(one, tie_breakers), reverse=True)
    placed: list[Placed[Key]] = []
    for _, equals in groupby(ordered, key=lambda one: one.points):
        placed += _place(list(equals), tie_breakers, len(placed) + 1)
    return placed


def _measure(one: Contender, tie_breakers: Sequence[str]) -> tuple[Decimal, ...]:
    return (one.points, *(one.keys.get(name, _NONE) for name in tie_breakers))


def _place(equals: list[Contender[Key]], tie_breakers: Sequence[str], first: int) -> list[Placed[Key]]:
    """Places those of equal points, already ordered by the tie-breakers."""
    ties = [list(tie) for _, tie in groupby(equals, key=lambda one: _measure(one, tie_breakers))]
    seams = ["", *(_seam(a[0], b[0], tie_breakers) for a, b in pairwise(ties)), ""]
    placed: list[Placed[Key]] = []
    for index, tie in enumerate(ties):
        broken_by = max(seams[index], seams[index + 1], key=lambda name: _depth(name, tie_breakers))
        keys = [one.key for one in tie]
        here = first + len(placed)
        placed += [Placed(k, here, tie[0].points, tuple(o for o in keys if o != k), broken_by) for k in keys]
    return placed


def _seam(above: Contender, below: Contender, tie_breakers: Sequence[str]) -> str:
    return next(name for name in tie_breakers if above.keys.get(name, _NONE) != below.keys.get(name, _NONE))


def _depth(name: str, tie_breakers: Sequence[str]) -> int:
    return list(tie_breakers).index(name) if name else -1
