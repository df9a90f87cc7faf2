"""A second scoring, slow and obvious, in fractions: what the definitions of a table say, and nothing of the engine.

Only plain values are shared with the engine (`Table`, `Node`, `Entry`). Rules are written down again for the types in
`POINTS`; `stated` is the tests' own, whose points and effect are simply given.
"""

from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

NOTHING = Fraction(0)


class Result(NamedTuple):
    """Points of every line by code, the three sections and the total."""

    points: dict
    core: Fraction
    bonus: Fraction
    penalty: Fraction
    total: Fraction


def number(text) -> Fraction:
    return Fraction(str(text))


# --- one leaf -------------------------------------------------------------------------------------------------


def _proportional(node, values, target):
    most, share = number(node.max_points), node.parameters
    actual = number(values["actual"])
    if share.get("better") == "lower":
        if actual <= target:
            return most
        return target / actual * most if target > 0 else NOTHING
    if target <= 0 or actual <= 0:
        return NOTHING
    points = actual / target * most
    return points if share.get("capped") is False else min(points, most)


def _bands(node, values, target):
    if node.parameters.get("of", "percentage") == "percentage":
        if number(values["denominator"]) == 0:
            return NOTHING
        value = number(values["numerator"]) / number(values["denominator"]) * 100
        found = _in_bands(node, value)
        if found is None and value > 100:
            found = _in_bands(node, Fraction(100))
    else:
        found = _in_bands(node, number(values["actual"]))
    return NOTHING if found is None else min(found, number(node.max_points))


def _in_bands(node, value):
    for band in node.parameters["bands"]:
        low, high = band["low"], band["high"]
        begins = low is None or value > number(low) or (band.get("low_closed", True) and value == number(low))
        ends = high is None or value < number(high) or (band.get("high_closed", False) and value == number(high))
        if begins and ends:
            return number(band["points"])
    return None


def _yes_no(node, values, target):
    return number(node.max_points) if values["answer"] else NOTHING


def _count(node, values, target):
    return min(number(values["count"]) * number(node.parameters["points_each"]), number(node.max_points))


def _deduction(node, values, target):
    left = number(node.max_points) - number(values["count"]) * number(node.parameters["per_case"])
    return min(max(left, number(node.parameters.get("floor", "0"))), number(node.max_points))


def _penalty(node, values, target):
    return min(number(values["count"]) * number(node.parameters["per_case"]), number(node.max_points))


def _choice(node, values, target):
    return min(number(_level(node, values)["points"]), number(node.max_points))


def _level(node, values):
    return next(level for level in node.parameters["levels"] if level["name"] == values["level"])


def _stated(node, values, target):
    return min(number(values["points"]), number(node.max_points))


POINTS = {
    "proportional": _proportional,
    "bands": _bands,
    "yes_no": _yes_no,
    "count": _count,
    "deduction": _deduction,
    "penalty_per_case": _penalty,
    "choice": _choice,
    "stated": _stated,
}


def needed(node) -> tuple[str, ...]:
    """What has to be entered before the rule can be applied."""
    if node.rule == "bands":
        return ("numerator", "denominator") if node.parameters.get("of") == "percentage" else ("actual",)
    one = {"proportional": "actual", "yes_no": "answer", "stated": "points", "choice": "level"}
    return (one.get(node.rule, "count"),)


def is_possible(node, name, value) -> bool:
    """Counts are whole and not negative; parts of a percentage are not negative; bands may have an end below."""
    if name == "level":
        return value in [level["name"] for level in node.parameters["levels"]]
    if name == "answer":
        return isinstance(value, bool)
    if name == "count":
        return value >= 0 and value == int(value)
    if name in ("numerator", "denominator"):
        return value >= 0
    if node.rule == "bands":
        whole = node.parameters["of"] == "whole_number"
        from_below = any(band["low"] is None for band in node.parameters["bands"])
        return (from_below or value >= 0) and (not whole or value == int(value))
    return True


def leaf(node, section, table, entry):
    """(points, effect) of one leaf by itself."""
    values = entry.values
    if node.parameters.get("no_case_full") and values.get("no_case"):
        return (NOTHING if section == "penalty" else number(node.max_points)), ""
    if node.parameters.get("may_not_apply") and values.get("not_applicable"):
        return NOTHING, "left_out"
    for name in needed(node):
        if values.get(name) is None or not is_possible(node, name, values[name]):
            return NOTHING, ""
    if node.rule == "proportional" and entry.target is None:
        return NOTHING, ""
    if node.evidence_required and section != "penalty" and node.supplier == "unit" and not entry.has_evidence:
        return NOTHING, ""
    target = None if entry.target is None else number(entry.target)
    points = POINTS[node.rule](node, values, target)
    return _rounded_leaf(node, table, points), _effect(node, values)


def _effect(node, values):
    """What the points do beyond counting."""
    if node.rule == "choice":
        return _level(node, values).get("effect", "")
    return values.get("effect") or "" if node.rule == "stated" else ""


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


def sheet(table, entries, nothing) -> Result:
    """One unit's result; `nothing` is the entry of a leaf for which the unit brings none."""
    alone = {}
    for top in table.nodes:
        for node in leaves(top):
            alone[node.code] = leaf(node, top.section, table, entries.get(node.code, nothing))
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
