"""Random tables of every shape with random entries: groups in groups, limits, exclusions, roundings at each level."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from clusters.scoring import Node, Rounding, Table, all_nodes
from clusters.scoring.values import SUPPLIERS, UNIT
from tests.clusters.scoring.random_rules import ALL_RULES, CALENDARS, entries_of, parameters_of

MODES = st.sampled_from(["half_up", "half_even", "down", "up"])
STEPS = st.sampled_from(["0.01", "0.25", "0.5", "0.3", "1"])
ROUNDINGS = st.none() | st.builds(Rounding, STEPS.map(Decimal), MODES)
PRESENT = st.sampled_from([*[True] * 11, False])
MAXIMA = st.sampled_from(["4", "4.5", "0.37", "1.1", "2", "10"]).map(Decimal)


@st.composite
def lines(draw, code, section, depth):
    """A leaf, or a group with one to three lines in it."""
    if depth == 0 or draw(st.booleans()):
        names = [name for name, rule in ALL_RULES.items() if section in rule.sections]
        rule = draw(st.sampled_from(names))
        return draw(leaves(rule, code, section, parameters_of(rule)))
    children = tuple(draw(lines(f"{code}.{i}", section, depth - 1)) for i in range(1, draw(st.integers(1, 3)) + 1))
    most = draw(st.integers(1, 9).map(Decimal))
    floor = draw(st.none() | st.integers(0, int(most)).map(Decimal))
    combine = draw(st.sampled_from(["sum", "sum", "highest"]))
    return Node(code, most, section, children=children, floor=floor, combine=combine, rounding=draw(ROUNDINGS))


@st.composite
def leaves(draw, rule, code, section, parameters):
    """Of one rule type."""
    return Node(
        code,
        draw(MAXIMA),
        section,
        rule,
        draw(parameters),
        evidence_required=draw(st.booleans()),
        rounding=draw(ROUNDINGS),
        supplier=draw(st.sampled_from([UNIT, *SUPPLIERS])),
    )


@st.composite
def single_leaves(draw, rule, chosen):
    """(table, entries by unit and leaf) of one leaf, so that no limit above hides what it does."""
    node = draw(leaves(rule, "1", draw(st.sampled_from(ALL_RULES[rule].sections)), parameters_of(rule, chosen)))
    units = range(draw(st.integers(1, 5 if ALL_RULES[rule].prepare else 2)))
    table = Table((node,), Decimal(draw(STEPS)), draw(MODES), workdays=draw(CALENDARS))
    return table, {unit: {"1": draw(entries_of(node))} for unit in units}


@st.composite
def tables(draw):
    sections = draw(st.lists(st.sampled_from(["core", "core", "bonus", "penalty"]), min_size=1, max_size=4))
    nodes = tuple(draw(lines(str(i), section, 2)) for i, section in enumerate(sections, 1))
    cap = draw(st.none() | st.integers(1, 12).map(Decimal))
    return Table(
        draw(excluding(nodes)),
        Decimal(draw(STEPS)),
        draw(MODES),
        floor=draw(st.sampled_from([Decimal(0), Decimal("0.5")])),
        cap=cap,
        total_rounding=draw(ROUNDINGS),
        rescaled=draw(st.sampled_from([True, True, False])),
        workdays=draw(CALENDARS),
    )


@st.composite
def excluding(draw, nodes):
    """Some lines give way to lines of an earlier branch, so that nothing gives way to itself."""
    earlier: list[str] = []
    found = []
    for node in nodes:
        found.append(draw(_giving_way(node, tuple(earlier))))
        earlier += codes(node)
    return tuple(found)


@st.composite
def _giving_way(draw, node, earlier):
    named = draw(st.lists(st.sampled_from(earlier), max_size=2)) if earlier and draw(st.booleans()) else []
    return replace(
        node, not_with=tuple(named), children=tuple(draw(_giving_way(each, earlier)) for each in node.children)
    )


def codes(node):
    return [node.code, *(code for child in node.children for code in codes(child))]


@st.composite
def clusters(draw, most_units=3):
    """(table, entries by unit and leaf); a unit may bring nothing for a leaf."""
    table = draw(tables())
    bottom = [node for node in all_nodes(table) if not node.children]
    units = range(draw(st.integers(1, most_units)))
    return table, {unit: {node.code: draw(entries_of(node)) for node in bottom if draw(PRESENT)} for unit in units}
