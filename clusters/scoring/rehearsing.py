"""A table tried on the figures of a year that was scored by another one: which line takes which figures, what of them
does not fit, and which lines move a unit's points. Nothing is ranked here."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple, TypeVar

from clusters.scoring.matching import Item, Pair
from clusters.scoring.parsing import as_json, parse_inputs, parse_parameters
from clusters.scoring.rules import RULES
from clusters.scoring.values import ZERO, Entry, Node, Problem, Sheet, Table, Unreadable, all_nodes

Participant = TypeVar("Participant")
Entries = Mapping[str, Entry]
# Why a line takes no figures: nothing matches it, several lines do, or a group does, which has no figures itself.
NOTHING, SEVERAL, GROUP = "nothing", "several", "group"


class Sources(NamedTuple):
    """Of which old leaf each new leaf takes the figures; `without` are new leaves that take none, with why; `dropped`
    old leaves whose figures nobody takes."""

    of: Mapping[str, str]
    without: Mapping[str, str]
    dropped: tuple[str, ...]


class Change(NamedTuple):
    """Points of old lines and of the new lines that took their figures; what is taken off is below 0."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


def sources(pairs: Collection[Pair], old: Sequence[Item], new: Sequence[Item]) -> Sources:
    """By the matches; a leaf that nobody matched takes the figures of the same code, if nobody matched that either."""
    leaves, matched = {each.code for each in old if each.is_leaf}, {one for one, _other in pairs}
    of, without = {}, {}
    for each in new:
        if not each.is_leaf:
            continue
        olds = sorted(one for one, code in pairs if code == each.code)
        if not olds and each.code in leaves - matched:
            olds = [each.code]
        reason = _why_without(olds, leaves)
        if reason:
            without[each.code] = reason
        else:
            of[each.code] = olds[0]
    taken = set(of.values())
    return Sources(of, without, tuple(each.code for each in old if each.is_leaf and each.code not in taken))


def _why_without(olds: list[str], leaves: set[str]) -> str:
    if not olds:
        return NOTHING
    if len(olds) > 1:
        return SEVERAL
    return "" if olds[0] in leaves else GROUP


def translated(
    table: Table, found: Sources, entries: Mapping[Participant, Entries]
) -> tuple[dict[Participant, dict[str, Entry]], dict[Participant, list[Problem]]]:
    """What each unit would have entered, and by unit what does not fit the new rule: such figures are left out."""
    nodes = {node.code: node for node in all_nodes(table)}
    units: dict[Participant, dict[str, Entry]] = {}
    misfits: dict[Participant, list[Problem]] = {}
    for participant, own in entries.items():
        problems: list[Problem] = []
        pairs = ((code, own[old]) for code, old in found.of.items() if old in own)
        units[participant] = {code: _fitted(nodes[code], entry, problems) for code, entry in pairs}
        if problems:
            misfits[participant] = problems
    return units, misfits


def _fitted(node: Node, entry: Entry, problems: list[Problem]) -> Entry:
    rule = RULES.get(node.rule)
    given = {name: value for name, value in as_json(entry.values).items() if value is not None}
    try:
        values = parse_inputs(rule, parse_parameters(rule, node.parameters), given) if rule else {}
    except Unreadable as unreadable:
        problems.extend(Problem(each.code, node.code, each.values) for each in unreadable.problems)
        values = {}
    return Entry(values, entry.target, entry.has_evidence)


def unchanged(found: Sources, old: Table, new: Table) -> dict[str, str]:
    """New leaves, with their old ones, that score as before: whatever was given for them stands."""
    if (old.step, old.rounding) != (new.step, new.rounding):
        return {}
    before, after = ({node.code: _bare(node) for node in all_nodes(table)} for table in (old, new))
    return {code: source for code, source in found.of.items() if after[code] == before[source]}


def _bare(node: Node) -> Node:
    """What the points of the leaf by itself follow from."""
    return replace(node, code="", not_with=(), parameters=dict(node.parameters))


def changes(found: Sources, old: Sheet, new: Sheet, old_off: Collection[str], new_off: Collection[str]) -> list[Change]:
    """Every pair of lines whose points differ, the largest difference first. `old_off` and `new_off` are the codes of
    lines whose points are taken off."""
    takers: dict[str, list[str]] = {}
    for code, source in found.of.items():
        takers.setdefault(source, []).append(code)
    compared = [
        *(((source,), tuple(codes)) for source, codes in takers.items()),
        *(((), (code,)) for code in found.without),
        *(((code,), ()) for code in found.dropped),
    ]
    all_changes = (
        Change(olds, news, _points(old, olds, old_off), _points(new, news, new_off)) for olds, news in compared
    )
    return sorted((each for each in all_changes if each.difference), key=lambda each: (-abs(each.difference), each))


def _points(sheet: Sheet, codes: Iterable[str], taken_off: Collection[str]) -> Decimal:
    given = ((code, sheet.lines[code].points) for code in codes)
    return sum((-points if code in taken_off else points for code, points in given), ZERO)


def taken_off(table: Table) -> frozenset[str]:
    """Codes of all lines in penalty sections."""
    return frozenset(_in_penalty(table))


def _in_penalty(table: Table) -> Iterator[str]:
    for top in table.nodes:
        if top.section == "penalty":
            yield from (node.code for node in all_nodes(Table((top,))))
