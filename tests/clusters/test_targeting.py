"""Targets by kind, the pure core: what people type, what is refused, how it is read."""

from decimal import Decimal as D

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from clusters import scoring, targeting
from clusters.enums import MONEY_UNITS, TargetKind
from clusters.targeting import Asked, Promise

NUMBER, OPEN = Asked(TargetKind.NUMBER, "mô hình", whole=True), Asked(TargetKind.NUMBER)
PER_CENT = Asked(TargetKind.PER_CENT, "%", D(0), D(100))
RANK, YES_NO = Asked(TargetKind.RANK, "hạng", D(1)), Asked(TargetKind.YES_NO)
DONG, BILLIONS = Asked(TargetKind.MONEY, "đồng"), Asked(TargetKind.MONEY, "tỷ đồng")


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


figures = st.integers(0, 10**13).map(lambda number: D(number).scaleb(-4))
percents = st.integers(0, 10**6).map(lambda number: D(number).scaleb(-4))
whole = st.integers(1, 10**6).map(D)
shares = st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)).map(lambda pair: targeting.share(*map(D, pair)))
money_units = st.sampled_from(list(MONEY_UNITS))
promises = st.one_of(
    st.builds(lambda v: (Promise(TargetKind.NUMBER, v, "mô hình"), NUMBER._replace(whole=False)), figures),
    st.builds(lambda v, u: (Promise(TargetKind.NUMBER, v, u), OPEN), figures, st.sampled_from(["hồ sơ", "km2", "lớp"])),
    st.builds(lambda v: (Promise(TargetKind.PER_CENT, v, "%"), PER_CENT), percents),
    st.builds(lambda promise: (promise, PER_CENT), shares),
    st.builds(lambda v: (Promise(TargetKind.RANK, v, "hạng"), RANK), whole),
    st.builds(lambda v: (Promise(TargetKind.YES_NO, D(v), ""), YES_NO), st.integers(0, 1)),
    st.builds(lambda v, u: (Promise(TargetKind.MONEY, v, u), Asked(TargetKind.MONEY, u)), whole, money_units),
)


@given(promises, st.sampled_from(["vi", "en"]))
def test_what_stands_in_a_field_reads_back_the_same(case, language):
    promise, asked = case
    with translation.override(language):
        assert targeting.parse(targeting.editable(promise, asked), asked) == promise


@given(promises)
def test_what_a_page_says_in_vietnamese_reads_back_the_same(case):
    promise, asked = case
    with translation.override("vi"):
        assert targeting.parse(targeting.word(promise), asked) == promise


@pytest.mark.parametrize(
    ("typed", "asked", "value"),
    [
        ("95,5 %", PER_CENT, "95.5"),
        ("191/200", PER_CENT, "95.5"),
        ("Hạng 3", RANK, "3"),
        ("3", RANK, "3"),
        ("Có", YES_NO, "1"),
        ("Không", YES_NO, "0"),
        ("yes", YES_NO, "1"),
        ("1,2 tỷ", DONG, "1200000000"),
        ("1.200.000.000 đ", DONG, "1200000000"),
        ("1 tỷ 200 triệu đồng", DONG, "1200000000"),
        ("VND 1.2 billion", DONG, "1200000000"),
        ("3.200", BILLIONS, "3200"),
        ("1.200.000.000 đ", BILLIONS, "1.2"),
        ("200 triệu", BILLIONS, "0.2"),
        ("12", NUMBER, "12"),
        ("12 mô hình", NUMBER, "12"),
    ],
)
def test_people_write_as_on_paper(typed, asked, value):
    promise = targeting.parse(typed, asked)

    assert (promise.kind, promise.value, promise.unit) == (asked.kind, D(value), asked.unit)
    assert targeting.problem(promise, asked) == ""


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("nhiều", NUMBER),
        ("12 lớp", NUMBER),
        ("1/0", PER_CENT),
        ("5/-1", PER_CENT),
        ("3/63", RANK),
        ("ba", RANK),
        ("có lẽ", YES_NO),
        ("1,2 tỷ USD", DONG),
        ("5 tỷ 3", DONG),
        ("95/100", OPEN),
        ("1e9", OPEN),
        ("1 E+9", OPEN),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(typed, asked):
    with pytest.raises(targeting.Unreadable) as wrong:
        targeting.parse(typed, asked)

    assert str(wrong.value).endswith(".")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("12", OPEN),
        ("2,5", NUMBER),
        ("-1", NUMBER),
        ("100,1 %", PER_CENT),
        ("-0,1", PER_CENT),
        ("201/200", PER_CENT),
        ("0", RANK),
        ("2,5", RANK),
        ("0,5", DONG),
        ("-5", DONG),
        ("1.200.000.000", BILLIONS),
        ("1.234.567.890 đ", BILLIONS),
        ("999.999.999.999.999", NUMBER),
    ],
)
def test_what_can_be_read_and_is_refused(typed, asked):
    assert targeting.problem(targeting.parse(typed, asked), asked).endswith(".")


@pytest.mark.parametrize(
    ("promise", "asked"),
    [
        (Promise(TargetKind.NUMBER, D(1), "lớp"), NUMBER),
        (Promise(TargetKind.RANK, D(1), "hạng"), NUMBER),
        (Promise(TargetKind.YES_NO, D(2)), YES_NO),
        (Promise(TargetKind.NUMBER, D(1), "%"), OPEN),
        (Promise(TargetKind.YES_NO, D(1)), OPEN),
        (Promise(TargetKind.PER_CENT, D(99), "%", D(191), D(200)), PER_CENT),
        (Promise(TargetKind.PER_CENT, D(0), "%", D(0), D(0)), PER_CENT),
    ],
)
def test_a_promise_made_elsewhere_is_held_to_the_same(promise, asked):
    assert targeting.problem(promise, asked).endswith(".")


@pytest.mark.parametrize(
    ("typed", "kind", "unit"),
    [("12 mô hình", "number", "mô hình"), ("95 %", "per_cent", "%"), ("2 tỷ đồng", "money", "đồng")],
)
def test_where_the_table_names_no_unit_the_officers_says_the_kind(typed, kind, unit):
    promise = targeting.parse(typed, OPEN)

    assert (promise.kind, promise.unit, targeting.problem(promise, OPEN)) == (kind, unit, "")


@pytest.mark.parametrize(("lower", "value"), [(False, "94.0886"), (True, "94.0887")])
def test_a_computed_per_cent_never_asks_for_more_than_its_two_numbers(lower, value):
    assert targeting.share(D(191), D(203), lower).value == D(value)


LAST = {"high": None, "points": "5"}
BANDS = {"of": "percentage", "bands": [{"low": "0", "high": "100", "points": "0"}, {"low": "100", **LAST}]}
BEYOND = {"of": "percentage", "bands": [{"low": "0", "high": "110", "points": "0"}, {"low": "110", **LAST}]}
PLACES = {"by": "rank", "bands": [{"low": "1", "high": "3", "points": "5", "high_closed": True}]}


@pytest.mark.parametrize(
    ("rule", "parameters", "unit", "kind", "stored", "most"),
    [
        ("proportional", {}, "%", "per_cent", "%", None),
        ("proportional", {"of": "percentage"}, "", "per_cent", "%", D(100)),
        ("bands", BANDS, "%", "per_cent", "%", D(100)),
        ("bands", BEYOND, "%", "per_cent", "%", None),
        ("bands", {**BANDS, "of": "whole_number"}, "hạng", "rank", "hạng", None),
        ("index_rank", PLACES, "", "rank", "hạng", None),
        ("yes_no", {}, "", "yes_no", "", D(1)),
        ("proportional", {}, "Tỷ  đồng", "money", "tỷ đồng", None),
        ("proportional", {}, "VNĐ", "money", "đồng", None),
        ("proportional", {}, "triệu USD", "number", "triệu USD", None),
        ("proportional", {}, "", "number", "", None),
        ("count", {"points_each": "1"}, "mô hình", "number", "mô hình", None),
    ],
)
def test_the_rule_says_which_kind_it_asks_for(rule, parameters, unit, kind, stored, most):
    of = scoring.RULES[rule]
    asked = targeting.asked_of(of, scoring.parse_parameters(of, parameters), unit)

    assert (asked.kind, asked.unit, asked.most) == (kind, stored, most)


@pytest.mark.parametrize(
    ("rule", "parameters", "unit"),
    [
        ("proportional", {"of": "percentage", "set_target": "100"}, "%"),
        ("choice", {"levels": [{"name": "Tốt", "points": "5"}]}, "mức"),
        ("judged", {}, ""),
        ("count", {"points_each": "1"}, ""),
    ],
)
def test_what_takes_no_target(rule, parameters, unit):
    of = scoring.RULES[rule]

    assert targeting.asked_of(of, scoring.parse_parameters(of, parameters), unit) is None


def test_a_lower_rank_is_better_even_where_bands_leave_holes():
    of = scoring.RULES["index_rank"]
    typed = scoring.parse_parameters(of, {"by": "rank", "bands": [{"low": "3", "high": "5", "points": "5"}]})

    assert targeting.asked_of(of, typed, "").lower
    assert of.is_lower_better(typed, is_penalty=False)


def test_percentages_are_added_sum_over_sum_and_only_where_all_have_their_numbers():
    pairs = [targeting.share(D(9), D(10)), targeting.share(D(90), D(190))]

    assert targeting.summed(pairs).promise == targeting.share(D(99), D(200))
    bare = targeting.summed([*pairs, Promise(TargetKind.PER_CENT, D(50), "%")])
    assert bare.promise is None
    assert bare.reason


@pytest.mark.parametrize(
    ("given", "total"),
    [
        ([Promise(TargetKind.NUMBER, D(2), "lớp"), Promise(TargetKind.NUMBER, D(3), "lớp")], (D(5), "lớp")),
        ([Promise(TargetKind.YES_NO, D(1)), Promise(TargetKind.YES_NO, D(0))], (D(1), "")),
        (
            [Promise(TargetKind.MONEY, D(1), "tỷ đồng"), Promise(TargetKind.MONEY, D(5), "triệu đồng")],
            (D(1005000000), "đồng"),
        ),
        ([Promise(TargetKind.NUMBER, D(2), "lớp"), Promise(TargetKind.NUMBER, D(3), "xã")], None),
        ([Promise(TargetKind.RANK, D(2), "hạng"), Promise(TargetKind.RANK, D(3), "hạng")], None),
        ([], None),
    ],
)
def test_what_several_promise_together(given, total):
    found = targeting.summed(given)

    assert (found.promise and (found.promise.value, found.promise.unit)) == total
    assert bool(found.reason) == (total is None and bool(given))


@pytest.mark.parametrize(
    ("promise", "vietnamese", "english"),
    [
        (Promise(TargetKind.RANK, D("3.0000"), "hạng"), "hạng 3", "rank 3"),
        (Promise(TargetKind.YES_NO, D(1)), "có", "yes"),
        (Promise(TargetKind.YES_NO, D(0)), "không", "no"),
        (Promise(TargetKind.MONEY, D("1200.5"), "tỷ đồng"), "1.200,5 tỷ đồng", "1,200.5 billion đồng"),
        (Promise(TargetKind.PER_CENT, D("95.5000"), "%"), "95,5 %", "95.5 %"),
        (targeting.share(D(191), D(200)), "191/200 (95,5 %)", "191/200 (95.5 %)"),
    ],
)
def test_the_words_are_the_readers(promise, vietnamese, english):
    assert targeting.word(promise) == vietnamese
    with translation.override("en"):
        assert targeting.word(promise) == english
