"""From rows to the pure scoring core and back: tables by code, a season's entries, the sheets they give."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Case, DecimalField, Q, Value, When

from clusters import scoring
from clusters.enums import SectionKind
from clusters.models import Criterion, Evidence, Report, ScoringTableVersion, Season, Target
from clusters.models.report import SENT_IN
from clusters.queries import fact_feed
from clusters.queries import working_day as working_days
from clusters.scoring import Entry, Input, Node, Problem, Rounding, RuleType, Sheet, Table, Unreadable
from clusters.scoring.declaration import Setting
from clusters.scoring.workdays import WEEKDAYS, WorkDays

Entries = dict[int, dict[str, Entry]]
Core = tuple[Table, dict[str, Criterion]]
Facts = Mapping[int, Mapping[str, Decimal]]


@dataclass(frozen=True)
class Rule:
    """A leaf's rule type with its typed parameters."""

    type: RuleType
    parameters: dict[str, Any]

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


def rule_of(criterion: Criterion) -> Rule | None:
    """The rule of a leaf; None for a group and for a rule that cannot be read."""
    rule = scoring.RULES.get(criterion.rule_type)
    try:
        return Rule(rule, scoring.parse_parameters(rule, criterion.parameters)) if rule else None
    except Unreadable:
        return None


def effect_of(criterion: Criterion, points: Decimal) -> str:
    """What points given by hand for this leaf do beyond counting, as its rule means them."""
    rule = rule_of(criterion)
    return rule.type.effect_of(rule.setting(criterion), points) if rule else ""


def typed(rule: Rule | None, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs that do not fit the rule count as not entered."""
    try:
        return scoring.parse_inputs(rule.type, rule.parameters, inputs) if rule else {}
    except Unreadable:
        return {}


def table_of(version: ScoringTableVersion) -> Core:
    """The version as a pure table, and its criteria by code in table order; one query unless days are counted."""
    (found,) = tables_of([version])
    return found


def sums_of(version: ScoringTableVersion | None) -> Core:
    """The same for whoever only adds up points that are there: in one query, without the calendar."""
    return _core(version, _criteria([version])[version.pk], WEEKDAYS) if version else (Table(()), {})


def tables_of(versions: Sequence[ScoringTableVersion]) -> list[Core]:
    """The same of several in one query, and one for the calendar where one of them counts days."""
    listed = _criteria(versions)
    counted = any(_by_calendar(node_of(each)) for criteria in listed.values() for each in criteria)
    workdays = working_days.calendar() if counted else WEEKDAYS
    return [_core(version, listed[version.pk], workdays) for version in versions]


def _criteria(versions: Sequence[ScoringTableVersion]) -> dict[int, list[Criterion]]:
    listed: dict[int, list[Criterion]] = {version.pk: [] for version in versions}
    for each in Criterion.objects.filter(version__in=listed).order_by("position", "pk"):
        listed[each.version_id].append(each)
    return listed


def _core(version: ScoringTableVersion, criteria: list[Criterion], workdays: WorkDays) -> Core:
    return table_with(version, _nodes(criteria), workdays), {criterion.code: criterion for criterion in criteria}


def table_with(version: ScoringTableVersion, nodes: tuple[Node, ...], workdays: WorkDays | None = None) -> Table:
    """The version's rounding, limits and calendar around these lines: its own, or those of a text not saved yet.

    Whoever only adds up points gives `workdays`, and no calendar is asked for.
    """
    if workdays is None:
        workdays = working_days.calendar() if any(_by_calendar(node) for node in nodes) else WEEKDAYS
    total_step = version.total_step
    return Table(
        nodes,
        step=Decimal(version.step),
        rounding=str(version.rounding),
        full=version.full,
        floor=Decimal(version.floor),
        cap=version.cap,
        total_rounding=Rounding(Decimal(total_step), str(version.total_rounding)) if total_step else None,
        rescaled=version.rescaled,
        workdays=workdays,
    )


def _by_calendar(top: Node) -> bool:
    """Whether a rule in this branch counts working days; most tables need no calendar."""
    rules = (scoring.RULES.get(node.rule) for node in scoring.all_nodes(Table((top,))))
    return any(rule is not None and rule.by_calendar for rule in rules)


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


class Read(NamedTuple):
    """A season's table with what stands in its rows: loaded once for everything that a page makes of it.

    `entries` is what every participant brings, by participant's pk and criterion's code; `sent` are those whose reports
    are with the cluster, who alone are compared with one another; `facts` what is known of each.
    """

    table: Table
    criteria: Mapping[str, Criterion]
    entries: Entries
    sent: Collection[int]
    facts: Facts

    def compared(self, unit: int) -> Entries:
        """What the unit (a participant's pk) brings, beside what it is compared with where a rule looks at others."""
        others = self.sent if looks_at_others(self.criteria.values()) else set()
        return {pk: self.entries[pk] for pk in {*others, unit}}

    def sheets(self, units: Collection[int] | None = None) -> dict[int, Sheet]:
        """By participant's pk, of all or of `units` only.

        A rule that looks at the others sees reports that were sent in, and a unit's own: no draft shows through the
        points of somebody else.
        """
        wanted = self.entries if units is None else units
        if looks_at_others(self.criteria.values()):
            return _compared(self.table, self.entries, self.sent, wanted)
        return scoring.score_cluster(self.table, {pk: self.entries[pk] for pk in wanted})


def read_season(season: Season, core: Core | None = None, *, facts: Facts | None = None) -> Read:
    """Two queries whatever the number of units, those for the table unless `core` is it, and one for facts where a
    criterion follows from them and they are not given."""
    table, criteria = core or (table_of(season.table) if season.table else (Table(()), {}))
    code_of = {criterion.pk: code for code, criterion in criteria.items()}
    rules = {criterion.pk: rule_of(criterion) for criterion in criteria.values()}
    found = list(_results(season))
    values = {(pk, c): typed(rules.get(c), inputs) for pk, _has_come, c, inputs in found if c is not None}
    targets, proven = _promised_and_proven(season)
    entries: Entries = {participant: {} for participant, *_result in found}
    for participant, criterion in {*values, *targets, *proven}:
        if criterion in code_of:
            key = (participant, criterion)
            entries[participant][code_of[criterion]] = Entry(values.get(key, {}), targets.get(key), key in proven)
    known = fact_feed.known_in(season, criteria) if facts is None else facts
    _feed(entries, criteria, known)
    return Read(table, criteria, entries, {participant for participant, has_come, *_result in found if has_come}, known)


def _feed(entries: Entries, criteria: Mapping[str, Criterion], known: Facts) -> None:
    """Facts take the place of whatever else stands for the criteria that they feed."""
    for code, criterion in fact_feed.fed(criteria).items():
        rule = rule_of(criterion)
        for participant, own in entries.items():
            target = own[code].target if code in own else None
            own[code] = fed_entry(criterion, rule, target, known.get(participant, {}))


def fed_entry(criterion: Criterion, rule: Rule | None, target: Decimal | None, known: Mapping[str, Decimal]) -> Entry:
    """What stands for a unit at a leaf whose figures the system brings; no evidence is asked of what it knows."""
    inputs = fact_feed.inputs_of(criterion, rule.inputs if rule else (), known)
    return Entry(inputs, target, basis=fact_feed.basis_of(criterion, known))


def unfed(criteria: Mapping[str, Criterion]) -> list[Problem]:
    """Leaves whose figures the system is to bring and cannot."""
    rules = {code: rule_of(each) for code, each in criteria.items()}
    found = (fact_feed.problem_of(each, rule.inputs) for code, each in criteria.items() if (rule := rules[code]))
    return [problem for problem in found if problem]


def score_sent_in(season: Season) -> dict[int, Sheet]:
    """The sheets of the units whose reports were sent in, by participant's pk, compared with one another only."""
    read = read_season(season)
    return read.sheets(read.sent)


def _compared(table: Table, entries: Entries, sent: Collection[int], units: Iterable[int]) -> dict[int, Sheet]:
    """One pass over what was sent in, and one more for each unit that still has a draft."""
    scorer, pool = scoring.Scorer(table), {pk: entries[pk] for pk in sent}
    sheets = scorer.score(pool)
    return {pk: sheets[pk] if pk in pool else scorer.score({**pool, pk: entries[pk]})[pk] for pk in units}


def looks_at_others(criteria: Iterable[Criterion]) -> bool:
    """Whether a rule of the table compares units, so that one unit cannot be scored by itself."""
    types = (scoring.RULES.get(criterion.rule_type) for criterion in criteria)
    return any(rule is not None and rule.prepare is not None for rule in types)


def sheet_of(report: Report, core: Core | None = None) -> Sheet:
    """The report's own sheet, compared with the reports that were sent in where a rule looks at the others."""
    unit = report.participant_id
    return read_season(report.participant.season, core).sheets([unit])[unit]


def _nodes(criteria: Iterable[Criterion]) -> tuple[Node, ...]:
    below: dict[int | None, list[Criterion]] = defaultdict(list)
    for criterion in criteria:
        below[criterion.parent_id].append(criterion)

    def build(parent: int | None) -> tuple[Node, ...]:
        return tuple(node_of(criterion, build(criterion.pk)) for criterion in below[parent])

    return build(None)


def _results(season: Season):
    """A line for each result, and one with nothing for a participant without any; each says whether the report has
    come. Who has left is compared with nobody."""
    has_come = Q(left_on__isnull=True, report__state__in=SENT_IN)
    units = season.participants.annotate(has_come=Case(When(has_come, then=True), default=False))
    return units.values_list("pk", "has_come", "report__results__criterion", "report__results__inputs")


def _promised_and_proven(season: Season) -> tuple[dict[tuple[int, int], Decimal], set[tuple[int, int]]]:
    """Targets, and where there is evidence, by participant and criterion; in one query."""
    nothing = Value(None, output_field=DecimalField())
    promised = Target.objects.filter(participant__season=season).values_list("participant", "criterion", "value")
    own = Evidence.objects.proving().filter(report__participant__season=season)
    proofs = own.values_list("report__participant", "criterion", nothing)
    rows = list(promised.union(proofs))
    targets = {(participant, criterion): value for participant, criterion, value in rows if value is not None}
    return targets, {(participant, criterion) for participant, criterion, value in rows if value is None}
