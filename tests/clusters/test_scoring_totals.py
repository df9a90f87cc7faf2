"""Points given by people add up as computed ones do."""

from decimal import Decimal

from clusters.scoring import Entry, Node, Table, score_cluster, sum_points

D = Decimal
TABLE = Table(
    (
        Node("I", D(40), children=(Node("I.1", D(30), rule="yes_no"), Node("I.2", D(30), rule="yes_no"))),
        Node("II", D(5), "bonus", children=(Node("II.1", D(5), rule="yes_no"),)),
        Node("III", D(5), "penalty", children=(Node("III.1", D(5), rule="yes_no"),)),
    )
)


def test_groups_are_capped_and_the_penalty_is_taken_off():
    sheet = sum_points(TABLE, {"I.1": D("22.5"), "I.2": D(20), "II.1": D(3), "III.1": D(2)})
    assert (sheet.core, sheet.bonus, sheet.penalty, sheet.total) == (D(40), D(3), D(2), D(41))
    assert [reason.code for reason in sheet.lines["I"].reasons] == ["group.capped"]


def test_a_leaf_without_points_counts_nothing():
    assert sum_points(TABLE, {"I.1": D(10)}).total == D(10)


def test_the_total_never_falls_below_nothing():
    sheet = sum_points(TABLE, {"III.1": D(5)})
    assert (sheet.total, [reason.code for reason in sheet.reasons]) == (D(0), ["total", "total.floored"])


def test_the_same_sums_as_the_engine():
    computed = score_cluster(TABLE, {"unit": {"I.1": Entry({"answer": True}), "II.1": Entry({"answer": True})}})["unit"]
    leaves = {code: line.points for code, line in computed.lines.items() if "." in code}
    given = sum_points(TABLE, leaves)
    assert (given.core, given.bonus, given.penalty, given.total, given.reasons) == (
        computed.core,
        computed.bonus,
        computed.penalty,
        computed.total,
        computed.reasons,
    )
