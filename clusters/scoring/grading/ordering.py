"""The order of a cluster: by points, then by the tie-breakers, then as the meeting decided."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from clusters.ranking import Contender, Placed, rank
from clusters.scoring.grading.kinds import Case
from clusters.scoring.grading.lines import Lines
from clusters.scoring.grading.ties import DECIDED, TIES
from clusters.scoring.grading.values import Grading, TieBreaker
from clusters.scoring.values import ZERO, Entry, Sheet, Table

Participant = TypeVar("Participant", bound=Hashable)


def order_cluster(
    grading: Grading,
    table: Table,
    sheets: Mapping[Participant, Sheet],
    entries: Mapping[Participant, Mapping[str, Entry]],
    facts: Mapping[Participant, Mapping[str, Decimal]],
    rulings: Iterable[Sequence[Participant]] = (),
) -> list[Placed[Participant]]:
    """Everyone in order of rank. `broken_by` is the number of the tie-breaker, from 1, as text.

    `rulings` are the meeting's orders, the latest last. One counts where the table leaves it to the meeting, for units
    that are tied with each other only if it names them all.
    """
    lines = Lines(table)
    cases = {key: Case(lines, s, entries.get(key, {}), facts.get(key, {})) for key, s in sheets.items()}
    measured = {key: _keys(grading, case) for key, case in cases.items()}
    contenders = {key: Contender(key, case.sheet.total, measured[key]) for key, case in cases.items()}
    names = [str(number) for number, _each in _numbered(grading)]
    placed = rank(contenders.values(), names)
    last = next((str(number) for number, each in _numbered(grading) if each.clause.kind == DECIDED), "")
    if not last:
        return placed
    settled = _settled(placed, list(rulings))
    fresh = (Contender(c.key, c.points, {**c.keys, last: settled.get(c.key, ZERO)}) for c in contenders.values())
    return rank(fresh, names)


def breaker(grading: Grading, number: str) -> TieBreaker | None:
    """The tie-breaker that `broken_by` names."""
    found = dict(_numbered(grading))
    return found.get(int(number)) if number.isdigit() else None


def _numbered(grading: Grading) -> Iterable[tuple[int, TieBreaker]]:
    return enumerate(grading.tie_breakers, start=1)


def _keys(grading: Grading, case: Case) -> dict[str, Decimal]:
    return {str(n): TIES[t.clause.kind].measure(t.clause.settings, case) for n, t in _numbered(grading)}


def _settled(placed: list[Placed[Participant]], rulings: list[Sequence[Participant]]) -> dict[Participant, Decimal]:
    """Measures from the meeting's order: the first named is the highest."""
    found: dict[Participant, Decimal] = {}
    for one in placed:
        tie = {one.key, *one.tied_with}
        ruling = next((order for order in reversed(rulings) if tie <= set(order)), None)
        if one.is_tied and ruling is not None:
            found[one.key] = Decimal(-list(ruling).index(one.key))
    return found
