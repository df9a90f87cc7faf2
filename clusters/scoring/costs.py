"""What a unit's sheet costs it: points at risk and points to gain, line by line, and what result would reach them.

Every gain is worked out by scoring the one line again with the one change and adding up the whole sheet anew, so that a
cap, an exclusion or a zeroed group shows in what the total would gain. Pure, like the rest.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from clusters.scoring.declaration import NO_CASE_INPUT, NOT_APPLICABLE_INPUT, Input, RuleType
from clusters.scoring.engine import Leaf, leaf_of, line_of, obstacles, prepared
from clusters.scoring.rules import RULES
from clusters.scoring.totals import Totals
from clusters.scoring.values import (
    UNIT,
    ZERO,
    ZERO_PARENT,
    Entry,
    Line,
    Node,
    Reason,
    Sheet,
    Table,
    all_nodes,
)

Participant = TypeVar("Participant", bound=Hashable)
Entries = Mapping[str, Entry]

# Why the points are not there: no paper, no figure, another's figure, lateness, a result short of the next step, or
# cases that are taken off.
EVIDENCE, FIGURES, AWAITED, LATE, GAP, PENALTY = KINDS = (
    "evidence",
    "figures",
    "awaited",
    "late",
    "gap",
    "penalty",
)
DAYS = "days"
_NOTHING = Entry()
_NO_EVIDENCE = Reason("no_evidence")
# So many steps back from a number of cases are looked at for the nearest that takes off less.
_MOST_STEPS = 100
_ANSWERS = (NO_CASE_INPUT.name, NOT_APPLICABLE_INPUT.name)


@dataclass(frozen=True, slots=True)
class Cost:
    """One change of one leaf and what it would bring.

    `now` and `then` are the leaf's own points, of a penalty what it takes off; `gain` is what the change is worth on
    the line, `total` what it is worth in the end. `values` holds the inputs that would have to be different,
    `missing` names what is not entered, `lacks_evidence` that a file is asked for and not there. With `is_most`,
    figures are not known yet and the line could give that much. `at` is the first line above (or the leaf itself, or
    '' for the total) where more or less arrives than was gained, None where all of it does; `reasons` say why.
    """

    code: str
    kind: str
    now: Decimal
    then: Decimal
    gain: Decimal
    total: Decimal
    values: Mapping[str, Any]
    missing: tuple[str, ...] = ()
    is_most: bool = False
    lacks_evidence: bool = False
    at: str | None = None
    reasons: tuple[Reason, ...] = ()


class Short(NamedTuple):
    """How many points are missing to a threshold that lies above."""

    name: str
    threshold: Decimal
    points: Decimal


class _Change(NamedTuple):
    kind: str
    line: Line
    values: Mapping[str, Any]
    is_most: bool = False


def costs_of(
    table: Table,
    entries: Mapping[Participant, Entries],
    unit: Participant,
    rules: Mapping[str, RuleType] = RULES,
) -> tuple[Cost, ...]:
    """What `unit` could gain, most in the total first. `entries` are those of its whole cluster: a rule may compare.

    Of the results that a rule says would reach more, the nearest and the best are kept.
    """
    found = list(_Unit(table, entries, unit, rules).costs())
    order = {node.code: at for at, node in enumerate(all_nodes(table))}
    return tuple(sorted(found, key=lambda cost: (-cost.total, -cost.gain, order[cost.code])))


def lost_to(kind: str, costs: Iterable[Cost]) -> Decimal:
    """What the kind costs at most in the total, each leaf counted once and by itself."""
    best: dict[str, Decimal] = {}
    for cost in costs:
        if cost.kind == kind:
            best[cost.code] = max(best.get(cost.code, ZERO), cost.total)
    return sum(best.values(), ZERO)


def short_of(total: Decimal, thresholds: Iterable[tuple[str, Decimal]]) -> tuple[Short, ...]:
    """The thresholds above the total, nearest first, each with what is missing to it."""
    above = [Short(name, least, least - total) for name, least in thresholds if least > total]
    return tuple(sorted(above, key=lambda one: one.threshold))


class _Unit:
    """One unit's sheet taken apart, so that one leaf can be changed and all above it added up again."""

    def __init__(
        self,
        table: Table,
        entries: Mapping[Participant, Entries],
        unit: Participant,
        rules: Mapping[str, RuleType],
    ) -> None:
        self.entries, self.unit, self.own = entries, unit, entries.get(unit, {})
        self.totals = Totals(table)
        self.above = dict(_above(table.nodes, ()))
        ends = ((top.section, node) for top in table.nodes for node in all_nodes(Table((top,))) if not node.children)
        self.leaves = [leaf_of(node, table, section, rules) for section, node in ends]
        self.lines = {leaf.node.code: self.line(leaf, self.entry(leaf)) for leaf in self.leaves}
        self.sheet = self.totals.sheet(self.lines)

    def entry(self, leaf: Leaf) -> Entry:
        return self.own.get(leaf.node.code, _NOTHING)

    def line(self, leaf: Leaf, entry: Entry) -> Line:
        """With this entry in the place of the unit's; what compares the units looks at it too."""
        return line_of(self.among_others(leaf, entry), entry)

    def among_others(self, leaf: Leaf, entry: Entry) -> Leaf:
        if leaf.rule is None or leaf.rule.prepare is None:
            return leaf
        return prepared(leaf, {**self.entries, self.unit: {**self.own, leaf.node.code: entry}})

    def costs(self) -> Iterator[Cost]:
        for leaf in self.leaves:
            before, sign = self.lines[leaf.node.code], -1 if leaf.is_penalty else 1
            worth = [((change.line.points - before.points) * sign, change) for change in self.changes(leaf)]
            better = sorted((one for one in worth if _is_better(before, *one)), key=lambda one: one[0])
            kept = better[:1] + [one for one in better[-1:] if one[0] > better[0][0]]
            yield from (self.cost(leaf, gain, change) for gain, change in kept)

    def changes(self, leaf: Leaf) -> Iterator[_Change]:
        entry = self.entry(leaf)
        if leaf.rule is None or any(entry.values.get(answer) is True for answer in _ANSWERS):
            return
        found = obstacles(leaf, entry)
        if found == [_NO_EVIDENCE]:
            yield _Change(EVIDENCE, self.line(leaf, replace(entry, has_evidence=True)), {})
        elif found and not leaf.is_penalty:
            kind = FIGURES if leaf.node.supplier == UNIT else AWAITED
            yield _Change(kind, Line(leaf.node.max_points), {}, is_most=True)
        elif not found:
            for values in _reached(self.among_others(leaf, entry), entry):
                other = replace(entry, values={**entry.values, **values})
                yield _Change(_kind(leaf, values), self.line(leaf, other), values)

    def cost(self, leaf: Leaf, gain: Decimal, change: _Change) -> Cost:
        code, before = leaf.node.code, self.lines[leaf.node.code]
        after = self.totals.sheet({**self.lines, code: change.line})
        at, reasons = self._where_it_differs(code, change.line, after, gain)
        return Cost(
            code=code,
            kind=change.kind,
            now=before.points,
            then=change.line.points,
            gain=gain,
            total=after.total - self.sheet.total,
            values=change.values,
            missing=before.missing,
            is_most=change.is_most,
            lacks_evidence=_NO_EVIDENCE in before.reasons,
            at=at,
            reasons=reasons,
        )

    def _where_it_differs(
        self, code: str, line: Line, after: Sheet, gain: Decimal
    ) -> tuple[str | None, tuple[Reason, ...]]:
        change = line.points - self.lines[code].points
        for each in (code, *self.above[code]):
            before = self.sheet.lines[each]
            if after.lines[each].points - before.points != change:
                stood = () if each == code else before.reasons
                return each, _said(stood, after.lines[each].reasons, line.reasons)
        if after.total - self.sheet.total != gain:
            return "", _said(self.sheet.reasons, after.reasons)
        return None, ()


def _is_better(before: Line, gain: Decimal, change: _Change) -> bool:
    """More points, or the same without what left the whole group without any."""
    is_lifted = before.effect == ZERO_PARENT and change.line.effect != ZERO_PARENT
    return gain > ZERO or (is_lifted and gain == ZERO)


def _said(before: Iterable[Reason], after: Iterable[Reason], known: Iterable[Reason] = ()) -> tuple[Reason, ...]:
    """What stands in the way after the change, and what stood there only before; not the sums themselves."""
    later = [reason for reason in after if reason not in known and reason.code != "total"]
    codes = {"total", *(reason.code for reason in (*later, *known))}
    return (*later, *(reason for reason in before if reason.code not in codes))


def _above(nodes: Iterable[Node], path: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each leaf's groups, the innermost first."""
    for node in nodes:
        if node.children:
            yield from _above(node.children, (node.code, *path))
        else:
            yield node.code, path


def _reached(leaf: Leaf, entry: Entry) -> Iterator[Mapping[str, Any]]:
    """Inputs that the rule says would give more; of a penalty, fewer cases down to none."""
    if leaf.rule is not None:
        yield from (reach.values for reach in leaf.rule.reach(leaf.setting, entry))
    if leaf.is_penalty:
        for one in leaf.inputs:
            yield from ({one.name: value} for value in _less(one, entry.values.get(one.name)))


def _less(one: Input, value: Any) -> Iterator[Any]:
    if value is True:
        yield False
    elif isinstance(value, Decimal) and one.least is not None and value > one.least:
        if one.kind == "integer":
            yield from (value - less for less in range(1, min(int(value - one.least), _MOST_STEPS)))
        yield one.least


def _kind(leaf: Leaf, values: Mapping[str, Any]) -> str:
    if leaf.is_penalty:
        return PENALTY
    changed = (one for one in leaf.inputs if one.name in values)
    return LATE if any(one.kind == "date" or one.unit == DAYS for one in changed) else GAP
