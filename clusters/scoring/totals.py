"""From the points of the leaves to the sheet: exclusions, groups within their limits, sections, and the total."""

from collections.abc import Mapping
from decimal import Decimal

from clusters.scoring import exclusions
from clusters.scoring.rounding import to_step
from clusters.scoring.values import (
    LEFT_OUT,
    NOT_COUNTED,
    ZERO,
    ZERO_PARENT,
    Line,
    Node,
    Reason,
    Rounding,
    Sheet,
    Table,
    all_nodes,
)

_NOTHING = Line(ZERO)
_NO_EFFECTS: Mapping[str, str] = {}


def sum_points(table: Table, points: Mapping[str, Decimal], effects: Mapping[str, str] = _NO_EFFECTS) -> Sheet:
    """The sheet that follows from points given for leaves by code; a leaf without points counts 0.

    `effects` holds what a leaf does beyond its points, where it does.
    """
    codes = {**points, **effects}
    return Totals(table).sheet({code: Line(points.get(code, ZERO), effect=effects.get(code, "")) for code in codes})


class Totals:
    """A table's sums, worked out once and used for any number of units."""

    def __init__(self, table: Table) -> None:
        self.table = table
        nodes = list(all_nodes(table))
        self._codes = [node.code for node in nodes]
        # From the innermost group outwards, which is table order reversed.
        self._groups = [
            (node, tuple(child.code for child in node.children)) for node in reversed(nodes) if node.children
        ]
        self._elsewhere = dict(exclusions.of(table))

    def sheet(self, leaves: Mapping[str, Line]) -> Sheet:
        """One unit's sums from its leaves; a leaf that is not there counts 0."""
        lines = {code: leaves.get(code, _NOTHING) for code in self._codes}
        if self._elsewhere:
            lines |= self._not_counted(lines)
        for node, children in self._groups:
            lines[node.code] = _group(node, children, lines)
        return self._total(lines)

    def _not_counted(self, lines: Mapping[str, Line]) -> dict[str, Line]:
        """Leaves whose points are counted elsewhere already: without points, and saying where."""
        points = {code: line.points for code, line in lines.items()}
        found = {code: exclusions.counted_at(code, points, self._elsewhere) for code in self._elsewhere}
        return {code: _excluded(lines[code], where) for code, where in found.items() if where}

    def _total(self, lines: dict[str, Line]) -> Sheet:
        sums = {"core": ZERO, "bonus": ZERO, "penalty": ZERO}
        for node in self.table.nodes:
            sums[node.section] += lines[node.code].points
        reasons: list[Reason] = []
        if self.table.rescaled:
            sums["core"] = self._rescaled(sums["core"], lines, reasons)
        raw = sums["core"] + sums["bonus"] - sums["penalty"]
        reasons.append(Reason.of("total", total=raw, **sums))
        return Sheet(total=self._limited(raw, reasons), lines=lines, reasons=tuple(reasons), **sums)

    def _rescaled(self, core: Decimal, lines: Mapping[str, Line], reasons: list[Reason]) -> Decimal:
        """Content as if the part that applies were the whole; rounded as the leaves are."""
        nodes = [node for node in self.table.nodes if node.section == "core"]
        full = sum((node.max_points for node in nodes), ZERO)
        applicable = sum((_applicable(node, lines) for node in nodes), ZERO)
        if applicable == full or not applicable:
            return core
        after = to_step(core * full / applicable, self.table.step, self.table.rounding)
        reasons.append(Reason.of("total.rescaled", before=core, after=after, applicable=applicable, full=full))
        return after

    def _limited(self, raw: Decimal, reasons: list[Reason]) -> Decimal:
        total, floor, cap = raw, self.table.floor, self.table.cap
        if total < floor:
            total = floor
            reasons.append(Reason.of("total.floored", floor=floor))
        if cap is not None and total > cap:
            total = cap
            reasons.append(Reason.of("total.capped", cap=cap))
        return _round(total, self.table.total_rounding, reasons, "total.rounded")


def _group(node: Node, children: tuple[str, ...], lines: Mapping[str, Line]) -> Line:
    parts = [(code, lines[code]) for code in children]
    zeroing = next((code for code, line in parts if line.effect == ZERO_PARENT), None)
    if zeroing is not None:
        return Line(ZERO, (Reason("group.zeroed", {"code": zeroing}),))
    if all(line.effect == LEFT_OUT for _code, line in parts):
        return Line(ZERO, (Reason("group.left_out"),), effect=LEFT_OUT)
    reasons: list[Reason] = []
    if node.combine == "highest":
        best, line = max(parts, key=lambda part: part[1].points)
        points = line.points
        if sum(line.points > ZERO for _code, line in parts) > 1:
            reasons.append(Reason("group.highest", {"code": best}))
    else:
        points = sum((line.points for _code, line in parts), ZERO)
    return Line(_within(node, points, reasons), tuple(reasons))


def _within(node: Node, points: Decimal, reasons: list[Reason]) -> Decimal:
    """The group's points between its floor and its maximum, rounded where the group says how."""
    if points > node.max_points:
        reasons.append(Reason.of("group.capped", sum=points, max=node.max_points))
        points = node.max_points
    elif node.floor is not None and points < node.floor:
        reasons.append(Reason.of("group.raised", sum=points, floor=node.floor))
        points = node.floor
    return _round(points, node.rounding, reasons, "rounded")


def _round(points: Decimal, rounding: Rounding | None, reasons: list[Reason], code: str) -> Decimal:
    if rounding is None:
        return points
    rounded = to_step(points, *rounding)
    if rounded != points:
        reasons.append(Reason.of(code, before=round(points, 6), after=rounded, step=rounding.step))
    return rounded


def _applicable(node: Node, lines: Mapping[str, Line]) -> Decimal:
    """What the line could give at most, without what does not apply to the unit."""
    if not node.children:
        return ZERO if lines[node.code].effect == LEFT_OUT else node.max_points
    parts = [_applicable(child, lines) for child in node.children]
    return min(node.max_points, max(parts) if node.combine == "highest" else sum(parts, ZERO))


def _excluded(line: Line, where: str) -> Line:
    if line.points <= ZERO:
        return line
    reason = Reason.of("not_with", at=where, before=line.points)
    return Line(ZERO, (*line.reasons, reason), line.missing, NOT_COUNTED)
