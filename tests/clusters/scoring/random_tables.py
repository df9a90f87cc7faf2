"""Random tables of every shape with random entries: groups in groups, limits, exclusions, roundings at each level."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from clusters.scoring import RULES, Entry, Node, Rounding, Table
from clusters.scoring.declaration import MAY_NOT_APPLY, Input, Outcome, RuleType
from clusters.scoring.values import ZERO

BANDS = [
    {"low": "80", "high": None, "points": "4"},
    {"low": "50", "high": "80", "points": "1.5", "low_closed": False, "high_closed": False},
    {"low": None, "high": "50", "points": "0.4", "high_closed": True},
]
LEVELS = [
    {"name": "đủ", "name_en": "all", "points": "4"},
    {"name": "thiếu", "points": "0.7"},
    {"name": "không", "points": "0", "effect": "zero_parent"},
]
# Points and effect as they are given: what a rule may do to its group, without any arithmetic of its own.
STATED = RuleType(
    label="stated",
    parameters=(MAY_NOT_APPLY,),
    own_inputs=lambda parameters: (
        Input("points", "number", "points", least=ZERO),
        Input("effect", "choice", "effect", required=False, choices=(("", ""), ("zero_parent", ""))),
    ),
    arithmetic=lambda setting, entry: Outcome(
        min(entry.values["points"], setting.max_points), (), entry.values.get("effect") or ""
    ),
    words=lambda setting: (),
    templates={},
)
ALL_RULES = {**RULES, "stated": STATED}
MODES = st.sampled_from(["half_up", "half_even", "down", "up"])
STEPS = st.sampled_from(["0.01", "0.25", "0.5", "0.3", "1"])
ROUNDINGS = st.none() | st.builds(Rounding, STEPS.map(Decimal), MODES)
ASIDE = st.fixed_dictionaries(
    {name: st.sampled_from([True, True, False]) for name in ("no_case_full", "may_not_apply")}
)
CONTENT = [
    ("proportional", {}),
    ("proportional", {"capped": False}),
    ("proportional", {"better": "lower"}),
    ("bands", {"of": "percentage", "bands": BANDS}),
    ("bands", {"of": "number", "bands": BANDS}),
    ("bands", {"of": "whole_number", "bands": BANDS[:2]}),
    ("yes_no", {}),
    ("choice", {"levels": LEVELS}),
    ("count", {"points_each": "0.75"}),
    ("deduction", {"per_case": "0.3", "floor": "1"}),
]
WHOLE, PARTS = st.integers(0, 120).map(Decimal), st.decimals(-5, 120, places=2)
# What is missing is one case of many, not every other one.
NUMBERS = st.one_of(WHOLE, WHOLE, WHOLE, PARTS, PARTS, PARTS, st.none())
FEW = st.one_of(*[st.integers(0, 9).map(Decimal)] * 6, st.none())
ENTRIES = st.builds(
    Entry,
    st.fixed_dictionaries(
        dict.fromkeys(("actual", "numerator", "denominator"), NUMBERS)
        | {"count": FEW, "points": st.decimals(0, 6, places=2)}
        | {"answer": st.sampled_from([None, True, True, False, False])}
        | {"level": st.sampled_from(["đủ", "thiếu", "thiếu", "không", "khác", None])}
        | {"effect": st.sampled_from(["", "", "", "zero_parent"])}
    ),
    NUMBERS,
    st.sampled_from([True, True, True, False]),
)
ANSWERS = st.sampled_from([{}, {}, {}, {"no_case": True}, {"not_applicable": True}, {"not_applicable": True}])
MAXIMA = st.sampled_from(["4", "4.5", "0.37", "1.1", "2"]).map(Decimal)


@st.composite
def lines(draw, code, section, depth):
    """A leaf, or a group with one to three lines in it."""
    common = {"rounding": draw(ROUNDINGS), "section": section}
    if depth == 0 or draw(st.booleans()):
        rule, parameters = draw(st.sampled_from([*CONTENT, ("stated", {})] if section != "penalty" else PENALTIES))
        aside = {name: value for name, value in draw(ASIDE).items() if _takes(rule, name)}
        more = {
            "evidence_required": draw(st.booleans()),
            "supplier": draw(st.sampled_from(["unit", "unit", "unit", "head"])),
        }
        return Node(code, draw(MAXIMA), rule=rule, parameters=parameters | aside, **more, **common)
    children = tuple(draw(lines(f"{code}.{i}", section, depth - 1)) for i in range(1, draw(st.integers(1, 3)) + 1))
    most = draw(st.integers(1, 9).map(Decimal))
    floor = draw(st.none() | st.integers(0, int(most)).map(Decimal))
    combine = draw(st.sampled_from(["sum", "sum", "highest"]))
    return Node(code, most, children=children, floor=floor, combine=combine, **common)


PENALTIES = [("penalty_per_case", {"per_case": "0.7"}), ("yes_no", {}), ("stated", {})]


def _takes(rule, name):
    return name in {parameter.name for parameter in ALL_RULES[rule].parameters}


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
    leaves = [code for top in table.nodes for code in codes(top) if _is_leaf(code, top)]
    units = range(draw(st.integers(1, most_units)))
    return table, {unit: {code: draw(_entries()) for code in leaves if draw(st.integers(0, 9))} for unit in units}


@st.composite
def _entries(draw):
    entry = draw(ENTRIES)
    return replace(entry, values={**entry.values, **draw(ANSWERS)})


def _is_leaf(code, node):
    return (not node.children) if node.code == code else any(_is_leaf(code, child) for child in node.children)
