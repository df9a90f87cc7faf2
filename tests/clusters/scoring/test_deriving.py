"""The year out of its periods: by examples, and by what holds for any figures."""

from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.scoring import RULES, deriving, parse_parameters
from clusters.scoring.deriving import AVERAGE, HIGHEST, LAST, LOWEST, SUM, WAYS
from clusters.scoring.messages import TEMPLATES

QUIET = settings(derandomize=True, deadline=None, max_examples=60)
COUNT = ("proportional", {})
WHOLE = ("bands", {"of": "whole_number", "bands": [{"low": "0", "high": None, "points": "1"}]})
SHARE = ("bands", {"of": "percentage", "bands": [{"low": "0", "high": None, "points": "1"}]})


def rule(name, said):
    return RULES[name], parse_parameters(RULES[name], said)


def year(way, *periods, of=COUNT):
    return deriving.of_year(*rule(*of), way, periods)


def actual(*figures):
    return [{"actual": D(figure)} for figure in figures]


def test_numbers_are_added_or_the_last_the_highest_the_lowest_or_their_mean_counts():
    found = {way: year(way, *actual(4, 1, 7)).values for way in WAYS}

    assert found == {
        SUM: {"actual": D(12)},
        AVERAGE: {"actual": D(4)},
        LAST: {"actual": D(7)},
        HIGHEST: {"actual": D(7)},
        LOWEST: {"actual": D(1)},
    }


def test_a_mean_without_an_end_is_kept_with_four_decimals():
    found = year(AVERAGE, *actual(1, 1, 2))

    assert found.values == {"actual": D("1.3333")}
    assert [reason.code for reason in found.reasons] == ["derived.average"]
    assert dict(found.reasons[0].values) == {"input": "Result", "each": "1;1;2", "value": D("1.3333"), "count": D(3)}


@pytest.mark.parametrize("way", [SUM, AVERAGE])
def test_percentages_are_the_sum_of_the_parts_out_of_the_sum_of_the_wholes(way):
    """1 of 1 and 0 of 99 are 1 of 100, and not the mean of 100 % and 0 %."""
    periods = [{"numerator": D(1), "denominator": D(1)}, {"numerator": D(0), "denominator": D(99)}]

    assert year(way, *periods, of=SHARE).values == {"numerator": D(1), "denominator": D(100)}


def test_the_highest_percentage_brings_its_own_two_numbers():
    periods = [{"numerator": D(9), "denominator": D(10)}, {"numerator": D(95), "denominator": D(200)}]

    assert year(HIGHEST, *periods, of=SHARE).values == periods[0]


def test_a_period_without_a_case_counts_in_no_mean():
    found = year(AVERAGE, {"no_case": True}, *actual(4, 6))

    assert found.values == {"actual": D(5)}


def test_where_no_period_had_a_case_the_year_had_none():
    found = year(SUM, {"no_case": True}, {"no_case": True})

    assert (found.values, [reason.code for reason in found.reasons]) == ({"no_case": True}, ["derived.no_case"])


def test_what_cannot_be_made_one_says_why_and_gives_nothing():
    yes_no = rule("yes_no", {})
    mixed = ({"no_case": True}, {"not_applicable": True})
    said = [
        deriving.of_year(*yes_no, SUM, [{"answer": True}]),
        year(SUM),
        year(SUM, *mixed),
        year(AVERAGE, {"actual": D(1)}, {"actual": D(2)}, of=WHOLE),
    ]

    assert [(each.values, each.reasons[0].code) for each in said] == [
        ({}, "derived.does_not_fit"),
        ({}, "derived.none_yet"),
        ({}, "derived.mixed"),
        ({}, "derived.not_possible"),
    ]


FIGURES = st.lists(st.decimals(0, 10_000, places=2), min_size=1, max_size=12)
PAIRS = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=12)


@QUIET
@given(FIGURES, st.sampled_from(WAYS))
def test_no_way_leaves_the_figures_but_the_sum(figures, way):
    value = year(way, *actual(*figures)).values["actual"]

    assert value == sum(figures) if way == SUM else min(figures) <= round(value, 2) <= max(figures)


@QUIET
@given(FIGURES, st.sampled_from([SUM, AVERAGE, HIGHEST, LOWEST]), st.randoms())
def test_the_order_of_the_periods_matters_only_to_the_last(figures, way, random):
    mixed = random.sample(figures, len(figures))

    assert year(way, *actual(*figures)).values == year(way, *actual(*mixed)).values


@QUIET
@given(PAIRS, st.integers(0, 12))
def test_a_share_may_be_added_up_in_steps(pairs, cut):
    """Quarters of months are the year of months: what a mean of means would break."""
    periods = [{"numerator": D(part), "denominator": D(whole)} for part, whole in pairs]
    halves = [half for half in (periods[:cut], periods[cut:]) if half]

    in_steps = year(SUM, *[year(SUM, *half, of=SHARE).values for half in halves], of=SHARE)

    assert in_steps.values == year(SUM, *periods, of=SHARE).values


@QUIET
@given(FIGURES, st.sampled_from(WAYS))
def test_every_reason_has_words(figures, way):
    assert {reason.code for reason in year(way, *actual(*figures)).reasons} <= TEMPLATES.keys()
