"""What groups and the whole table do to points: limits, highest only, lost groups, exclusions, what does not apply."""

from decimal import Decimal

import pytest

from clusters.scoring import Entry, Node, Reason, Rounding, Table, check_table, score_cluster, sum_points

D = Decimal
YES, NO, ASIDE = Entry({"answer": True}), Entry({"answer": False}), Entry({"not_applicable": True})
MAY_NOT_APPLY = {"may_not_apply": True}


def leaf(code, points, section="core", **more):
    return Node(code, D(points), section, "yes_no", **more)


def group(code, points, *children, **more):
    return Node(code, D(points), children[0].section, children=children, **more)


def sheet(nodes, entries, **more):
    return score_cluster(Table(tuple(nodes), **more), {"u": entries})["u"]


def codes(line):
    return [reason.code for reason in line.reasons]


def found(nodes, **more):
    return [(problem.where, problem.code) for problem in check_table(Table(tuple(nodes), **more))]


def test_only_the_highest_of_a_group_counts():
    """Thanh Hóa VIII.2: national award 3, ministerial 1.5, highest only."""
    awards = group("VIII.2", 3, leaf("a", 3, "bonus"), leaf("b", "1.5", "bonus"), combine="highest")

    both = sheet([awards], {"a": YES, "b": YES}).lines["VIII.2"]
    assert (both.points, both.reasons) == (3, (Reason("group.highest", {"code": "a"}),))
    assert sheet([awards], {"a": NO, "b": YES}).bonus == D("1.5")


def test_a_group_gives_no_less_than_its_floor():
    floored = group("I", 10, leaf("I.1", 6), leaf("I.2", 4), floor=D(3))

    got = sheet([floored], {"I.1": NO, "I.2": NO}).lines["I"]
    assert (got.points, codes(got)) == (3, ["group.raised"])
    assert codes(sheet([floored], {"I.1": NO, "I.2": YES}).lines["I"]) == []


def test_a_group_is_rounded_where_it_says_how():
    share = Node("I.1", D(10), rule="proportional")
    rounded = group("I", 10, share, rounding=Rounding(D("0.5"), "down"))

    got = sheet([rounded], {"I.1": Entry({"actual": D(2)}, D(3))})
    assert (got.lines["I.1"].points, got.lines["I"].points, got.total) == (D("6.67"), D("6.5"), D("6.5"))


def test_a_leaf_may_have_a_rounding_of_its_own():
    share = Node("I", D(10), rule="proportional", rounding=Rounding(D("0.25"), "up"))

    assert sheet([share], {"I": Entry({"actual": D(2)}, D(3))}).total == D("6.75")


@pytest.mark.parametrize(("a", "b", "zeroed"), [("zero_parent", "", 0), ("", "", 3)])
def test_a_leaf_may_leave_its_whole_group_without_points(a, b, zeroed):
    """Thanh Hóa I.1: not enough ordinary sessions, and the other three points are lost as well."""
    table = Table((group("I.1", 4, leaf("a", 1), leaf("b", 1), leaf("c", 2)), leaf("I.2", 3)))
    got = sum_points(table, {"b": D(1), "c": D(2), "I.2": D(3)}, {"a": a, "b": b})

    assert (got.lines["I.1"].points, got.total) == (zeroed, zeroed + 3)


def test_a_lost_group_says_through_which_line():
    table = Table((group("I.1", 2, leaf("a", 1), leaf("b", 1)),))

    assert sum_points(table, {"b": D(1)}, {"a": "zero_parent"}).lines["I.1"].reasons == (
        Reason("group.zeroed", {"code": "a"}),
    )


def test_what_was_scored_elsewhere_is_not_counted_again():
    """Thanh Hóa V.3: the PII is scored in VIII, not again."""
    nodes = [leaf("V.3", 3, not_with=("VIII.3",)), leaf("VIII.3", 2, "bonus")]

    twice = sheet(nodes, {"V.3": YES, "VIII.3": YES})
    assert (twice.total, twice.lines["V.3"].effect) == (2, "not_counted")
    assert twice.lines["V.3"].reasons[-1] == Reason("not_with", {"at": "VIII.3", "before": "3"})
    assert sheet(nodes, {"V.3": YES, "VIII.3": NO}).total == 3


def test_a_group_gives_way_leaf_by_leaf_and_to_a_group():
    nodes = [
        group("A", 4, leaf("A.1", 1), leaf("A.2", 3), not_with=("B",)),
        group("B", 5, leaf("B.1", 2, "bonus"), leaf("B.2", 3, "bonus")),
    ]
    entries = {"A.1": YES, "A.2": YES, "B.1": NO, "B.2": YES}

    assert (sheet(nodes, entries).core, sheet(nodes, {**entries, "B.2": NO}).core) == (0, 4)


def test_what_gives_way_itself_takes_nobody_s_place():
    nodes = [leaf("A", 1, not_with=("B",)), leaf("B", 2, not_with=("C",)), leaf("C", 4)]

    assert sheet(nodes, {"A": YES, "B": YES, "C": YES}).total == 5


@pytest.mark.parametrize(
    ("rescaled", "core"), [(False, 40), (True, 80)], ids=["its points are lost", "the rest makes up for it"]
)
def test_what_does_not_apply_is_left_out(rescaled, core):
    nodes = [leaf("I", 50, parameters=MAY_NOT_APPLY), leaf("II", 40), leaf("III", 10), leaf("IV", 5, "bonus")]
    got = sheet(nodes, {"I": ASIDE, "II": YES, "III": NO, "IV": YES}, rescaled=rescaled)

    assert (got.core, got.total, got.lines["I"].effect) == (core, core + 5, "left_out")


def test_the_rescaled_content_is_rounded_as_the_leaves_are():
    nodes = [leaf("I", 10, parameters=MAY_NOT_APPLY), leaf("II", 10), leaf("III", 20)]
    got = sheet(nodes, {"I": ASIDE, "II": YES, "III": NO}, rescaled=True, step=D("0.25"))

    assert (got.core, got.reasons[0]) == (
        D("13.25"),
        Reason("total.rescaled", {"before": "10", "after": "13.25", "applicable": "30", "full": "40"}),
    )


def test_a_group_of_which_nothing_applies_does_not_apply():
    nodes = [
        group("I", 6, leaf("a", 2, parameters=MAY_NOT_APPLY), leaf("b", 4, parameters=MAY_NOT_APPLY)),
        leaf("II", 4),
    ]
    got = sheet(nodes, {"a": ASIDE, "b": ASIDE, "II": YES}, rescaled=True)

    assert (got.lines["I"].effect, got.total) == ("left_out", 10)


def test_only_who_may_can_say_that_it_does_not_apply():
    assert codes(sheet([leaf("I", 3)], {"I": ASIDE}).lines["I"]) == ["missing"]


def test_a_total_stays_between_its_limits_and_is_rounded():
    """Thanh Hóa: clamp to [0, 110]."""
    nodes = [leaf("I", 100), leaf("II", "20.3", "bonus"), leaf("III", 30, "penalty")]
    limits = {"cap": D(110), "floor": D(5), "total_rounding": Rounding(D(1), "half_up")}

    high = sheet(nodes, {"I": YES, "II": YES, "III": NO}, **limits)
    assert (high.total, codes(high)) == (110, ["total", "total.capped"])
    low = sheet(nodes, {"I": NO, "II": NO, "III": YES}, **limits)
    assert (low.total, codes(low)) == (5, ["total", "total.floored"])
    assert sheet(nodes, {"I": NO, "II": YES, "III": NO}, **limits).total == 20


def test_what_the_authority_has_not_entered_is_awaited_and_asks_no_evidence():
    node = leaf("I", 3, supplier="authority", evidence_required=True)

    assert codes(sheet([node], {}).lines["I"]) == ["awaited"]
    assert sheet([node], {"I": YES}).total == 3


@pytest.mark.parametrize(
    ("nodes", "more", "problems"),
    [
        ([leaf("I", 90)], {"full": D(90)}, []),
        ([leaf("I", 950), leaf("II", 50, "bonus")], {"full": D(1000)}, []),
        ([leaf("I", 950), leaf("II", 50, "bonus")], {"full": D(950)}, []),
        ([leaf("I", 950), leaf("II", 50, "bonus")], {"full": D(999)}, [("", "total_differs")]),
        ([leaf("I", 100), leaf("II", 10, "bonus")], {"cap": D(110)}, []),
        ([leaf("I", 100), leaf("II", 10, "bonus")], {"cap": D(111)}, [("", "cap_does_not_agree")]),
        ([leaf("I", 100)], {"rescaled": True}, [("", "nothing_to_rescale")]),
        ([leaf("I", 100)], {"total_rounding": Rounding(D(0))}, [("", "total_rounding_not_usable")]),
        ([leaf("I", 1, not_with=("X",))], {}, [("I", "not_with_unknown")]),
        ([leaf("I", 1, not_with=("I",))], {}, [("I", "not_with_circle")]),
        ([leaf("I", 1, supplier="nobody")], {}, [("I", "unknown_supplier")]),
        ([leaf("I", 1, rounding=Rounding(D("0.5"), "sideways"))], {}, [("I", "rounding_not_usable")]),
        ([group("I", 3, leaf("a", 3), leaf("b", 2), combine="highest")], {}, []),
        ([group("I", 5, leaf("a", 3), leaf("b", 2), combine="highest")], {}, [("I", "highest_differs")]),
        ([group("I", 3, leaf("a", 3), floor=D(4))], {}, [("I", "floor_out_of_range")]),
    ],
)
def test_what_contradicts_itself_is_found(nodes, more, problems):
    assert found(nodes, **more) == problems


def test_two_lines_that_give_way_to_each_other_are_a_circle():
    nodes = [leaf("A", 1, not_with=("B",)), leaf("B", 2, not_with=("A",))]

    assert found(nodes) == [("A", "not_with_circle"), ("B", "not_with_circle")]
