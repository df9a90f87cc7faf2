"""Validation rules and outliers, the pure core: what is understood, what is found, and what is never said."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from clusters import validating
from clusters.validating import ERROR, OPERATORS, WARNING, Known, Method, Ref, Term, Validation, ValidationRule
from clusters.validating.outliers import Span

read, METHOD = validating.read_expression, Method()

codes = st.sampled_from(["I.1", "I.2", "II.1"])
numbers = st.integers(-(10**6), 10**6).map(lambda number: D(number).scaleb(-2))
refs = st.builds(Ref, codes, st.sampled_from(["", "numerator"]), st.booleans())
terms = st.one_of(st.builds(Term, numbers.filter(bool), refs), numbers.filter(bool).map(Term))
expressions = st.lists(terms, min_size=1, max_size=4).map(tuple)
rules = st.builds(
    ValidationRule,
    st.just("K1"),
    expressions,
    st.sampled_from(OPERATORS),
    expressions,
    st.sampled_from([ERROR, WARNING]),
    st.just("Sai"),
    st.just("Wrong"),
    expressions,
    st.sampled_from(["", "month", "quarter", "half_year"]),
)
figures = st.dictionaries(refs, numbers)
years = st.dictionaries(st.integers(2015, 2030), numbers, max_size=6)


@pytest.fixture(params=["vi", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


@given(expressions, st.sampled_from(["vi", "en"]), st.booleans())
def test_what_is_written_is_read_back(expression, language, of_period):
    with translation.override(language):
        assert read(validating.write_expression(expression, of_period=of_period)) == expression


def test_of_a_period_the_figure_before_is_that_of_the_same_period(language):
    said = {"vi": "cùng kỳ năm trước [I.1]", "en": "same period last year [I.1]"}[language]
    assert validating.write_expression((Term(D(1), Ref("I.1", last=True)),), of_period=True) == said


def test_an_expression_is_understood_as_people_write_it(language):
    wanted = (
        Term(D(1), Ref("I.1")),
        Term(D(2), Ref("I.2", "total")),
        Term(D("1.2"), Ref("II.1", "", True)),
        Term(D(-5)),
    )
    assert read("[I.1] + 2 × [I.2:total] + năm trước [II.1] * 1,2 - 5") == wanted
    assert read(" [ I.1 ]+[I.2: total]*2 + 1.2 · Last  Year [II.1] − 5") == wanted


@pytest.mark.parametrize("text", ["[I.1", "[I.1] [I.2]", "+ +", "[I.1] * [I.2]", "[I.1] +", "* 3", "I.1", "1..2"])
def test_what_is_no_expression_is_refused(text):
    with pytest.raises(validating.NotAnExpression):
        read(text)


def rule(left, operator, right="", upper="", severity=ERROR):
    return ValidationRule("K1", read(left), operator, read(right), severity, "Sai", upper=read(upper))


def broken(one, known, filled=()):
    figures = {Ref(code): D(value) for code, value in known.items()}
    return [found.values for found in validating.judge(Validation((one,)), figures, filled, {})]


@pytest.mark.parametrize(
    ("operator", "below", "equal", "above"),
    [
        ("le", True, True, False),
        ("ge", False, True, True),
        ("eq", False, True, False),
        ("lt", True, False, False),
        ("gt", False, False, True),
        ("ne", True, False, True),
    ],
)
def test_each_sign_holds_where_it_says(operator, below, equal, above):
    one = rule("[I.1]", operator, "[I.2]")
    held = [broken(one, {"I.1": value, "I.2": "5"}) == [] for value in ("4", "5", "6")]
    assert held == [below, equal, above]


def test_between_includes_its_ends():
    one = rule("[I.1]", "between", "2", "2 * [I.2]")
    assert [broken(one, {"I.1": value, "I.2": "2"}) for value in ("2", "4")] == [[], []]
    assert broken(one, {"I.1": "4.5", "I.2": "2"}) == [{"left": "4.5", "right": "2", "upper": "4"}]


def test_filled_in_together_means_all_or_none():
    one = rule("[I.1] + [I.2]", "together", "[II.1]")
    assert [broken(one, {}, filled) for filled in ((), ("I.1", "I.2", "II.1"))] == [[], []]
    assert broken(one, {}, ("I.2",)) == [{"filled": ["I.2"], "blank": ["I.1", "II.1"]}]


@given(rules.filter(lambda one: one.operator != "together"), figures, st.data())
def test_a_rule_with_a_missing_figure_says_nothing(one, known, data):
    used = one.refs if one.operator == "between" else validating.expressions.refs(one.left, one.right)
    if used:
        lost = data.draw(st.sampled_from(used))
        known = {ref: value for ref, value in known.items() if ref != lost}
        assert validating.judge(Validation((one,)), known, (), {}) == ()


@given(st.lists(rules, max_size=3), st.none() | st.just(Method(D(2), D(10), 2, 4, D("1.5"), D(0))))
def test_what_is_stored_is_read_back(listed, method):
    validation = Validation(tuple(listed), method)
    assert validating.read_validation(validating.as_json(validation)) == validation


def test_four_like_years_make_another_odd():
    past = {2022: D(95), 2023: D(96), 2024: D(94), 2025: D(97)}
    assert validating.odd(D(12), past, METHOD) == Span(D("81.175"), D("109.825"))
    assert [validating.odd(D(value), past, METHOD) for value in ("81.175", "95", "109.825")] == [None] * 3


def test_a_short_history_is_measured_by_how_many_times():
    past = {2024: D(10), 2025: D(20)}
    assert validating.odd(D(61), past, METHOD) == Span(D(10) / 3, D(60))
    assert [validating.odd(D(value), past, METHOD) for value in (4, 60)] == [None, None]
    assert validating.odd(D(61), {2025: D(0)}, METHOD) is None


def test_a_small_change_is_no_news():
    assert validating.odd(D(0), {2025: D(1)}, METHOD) is None
    assert validating.odd(D(0), {2025: D(1)}, METHOD._replace(slack=D("0.5"))) == Span(D(1) / 3, D(3))
    assert validating.odd(D(3), dict.fromkeys(range(2020, 2025), D(1)), METHOD) is None


def test_nothing_to_measure_by_finds_nothing():
    assert validating.odd(D(5), {}, METHOD) is None
    assert validating.odd(D(5), dict.fromkeys(range(2020, 2025), D(0)), METHOD) is None


@given(years, st.integers(1, 4))
def test_a_figure_like_the_middle_of_its_past_is_never_odd(past, least):
    method = METHOD._replace(least_years=least)
    if past:
        middle = sorted(past.values())[len(past) // 2]
        span = validating.ordinary(past.values(), method)
        assert span is None or span.low <= span.high
        assert len(past) % 2 == 0 or validating.odd(middle, past, method) is None


@given(years, numbers, st.integers(1, 10))
def test_a_wider_method_finds_no_more(past, figure, more):
    wide = METHOD._replace(factor=METHOD.factor + more, ratio=METHOD.ratio + more)
    assert validating.odd(figure, past, METHOD) or not validating.odd(figure, past, wide)


def test_what_keeps_a_rule_from_being_asked():
    known = {"I.1": Known(frozenset({"", "count"})), "I.2": Known(frozenset({"done"}), "quarter")}

    def said(one):
        return [(fault.code, fault.part, fault.value) for fault in validating.faults(one, known)]

    assert said(rule("[I.1]", "le", "[I.1:count]")) == []
    assert said(rule("[I.1]", "between", "2")) == [("empty", "upper", "")]
    assert said(rule("[X]", "le", "[I.2]")) == [("no_criterion", "left", "X"), ("no_figure", "right", "I.2")]
    assert said(rule("[I.1]", "together")) == [("alone", "left", "")]
    assert said(rule("1", "le", "2")) == [("no_refs", "left", "")]


def test_a_rule_of_periods_names_only_what_is_asked_for_them():
    known = {code: Known(frozenset({""}), kind) for code, kind in (("Q", "quarter"), ("M", "month"), ("Y", ""))}
    of_quarters = replace(rule("[Q] + [M]", "le", "last year [Q] + 1 * [Y]"), reported="quarter")
    found = [(fault.code, fault.part, fault.value) for fault in validating.faults(of_quarters, known)]
    assert found == [("not_asked", "left", "M"), ("not_asked", "right", "Y")]
    assert list(validating.faults(replace(of_quarters, reported=""), known)) == []


def test_each_report_is_asked_only_what_speaks_of_it():
    year, quarter = rule("[I.1]", "le", "1"), replace(rule("[I.1]", "le", "last year [I.1]"), reported="quarter")
    both = Validation((year, quarter))
    assert [both.about(kind).rules for kind in ("", "quarter", "month")] == [(year,), (quarter,), ()]
    assert [both.about(kind).looks_back for kind in ("", "quarter")] == [0, 1]
    assert validating.as_json(Validation((year,)))["rules"][0].keys() >= {"code", "left"}
    assert "reported" not in validating.as_json(Validation((year,)))["rules"][0]
