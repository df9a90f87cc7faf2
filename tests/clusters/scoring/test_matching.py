"""Matching two tables: proposals, what stays unmatched with its points, and what is compared as a whole."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.scoring import matching
from clusters.scoring.matching import SAME_CODE, SAME_TEXT, Item, Joint, Proposal

D = Decimal


def item(code: str, text: str = "", points: int = 1, section: str = "core", is_leaf: bool = True) -> Item:
    return Item(code, text or f"Tiêu chí {code}", code.rpartition(".")[0], D(points), section, is_leaf)


OLD = [item("I", "Chung", 10, is_leaf=False), item("I.1", "Báo cáo", 4), item("I.2", "Kế hoạch", 6)]
NEW = [item("I", "CHUNG", 12, is_leaf=False), item("I.1", "Kế hoạch", 6), item("I.2", "Mới", 4), item("I.3", "Lạ", 2)]


def test_the_same_words_go_before_the_same_code_whatever_their_case():
    assert matching.propose(OLD, NEW) == [
        Proposal("I", "I", SAME_TEXT),
        Proposal("I.2", "I.1", SAME_TEXT),
    ]


def test_the_same_code_counts_for_lines_that_no_words_claim():
    old, new = [item("I", "Một"), item("II", "Hai")], [item("I", "Một đổi"), item("II", "Hai đổi")]

    assert [(each.old, each.new, each.why) for each in matching.propose(old, new)] == [
        ("I", "I", SAME_CODE),
        ("II", "II", SAME_CODE),
    ]


def test_words_that_stand_twice_say_nothing_and_a_leaf_is_no_group():
    old = [item("I", "Khác"), item("II", "Khác"), item("III", "Nhóm", is_leaf=False)]
    new = [item("A", "Khác"), item("III", "Nhóm")]

    assert matching.propose(old, new) == []


def test_what_is_left_of_a_group_compared_line_by_line_is_stated():
    matched = {"I", "I.1"}

    assert [each.code for each in matching.unmatched(NEW, matched)] == ["I.2", "I.3"]
    assert matching.points_of(matching.unmatched(NEW, matched)) == {"core": D(6)}


def test_a_group_matched_as_a_whole_takes_its_lines_with_it():
    assert matching.unmatched(NEW, {"I"}) == []
    assert [each.code for each in matching.unmatched(NEW, set())] == ["I.1", "I.2", "I.3"]


def test_a_line_that_was_split_goes_with_its_group_though_the_group_above_is_compared_line_by_line():
    new = [item("I", is_leaf=False), item("I.1", is_leaf=False), item("I.1.a"), item("I.1.b"), item("I.2")]

    assert [each.code for each in matching.unmatched(new, {"I", "I.1"})] == ["I.2"]


def test_points_are_stated_by_section():
    items = [item("I", points=5), item("II", points=3, section="penalty"), item("III", points=2)]

    assert matching.points_of(items) == {"core": D(7), "penalty": D(3)}


def test_what_was_split_or_merged_hangs_together():
    pairs = [("I.1", "A"), ("I.2", "B"), ("I.3", "A"), ("I.3", "C"), ("X", "Y")]

    assert sorted(matching.joints(pairs)) == [
        Joint(("I.1", "I.3"), ("A", "C")),
        Joint(("I.2",), ("B",)),
        Joint(("X",), ("Y",)),
    ]


def test_a_line_inside_another_is_not_added_twice():
    assert matching.outermost(["I", "I.1"], NEW) == ("I",)
    assert matching.outermost(["I.3", "I.1"], NEW) == ("I.1", "I.3")


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), max_size=12))
def test_every_code_lies_in_exactly_one_joint_and_pairs_are_never_torn(pairs):
    found = matching.joints(pairs)

    assert sorted(code for each in found for code in each.old) == sorted({old for old, _new in pairs})
    assert sorted(code for each in found for code in each.new) == sorted({new for _old, new in pairs})
    assert all(any(old in each.old and new in each.new for each in found) for old, new in pairs)
