"""What an author must mend before a table can be published: every inconsistency, with the criterion it stands at."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from clusters.scoring.declaration import RuleType, Setting
from clusters.scoring.parsing import parse_parameters
from clusters.scoring.rounding import MODES
from clusters.scoring.rules import RULES
from clusters.scoring.values import SECTIONS, ZERO, Node, Problem, Table, Unreadable


def check_table(table: Table, rules: Mapping[str, RuleType] = RULES) -> list[Problem]:
    """Every problem, those of the whole table first, then in table order; an empty list means it can be published."""
    nodes = list(_walk(table.nodes))
    problems = [*_whole(table), *_codes(nodes)]
    for node, section in nodes:
        problems += _figures(node, section, table.step)
        problems += _group(node, section) if node.children else _leaf(node, section, table.step, rules)
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
    total = sum((child.max_points for child in node.children), ZERO)
    if section == "core" and total != node.max_points:
        yield Problem.of("sum_differs", node.code, sum=total, max=node.max_points)
    elif total < node.max_points:
        yield Problem.of("cap_out_of_reach", node.code, sum=total, max=node.max_points)


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
    yield from (replace(problem, where=node.code) for problem in rule.check(Setting(parameters, node.max_points)))
    yield from _off_step(node.code, step, *(band.points for band in parameters.get("bands", ())))
