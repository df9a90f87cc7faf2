"""What an author may explain by the regulation, and what nobody can mean."""

from clusters.scoring import Problem, waiving
from clusters.scoring.messages import READING, TABLE

EXPLICABLE = {
    *("sum_differs", "cap_out_of_reach", "highest_differs", "floor_out_of_range", "total_differs"),
    *("cap_does_not_agree", "nothing_to_rescale", "max_not_positive", "off_step"),
    *("zeroing_with_points", "zeroing_penalty"),
}


def test_every_problem_of_a_table_is_either_explicable_or_not():
    assert {code for code in TABLE if waiving.may_be_waived(Problem(code))} == EXPLICABLE


def test_what_cannot_be_read_is_never_explained():
    assert [code for code in READING if waiving.may_be_waived(Problem(code))] == []


def test_bands_may_overlap_or_leave_holes_where_the_regulation_does():
    assert [waiving.may_be_waived(Problem(code)) for code in ("bands.overlap", "bands.hole")] == [True, True]


def test_no_regulation_gives_more_than_all_points_at_the_target_or_none_to_who_meets_it():
    codes = ("relative.share_above_all", "proportional.least_above_target")

    assert [waiving.may_be_waived(Problem(code)) for code in codes] == [False, False]


def test_one_changed_figure_makes_it_another_problem():
    one = Problem("sum_differs", "I", {"sum": "35", "max": "40"})

    assert [
        waiving.same(one, Problem("sum_differs", "I", {"max": "40", "sum": "35"})),
        waiving.same(one, Problem("sum_differs", "I", {"sum": "34", "max": "40"})),
        waiving.same(one, Problem("sum_differs", "II", {"sum": "35", "max": "40"})),
        waiving.same(one, Problem("off_step", "I", {"sum": "35", "max": "40"})),
    ] == [True, False, False, False]
