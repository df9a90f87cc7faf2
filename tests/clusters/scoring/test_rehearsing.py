"""Trying a table on figures of another: who takes whose figures, what does not fit, what moves the points."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.scoring import Entry, Node, Table, rehearsing, score_cluster
from clusters.scoring.matching import Item
from clusters.scoring.rehearsing import GROUP, NOTHING, SEVERAL, Change, Sources

D = Decimal


def item(code: str, is_leaf: bool = True) -> Item:
    return Item(code, code, code.rpartition(".")[0], D(1), "core", is_leaf)


def test_figures_come_by_match_else_by_the_same_code_that_nobody_matched():
    old, new = [item("A"), item("B"), item("C"), item("D")], [item("A"), item("B"), item("X"), item("Y")]

    found = rehearsing.sources([("A", "X"), ("D", "Y")], old, new)

    assert found == Sources({"B": "B", "X": "A", "Y": "D"}, {"A": NOTHING}, ("C",))


def test_several_lines_or_a_group_bring_no_figures():
    old = [item("I", is_leaf=False), item("I.1"), item("I.2")]

    found = rehearsing.sources([("I.1", "P"), ("I.2", "P"), ("I", "Q")], old, [item("P"), item("Q"), item("R")])

    assert found == Sources({}, {"P": SEVERAL, "Q": GROUP, "R": NOTHING}, ("I.1", "I.2"))


OLD = Table(
    (
        Node("A", D(10), rule="proportional"),
        Node("B", D(5), rule="yes_no"),
        Node("P", D(5), "penalty", "penalty_per_case", {"per_case": "1"}),
    )
)
NEW = Table(
    (
        Node("A", D(20), rule="proportional"),
        Node("B", D(5), rule="count", parameters={"points_each": "1"}),
        Node("P", D(5), "penalty", "penalty_per_case", {"per_case": "2"}),
    )
)
FOUND = Sources({"A": "A", "B": "B", "P": "P"}, {}, ())
UNIT = {"A": Entry({"actual": D(90)}, D(100), True), "B": Entry({"answer": True}), "P": Entry({"count": D(2)})}


def test_what_does_not_fit_the_new_rule_is_left_out_and_said():
    units, misfits = rehearsing.translated(NEW, FOUND, {"unit": UNIT})

    assert units["unit"] == {"A": UNIT["A"], "B": Entry(), "P": UNIT["P"]}
    assert [(each.where, each.code) for each in misfits["unit"]] == [("B", "unknown_name")]


def test_the_lines_that_move_the_points_come_in_the_order_of_their_weight():
    units, _misfits = rehearsing.translated(NEW, FOUND, {"unit": UNIT})
    then, now = (score_cluster(table, {"unit": own})["unit"] for table, own in ((OLD, UNIT), (NEW, units["unit"])))

    found = rehearsing.changes(FOUND, then, now, rehearsing.taken_off(OLD), rehearsing.taken_off(NEW))

    assert found == [
        Change(("A",), ("A",), D(9), D(18)),
        Change(("B",), ("B",), D(5), D(0)),
        Change(("P",), ("P",), D(-2), D(-4)),
    ]
    assert now.total - then.total == sum(each.difference for each in found)


def test_lines_without_counterpart_move_points_too():
    found = Sources({"A": "A"}, {"B": NOTHING, "P": NOTHING}, ("B", "P"))
    sheet = score_cluster(OLD, {"unit": UNIT})["unit"]
    fresh = score_cluster(OLD, {"unit": {"A": UNIT["A"]}})["unit"]

    moved = rehearsing.changes(found, sheet, fresh, {"P"}, {"P"})

    assert moved == [Change(("B",), (), D(5), D(0)), Change(("P",), (), D(-2), D(0))]


def test_a_line_scores_as_before_where_nothing_of_it_changed():
    assert rehearsing.unchanged(FOUND, OLD, OLD) == {"A": "A", "B": "B", "P": "P"}
    assert rehearsing.unchanged(FOUND, OLD, NEW) == {}
    assert rehearsing.unchanged(FOUND, OLD, replace(OLD, step=D("0.5"))) == {}
    renamed = Table((replace(OLD.nodes[0], code="X"),))
    assert rehearsing.unchanged(Sources({"X": "A"}, {}, ("B", "P")), OLD, renamed) == {"X": "A"}


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.decimals(0, 300, places=2), st.booleans(), st.integers(0, 9))
def test_a_table_tried_on_its_own_year_changes_nothing(actual, answer, count):
    own = {"A": Entry({"actual": actual}, D(100)), "B": Entry({"answer": answer}), "P": Entry({"count": D(count)})}
    units, misfits = rehearsing.translated(OLD, FOUND, {"unit": own})
    then, now = (score_cluster(OLD, {"unit": each})["unit"] for each in (own, units["unit"]))

    assert (misfits, now.total) == ({}, then.total)
    assert rehearsing.changes(FOUND, then, now, {"P"}, {"P"}) == []
