"""Points for a whole cluster at once: one pass per criterion over the members, then one sheet per unit."""

from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from clusters.scoring.declaration import (
    MAY_NOT_APPLY,
    NO_CASE,
    NO_CASE_INPUT,
    NOT_APPLICABLE_INPUT,
    SUPPLIER_LABELS,
    TARGET,
    Input,
    RuleType,
    Setting,
)
from clusters.scoring.parsing import parse_parameters
from clusters.scoring.rounding import to_step
from clusters.scoring.rules import RULES
from clusters.scoring.totals import Totals
from clusters.scoring.values import (
    LEFT_OUT,
    UNIT,
    ZERO,
    Entry,
    Line,
    Node,
    Reason,
    Rounding,
    Sheet,
    Table,
    Unreadable,
    all_nodes,
)

Participant = TypeVar("Participant", bound=Hashable)
_NOTHING = Entry()
_NOT_USABLE = Line(ZERO, (Reason("rule_not_usable"),))
_NO_CASE_PENALTY = Line(ZERO, (Reason("no_case_penalty"),))
_NOT_APPLICABLE = Line(ZERO, (Reason("not_applicable"),), effect=LEFT_OUT)


class Leaf(NamedTuple):
    """A leaf with what is worked out once for all units. `rule` is None where the rule cannot be read."""

    code: str
    node: Node
    rounding: Rounding
    is_penalty: bool
    needs_evidence: bool
    rule: RuleType | None = None
    setting: Setting = Setting({}, ZERO)
    inputs: tuple[Input, ...] = ()
    admitting: tuple[tuple[str, Callable[[Any], bool]], ...] = ()
    needs_target: bool = False
    no_case: Line | None = None
    may_not_apply: bool = False


class Scorer:
    """A table made ready for any number of clusters, one after the other; it keeps nothing of any of them."""

    def __init__(self, table: Table, rules: Mapping[str, RuleType] = RULES) -> None:
        self._totals = Totals(table)
        sections = {node.code: top.section for top in table.nodes for node in all_nodes(Table((top,)))}
        leaves = (node for node in all_nodes(table) if not node.children)
        self._leaves = [leaf_of(node, table, sections[node.code], rules) for node in leaves]

    def score(self, entries: Mapping[Participant, Mapping[str, Entry]]) -> dict[Participant, Sheet]:
        """A sheet for each participant of one cluster; what is not there is missing, never an error."""
        leaves = [prepared(leaf, entries) for leaf in self._leaves]
        sheet = self._totals.sheet
        return {
            participant: sheet({leaf.code: line_of(leaf, own.get(leaf.code, _NOTHING)) for leaf in leaves})
            for participant, own in entries.items()
        }


def score_cluster(
    table: Table, entries: Mapping[Participant, Mapping[str, Entry]], rules: Mapping[str, RuleType] = RULES
) -> dict[Participant, Sheet]:
    """A sheet for each participant, from its entries by criterion code.

    A criterion whose rule cannot be read gives 0 points and says so; `check_table` tells the author beforehand.
    """
    return Scorer(table, rules).score(entries)


def leaf_of(node: Node, table: Table, section: str, rules: Mapping[str, RuleType] = RULES) -> Leaf:
    """The leaf made ready; `section` is that of its top-level line."""
    is_penalty, rule = section == "penalty", rules.get(node.rule)
    # A unit proves the points it claims; it cannot escape a penalty by leaving out the paper.
    proven = node.evidence_required and not is_penalty and node.supplier == UNIT
    leaf = Leaf(node.code, node, node.rounding or Rounding(table.step, table.rounding), is_penalty, proven)
    if rule is None:
        return leaf
    try:
        parameters = parse_parameters(rule, node.parameters)
    except Unreadable:
        return leaf
    inputs = tuple(one for one in rule.inputs(parameters) if one.required)
    return leaf._replace(
        rule=rule,
        setting=Setting(parameters, node.max_points, workdays=table.workdays, is_penalty=is_penalty),
        inputs=inputs,
        admitting=tuple((one.name, one.admitting()) for one in inputs),
        needs_target=rule.needs_target(parameters),
        no_case=_line_without_case(node, is_penalty) if parameters.get(NO_CASE.name) else None,
        may_not_apply=bool(parameters.get(MAY_NOT_APPLY.name)),
    )


def _line_without_case(node: Node, is_penalty: bool) -> Line:
    """Full points and no evidence asked: what did not happen leaves no paper. A penalty takes nothing off."""
    if is_penalty:
        return _NO_CASE_PENALTY
    return Line(node.max_points, (Reason.of("no_case", max=node.max_points),))


def prepared(leaf: Leaf, entries: Mapping[Participant, Mapping[str, Entry]]) -> Leaf:
    """Let a rule that looks at the others see every entry that counts, once."""
    rule, code = leaf.rule, leaf.code
    if rule is None or rule.prepare is None:
        return leaf
    counting = {p: own[code] for p, own in entries.items() if code in own and _counts(leaf, own[code])}
    return leaf._replace(setting=leaf.setting._replace(cluster=rule.prepare(leaf.setting.parameters, counting)))


def _counts(leaf: Leaf, entry: Entry) -> bool:
    return _aside(leaf, entry) is None and _is_complete(leaf, entry)


def line_of(leaf: Leaf, entry: Entry) -> Line:
    """Points of one leaf for one unit, rounded, with the reasons."""
    if leaf.rule is None:
        return _NOT_USABLE
    aside = _aside(leaf, entry)
    if aside is not None:
        return aside
    if not _is_complete(leaf, entry):
        return Line(ZERO, (*entry.basis, *obstacles(leaf, entry)), _missing(leaf, entry))
    points, reasons, effect = leaf.rule.arithmetic(leaf.setting, entry)
    return _rounded(leaf, points, entry.basis + reasons if entry.basis else reasons, effect)


def _aside(leaf: Leaf, entry: Entry) -> Line | None:
    """What stands in the place of figures: that no case arose, or that the criterion does not apply."""
    if leaf.no_case is not None and entry.values.get(NO_CASE_INPUT.name) is True:
        return leaf.no_case
    if leaf.may_not_apply and entry.values.get(NOT_APPLICABLE_INPUT.name) is True:
        return _NOT_APPLICABLE
    return None


def _is_complete(leaf: Leaf, entry: Entry) -> bool:
    """Whether there are no `obstacles`; this is asked of every leaf of every unit, what they are only of some."""
    values = entry.values
    for name, is_admitted in leaf.admitting:
        if not is_admitted(values.get(name)):
            return False
    return not (leaf.needs_target and entry.target is None) and not (leaf.needs_evidence and not entry.has_evidence)


def obstacles(leaf: Leaf, entry: Entry) -> list[Reason]:
    """Why the arithmetic cannot run, each as a reason; empty when it can."""
    found: list[Reason] = []
    for one, (_name, is_admitted) in zip(leaf.inputs, leaf.admitting, strict=True):
        value = entry.values.get(one.name)
        if value is None:
            found.append(_absent(leaf, one))
        elif not is_admitted(value):
            found.append(Reason("not_possible", {"input": one.label}))
    if leaf.needs_target and entry.target is None:
        found.append(Reason("missing", {"input": TARGET.label}))
    if leaf.needs_evidence and not entry.has_evidence:
        found.append(Reason("no_evidence"))
    return found


def _absent(leaf: Leaf, one: Input) -> Reason:
    if leaf.node.supplier == UNIT:
        return Reason("missing", {"input": one.label})
    return Reason("awaited", {"input": one.label, "supplier": SUPPLIER_LABELS[leaf.node.supplier]})


def _missing(leaf: Leaf, entry: Entry) -> tuple[str, ...]:
    names = [one.name for one in leaf.inputs if entry.values.get(one.name) is None]
    return (*names, TARGET.name) if leaf.needs_target and entry.target is None else tuple(names)


def _rounded(leaf: Leaf, points: Decimal, reasons: tuple[Reason, ...], effect: str) -> Line:
    """Full points stay full, and rounding up never goes past them, whatever the step."""
    max_points = leaf.node.max_points
    if points == max_points:
        return Line(points, reasons, (), effect)
    step, mode = leaf.rounding
    rounded = to_step(points, step, mode)
    if points < max_points < rounded:
        rounded = max_points
    if rounded == points:
        return Line(rounded, reasons, (), effect)
    # Six decimals are enough to see why something was rounded.
    said = Reason.of("rounded", before=round(points, 6), after=rounded, step=step)
    return Line(rounded, (*reasons, said), (), effect)
