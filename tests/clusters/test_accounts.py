"""Accounts from plain values: which lines of a group count, what limits a sum, and where figures come from."""

from decimal import Decimal

import pytest
from django.utils import translation

from clusters import accounts
from clusters.accounts import Basis, Given, Ground, account_of
from clusters.scoring import Entry, Line, Node, Reason, Rounding, Table, Totals, all_nodes, score_cluster, sum_points

D = Decimal


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def yes_no(code, points, section="core", **more):
    return Node(code, D(points), section, "yes_no", **more)


def group(code, points, *children, **more):
    return Node(code, D(points), children=children, **more)


def told(*nodes, sheet=None, **more):
    """The accounts by code, from sums that are given, or from every leaf saying yes."""
    table = Table(nodes, **more)
    entries = {node.code: Entry({"answer": True}) for node in all_nodes(table)}
    sheet = sheet or score_cluster(table, {"u": entries})["u"]
    grounds = [
        Ground(node.code, node, own=None if node.children else Given(D(0), reasons=sheet.lines[node.code].reasons))
        for node in all_nodes(table)
    ]
    return {each.code: each for each in account_of(Basis(table, grounds, sheet, None))}


def test_a_group_shows_its_sum_and_its_limit():
    found = told(group("I", 3, yes_no("I.1", 2), yes_no("I.2", "1.5"), yes_no("I.3", 1)))["I"]

    assert found.said("arithmetic") == "2 (I.1) + 1.5 (I.2) + 1 (I.3) = 4.5\nthe parts add up to 4.5; at most 3 counts"


def test_only_the_highest_counts():
    found = told(group("I", 2, yes_no("I.1", 2), yes_no("I.2", 1), combine="highest"))["I"]

    assert found.said("rule") == "only the highest of its lines counts\nat most 2 points"
    assert found.said("arithmetic") == "the highest of 2 (I.1); 1 (I.2) = 2\nonly the highest counts: I.1"


def test_a_line_that_leaves_the_group_without_points_is_named():
    node = group("I", 5, yes_no("I.1", 2), yes_no("I.2", 3))
    sheet = sum_points(Table((node,)), {"I.1": D(0), "I.2": D(3)}, {"I.1": "zero_parent"})

    assert told(node, sheet=sheet)["I"].said("arithmetic") == (
        "0 (I.1) + 3 (I.2) = 3\nI.1 leaves the whole group without points"
    )


def test_what_is_counted_elsewhere_and_what_does_not_apply_is_named():
    node = group("I", 9, yes_no("I.1", 2), yes_no("I.2", 3, not_with=("I.1",)), yes_no("I.3", 4))
    given = {"I.1": Line(D(2)), "I.2": Line(D(3)), "I.3": Line(D(0), effect="left_out")}
    found = told(node, sheet=Totals(Table((node,))).sheet(given))

    assert found["I"].said("arithmetic").split("\n") == [
        "2 (I.1) + 0 (I.2) + 0 (I.3) = 2",
        "I.2: counted at I.1 already: 0 here, not 3",
        "I.3: does not apply to the unit: left out",
    ]
    assert found["I.2"].said("arithmetic") == "counted at I.1 already: 0 here, not 3"


def test_content_made_up_for_stands_at_its_section_and_limits_at_the_total():
    nodes = group("I", 5, yes_no("I.1", 2), yes_no("I.2", 3)), yes_no("II", 4, "bonus")
    table = Table(nodes, rescaled=True, cap=D(8), total_rounding=Rounding(D("0.5")))
    sheet = Totals(table).sheet({"I.1": Line(D(0), effect="left_out"), "I.2": Line(D(3)), "II": Line(D(4))})
    found = told(*nodes, sheet=sheet, rescaled=True, cap=D(8), total_rounding=Rounding(D("0.5")))

    assert found["core"].said("arithmetic") == ("3 (I) = 3\ncontent that applies is worth 3 of 5: 3 × 5 ÷ 3 = 5")
    assert found[""].said("arithmetic") == "5 + 4 bonus − 0 penalty = 9\na total is at most 8"
    assert found[""].said("rule").split("\n")[0] == "content + bonus − penalty"
    assert (found[""].points, found[""].most) == (8, 8)


def test_terms_stand_in_the_rule():
    node = yes_no("I.1", 2, supplier="authority", not_with=("II",), rounding=Rounding(D("0.5"), "down"))
    other = yes_no("II", 2, evidence_required=True)
    found = told(node, other)

    assert found["I.1"].said("rule").split("\n")[0] == (
        "yes: 2; no: 0; figures entered by the authority; not counted once II has points; "
        "rounded in steps of 0.5 points: Down"
    )
    assert found["II"].said("rule").split("\n")[0] == "yes: 2; no: 0; no points without evidence"
    assert found["II"].said("evidence") == "no evidence: no points"


def test_what_the_system_knows_stands_where_others_report():
    node = yes_no("1", 2, supplier="system")
    reasons = (Reason("from_fact", {"fact": "Reports late", "value": "2"}), Reason("yes_no.no"))
    table = Table((node,))
    basis = Basis(table, [Ground("1", node, own=Given(D(0), reasons=reasons))], sum_points(table, {}), None)
    found = account_of(basis)[-1]

    assert found.said("inputs") == "from what the system knows: Reports late: 2"
    assert found.said("arithmetic") == "no: 0"


def test_the_way_down_to_a_line_and_what_stands_in_it():
    nodes = group("I", 5, group("I.1", 2, yes_no("I.1.a", 2)), yes_no("I.2", 3)), yes_no("II", 4)
    depths = {"I": 0, "I.1": 1, "I.1.a": 2, "I.2": 1, "II": 0}
    table = Table(nodes)
    grounds = [Ground(n.code, n, depth=depths[n.code], pk=i) for i, n in enumerate(all_nodes(table), 1)]
    found = account_of(Basis(table, grounds, sum_points(table, {}), None))
    at = {each.code: each for each in found}

    assert [each.code for each in accounts.above(found, at["I.1.a"])] == ["I", "I.1"]
    assert [each.code for each in accounts.below(found, at["I"])] == ["I.1", "I.2"]
    assert (accounts.above(found, at["II"]), accounts.below(found, at["I.2"])) == ([], [])
