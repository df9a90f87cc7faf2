"""A table by code, with the figures that units enter for its leaves."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from clusters.scoring.declaration import RuleType, Setting, no_headline
from clusters.scoring.parsing import parse_inputs, parse_parameters
from clusters.scoring.rules import RULES
from clusters.scoring.values import UNIT, ZERO, Entry, Node, Sheet, Table, Unreadable, all_nodes


class Lines:
    """Worked out once for a table and used for any number of units."""

    def __init__(self, table: Table, rules: Mapping[str, RuleType] = RULES) -> None:
        self.table = table
        self.nodes = {node.code: node for node in all_nodes(table)}
        self.sections = {node.code: top.section for top in table.nodes for node in all_nodes(Table((top,)))}
        self._rules = {code: found for code, node in self.nodes.items() if (found := _rule(node, rules))}

    @property
    def full(self) -> Decimal:
        """The total that per cents are of: the one the regulation names, else that of its content."""
        return self.table.full if self.table.full is not None else self._sum("core")

    @property
    def most(self) -> Decimal:
        """What a unit can come to at most."""
        most = self._sum("core") + self._sum("bonus")
        return most if self.table.cap is None else min(most, self.table.cap)

    def _sum(self, section: str) -> Decimal:
        return sum((node.max_points for node in self.table.nodes if node.section == section), ZERO)

    def is_penalty(self, code: str) -> bool:
        """Whether the points of the line are taken off."""
        return self.sections.get(code) == "penalty"

    def has_figure(self, code: str) -> bool:
        """Whether units enter a number for it."""
        return code in self._rules and self._rules[code][0].headline is not no_headline

    def figure(self, code: str, entry: Entry) -> Decimal | None:
        """The number of the entry by which the line is measured, exact; None where it cannot be told, or nothing proves
        it. Points that were given in its place tell it, as far as the rule can."""
        if code not in self._rules:
            return None
        (rule, parameters), node = self._rules[code], self.nodes[code]
        if entry.given is not None:
            setting = Setting(parameters, node.max_points, is_penalty=self.is_penalty(code))
            return rule.figure_of(setting, entry.given)
        if node.evidence_required and node.supplier == UNIT and not self.is_penalty(code) and not entry.has_evidence:
            return None
        inputs = {one.name: one for one in rule.inputs(parameters)}
        fitting = all(v is None or (n in inputs and inputs[n].admits(v)) for n, v in entry.values.items())
        return rule.headline(parameters, entry.values) if fitting else None

    def target(self, code: str, entry: Entry) -> Decimal | None:
        """The target that the table sets for the line, else that of the pact; None where there is none."""
        rule, parameters = self._rules.get(code, (None, {}))
        own = rule.own_target(parameters) if rule else None
        return entry.target if own is None else own

    def typed(self, code: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Stored inputs of the line; nothing where they do not fit its rule."""
        if code not in self._rules:
            return {}
        rule, parameters = self._rules[code]
        try:
            return parse_inputs(rule, parameters, inputs)
        except Unreadable:
            return {}

    def is_lower_better(self, code: str) -> bool:
        """Whether a smaller figure serves the unit better, as far as the rule promises that."""
        if code not in self._rules:
            return False
        rule, parameters = self._rules[code]
        return rule.is_lower_better(parameters, self.is_penalty(code))

    def is_missing(self, code: str, sheet: Sheet) -> bool:
        """Whether a figure that the points of the line, or of a line in it, rest on was not there."""
        node = self.nodes.get(code)
        return node is None or any(sheet.lines[leaf].missing for leaf in _leaves(node) if leaf in sheet.lines)


def _rule(node: Node, rules: Mapping[str, RuleType]) -> tuple[RuleType, dict[str, Any]] | None:
    rule = rules.get(node.rule)
    try:
        return (rule, parse_parameters(rule, node.parameters)) if rule else None
    except Unreadable:
        return None


def _leaves(node: Node) -> Iterator[str]:
    return (each.code for each in all_nodes(Table((node,))) if not each.children)
