"""Every line of the annex of Thanh Hóa 2026, each with the points that the annex names, read from its text."""

import json
from decimal import Decimal

import pytest

from clusters.scoring import RULES, Entry, Table, all_nodes, notation, parse_inputs, parse_parameters, score_cluster
from clusters.scoring.grading import grade_alone, read_grading
from tests.source import ROOT

D = Decimal
DATA = ROOT / "emulation" / "demo" / "data"
READING = notation.read((DATA / "regulations" / "thanh-hoa-2026.tsv").read_text())
TABLE = Table(READING.nodes, step=D("0.25"), full=D(110), cap=D(110))
GRADING = read_grading(json.loads((DATA / "regulations.json").read_text())["thanh-hoa-2026"]["grading"])
LEAVES = {node.code: node for node in all_nodes(TABLE) if node.rule}
NO_CASE = {"no_case": True}


def answered(points):
    return [(True, points), (False, "0")]


def levels(*points):
    """In the order in which the annex names them."""
    return list(enumerate(points))


def shares(*pairs):
    """Per cent and points."""
    return [((part, 100), points) for part, points in pairs]


BY_HAND = {
    "I.1.a": levels("1", "0"),
    "I.1.b": [*levels("1", "0"), (NO_CASE, "1")],
    "I.1.c": shares((40, "2"), (75, "2"), ("39.99", "1"), (30, "1"), ("29.99", "0"), (0, "0")),
    "I.2.a": shares((100, "1.5"), ("99.99", "0.5"), (90, "0.5"), ("89.99", "0")),
    "I.2.b": [(0, "1.5"), (1, "1"), (2, "0.5"), (3, "0"), (4, "0")],
    "I.3": [(0, "5"), (1, "2"), (2, "0"), (5, "0")],
    "I.4.a": [*levels("2", "1", "0"), (NO_CASE, "2")],
    "I.4.b": answered("1"),
    "I.5.a": levels("1", "0.5", "0"),
    "I.5.b": levels("1", "0.5", "0"),
    "I.6.a": levels("1.5", "0.5", "0"),
    "I.6.b": levels("1.5", "0.5", "0"),
    "I.7.a": answered("1.5"),
    "I.7.b": answered("1.5"),
    "II.1.a": answered("1"),
    "II.1.b": answered("2"),
    "II.2.a": [(0, "4"), (1, "2.5"), (2, "1"), (3, "0"), (4, "0")],
    "II.2.b": answered("1"),
    "II.3.a": levels("2", "1", "0"),
    "II.3.b": answered("2"),
    "II.4.a": answered("2"),
    "II.4.b": shares((85, "2"), ("84.99", "1.25"), (70, "1.25"), ("69.99", "0.5"), (50, "0.5"), ("49.99", "0")),
    "II.4.c": answered("1"),
    "II.5.a": levels("2", "1", "0"),
    "II.5.b": answered("1"),
    "III.1.a": levels("2", "1", "0"),
    "III.1.b": [(3, "2"), (2, "2"), (1, "1"), (0, "0")],
    "III.2.a": levels("2", "1"),
    "III.2.b": [
        *shares((90, "1.5"), ("89.99", "1"), (80, "1"), ("79.99", "0.5"), (0, "0.5")),
        ({"numerator": "79", "denominator": "100", "exception": True}, "1"),
        ({"numerator": "85", "denominator": "100", "exception": True}, "1"),
        ({"numerator": "95", "denominator": "100", "exception": True}, "1.5"),
    ],
    "III.2.c": answered("0.5"),
    "III.3.a": [(0, "2"), (1, "1.5"), (4, "0"), (6, "0")],
    "III.3.b": levels("2", "1"),
    "III.4.a": answered("2"),
    "III.4.b": answered("1"),
    "IV.1": shares((100, "3"), ("99.99", "1.5"), (90, "1.5"), ("89.99", "0")),
    "IV.2.a": levels("2.5", "1", "0"),
    "IV.2.b": answered("1.5"),
    "IV.3.a": levels("3", "1.5", "0"),
    "IV.3.b": answered("1"),
    "IV.4.a": levels("2", "1", "0"),
    "IV.4.b": answered("2"),
    "V.1": [(0, "0"), (1, "2.5"), (2, "5"), (3, "5")],
    "V.2": [(0, "0"), (1, "2.5"), (2, "5"), (3, "5")],
    "V.3.a": [(0, "0"), (1, "1.5"), (2, "3"), (3, "3")],
    "V.3.b": answered("2"),
    "VI.1.a": answered("2"),
    "VI.1.b": answered("2"),
    "VI.2.a": answered("1.5"),
    "VI.2.b": levels("1.5", "0.5", "0"),
    "VII.1": [(0, "2"), (1, "1.5"), (3, "0.5"), (4, "0"), (9, "0")],
    "VII.2.a": answered("1"),
    "VII.2.b": answered("1"),
    "VII.2.c": answered("1"),
    "VIII.1": [(0, "0"), (1, "5"), (2, "5")],
    "VIII.2.a": answered("3"),
    "VIII.2.b": answered("1.5"),
    "VIII.3.a": [({"rank": "1"}, "2"), ({"rank": "10"}, "2"), ({"rank": "11"}, "0")],
    "VIII.3.b": [
        ({"rank": "17", "rank_before": "20"}, "1"),
        ({"rank": "18", "rank_before": "20"}, "0"),
        ({"rank": "30", "rank_before": "20"}, "0"),
    ],
    "IX.1": [(0, "0"), (1, "5"), (2, "5")],
    "IX.2": [(0, "0"), (1, "3"), (2, "3")],
    "IX.3": [(0, "0"), (1, "0.5"), (4, "2"), (5, "2")],
    "IX.4": [(0, "0"), (1, "1"), (5, "5"), (6, "5")],
    "IX.5": [(0, "0"), (1, "1"), (5, "5"), (6, "5")],
    "IX.6": [(0, "0"), (1, "10"), (2, "10")],
    "IX.7": [(0, "0"), (1, "5"), (2, "10"), (3, "10")],
    "IX.8": [(0, "0"), (1, "5"), (2, "5")],
}


def entry(code, given):
    """A figure as it is told above, typed as the page would type it."""
    rule, node = RULES[LEAVES[code].rule], LEAVES[code]
    parameters = parse_parameters(rule, node.parameters)
    names = [one.name for one in rule.inputs(parameters)]
    if isinstance(given, tuple):
        given = dict(zip(("numerator", "denominator"), map(str, given), strict=True))
    elif node.rule == "choice" and not isinstance(given, dict):
        given = {"level": node.parameters["levels"][given]["name"]}
    elif not isinstance(given, dict):
        given = {names[0]: given if isinstance(given, bool) else str(given)}
    return Entry(parse_inputs(rule, parameters, given), has_evidence=True)


# The first of each is the best, of penalties none.
FULL = {code: cases[0][0] for code, cases in BY_HAND.items()} | dict.fromkeys(["V.1", "V.2", "V.3.a"], 2)
FULL |= {"VIII.1": 1, "VIII.3.a": {"rank": "3"}}


def sheet(**changes):
    """With all points, but for I_1_a=1."""
    given = FULL | {name.replace("_", "."): value for name, value in changes.items()}
    return score_cluster(TABLE, {"u": {code: entry(code, each) for code, each in given.items()}})["u"]


def test_every_line_of_the_annex_is_there():
    assert (READING.misread, BY_HAND.keys() ^ LEAVES.keys()) == ((), set())


@pytest.mark.parametrize("code", BY_HAND)
def test_the_points_that_the_annex_names(code):
    alone = Table((LEAVES[code],), step=D("0.25"))
    units = {number: {code: entry(code, given)} for number, (given, _points) in enumerate(BY_HAND[code])}
    found = score_cluster(alone, units)

    assert [found[unit].lines[code].points for unit in units] == [D(points) for _given, points in BY_HAND[code]]


@pytest.mark.parametrize(
    ("changes", "points"),
    [
        ({}, {"": 110, "I": 23, "II": 20, "III": 15, "IV": 15, "V": 15, "VI": 7, "VII": 5, "VIII": 10, "IX": 0}),
        ({"I_1_a": 1}, {"I.1": 0, "I": 19, "": 106}),
        ({"I_6_a": 2}, {"I.6": 0, "I": 20}),
        ({"I_6_a": 1}, {"I.6": 2}),
        ({"VII_1": 3, "IX_4": 3}, {"VII.1": "0.5", "IX": 3, "": "105.5"}),
        ({"VIII_2_a": False}, {"VIII.2": "1.5", "VIII": "8.5"}),
        ({"VIII_3_a": {"rank": "40"}}, {"VIII.3": 1}),
        ({"IX_1": 1, "IX_6": 1, "IX_7": 1}, {"IX": 20, "": 90}),
        ({"IX_1": 1, "IX_6": 1, "IX_7": 2}, {"IX": 20, "": 90}),
    ],
)
def test_groups_and_the_whole(changes, points):
    got = sheet(**changes)
    found = {code: got.lines[code].points if code else got.total for code in points}

    assert found == {code: D(value) for code, value in points.items()}


def test_nothing_at_all_is_not_less_than_nothing():
    units = {"u": {"IX.6": entry("IX.6", 1)}}

    assert (score_cluster(TABLE, units)["u"].penalty, score_cluster(TABLE, units)["u"].total) == (10, 0)


@pytest.mark.parametrize(
    ("changes", "missed", "handled", "grade"),
    [
        ({}, 0, 0, "xuat-sac"),
        # V.2 and V.3.b lost: 8 of 15 points are under 60 %; one model only, or none.
        ({"V_2": 0, "V_3_b": False}, 0, 0, "tot"),
        ({"V_2": 1, "V_3_b": False}, 0, 0, "xuat-sac"),
        ({"V_1": 1}, 0, 0, "tot"),
        ({"V_1": 0}, 0, 0, "kha"),
        ({"V_1": 1, "V_2": 0, "V_3_b": False, "V_3_a": 1}, 0, 0, "kha"),
        ({"IX_1": 1}, 0, 0, "tot"),
        ({"IX_6": 1}, 0, 0, "kha"),
        ({"IX_7": 1}, 0, 0, "tot"),
        ({"IX_8": 1}, 0, 0, "tot"),
        ({"IX_8": 2}, 0, 0, "yeu"),
        ({}, 30, 0, "tot"),
        ({}, "29.99", 0, "xuat-sac"),
        ({}, 0, 1, "tot"),
    ],
)
def test_conditions_and_sanctions_of_article_6(changes, missed, handled, grade):
    entries = {code: entry(code, each) for code, each in FULL.items()}
    entries |= {name.replace("_", "."): entry(name.replace("_", "."), each) for name, each in changes.items()}
    facts = {"targets_missed_share": D(missed), "violations_handled": D(handled)}

    assert grade_alone(GRADING, TABLE, sheet(**changes), entries, facts).grade == grade
