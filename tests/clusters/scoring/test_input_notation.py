"""What a unit enters, as text that reads back as the same in either language, for every rule."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.scoring import RULES, Input, as_json, input_notation
from clusters.scoring.values import Unreadable
from tests.clusters.scoring.test_setting_notation import NAMES

QUIET = settings(derandomize=True, deadline=None, max_examples=60)
LANGUAGES = st.sampled_from(["vi", "en"])
NUMBERS = st.decimals(-5, 9999, places=3)


def values(declared: Input) -> st.SearchStrategy:
    codes = [code for code, _label in declared.choices]
    return {
        "boolean": st.booleans(),
        "choice": st.sampled_from(codes) if codes else st.nothing(),
        "date": st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
        "series": st.lists(NUMBERS, min_size=1, max_size=5).map(tuple),
    }.get(declared.kind, NUMBERS)


ODD = (
    Input("day", "date", "Day; sent = on"),
    Input("events", "series", "Events", required=False),
    Input("sure", "boolean", "Sure", required=False),
    Input("a", "number", "Number"),
    Input("b", "number", "Number"),
)


def asked(name: str) -> list[tuple[Input, ...]]:
    """The inputs of the rule for each of its choices, its other settings at their default."""
    rule = RULES[name]
    plain = {each.name: each.default if each.default is not None else () for each in rule.parameters}
    numbers = {
        each.name: Decimal(2) for each in rule.parameters if each.kind in ("decimal", "integer") and each.required
    }
    choices = [(each.name, code) for each in rule.parameters for code, _label in each.choices]
    return [rule.inputs({**plain, **numbers, **dict([one])}) for one in choices or [("", "")]]


@QUIET
@given(st.data(), st.sampled_from([*RULES, "odd", "levels"]), LANGUAGES, LANGUAGES)
def test_what_is_written_reads_back_as_the_same(data, name, written_in, read_in):
    levels = Input(
        "level", "choice", "Level", choices=tuple((each, each) for each in data.draw(st.sets(NAMES, min_size=1)))
    )
    inputs = {"odd": [ODD], "levels": [(levels,)]}.get(name) or asked(name)
    declared = [each for each in data.draw(st.sampled_from(inputs)) if each.kind != "choice" or each.choices]
    stored = as_json({each.name: data.draw(values(each)) for each in declared if data.draw(st.booleans())})

    with translation.override(written_in):
        text = input_notation.write(declared, stored)
    with translation.override(read_in):
        read = input_notation.read(declared, text)

    assert _trimmed(read) == _trimmed(stored)


def _trimmed(stored):
    if isinstance(stored, dict):
        return {name: _trimmed(value) for name, value in stored.items()}
    if isinstance(stored, list):
        return [_trimmed(value) for value in stored]
    try:
        return stored if isinstance(stored, bool) else f"{Decimal(stored).normalize():f}"
    except ArithmeticError:
        return stored


PAIR = RULES["bands"].inputs({"of": "percentage", "bands": (), "lifted_to": None})
COUNT = RULES["count"].inputs({"points_each": Decimal(1), "no_case_full": True})


@pytest.mark.parametrize(
    ("inputs", "text", "stored"),
    [
        (PAIR, "Number achieved = 9,5; Out of a total of = 10", {"numerator": "9.5", "denominator": "10"}),
        (PAIR, "numerator=9; denominator=10", {"numerator": "9", "denominator": "10"}),
        (COUNT, "3", {"count": "3"}),
        (COUNT, "No case arose", {"no_case": True}),
        (COUNT, "", {}),
        (ODD, "day = 31/12/2026; events = 1 / 2,5 /3", {"day": "2026-12-31", "events": ["1", "2.5", "3"]}),
        (ODD, '{"a": "1"}', {"a": "1"}),
    ],
)
def test_entries_as_people_write_them(inputs, text, stored):
    assert input_notation.read(inputs, text) == stored


@pytest.mark.parametrize(
    "text", ["x", "1; 2", "numerator = x", "numerator = 1; numerator = 2", "{", "day = 31/02/2026"]
)
def test_entries_that_make_no_sense_are_refused_with_an_example(text):
    for inputs in (PAIR, ODD, COUNT):
        with pytest.raises(Unreadable):
            input_notation.read(inputs, text)
