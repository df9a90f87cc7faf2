"""Levels to choose from, as in Thanh Hóa 2026: I.1, I.4, I.6."""

from decimal import Decimal

import pytest
from django.utils import translation

from clusters.explanations import describe_rule, explain
from clusters.scoring import RULES, Entry, Node, Table, check_table, parse_parameters, score_cluster
from clusters.scoring.declaration import Reach, Setting

D = Decimal
NONE = {"name": "Không đủ", "name_en": "Too few", "points": "0", "effect": "zero_parent"}
SESSIONS = [{"name": "Đủ kỳ họp thường lệ", "name_en": "Enough ordinary sessions", "points": "1"}, NONE]
DEBATE = [{"name": name, "points": points} for name, points in [("≥ 40 %", "2"), ("30–<40 %", "1"), ("< 30 %", "0")]]


def leaf(code, points, levels, section="core", **more):
    return Node(code, D(points), section, "choice", {"levels": levels}, **more)


def group():
    return Node("I.1", D(3), children=(leaf("I.1.a", 1, SESSIONS), leaf("I.1.c", 2, DEBATE)))


def sheet(sessions, debate):
    entries = {"I.1.a": Entry({"level": sessions}), "I.1.c": Entry({"level": debate})}
    return score_cluster(Table((group(),)), {"u": entries})["u"]


def setting(levels, points, **more):
    return Setting(parse_parameters(RULES["choice"], {"levels": levels}), D(points), **more)


@pytest.mark.parametrize(("level", "points"), [("≥ 40 %", 3), ("30–<40 %", 2), ("< 30 %", 1)])
def test_the_points_of_the_level_chosen(level, points):
    assert sheet("Đủ kỳ họp thường lệ", level).total == points


def test_a_level_may_leave_the_whole_group_without_points():
    got = sheet("Không đủ", "≥ 40 %")

    assert (got.total, got.lines["I.1.c"].points, got.lines["I.1.a"].effect) == (0, 2, "zero_parent")
    assert [reason.code for reason in got.lines["I.1"].reasons] == ["group.zeroed"]


def test_a_level_that_is_not_in_the_table_is_not_possible():
    assert sheet("Gần đủ", "< 30 %").lines["I.1.a"].reasons[0].code == "not_possible"


def test_the_level_is_named_in_both_languages():
    (reason,) = sheet("Không đủ", "< 30 %").lines["I.1.a"].reasons
    with translation.override("en"):
        assert explain(reason) == "Too few: 0, and the whole group is left without points"
        assert describe_rule(leaf("1", 1, SESSIONS)) == (
            "Enough ordinary sessions → 1; Too few → 0, and nothing for the whole group"
        )
    assert reason.as_json()["values"] == {"level": "Không đủ", "level_en": "Too few", "points": "0"}


@pytest.mark.parametrize(
    ("points", "levels", "section", "codes"),
    [
        ("1", SESSIONS, "core", []),
        ("2", SESSIONS, "core", ["choice.below_max"]),
        ("0.5", SESSIONS, "core", ["choice.above_max"]),
        ("2", [*DEBATE, DEBATE[1]], "core", ["choice.twice"]),
        ("1", [SESSIONS[0], {**NONE, "points": "0.5"}], "core", ["zeroing_with_points"]),
        ("1", SESSIONS, "penalty", ["zeroing_penalty"]),
    ],
)
def test_what_levels_contradict(points, levels, section, codes):
    assert [problem.code for problem in check_table(Table((leaf("1", points, levels, section),)))] == codes


def test_no_points_given_by_hand_mean_the_level_that_zeroes_unless_another_has_none_either():
    effect_of = RULES["choice"].effect_of

    assert effect_of(setting(SESSIONS, 1), D(0)) == "zero_parent"
    assert effect_of(setting([*SESSIONS, {"name": "Chậm", "points": "0"}], 1), D(0)) == ""
    assert effect_of(setting(SESSIONS, 1), D(1)) == ""


def test_the_next_level_is_in_reach():
    reach = RULES["choice"].reach

    assert list(reach(setting(DEBATE, 2), Entry({"level": "< 30 %"}))) == [Reach({"level": "30–<40 %"}, D(1))]
    assert list(reach(setting(DEBATE, 2), Entry({"level": "≥ 40 %"}))) == []
    assert list(reach(setting(DEBATE, 2, is_penalty=True), Entry({"level": "≥ 40 %"}))) == [
        Reach({"level": "30–<40 %"}, D(1))
    ]
