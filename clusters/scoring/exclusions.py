"""What is not counted where it was scored already: leaves that give way to others (`Node.not_with`)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from clusters.scoring.values import NOT_COUNTED, ZERO, Line, Node, Problem, Table, all_nodes


class Place(NamedTuple):
    """A line that takes the place of a leaf once one of `leaves`, those in it, has points."""

    code: str
    leaves: tuple[str, ...]


Exclusions = Mapping[str, tuple[Place, ...]]


def of(table: Table) -> Exclusions:
    """The leaves that may give way, each with where; what stands at a group holds for every leaf in it."""
    return dict(_of(table))


def counted_at(code: str, points: Mapping[str, Decimal], exclusions: Exclusions) -> str:
    """The line at which this leaf is counted already, '' for none. `points` are those of all leaves before anything
    gave way; what itself gives way takes nobody's place."""
    return _counted_at(code, points, exclusions, frozenset())


def before(line: Line) -> Line:
    """The line as it was before it gave way. That is what is stored: whether it gives way is asked anew with every sum,
    since the line in its place may lose its points later."""
    if line.effect != NOT_COUNTED:
        return line
    *reasons, last = line.reasons
    return Line(Decimal(last.values["before"]), tuple(reasons), line.missing)


def problems_by_code(table: Table) -> dict[str, list[Problem]]:
    """Codes that are not in the table, and lines that would give way to themselves."""
    exclusions, known = of(table), {node.code for node in all_nodes(table)}
    found: dict[str, list[Problem]] = {}
    for node in all_nodes(table):
        wrong = [Problem.of("not_with_unknown", node.code, at=code) for code in node.not_with if code not in known]
        if not wrong and node.not_with and _in_circle(node, exclusions):
            wrong = [Problem("not_with_circle", node.code)]
        if wrong:
            found[node.code] = wrong
    return found


def _of(table: Table) -> Iterator[tuple[str, tuple[Place, ...]]]:
    inside = {node.code: tuple(_leaves(node)) for node in all_nodes(table)}
    stack: list[tuple[Node, tuple[str, ...]]] = [(node, ()) for node in table.nodes]
    while stack:
        node, above = stack.pop()
        own = (*above, *node.not_with)
        stack.extend((child, own) for child in node.children)
        if own and not node.children:
            yield node.code, tuple(Place(code, inside[code]) for code in own if code in inside)


def _leaves(node: Node) -> Iterator[str]:
    return (each.code for each in all_nodes(Table((node,))) if not each.children)


def _counted_at(code: str, points: Mapping[str, Decimal], exclusions: Exclusions, asked: frozenset[str]) -> str:
    """Whoever gives way to itself in a circle is counted: such a table cannot be published."""
    asked |= {code}
    for where, leaves in exclusions.get(code, ()):
        for leaf in leaves:
            if leaf not in asked and points[leaf] > ZERO and not _counted_at(leaf, points, exclusions, asked):
                return where
    return ""


def _in_circle(node: Node, exclusions: Exclusions) -> bool:
    own = set(_leaves(node))
    reached, todo = set[str](), list(own)
    while todo:
        for place in exclusions.get(todo.pop(), ()):
            fresh = set(place.leaves) - reached
            reached |= fresh
            todo += fresh
    return bool(reached & own)
