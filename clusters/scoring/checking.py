"""What an author must mend before a table can be published: every inconsistency, with the criterion it stands at."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from clusters.scoring import exclusions
from clusters.scoring.declaration import MAY_NOT_APPLY, RuleType, Setting
from clusters.scoring.parsing import parse_parameters
from clusters.scoring.rounding import MODES
from clusters.scoring.rules import RULES
from clusters.scoring.values import (
    COMBINATIONS,
    SECTIONS,
    SUPPLIERS,
    ZERO,
    ZERO_PARENT,
    Node,
    Problem,
    Table,
    Unreadable,
    all_nodes,
)


def check_table(table: Table, rules: Mapping[str, RuleType] = RULES) -> list[Problem]:
    """Every problem, those of the whole table first, then in table order; an empty list means it can be published."""
    nodes = list(_walk(table.nodes))
    problems = [*_whole(table), *_total(table), *_codes(nodes)]
    elsewhere = exclusions.problems_by_code(table)
    for node, section in nodes:
        step = node.rounding.step if node.rounding else table.step
        problems += _figures(node, section, step)
        problems += _group(node, section) if node.children else _leaf(node, section, step, rules)
        problems += elsewhere.get(node.code, ())
    return problems


def _walk(nodes: tuple[Node, ...], section: str = "") -> Iterator[tuple[Node, str]]:
    """Each node in table order with the section of its top-level node."""
    for node in nodes:
        own = section or node.section
        yield node, own
        yield from _walk(node.children, own)


def _whole(table: Table) -> Iterator[Problem]:
    if table.step <= ZERO:
        yield Problem.of("step_not_positive", step=table.step)
    if table.rounding not in MODES:
        yield Problem.of("unknown_rounding", name=table.rounding)
    if not table.nodes:
        yield Problem("empty")
    if table.total_rounding and (table.total_rounding.step <= ZERO or table.total_rounding.mode not in MODES):
        yield Problem("total_rounding_not_usable")


def _total(table: Table) -> Iterator[Problem]:
    """The total that the regulation names is that of its content, with or without the bonus; the limits agree."""
    sums = dict.fromkeys(SECTIONS, ZERO)
    for node in table.nodes:
        if node.section in sums:
            sums[node.section] += node.max_points
    core, most = sums["core"], sums["core"] + sums["bonus"]
    if table.full is not None and table.nodes and table.full not in (core, most):
        yield Problem.of("total_differs", full=table.full, core=core, bonus=sums["bonus"])
    if table.cap is not None and table.nodes and not table.floor < table.cap <= most:
        yield Problem.of("cap_does_not_agree", cap=table.cap, most=most, floor=table.floor)
    if table.rescaled and not any(_may_not_apply(node) for node in all_nodes(table)):
        yield Problem("nothing_to_rescale")


def _may_not_apply(node: Node) -> bool:
    return node.parameters.get(MAY_NOT_APPLY.name) is True


def _codes(nodes: list[tuple[Node, str]]) -> Iterator[Problem]:
    for code, times in Counter(node.code for node, _ in nodes).items():
        if not code.strip():
            yield Problem("no_code")
        elif times > 1:
            yield Problem.of("duplicate_code", code, count=Decimal(times))


def _figures(node: Node, section: str, step: Decimal) -> Iterator[Problem]:
    if section not in SECTIONS:
        yield Problem.of("unknown_section", node.code, name=section)
    elif node.section != section:
        yield Problem("section_differs", node.code)
    if node.supplier not in SUPPLIERS:
        yield Problem.of("unknown_supplier", node.code, name=node.supplier)
    if node.combine not in COMBINATIONS:
        yield Problem.of("unknown_combination", node.code, name=node.combine)
    if node.rounding and (node.rounding.step <= ZERO or node.rounding.mode not in MODES):
        yield Problem("rounding_not_usable", node.code)
    if node.max_points <= ZERO:
        yield Problem.of("max_not_positive", node.code, max=node.max_points)
    yield from _off_step(node.code, step, node.max_points)


def _off_step(code: str, step: Decimal, *points: Decimal) -> Iterator[Problem]:
    """Points that the rounding itself would change."""
    if step > ZERO:
        yield from (Problem.of("off_step", code, points=p, step=step) for p in points if p % step != ZERO)


def _group(node: Node, section: str) -> Iterator[Problem]:
    """Content must add up exactly; bonus and penalty may offer more than their limit, but not less."""
    if node.rule:
        yield Problem("group_with_rule", node.code)
    if node.floor is not None and not ZERO <= node.floor <= node.max_points:
        yield Problem.of("floor_out_of_range", node.code, floor=node.floor, max=node.max_points)
    if node.combine == "highest":
        yield from _highest(node)
        return
    total = sum((child.max_points for child in node.children), ZERO)
    if section == "core" and total != node.max_points:
        yield Problem.of("sum_differs", node.code, sum=total, max=node.max_points)
    elif total < node.max_points:
        yield Problem.of("cap_out_of_reach", node.code, sum=total, max=node.max_points)


def _highest(node: Node) -> Iterator[Problem]:
    """Where only the highest counts, the group is worth what its best line is worth."""
    best = max(child.max_points for child in node.children)
    if best != node.max_points:
        yield Problem.of("highest_differs", node.code, best=best, max=node.max_points)


def _leaf(node: Node, section: str, step: Decimal, rules: Mapping[str, RuleType]) -> Iterator[Problem]:
    rule = rules.get(node.rule)
    if rule is not None:
        yield from _rule(node, section, step, rule)
    elif node.rule:
        yield Problem.of("unknown_rule", node.code, name=node.rule)
    else:
        yield Problem("group_without_children", node.code)


def _rule(node: Node, section: str, step: Decimal, rule: RuleType) -> Iterator[Problem]:
    if section not in rule.sections:
        yield Problem.of("wrong_section", node.code, rule=rule.label)
    try:
        parameters = parse_parameters(rule, node.parameters)
    except Unreadable as unreadable:
        yield from (replace(problem, where=node.code) for problem in unreadable.problems)
        return
    setting = Setting(parameters, node.max_points, is_penalty=section == "penalty")
    yield from (replace(problem, where=node.code) for problem in rule.check(setting))
    listed = [one for value in parameters.values() if isinstance(value, tuple) for one in value]
    yield from _off_step(node.code, step, *(one.points for one in listed))
    if any(one.effect == ZERO_PARENT for one in listed):
        yield from _zeroing(node, section, listed)


def _zeroing(node: Node, section: str, listed: list[Any]) -> Iterator[Problem]:
    """What leaves the whole group without points has none itself; a penalty would be lifted by it."""
    if section == "penalty":
        yield Problem("zeroing_penalty", node.code)
    if any(one.points > ZERO for one in listed if one.effect == ZERO_PARENT):
        yield Problem("zeroing_with_points", node.code)
