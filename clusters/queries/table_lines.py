"""The lines of a scoring table, and what follows from them alone: worked out once a process for the same lines.

The rows as they stand are the key: nothing has to be thrown away where a draft changes, and a published one costs its
rows and nothing else.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language

from clusters import explanations, scoring
from clusters.enums import SectionKind
from clusters.models import Criterion, ScoringTableVersion
from clusters.prepared import Prepared
from clusters.scoring import Input, Node, Rounding, RuleType, Scorer, Table, Unreadable
from clusters.scoring.declaration import Setting

FIELDS = [field.attname for field in Criterion._meta.concrete_fields]
# JSON is compared as text, and read anew for each row: no two pages share what could be changed.
AS_TEXT = {FIELDS.index(name): f"{name}_text" for name in ("parameters", "not_with")}
READ = [AS_TEXT.get(at, name) for at, name in enumerate(FIELDS)]
VERSION = FIELDS.index("version_id")
Rows = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Rule:
    """A leaf's rule type with its typed parameters."""

    type: RuleType
    parameters: dict[str, Any]
    _said: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def said_of(self, criterion: Criterion) -> str:
        """What its own criterion asks, in words, once in each language."""
        language = get_language() or ""
        if language not in self._said:
            self._said[language] = explanations.describe_rule(node_of(criterion), self.parameters)
        return self._said[language]

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """What a unit is asked for this criterion."""
        return self.type.inputs(self.parameters)

    @property
    def takes_target(self) -> bool:
        return self.type.takes_target(self.parameters)

    def setting(self, criterion: Criterion) -> Setting:
        """The criterion as the rule's arithmetic sees it, without the other units and without a calendar."""
        is_penalty = criterion.section == SectionKind.PENALTY
        return Setting(self.parameters, criterion.max_points, is_penalty=is_penalty)


class Lines(NamedTuple):
    """Pure values of the lines of one version; `rules` are by the criterion's pk, None for a group and for a rule that
    cannot be read."""

    nodes: tuple[Node, ...]
    rules: dict[int, Rule | None]

    @property
    def by_calendar(self) -> bool:
        """Whether a rule counts working days; most tables need no calendar."""
        return any(rule is not None and rule.type.by_calendar for rule in self.rules.values())


def rows_of(versions: Sequence[ScoringTableVersion]) -> dict[int, Rows]:
    """The rows of each version by its pk, in table order; one query."""
    if len(versions) == 1:
        return {versions[0].pk: tuple(_OF_ONE(versions[0].pk))}
    listed: dict[int, list[tuple[Any, ...]]] = {version.pk: [] for version in versions}
    for row in _read(Criterion.objects.filter(version__in=listed)):
        listed[row[VERSION]].append(row)
    return {pk: tuple(rows) for pk, rows in listed.items()}


def _read(criteria: QuerySet[Criterion]) -> QuerySet[Any]:
    texts = {text: Cast(FIELDS[at], TextField()) for at, text in AS_TEXT.items()}
    return criteria.annotate(**texts).order_by("position", "pk").values_list(*READ)


_OF_ONE = Prepared(lambda version: _read(Criterion.objects.filter(version=version)), keys=1)


def criterion_of(row: tuple[Any, ...]) -> Criterion:
    """The row as its model, for one page alone."""
    values = list(row)
    for at in AS_TEXT:
        values[at] = json.loads(row[at])
    return Criterion.from_db(None, FIELDS, values)


@lru_cache(maxsize=64)
def lines_of(rows: Rows) -> Lines:
    """What the rows are to the pure core."""
    criteria = [criterion_of(row) for row in rows]
    below: dict[int | None, list[Criterion]] = defaultdict(list)
    for criterion in criteria:
        below[criterion.parent_id].append(criterion)

    def build(parent: int | None) -> tuple[Node, ...]:
        return tuple(node_of(criterion, build(criterion.pk)) for criterion in below[parent])

    return Lines(build(None), {criterion.pk: rule_of(criterion) for criterion in criteria})


@lru_cache(maxsize=64)
def scorer_of(rows: Rows, around: tuple[Any, ...]) -> Scorer:
    """The lines made ready for units; `around` is what else the table is made of, in the order of its fields."""
    return Scorer(Table(lines_of(rows).nodes, *around))


def rule_of(criterion: Criterion) -> Rule | None:
    """The rule of a leaf; None for a group and for a rule that cannot be read."""
    rule = scoring.RULES.get(criterion.rule_type)
    try:
        return Rule(rule, scoring.parse_parameters(rule, criterion.parameters)) if rule else None
    except Unreadable:
        return None


def node_of(criterion: Criterion, children: tuple[Node, ...] = ()) -> Node:
    """One line of the table as the core takes it."""
    return Node(
        code=criterion.code,
        max_points=criterion.max_points,
        section=criterion.section,
        rule=criterion.rule_type,
        parameters=criterion.parameters,
        evidence_required=criterion.evidence_required,
        children=children,
        floor=criterion.floor,
        combine=str(criterion.combine),
        rounding=Rounding(Decimal(criterion.step), str(criterion.rounding)) if criterion.step else None,
        not_with=tuple(criterion.not_with),
        supplier=str(criterion.supplier),
    )
