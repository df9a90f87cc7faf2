"""A rule tried on figures that somebody thought up: the points and why. Nothing is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from clusters import explanations, scoring
from clusters.models import ScoringTableVersion
from clusters.queries.scoring import table_with
from clusters.scoring import RULES, Entry, Input, Node, RuleType, Unreadable

COMPARED = 3


class Tried(NamedTuple):
    """What one unit of the trial would get."""

    points: Decimal
    reasons: tuple[str, ...]


class Trial:
    """One leaf, alone in its table; a rule that looks at the others is tried with `COMPARED` units."""

    def __init__(self, version: ScoringTableVersion, node: Node) -> None:
        self.rule: RuleType = RULES[node.rule]
        self.node = replace(node, code=node.code or "?", children=(), not_with=())
        self._table = replace(table_with(version, (self.node,)), full=None, cap=None)
        try:
            self.parameters: Mapping[str, Any] | None = scoring.parse_parameters(self.rule, node.parameters)
        except Unreadable:
            self.parameters = None

    @property
    def units(self) -> int:
        return COMPARED if self.rule.prepare else 1

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What is asked of each unit; nothing while the rule still lacks a setting."""
        return () if self.parameters is None else self.rule.inputs(self.parameters)

    @property
    def takes_target(self) -> bool:
        return self.parameters is not None and self.rule.takes_target(self.parameters)

    def score(self, entries: Sequence[Entry]) -> list[Tried]:
        """Points of each unit, with the reasons in words."""
        sheets = scoring.score_cluster(self._table, {i: {self.node.code: entry} for i, entry in enumerate(entries)})
        code, tried = self.node.code, (sheets[i] for i in range(len(entries)))
        return [Tried(each.lines[code].points, tuple(explanations.explain_sheet(each)[code])) for each in tried]
