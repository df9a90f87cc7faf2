"""Lateness as real tables have it: Đồng Tháp's periodic reports, Thanh Hóa's half a point for each late report."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.explanations import describe_rule, explain
from clusters.scoring import RULES, Entry, Node, Table, WorkDays, check_table, parse_parameters, score_cluster
from clusters.scoring.declaration import Reach, Setting

QUIET = settings(derandomize=True, deadline=None, max_examples=60)
D = Decimal
LATENESS = RULES["lateness"]


def band(low, high, points):
    return {"low": low, "high": high, "points": points, "high_closed": high is not None}


# On time 2; 1–2 days late 1.5; 3–5 days 1; 6–10 days 0.5; more than 10 days 0
DONG_THAP = [band("1", "2", "1.5"), band("3", "5", "1"), band("6", "10", "0.5"), band("11", None, "0")]
# 30 April and 1 May 2026, a Thursday and a Friday, are off; Saturday 9 May is worked instead.
HOLIDAYS = WorkDays.of({dt.date(2026, 4, 30): False, dt.date(2026, 5, 1): False, dt.date(2026, 5, 9): True})
DUE = dt.date(2026, 4, 29)


def leaf(max_points="2", section="core", **parameters):
    return Node("1.1", D(max_points), section, "lateness", parameters)


def line(node, **values):
    return score_cluster(Table((node,), workdays=HOLIDAYS), {"u": {"1.1": Entry(values)}})["u"].lines["1.1"]


def reach(node, **values):
    parameters = parse_parameters(LATENESS, node.parameters)
    setting = Setting(parameters, node.max_points, None, HOLIDAYS, node.section == "penalty")
    return list(LATENESS.reach(setting, Entry(values)))


def series(*days):
    return tuple(map(D, days))


@pytest.mark.parametrize(
    ("days", "points"), [(0, "2"), (1, "1.5"), (2, "1.5"), (3, "1"), (5, "1"), (6, "0.5"), (10, "0.5"), (11, "0")]
)
def test_dong_thap_bands_of_days(days, points):
    assert line(leaf(bands=DONG_THAP), days=D(days)).points == D(points)


@pytest.mark.parametrize(
    ("days", "points"), [((0, 0, 0, 0), "2"), ((0, 3, 0, 12), "1"), ((1, 1, 1, 1), "0"), ((9, 9, 9, 9, 9), "0")]
)
def test_thanh_hoa_vii1_half_a_point_off_for_each_late_report(days, points):
    assert line(leaf(per_day="0.5", several="late"), days=series(*days)).points == D(points)


@pytest.mark.parametrize(
    ("counted", "done", "days"),
    [
        ("calendar", DUE, 0),
        ("calendar", dt.date(2026, 5, 6), 7),
        ("working", dt.date(2026, 5, 3), 0),
        ("working", dt.date(2026, 5, 6), 3),
        ("working", dt.date(2026, 5, 11), 7),
    ],
)
def test_days_counted_from_the_dates(counted, done, days):
    """4–8 May are five working days, 9 May is worked, 11 May is a Monday."""
    scored = line(leaf("10", per_day="1", entered="dates", counted=counted), due=DUE, done=done)

    assert scored.points == 10 - days
    assert scored.reasons[0].values == {"due": "2026-04-29", "done": done.isoformat()}


@pytest.mark.parametrize(
    ("several", "points"), [("average", "7.5"), ("sum", "0"), ("last", "9"), ("worst", "4"), ("late", "7")]
)
def test_what_counts_of_several_reports(several, points):
    assert line(leaf("10", per_day="1", several=several), days=series(3, 0, 6, 1)).points == D(points)


@pytest.mark.parametrize(("section", "points", "mode"), [("core", "0", "up"), ("penalty", "1", "down")])
def test_a_mean_that_no_decimal_holds_loses_nothing_when_it_is_multiplied(section, points, mode):
    """A third of a day late, at three points a day, takes one off, however points are rounded."""
    node = leaf("1", section, per_day="3", several="average")
    table = Table((node,), rounding=mode)

    assert score_cluster(table, {"u": {"1.1": Entry({"days": series(1, 0, 0)})}})["u"].lines["1.1"].points == D(points)


@pytest.mark.parametrize(("days", "left"), [(0, "5"), (3, "3.5"), (6, "2"), (9, "2")])
def test_full_points_less_each_day_stop_at_the_floor(days, left):
    assert line(leaf("5", per_day="0.5", floor="2"), days=D(days)).points == D(left)


@pytest.mark.parametrize(("days", "off"), [(0, "0"), (3, "3"), (7, "5")])
def test_in_a_penalty_section_the_days_are_what_is_taken_off(days, off):
    assert line(leaf("5", "penalty", per_day="1"), days=D(days)).points == D(off)


def test_in_a_penalty_section_being_in_time_takes_nothing_off():
    node = leaf("5", "penalty", bands=[band("1", "5", "1"), band("6", None, "5")])

    assert [line(node, days=D(days)).points for days in (0, 1, 6)] == [0, 1, 5]
    assert check_table(Table((node,))) == []


def test_a_band_may_say_what_being_in_time_gives():
    node = leaf(bands=[band("0", "2", "1"), band("3", None, "0")])

    assert line(node, days=D(0)).points == 1


@pytest.mark.parametrize(
    ("parameters", "codes"),
    [
        ({"bands": DONG_THAP}, []),
        ({"per_day": "0.5"}, []),
        ({}, ["lateness.neither"]),
        ({"bands": DONG_THAP, "per_day": "1"}, ["lateness.both"]),
        ({"bands": DONG_THAP, "floor": "1"}, ["lateness.floor_of_nothing"]),
        ({"per_day": "1", "floor": "3"}, ["deduction.floor_above_max"]),
        ({"per_day": "1", "several": "sum", "entered": "dates"}, ["lateness.dates_of_several"]),
        ({"bands": DONG_THAP[1:]}, ["bands.hole"]),
        ({"bands": DONG_THAP[:3]}, ["bands.hole_above"]),
        ({"bands": [band("1", None, "3")]}, ["bands.above_max"]),
        ({"bands": DONG_THAP, "several": "average"}, ["bands.hole"] * 4),
    ],
)
def test_what_is_missing_or_contradicts(parameters, codes):
    """An average of days need not be whole: bands of whole days leave holes then."""
    assert [problem.code for problem in check_table(Table((leaf(**parameters),)))] == codes


@pytest.mark.parametrize(
    ("parameters", "values", "reached"),
    [
        ({"bands": DONG_THAP}, {"days": D(8)}, Reach({"days": D(5)}, D(1))),
        ({"bands": DONG_THAP}, {"days": D(2)}, Reach({"days": D(0)}, D(2))),
        ({"per_day": "0.5"}, {"days": D(9)}, Reach({"days": D(3)}, D("0.5"))),
        ({"per_day": "1", "several": "sum"}, {"days": series(1, 4)}, Reach({"days": series(1, 0)}, D(1))),
        ({"per_day": "1", "several": "late"}, {"days": series(1, 4)}, Reach({"days": series(0, 4)}, D(1))),
    ],
)
def test_the_nearest_lateness_that_gives_more(parameters, values, reached):
    assert reach(leaf(**parameters), **values) == [reached]


def test_the_latest_day_that_would_have_given_more():
    node = leaf(bands=DONG_THAP, entered="dates", counted="working")
    found = reach(node, due=DUE, done=dt.date(2026, 5, 6))

    assert found == [Reach({"done": dt.date(2026, 5, 5)}, D("1.5"))]


def test_nothing_is_reached_by_who_was_in_time():
    assert reach(leaf(bands=DONG_THAP), days=D(0)) == []


def test_words_and_reasons():
    node = leaf(bands=DONG_THAP[:1], counted="working", entered="dates")
    with translation.override("en"):
        assert describe_rule(node) == "in time → 2; working days late from 1 to 2 → 1.5"
        assert [explain(reason) for reason in line(node, due=DUE, done=dt.date(2026, 5, 5)).reasons] == [
            "due 29/04/2026, done 05/05/2026",
            "working days late: 2, in the band “from 1 to 2” → 1.5",
        ]


@QUIET
@given(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["core", "penalty"]))
def test_being_later_never_leaves_a_unit_better_off(first, second, section):
    early, late = (line(leaf("5", section, per_day="0.3"), days=D(days)).points for days in sorted((first, second)))

    assert early <= late if section == "penalty" else early >= late
