"""A second scoring, slow and obvious, in fractions: what the definitions of a table say, and nothing of the engine.

Only plain values are shared with the engine (`Table`, `Node`, `Entry`). The rules are written down again from their
words in `reference_counts`, `reference_figures` and `reference_series`.
"""

from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from tests.clusters.scoring import reference_counts, reference_figures, reference_series
from tests.clusters.scoring.reference_case import NOTHING, Case, number

RULES = {**reference_counts.RULES, **reference_figures.RULES, **reference_series.RULES}


class Result(NamedTuple):
    """Points of every line by code, the three sections and the total."""

    points: dict
    core: Fraction
    bonus: Fraction
    penalty: Fraction
    total: Fraction


# --- one leaf -------------------------------------------------------------------------------------------------


def leaf(node, section, table, entry, others):
    """(points, effect) of one leaf by itself; `others` are the entries of all units for it."""
    said = aside(node, section, entry)
    if said:
        return said
    if not counts(node, section, entry):
        return NOTHING, ""
    case = _case(node, section, table, entry)
    if RULES[node.rule].compares:
        counting = [other for other in others if not aside(node, section, other) and counts(node, section, other)]
        case = case._replace(all_cases=tuple(_case(node, section, table, other) for other in counting))
    return _rounded_leaf(node, table, RULES[node.rule].points(case)), RULES[node.rule].effect(case)


def aside(node, section, entry):
    """What is said instead of figures: that no case arose, or that the line does not apply."""
    if node.parameters.get("no_case_full") and entry.values.get("no_case") is True:
        return (NOTHING if section == "penalty" else number(node.max_points)), ""
    if node.parameters.get("may_not_apply") and entry.values.get("not_applicable") is True:
        return NOTHING, "left_out"
    return None


def counts(node, section, entry) -> bool:
    """Everything is there that the rule asks, and the evidence."""
    rule = RULES[node.rule]
    for name, is_possible in rule.asks(node.parameters).items():
        if entry.values.get(name) is None or not is_possible(entry.values[name]):
            return False
    if rule.by_target(node.parameters) and entry.target is None:
        return False
    return entry.has_evidence or not node.evidence_required or section == "penalty" or node.supplier != "unit"


def _case(node, section, table, entry):
    target = None if entry.target is None else Fraction(entry.target)
    calendar = (table.workdays.off, table.workdays.on)
    return Case(node.parameters, number(node.max_points), entry.values, target, section == "penalty", calendar)


def _rounded_leaf(node, table, points):
    most = number(node.max_points)
    if points == most:
        return points
    step, mode = node.rounding or (table.step, table.rounding)
    rounded = rounding(points, number(step), mode)
    return most if points < most < rounded else rounded


def rounding(points, step, mode):
    """The multiple of the step below or above: the nearer one, of two equally near ones what the mode says."""
    steps = points / step
    below, above = floor(steps), ceil(steps)
    if mode == "down":
        return (below if steps >= 0 else above) * step
    if mode == "up":
        return (above if steps >= 0 else below) * step
    if steps - below != above - steps:
        return (below if steps - below < above - steps else above) * step
    if mode == "half_even":
        return (below if below % 2 == 0 else above) * step
    return (above if steps >= 0 else below) * step


# --- the table ------------------------------------------------------------------------------------------------


def sheets(table, entries, nothing) -> dict:
    """Every unit's result; `nothing` is the entry of a leaf for which a unit brings none."""
    return {unit: sheet(table, own, list(entries.values()), nothing) for unit, own in entries.items()}


def sheet(table, own, cluster, nothing) -> Result:
    """One unit's result; `cluster` is what all bring, itself among them."""
    alone = {}
    for top in table.nodes:
        for node in leaves(top):
            others = [each.get(node.code, nothing) for each in cluster]
            alone[node.code] = leaf(node, top.section, table, own.get(node.code, nothing), others)
    for code in [code for code in alone if alone[code][0] > 0 and gives_way(code, table, alone)]:
        alone = {**alone, code: (NOTHING, "not_counted")}
    points, left_out = {}, set()
    for top in table.nodes:
        add_up(top, alone, points, left_out)
    return _total(table, points, left_out)


def leaves(node):
    if not node.children:
        return [node]
    return [each for child in node.children for each in leaves(child)]


def gives_way(code, table, alone) -> bool:
    """Whether a line that takes this leaf's place has points that are counted themselves."""
    for name in not_with(code, table):
        for other in leaves(find(name, table.nodes)):
            if alone[other.code][0] > 0 and not gives_way(other.code, table, alone):
                return True
    return False


def not_with(code, table):
    """Named at the leaf, or at any group in which it stands."""
    found = []
    nodes = table.nodes
    while nodes:
        node = next(each for each in nodes if code in [one.code for one in leaves(each)])
        found += node.not_with
        nodes = node.children
    return found


def find(code, nodes):
    for node in nodes:
        if node.code == code:
            return node
        below = find(code, node.children)
        if below:
            return below
    return None


def add_up(node, alone, points, left_out):
    """Writes the points of the line and of all below it; `left_out` gathers what does not apply."""
    if not node.children:
        points[node.code] = alone[node.code][0]
        if alone[node.code][1] == "left_out":
            left_out.add(node.code)
        return
    for child in node.children:
        add_up(child, alone, points, left_out)
    points[node.code] = _group(node, alone, points, left_out)


def _group(node, alone, points, left_out):
    codes = [child.code for child in node.children]
    if any(alone[code][1] == "zero_parent" for code in codes if code in alone):
        return NOTHING
    if all(code in left_out for code in codes):
        left_out.add(node.code)
        return NOTHING
    parts = [points[code] for code in codes]
    value = max(parts) if node.combine == "highest" else sum(parts)
    if node.floor is not None:
        value = max(value, number(node.floor))
    value = min(value, number(node.max_points))
    return rounding(value, number(node.rounding[0]), node.rounding[1]) if node.rounding else value


def applicable(node, left_out):
    """What the line could give at most to this unit."""
    if node.code in left_out:
        return NOTHING
    if not node.children:
        return number(node.max_points)
    parts = [applicable(child, left_out) for child in node.children]
    return min(number(node.max_points), max(parts) if node.combine == "highest" else sum(parts))


def _total(table, points, left_out) -> Result:
    sums = {"core": NOTHING, "bonus": NOTHING, "penalty": NOTHING}
    for top in table.nodes:
        sums[top.section] += points[top.code]
    if table.rescaled:
        core = [top for top in table.nodes if top.section == "core"]
        worth = sum(applicable(top, left_out) for top in core)
        full = sum(number(top.max_points) for top in core)
        if worth and worth != full:
            sums["core"] = rounding(sums["core"] * full / worth, number(table.step), table.rounding)
    total = max(sums["core"] + sums["bonus"] - sums["penalty"], number(table.floor))
    if table.cap is not None:
        total = min(total, number(table.cap))
    if table.total_rounding:
        total = rounding(total, number(table.total_rounding[0]), table.total_rounding[1])
    return Result(points, sums["core"], sums["bonus"], sums["penalty"], total)
