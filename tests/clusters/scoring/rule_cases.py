"""Settings and entries of any rule type, made from what it declares, so that a new type is covered by itself."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from math import ceil, floor
from typing import NamedTuple

from hypothesis import strategies as st

from clusters.scoring import RULES, Band, Bilingual, Entry, Level, WorkDays
from clusters.scoring.declaration import Setting
from clusters.scoring.values import ZERO_PARENT

MAXIMA = [Decimal(text) for text in ("2", "5", "1.5", "0.75", "100")]
POINTS = st.integers(0, 24).map(lambda quarters: Decimal(quarters) / 4)
WORDS = st.text("abcđê ĂÂ", min_size=1, max_size=8).map(str.strip).filter(bool)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 1))
CALENDAR = st.dictionaries(DAYS, st.booleans(), max_size=6).map(WorkDays.of)
AMOUNT = st.integers(0, 30).map(Decimal) | st.decimals(0, 200, places=2) | st.integers(80, 130).map(Decimal)


class Case(NamedTuple):
    """A rule type, and what the members of a cluster bring for one criterion of it; the first is looked at."""

    rule: object
    setting: Setting
    entries: tuple[Entry, ...]

    def outcome(self, **values):
        """Of the first member, with these inputs in the place of its own."""
        entry = replace(self.entries[0], values={**self.entries[0].values, **values})
        return self.rule.arithmetic(self.among_others(entry), entry)

    def among_others(self, entry):
        if self.rule.prepare is None:
            return self.setting
        members = dict(enumerate([entry, *self.entries[1:]]))
        return self.setting._replace(cluster=self.rule.prepare(self.setting.parameters, members))


@st.composite
def cases(draw, name):
    rule = RULES[name]
    setting = draw(settings_of(rule))
    count = 4 if rule.prepare else 1
    entries = draw(st.lists(entries_of(rule, setting), min_size=1, max_size=count))
    return Case(rule, setting, tuple(entries))


@st.composite
def settings_of(draw, rule):
    top = draw(st.sampled_from(MAXIMA))
    parameters = {each.name: draw(values_of_parameter(each, top)) for each in rule.parameters}
    return Setting(
        parameters, top, workdays=draw(CALENDAR), is_penalty=draw(st.sampled_from(rule.sections)) == "penalty"
    )


@st.composite
def entries_of(draw, rule, setting):
    values = {each.name: draw(values_of_input(each)) for each in rule.inputs(setting.parameters)}
    return Entry(values, draw(AMOUNT), has_evidence=True)


def values_of_parameter(parameter, top):
    """Typed; what may be left out sometimes is."""
    made = _parameter(parameter, top)
    return made if parameter.required else st.just(parameter.default) | made


def _parameter(parameter, top):
    if parameter.kind == "boolean":
        return st.booleans()
    if parameter.kind == "choice":
        return st.sampled_from([value for value, _label in parameter.choices])
    if parameter.kind == "bands":
        return bands(parameter.effects, top)
    if parameter.kind == "levels":
        return levels(parameter.effects, top)
    least = int(parameter.least or 0)
    if parameter.kind == "integer":
        return st.integers(least, least + 12).map(Decimal)
    return st.decimals(least, least + 6, places=2) | st.integers(least, least + 120).map(Decimal)


@st.composite
def bands(draw, effects, top):
    """Without holes from 0 or from anywhere, rising, falling or neither; now and then one is left out."""
    ends = sorted(draw(st.sets(st.integers(0, 110), max_size=4)))
    closed = [draw(st.booleans()) for _ in ends]
    points = [min(draw(POINTS), top) for _ in range(len(ends) + 1)]
    points = draw(st.sampled_from([sorted(points), sorted(points, reverse=True), points]))
    lows = [None if draw(st.booleans()) else Decimal(0), *map(Decimal, ends)]
    highs = [*map(Decimal, ends), None]
    found = [
        Band(low, high, given, low is None or not before, after)
        for low, high, given, before, after in zip(lows, highs, points, [False, *closed], [*closed, False], strict=True)
    ]
    found = [with_effect(draw, band, effects) for band in found]
    if len(found) > 1 and draw(st.integers(0, 5)) == 0:
        found.pop(draw(st.integers(0, len(found) - 1)))
    return tuple(found)


@st.composite
def levels(draw, effects, top):
    names = draw(st.lists(WORDS, min_size=1, max_size=4, unique=True))
    points = [top, *(min(draw(POINTS), top) for _ in names[1:])]
    english = [draw(st.just("") | WORDS) for _ in names]
    found = (Level(Bilingual(*pair), each) for pair, each in zip(zip(names, english, strict=True), points, strict=True))
    return tuple(with_effect(draw, level, effects) for level in found)


def with_effect(draw, listed, effects):
    effect = draw(st.sampled_from(["", "", *effects]))
    made = {"effect": effect} | ({"points": Decimal(0)} if effect == ZERO_PARENT else {})
    return listed._replace(**made) if isinstance(listed, Level) else replace(listed, **made)


def values_of_input(asked):
    """Typed and admitted."""
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
    whole = asked.whole or asked.kind == "integer"
    least = ceil(asked.least) if asked.least is not None else -40
    most = floor(asked.most) if asked.most is not None else least + 160
    numbers = st.integers(least, most).map(Decimal)
    return numbers if whole else numbers | st.decimals(least, most, places=2)


@st.composite
def grown(draw, asked, value):
    """The same value or a greater one; of a series, one of its numbers."""
    if asked.kind == "series":
        at = draw(st.integers(0, len(value) - 1))
        return (*value[:at], max(value[at], draw(_number(asked))), *value[at + 1 :])
    return max(value, draw(values_of_input(asked)))
