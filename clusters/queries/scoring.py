"""From rows to the pure scoring core and back: tables by code, a season's entries, the sheets they give."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from clusters import scoring
from clusters.models import Criterion, Evidence, Participant, Report, ScoringTableVersion, Season, Target
from clusters.scoring import Entry, Input, Node, RuleType, Sheet, Table, Unreadable

Entries = dict[int, dict[str, Entry]]


class Rule(NamedTuple):
    """A leaf's rule type with its typed parameters."""

    type: RuleType
    parameters: dict[str, Any]

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What a unit is asked for this criterion."""
        return self.type.inputs(self.parameters)

    @property
    def needs_target(self) -> bool:
        return self.type.needs_target(self.parameters)


def rule_of(criterion: Criterion) -> Rule | None:
    """The rule of a leaf; None for a group and for a rule that cannot be read."""
    rule = scoring.RULES.get(criterion.rule_type)
    try:
        return Rule(rule, scoring.parse_parameters(rule, criterion.parameters)) if rule else None
    except Unreadable:
        return None


def typed(rule: Rule | None, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs that do not fit the rule count as not entered."""
    try:
        return scoring.parse_inputs(rule.type, rule.parameters, inputs) if rule else {}
    except Unreadable:
        return {}


def table_of(version: ScoringTableVersion) -> tuple[Table, dict[str, Criterion]]:
    """The version as a pure table, and its criteria by code in table order; one query."""
    criteria = list(Criterion.objects.filter(version=version).order_by("position", "pk"))
    table = Table(_nodes(criteria), step=Decimal(version.step), rounding=str(version.rounding))
    return table, {criterion.code: criterion for criterion in criteria}


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
    )


def entries_of(season: Season, criteria: Mapping[str, Criterion]) -> Entries:
    """What every participant brings, by participant's pk and criterion's code; three queries whatever their number."""
    code_of = {criterion.pk: code for code, criterion in criteria.items()}
    rules = {criterion.pk: rule_of(criterion) for criterion in criteria.values()}
    found = list(_results(season))
    values = {(p, c): typed(rules.get(c), inputs) for p, c, inputs in found if c is not None}
    targets = {(p, c): value for p, c, value in _targets(season)}
    proven = set(_evidence(season))
    entries: Entries = {participant: {} for participant, _criterion, _inputs in found}
    for participant, criterion in {*values, *targets, *proven}:
        if criterion in code_of:
            key = (participant, criterion)
            entries[participant][code_of[criterion]] = Entry(values.get(key, {}), targets.get(key), key in proven)
    return entries


def score_season(season: Season) -> dict[int, Sheet]:
    """A sheet for every participant's pk, from what stands in the rows now; the number of queries is constant."""
    table, criteria = table_of(season.table) if season.table else (Table(()), {})
    return scoring.score_cluster(table, entries_of(season, criteria))


def looks_at_others(criteria: Iterable[Criterion]) -> bool:
    """Whether a rule of the table compares units, so that one unit cannot be scored by itself."""
    types = (scoring.RULES.get(criterion.rule_type) for criterion in criteria)
    return any(rule is not None and rule.prepare is not None for rule in types)


def sheet_of(report: Report) -> Sheet:
    """The report's own sheet. The whole season is scored, since a rule may look at the others."""
    return score_season(report.participant.season)[report.participant_id]


def _nodes(criteria: Iterable[Criterion]) -> tuple[Node, ...]:
    below: dict[int | None, list[Criterion]] = defaultdict(list)
    for criterion in criteria:
        below[criterion.parent_id].append(criterion)

    def build(parent: int | None) -> tuple[Node, ...]:
        return tuple(node_of(criterion, build(criterion.pk)) for criterion in below[parent])

    return build(None)


def _results(season: Season):
    """A line for each result, and one with nothing for a participant without any."""
    of = "report__results"
    return Participant.objects.filter(season=season).values_list("pk", f"{of}__criterion", f"{of}__inputs")


def _targets(season: Season):
    return Target.objects.filter(participant__season=season).values_list("participant", "criterion", "value")


def _evidence(season: Season):
    own = Evidence.objects.standing().filter(report__participant__season=season)
    return own.values_list("report__participant", "criterion").distinct()
