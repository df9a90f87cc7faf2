"""Random parameters and figures of any rule type, made from what it declares; more often at the edges than between."""

import datetime as dt
from decimal import Decimal
from itertools import product
from types import MappingProxyType

from hypothesis import strategies as st

from clusters.scoring import RULES, Entry, WorkDays, parse_parameters
from clusters.scoring.declaration import CASES, MAY_NOT_APPLY, Input, Outcome, RuleType
from clusters.scoring.values import ZERO

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
ASIDE = ("no_case", "not_applicable")
MARKS = (0, 1, 2, 3, 5, 10, 30, 50, 80, 95, 100)
MARK = st.sampled_from(MARKS).map(Decimal)
# Amounts in đồng, whose products have more digits than a decimal keeps.
LONG = st.builds(Decimal.__mul__, MARK, st.sampled_from(["8792803399.52", "56968244469241", "31.25"]).map(Decimal))
OFTEN, SELDOM = st.sampled_from([True, True, False]), st.sampled_from([True, *[False] * 7])
POINTS = st.sampled_from(["0", "0.1", "0.3", "0.4", "0.5", "0.75", "1", "1.5", "2", "3", "4"])
PER_CENT = st.sampled_from(["0", "50", "60", "70", "95", "100"])
DAYS = st.dates(dt.date(2026, 4, 27), dt.date(2026, 5, 12))
CALENDARS = st.one_of(
    st.dictionaries(DAYS, st.booleans(), max_size=8).map(WorkDays.of),
    st.builds(WorkDays, st.frozensets(DAYS, max_size=6), st.frozensets(DAYS, max_size=6)),
)
# Of these a table that may be published has one; both and none occur nevertheless.
ONE_OF = {"lateness": ("bands", "per_day"), "index_rank": ("bands", "points_each")}


def choices_of(name):
    """Every combination of what can be chosen, as parameters."""
    chosen = [each for each in ALL_RULES[name].parameters if each.kind == "choice"]
    values = ([value for value, _label in each.choices] for each in chosen)
    return [dict(zip([each.name for each in chosen], one, strict=True)) for one in product(*values)]


@st.composite
def parameters_of(draw, name, chosen=MappingProxyType({})):
    """As stored: what has a default, or may be missing, is left out at times; `chosen` are given."""
    given, one_of = dict(chosen), ONE_OF.get(name, ())
    for each in ALL_RULES[name].parameters:
        if each.name not in chosen and (each.required or each.name in one_of or draw(OFTEN)):
            given[each.name] = draw(_parameter(each))
    for dropped in draw(st.sampled_from([one_of[:1], one_of[1:], one_of[:1], one_of[1:], one_of, ()])):
        del given[dropped]
    return given


def _parameter(parameter):
    if parameter.kind == "boolean":
        return OFTEN if parameter in CASES else st.booleans()
    if parameter.kind == "choice":
        return st.sampled_from([value for value, _label in parameter.choices])
    if parameter.kind == "bands":
        return bands(parameter.effects)
    if parameter.kind == "levels":
        return levels(parameter.effects)
    if parameter.kind == "integer":
        return st.integers(int(parameter.least or 0), 4).map(str)
    return PER_CENT if parameter.name in ("share", "least_share", "set_target") else POINTS


@st.composite
def bands(draw, effects):
    """Each from the end of the one before; at times one is missing, or they overlap."""
    ends = sorted(draw(st.sets(st.sampled_from((-5, *MARKS)), max_size=4)))
    closed = [draw(st.booleans()) for _ in ends]
    lows = [None if draw(OFTEN) else str(min([0, *ends])), *map(str, ends)]
    highs = [*map(str, ends), draw(st.sampled_from([None, None, "100"]))]
    found = [
        {"low": low, "high": high, "low_closed": not before, "high_closed": after, "points": draw(POINTS)}
        for low, high, before, after in zip(lows, highs, [False, *closed], [*closed, draw(st.booleans())], strict=True)
    ]
    found = [_without_defaults(band) | _effect(draw, effects) for band in found]
    if len(found) > 1 and draw(SELDOM):
        found.pop(draw(st.integers(0, len(found) - 1)))
    if draw(SELDOM):
        found.append({"low": "2", "high": "50", "points": "1"})
    return draw(st.permutations(found)) if draw(SELDOM) else found


def _without_defaults(band):
    usual = (("low_closed", True), ("high_closed", False))
    return {name: value for name, value in band.items() if (name, value) not in usual}


@st.composite
def levels(draw, effects):
    names = draw(st.permutations(["đủ", "thiếu", "không", "một phần"]))[: draw(st.integers(1, 4))]
    return [{"name": name, "points": draw(POINTS)} | _effect(draw, effects) for name in names]


def _effect(draw, effects):
    effect = draw(st.sampled_from(["", "", "", *effects]))
    return {"effect": effect} if effect else {}


# How an entry comes: mostly with all that is asked.
WAYS = st.sampled_from([*["whole"] * 13, *["aside"] * 4, *["spoiled"] * 2, *["unproven"] * 2])
SPOILED = st.sampled_from([None, Decimal(-1), Decimal("1.5"), "khác", True, ()])
OF_TARGET = st.sampled_from(["0.5", "0.8", "1", "1.1", "1.25", "1.5", "2"]).map(Decimal)
TARGETS = MARK | MARK | st.decimals(-5, 120, places=2)


@st.composite
def entries_of(draw, node):
    """What a unit brings for the leaf; some figures even beside an answer that stands in their place."""
    rule, way = ALL_RULES[node.rule], draw(WAYS)
    parameters = parse_parameters(rule, node.parameters)
    asked = rule.inputs(parameters)
    values = {one.name: draw(_figure(one)) for one in asked if one.name not in ASIDE}
    values["target"] = draw(TARGETS | LONG if "actual" in values else TARGETS)
    if rule.takes_target(parameters) and draw(OFTEN):
        values["actual"] = values["target"] * draw(OF_TARGET)
    if way == "aside":
        values = {name: value if draw(st.booleans()) else None for name, value in values.items()}
        values[draw(st.sampled_from([one.name for one in asked if one.name in ASIDE] or ASIDE))] = draw(OFTEN)
    elif way == "spoiled":
        name = draw(st.sampled_from(sorted(values)))
        values[name] = None if name == "target" else draw(SPOILED)
    return Entry(values, values.pop("target"), has_evidence=way != "unproven")


def _figure(asked):
    if asked.kind == "boolean":
        return st.booleans()
    if asked.kind == "choice":
        return st.sampled_from([value for value, _label in asked.choices])
    if asked.kind == "date":
        return DAYS
    if asked.kind == "series":
        return st.lists(_number(asked), min_size=1, max_size=5).map(tuple)
    return _number(asked)


def _number(asked):
    least = -9 if asked.least is None else asked.least.__ceil__()
    marks = st.sampled_from([mark for mark in MARKS if mark >= least]).map(Decimal)
    whole = st.integers(least, least + 9).map(Decimal)
    if asked.whole or asked.kind == "integer":
        return marks | whole
    return marks | whole | LONG | st.decimals(least, 120, places=2)
