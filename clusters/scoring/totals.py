"""From the points of the leaves to the sheet: groups up to their caps, sections, and the total."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from clusters.scoring.values import ZERO, Line, Node, Reason, Sheet, Table


def sum_points(table: Table, points: Mapping[str, Decimal]) -> Sheet:
    """The sheet that follows from points given for leaves by code; a leaf without points counts 0."""
    return sum_lines(table, {code: Line(given) for code, given in points.items()})


def sum_lines(table: Table, leaves: Mapping[str, Line]) -> Sheet:
    """Groups from the innermost outwards, which is table order reversed."""
    nodes = list(all_nodes(table))
    lines = {node.code: leaves.get(node.code, Line(ZERO)) for node in nodes}
    for node in reversed(nodes):
        if node.children:
            lines[node.code] = _group(node, lines)
    return _total(table, lines)


def all_nodes(table: Table) -> Iterator[Node]:
    """Every line of the table in order, groups before what is in them."""
    stack = list(reversed(table.nodes))
    while stack:
        node = stack.pop()
        stack.extend(reversed(node.children))
        yield node


def _group(node: Node, lines: Mapping[str, Line]) -> Line:
    points = sum((lines[child.code].points for child in node.children), ZERO)
    if points <= node.max_points:
        return Line(points)
    return Line(node.max_points, (Reason.of("group.capped", sum=points, max=node.max_points),))


def _total(table: Table, lines: dict[str, Line]) -> Sheet:
    sums = {"core": ZERO, "bonus": ZERO, "penalty": ZERO}
    for node in table.nodes:
        sums[node.section] += lines[node.code].points
    raw = sums["core"] + sums["bonus"] - sums["penalty"]
    total = max(raw, ZERO)
    reasons = [Reason.of("total", total=raw, **sums)]
    if raw < ZERO:
        reasons.append(Reason("total.floored"))
    return Sheet(total=total, lines=lines, reasons=tuple(reasons), **sums)
