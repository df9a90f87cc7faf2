"""Points for a whole cluster at once: one pass per criterion over the members, then one sheet per unit."""

from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple, TypeVar

from clusters.scoring.declaration import NO_CASE_INPUT, TARGET, Input, RuleType, Setting
from clusters.scoring.parsing import parse_parameters
from clusters.scoring.rounding import to_step
from clusters.scoring.rules import RULES
from clusters.scoring.totals import sum_lines
from clusters.scoring.values import ZERO, Entry, Line, Node, Reason, Sheet, Table, Unreadable

Participant = TypeVar("Participant", bound=Hashable)
_NOTHING = Entry()


class _Branch(NamedTuple):
    """A node with what is worked out once for all units. `rule` and `setting` are None for groups and broken rules."""

    node: Node
    is_penalty: bool
    rule: RuleType | None = None
    setting: Setting | None = None
    inputs: tuple[Input, ...] = ()
    needs_target: bool = False


def score_cluster(
    table: Table, entries: Mapping[Participant, Mapping[str, Entry]], rules: Mapping[str, RuleType] = RULES
) -> dict[Participant, Sheet]:
    """A sheet for each participant, from its entries by criterion code; what is not there is missing, never an error.

    A criterion whose rule cannot be read gives 0 points and says so; `check_table` tells the author beforehand.
    """
    branches = [_prepared(branch, entries) for branch in _walk(table, rules)]
    return {participant: _sheet(table, branches, own) for participant, own in entries.items()}


def _walk(table: Table, rules: Mapping[str, RuleType]) -> Iterator[_Branch]:
    """Every node in table order; a branch takes its section from its top-level node."""
    stack = [(node, node.section == "penalty") for node in reversed(table.nodes)]
    while stack:
        node, is_penalty = stack.pop()
        stack.extend((child, is_penalty) for child in reversed(node.children))
        yield _Branch(node, is_penalty) if node.children else _leaf(node, is_penalty, rules.get(node.rule))


def _leaf(node: Node, is_penalty: bool, rule: RuleType | None) -> _Branch:
    if rule is None:
        return _Branch(node, is_penalty)
    try:
        parameters = parse_parameters(rule, node.parameters)
    except Unreadable:
        return _Branch(node, is_penalty)
    inputs = tuple(one for one in rule.inputs(parameters) if one.required)
    return _Branch(node, is_penalty, rule, Setting(parameters, node.max_points), inputs, rule.needs_target(parameters))


def _prepared(branch: _Branch, entries: Mapping[Participant, Mapping[str, Entry]]) -> _Branch:
    """Let a rule that looks at the others see every entry that counts, once."""
    rule, setting, code = branch.rule, branch.setting, branch.node.code
    if rule is None or setting is None or rule.prepare is None:
        return branch
    counting = {p: own[code] for p, own in entries.items() if code in own and not _obstacles(branch, own[code])}
    return branch._replace(setting=setting._replace(cluster=rule.prepare(setting.parameters, counting)))


def _sheet(table: Table, branches: list[_Branch], own: Mapping[str, Entry]) -> Sheet:
    leaves = (branch for branch in branches if not branch.node.children)
    return sum_lines(table, {each.node.code: _line(table, each, own.get(each.node.code, _NOTHING)) for each in leaves})


def _line(table: Table, branch: _Branch, entry: Entry) -> Line:
    if branch.rule is None or branch.setting is None:
        return Line(ZERO, (Reason("rule_not_usable"),))
    if _no_case(branch, entry):
        return _line_without_case(branch)
    obstacles = _obstacles(branch, entry)
    if obstacles:
        return Line(ZERO, tuple(obstacles), _missing(branch, entry))
    points, reasons = branch.rule.arithmetic(branch.setting, entry)
    return _rounded(table, points, reasons, branch.node.max_points)


def _no_case(branch: _Branch, entry: Entry) -> bool:
    offered = branch.setting is not None and branch.setting.parameters.get("no_case_full")
    return bool(offered) and entry.values.get(NO_CASE_INPUT.name) is True


def _line_without_case(branch: _Branch) -> Line:
    """Full points and no evidence asked: what did not happen leaves no paper. A penalty takes nothing off."""
    if branch.is_penalty:
        return Line(ZERO, (Reason("no_case_penalty"),))
    return Line(branch.node.max_points, (Reason.of("no_case", max=branch.node.max_points),))


def _obstacles(branch: _Branch, entry: Entry) -> list[Reason]:
    """Why the arithmetic cannot run, each as a reason; empty when it can."""
    found: list[Reason] = []
    for one in branch.inputs:
        value = entry.values.get(one.name)
        if value is None:
            found.append(Reason("missing", {"input": one.label}))
        elif not one.admits(value):
            found.append(Reason("not_possible", {"input": one.label}))
    if branch.needs_target and entry.target is None:
        found.append(Reason("missing", {"input": TARGET.label}))
    # A unit proves the points it claims; it cannot escape a penalty by leaving out the paper.
    if branch.node.evidence_required and not entry.has_evidence and not branch.is_penalty:
        found.append(Reason("no_evidence"))
    return found


def _missing(branch: _Branch, entry: Entry) -> tuple[str, ...]:
    names = [one.name for one in branch.inputs if entry.values.get(one.name) is None]
    return (*names, TARGET.name) if branch.needs_target and entry.target is None else tuple(names)


def _rounded(table: Table, points: Decimal, reasons: tuple[Reason, ...], max_points: Decimal) -> Line:
    """Full points stay full, and rounding up never goes past them, whatever the step."""
    rounded = points if points == max_points else to_step(points, table.step, table.rounding)
    if points < max_points < rounded:
        rounded = max_points
    if rounded == points:
        return Line(rounded, reasons)
    return Line(rounded, (*reasons, Reason.of("rounded", before=_short(points), after=rounded, step=table.step)))


def _short(points: Decimal) -> Decimal:
    """Six decimals are enough to see why something was rounded."""
    return round(points, 6)
