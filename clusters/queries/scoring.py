"""From rows to the pure scoring core and back: tables by code, a season's entries, the sheets they give."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Case, DecimalField, Q, Value, When

from clusters import scoring
from clusters.models import Criterion, Evidence, Report, ScoringTableVersion, Season, Target
from clusters.models.report import SENT_IN
from clusters.queries import fact_feed, table_lines
from clusters.queries import working_day as working_days
from clusters.queries.table_lines import Rule, node_of, rule_of
from clusters.scoring import Entry, Node, Problem, Rounding, Sheet, Table, Unreadable
from clusters.scoring.workdays import WEEKDAYS, WorkDays

__all__ = ["Core", "Read", "Rule", "node_of", "rule_of"]

# What a table is made of beside its lines.
AROUND = [each.name for each in fields(Table)][1:]
Entries = dict[int, dict[str, Entry]]
Facts = Mapping[int, Mapping[str, Decimal]]


class _Pair(NamedTuple):
    table: Table
    criteria: dict[str, Criterion]


class Core(_Pair):
    """A version as a pure table, and its criteria by code in table order; with what is worked out of both once."""

    @cached_property
    def rules(self) -> Mapping[int, Rule | None]:
        """By the criterion's pk; None for a group and for a rule that cannot be read."""
        return {criterion.pk: rule_of(criterion) for criterion in self.criteria.values()}

    @cached_property
    def scorer(self) -> scoring.Scorer:
        """The table made ready for units."""
        return scoring.Scorer(self.table)


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
    return _core(version, table_lines.rows_of([version])[version.pk], WEEKDAYS) if version else Core(Table(()), {})


def tables_of(versions: Sequence[ScoringTableVersion]) -> list[Core]:
    """The same of several in one query, and one for the calendar where one of them counts days."""
    listed = table_lines.rows_of(versions)
    counted = any(table_lines.lines_of(rows).by_calendar for rows in listed.values())
    workdays = working_days.calendar() if counted else WEEKDAYS
    return [_core(version, listed[version.pk], workdays) for version in versions]


def _core(version: ScoringTableVersion, rows: table_lines.Rows, workdays: WorkDays) -> Core:
    lines = table_lines.lines_of(rows)
    table = table_with(version, lines.nodes, workdays)
    core = Core(table, {each.code: each for each in map(table_lines.criterion_of, rows)})
    core.rules = lines.rules
    core.scorer = table_lines.scorer_of(rows, tuple(getattr(table, name) for name in AROUND))
    return core


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
