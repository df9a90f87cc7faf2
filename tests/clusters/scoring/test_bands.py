"""Bands as real tables have them: Sở Tư pháp 2022, lateness of reports, Thanh Hóa 2026."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.scoring import Entry, Node, Table, check_table, score_cluster

QUIET = settings(derandomize=True, deadline=None, max_examples=60)


def band(low, high, points, *, low_closed=True, high_closed=False):
    return {"low": low, "high": high, "points": points, "low_closed": low_closed, "high_closed": high_closed}


# Sở Tư pháp 2022, item 1.1: 100 % → 2; 95–<100 % → 1.75; 80–<95 % → 1.5; 70–<80 % → 1; 60–<70 % → 0.5; <60 % → 0
JUSTICE = [
    band("100", None, "2"),
    band("95", "100", "1.75"),
    band("80", "95", "1.5"),
    band("70", "80", "1"),
    band("60", "70", "0.5"),
    band("0", "60", "0"),
]
# On time 2; 1–2 days late 1.5; 3–5 days 1; 6–10 days 0.5; more than 10 days 0
LATENESS = [
    band("0", "0", "2", high_closed=True),
    band("1", "2", "1.5", high_closed=True),
    band("3", "5", "1", high_closed=True),
    band("6", "10", "0.5", high_closed=True),
    band("10", None, "0", low_closed=False),
]
# Thanh Hóa II.4: ≥85 % → 2; 70–<85 → 1.25; 50–<70 → 0.5; <50 → 0
THANH_HOA = [band("85", None, "2"), band("70", "85", "1.25"), band("50", "70", "0.5"), band("0", "50", "0")]
# Đồng Tháp: >95 % → 1.5; 75–95 % → 1; 50–<75 % → 0.5; <50 % → 0
DONG_THAP = [
    band("95", None, "1.5", low_closed=False),
    band("75", "95", "1", high_closed=True),
    band("50", "75", "0.5"),
    band("0", "50", "0"),
]


def leaf(bands, of="percentage", max_points="2", **more):
    return Node("1.1", Decimal(max_points), rule="bands", parameters={"of": of, "bands": bands, **more})


def line(node, **values):
    entry = Entry({name: Decimal(value) for name, value in values.items()})
    return score_cluster(Table((node,)), {"u": {"1.1": entry}})["u"].lines["1.1"]


@pytest.mark.parametrize(
    ("bands", "achieved", "total", "points"),
    [
        (JUSTICE, 40, 40, "2"),
        (JUSTICE, 39, 40, "1.75"),
        (JUSTICE, 38, 40, "1.75"),
        (JUSTICE, 19, 21, "1.5"),
        (JUSTICE, 4, 5, "1.5"),
        (JUSTICE, 7, 10, "1"),
        (JUSTICE, 2, 3, "0.5"),
        (JUSTICE, 3, 5, "0.5"),
        (JUSTICE, 59, 100, "0"),
        (JUSTICE, 120, 100, "2"),
        (THANH_HOA, 85, 100, "2"),
        (THANH_HOA, 84, 100, "1.25"),
        (THANH_HOA, 1, 2, "0.5"),
        (DONG_THAP, 95, 100, "1"),
        (DONG_THAP, 96, 100, "1.5"),
        (DONG_THAP, 74, 100, "0.5"),
    ],
)
def test_percentages_of_real_tables(bands, achieved, total, points):
    assert line(leaf(bands), numerator=achieved, denominator=total).points == Decimal(points)


@pytest.mark.parametrize(
    ("days", "points"), [(0, "2"), (1, "1.5"), (2, "1.5"), (3, "1"), (5, "1"), (6, "0.5"), (10, "0.5"), (11, "0")]
)
def test_days_a_report_is_late(days, points):
    assert line(leaf(LATENESS, of="whole_number"), actual=days).points == Decimal(points)


@pytest.mark.parametrize(
    ("bands", "of"),
    [(JUSTICE, "percentage"), (THANH_HOA, "percentage"), (DONG_THAP, "percentage"), (LATENESS, "whole_number")],
)
def test_real_bands_are_without_fault(bands, of):
    assert check_table(Table((leaf(bands, of),))) == []


def test_the_reason_keeps_numerator_and_denominator():
    (reason,) = line(leaf(JUSTICE), numerator=97, denominator=103).reasons

    assert reason.code == "bands.percentage"
    assert reason.values == {
        "numerator": "97",
        "denominator": "103",
        "ratio": "94.17",
        "band": "[80;95)%",
        "points": "1.5",
    }


def test_a_shade_below_a_band_is_not_shown_as_reaching_it():
    (reason,) = line(leaf(JUSTICE), numerator=99_996, denominator=100_000).reasons

    assert (reason.values["ratio"], reason.values["points"]) == ("99.99", "1.75")


def test_a_percentage_of_nothing_gives_no_points_and_says_so():
    assert line(leaf(JUSTICE), numerator=0, denominator=0).reasons[0].code == "bands.nothing_due"


def test_a_number_in_a_hole_gives_no_points_and_says_so():
    holed = line(leaf([band("5", "9", "2")], of="number"), actual=3)

    assert (holed.points, holed.reasons[0].code) == (Decimal(0), "bands.number_outside")


@pytest.mark.parametrize(
    ("bands", "of", "codes"),
    [
        ([band("50", None, "2"), band("0", "60", "0")], "percentage", ["bands.overlap"]),
        ([band("50", None, "2"), band("0", "50", "0", high_closed=True)], "percentage", ["bands.overlap"]),
        ([band("50", None, "2", low_closed=False), band("0", "50", "0")], "percentage", ["bands.hole"]),
        ([band("60", None, "2"), band("0", "50", "0")], "percentage", ["bands.hole"]),
        ([band("10", None, "2")], "percentage", ["bands.hole_below"]),
        ([band("0", None, "2", low_closed=False)], "percentage", ["bands.hole_below"]),
        ([band("0", "100", "2")], "percentage", ["bands.hole_above"]),
        ([band("0", "100", "2", high_closed=True)], "percentage", []),
        ([band("0", "100", "2", high_closed=True)], "number", ["bands.hole_above"]),
        ([band("0", None, "3")], "percentage", ["bands.above_max"]),
        ([band("9", "3", "1"), band(None, None, "2")], "number", ["bands.empty"]),
        ([band("0", "2", "1", high_closed=True), band("3", None, "2")], "whole_number", []),
        ([band("0", "2", "1", high_closed=True), band("3", None, "2")], "number", ["bands.hole"]),
        ([band("0", "3", "1"), band("4", None, "2")], "whole_number", ["bands.hole"]),
    ],
)
def test_faulty_bands_are_named(bands, of, codes):
    assert [problem.code for problem in check_table(Table((leaf(bands, of),)))] == codes


@QUIET
@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 500))
def test_a_higher_percentage_never_gives_less(first, second, total):
    low, high = sorted((first, second))

    assert line(leaf(JUSTICE), numerator=low, denominator=total).points <= (
        line(leaf(JUSTICE), numerator=high, denominator=total).points
    )


@QUIET
@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_complete_table_has_a_band_for_every_percentage(part, total):
    assert line(leaf(DONG_THAP), numerator=part, denominator=total).reasons[0].code == "bands.percentage"
