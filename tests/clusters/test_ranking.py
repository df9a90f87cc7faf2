"""Ranks as the regulations want them."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.ranking import Contender, Placed, rank

QUIET = settings(derandomize=True, deadline=None, max_examples=60)
D = Decimal
BREAKERS = ("bonus", "innovation")


def contender(key, points, **keys):
    return Contender(key, D(points), {name: D(value) for name, value in keys.items()})


def ranks(entries, breakers=BREAKERS):
    return [(one.key, one.rank, one.broken_by) for one in rank(entries, breakers)]


def test_highest_first():
    assert ranks([contender("a", "80"), contender("b", "95.5"), contender("c", "90")]) == [
        ("b", 1, ""),
        ("c", 2, ""),
        ("a", 3, ""),
    ]


def test_equal_points_share_a_rank_and_use_up_the_next():
    assert rank([contender("c", 80), contender("b", "90.0"), contender("a", 90)]) == [
        Placed("a", 1, D(90), ("b",)),
        Placed("b", 1, D(90), ("a",)),
        Placed("c", 3, D(80)),
    ]


def test_thanh_hoa_equal_points_go_by_bonus_then_by_innovation():
    units = [
        contender("a", 90, bonus=3, innovation=9),
        contender("b", 90, bonus=5, innovation=1),
        contender("c", 90, bonus=3, innovation=10),
        contender("d", 91),
    ]

    assert ranks(units) == [("d", 1, ""), ("b", 2, "bonus"), ("c", 3, "innovation"), ("a", 4, "innovation")]


def test_what_tie_breakers_cannot_separate_stays_tied():
    units = [contender("a", 90, bonus=3), contender("b", 90, bonus=3), contender("c", 90, bonus=5)]
    first, *others = rank(units, BREAKERS)

    assert (first.key, first.rank, first.is_tied, first.broken_by) == ("c", 1, False, "bonus")
    assert [(o.key, o.rank, o.tied_with, o.broken_by) for o in others] == [
        ("a", 2, ("b",), "bonus"),
        ("b", 2, ("a",), "bonus"),
    ]


def test_a_key_that_is_not_there_counts_as_nought():
    assert ranks([contender("a", 90), contender("b", 90, bonus="0.5")]) == [("b", 1, "bonus"), ("a", 2, "bonus")]


def test_nobody_is_ranked_nowhere():
    assert rank([]) == []


POINTS = st.integers(0, 4)
UNITS = st.lists(st.tuples(POINTS, POINTS, POINTS), max_size=9).map(
    lambda rows: [contender(i, p, bonus=b, innovation=v) for i, (p, b, v) in enumerate(rows)]
)


@QUIET
@given(UNITS, st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(units, random):
    shuffled = random.sample(units, len(units))

    assert rank(shuffled, BREAKERS) == rank(units, BREAKERS)


@QUIET
@given(UNITS)
def test_a_rank_is_one_more_than_the_number_of_those_above(units):
    measure = {one.key: (one.points, one.keys["bonus"], one.keys["innovation"]) for one in units}
    for placed in rank(units, BREAKERS):
        assert placed.rank == 1 + sum(other > measure[placed.key] for other in measure.values())


@QUIET
@given(UNITS)
def test_those_tied_name_one_another(units):
    placed = {one.key: one for one in rank(units)}
    for one in placed.values():
        assert set(one.tied_with) == {o.key for o in placed.values() if o.points == one.points} - {one.key}
        assert one.broken_by == ""
