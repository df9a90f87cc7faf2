"""Bands as real tables have them: Sở Tư pháp 2022, lateness of reports, Thanh Hóa 2026."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.scoring import RULES, Entry, Node, Table, check_table, parse_parameters, score_cluster
from clusters.scoring.declaration import Setting

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
    assert reason.as_json()["values"] == {
        "numerator": "97",
        "denominator": "103",
        "ratio": "94.17",
        "band": "[80;95)%",
        "points": "1.5",
    }


def test_a_shade_below_a_band_is_not_shown_as_reaching_it():
    (reason,) = line(leaf(JUSTICE), numerator=99_996, denominator=100_000).reasons

    assert (reason.values["ratio"], reason.values["points"]) == (Decimal("99.99"), Decimal("1.75"))


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


# Thanh Hóa III.2: ≥90 % → 1.5; 80–<90 → 1.0; <80 → 0.5, but 1.0 if it was urged in writing already
PETITIONS = [band("90", None, "1.5"), band("80", "90", "1"), band("0", "80", "0.5")]


@pytest.mark.parametrize(
    ("answered", "urged", "points"), [(92, True, "1.5"), (85, True, "1"), (70, True, "1"), (70, False, "0.5")]
)
def test_an_exception_lifts_the_lowest_band(answered, urged, points):
    node = leaf(PETITIONS, max_points="1.5", lifted_to="1")
    entry = Entry({"numerator": Decimal(answered), "denominator": Decimal(100), "exception": urged})

    assert score_cluster(Table((node,)), {"u": {"1.1": entry}})["u"].total == Decimal(points)
    assert check_table(Table((node,))) == []


def test_nobody_is_asked_for_an_exception_that_the_table_does_not_know():
    assert line(leaf(PETITIONS, max_points="1.5"), numerator=1, denominator=2, exception=1).points == Decimal("0.5")


@pytest.mark.parametrize(("lifted_to", "codes"), [("1.5", []), ("3", ["bands.lifted_above_max"])])
def test_an_exception_gives_no_more_than_the_maximum(lifted_to, codes):
    assert [each.code for each in check_table(Table((leaf(JUSTICE, lifted_to=lifted_to),)))] == codes


def test_a_band_may_leave_the_whole_group_without_points():
    zeroing = leaf([band("60", None, "2"), {**band("0", "60", "0"), "effect": "zero_parent"}])
    other = Node("1.2", Decimal(3), rule="yes_no")
    table = Table((Node("1", Decimal(5), children=(zeroing, other)),))
    entries = {"1.1": Entry({"numerator": Decimal(59), "denominator": Decimal(100)}), "1.2": Entry({"answer": True})}
    sheet = score_cluster(table, {"u": entries})["u"]

    assert (sheet.total, sheet.lines["1.1"].effect) == (0, "zero_parent")
    assert [reason.code for reason in sheet.lines["1.1"].reasons] == ["bands.percentage", "bands.zeroing"]
    assert check_table(table) == []


@pytest.mark.parametrize(
    ("bands", "of", "values", "reached"),
    [
        (JUSTICE, "percentage", (97, 103), [({"numerator": 98}, "1.75")]),
        (JUSTICE, "percentage", (103, 103), []),
        (DONG_THAP, "percentage", (95, 100), [({"numerator": 96}, "1.5")]),
        (DONG_THAP, "percentage", ("80.5", 100), [({"numerator": "95.0001"}, "1.5")]),
        (LATENESS, "whole_number", (12,), [({"actual": 10}, "0.5")]),
        (LATENESS, "whole_number", (1,), [({"actual": 0}, "2")]),
    ],
)
def test_the_nearest_result_in_a_better_band(bands, of, values, reached):
    names = ("numerator", "denominator") if of == "percentage" else ("actual",)
    rule = RULES["bands"]
    setting = Setting(parse_parameters(rule, {"of": of, "bands": bands}), Decimal(2))
    found = rule.reach(setting, Entry(dict(zip(names, map(Decimal, values), strict=True))))

    wanted = [({name: Decimal(value) for name, value in one.items()}, Decimal(points)) for one, points in reached]
    assert list(found) == wanted


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
