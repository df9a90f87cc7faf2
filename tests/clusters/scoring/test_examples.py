"""Worked examples: they hold exactly where the table gives what they expect, and say both figures where it does not."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.scoring import Entry, Node, Problem, Table, examples
from clusters.scoring.examples import Example, check_example, read_example

D = Decimal
LEAVES = (Node("I.1", D(20), rule="proportional"), Node("I.2", D(20), rule="yes_no", evidence_required=True))
TABLE = Table((Node("I", D(40), children=LEAVES), Node("II", D(5), section="bonus", rule="yes_no")))
STORED = {
    "I.1": {"inputs": {"actual": "90"}, "target": "100"},
    "I.2": {"inputs": {"answer": True}, "evidence": True},
}


def codes(differences) -> list[tuple]:
    return [(each.code, each.expected, each.computed) for each in differences]


def test_an_example_holds_where_leaf_group_and_total_come_out():
    example = read_example(TABLE, STORED, {"I.1": "18", "I": "38", "": "38.0"})

    assert check_example(TABLE, example) == []
    assert examples.holds(TABLE, example)


def test_what_does_not_come_out_is_named_with_both_figures_and_the_reasons_in_table_order():
    example = read_example(TABLE, STORED, {"": "40", "I": "40", "I.1": "20", "I.2": "20"})

    found = check_example(TABLE, example)

    assert codes(found) == [("I", D(40), D(38)), ("I.1", D(20), D(18)), ("", D(40), D(38))]
    assert [[reason.code for reason in each.reasons] for each in found] == [[], ["proportional.share"], ["total"]]


def test_evidence_that_is_not_there_is_not_there_in_an_example_either():
    stored = {**STORED, "I.2": {"inputs": {"answer": True}}}

    (found,) = check_example(TABLE, read_example(TABLE, stored, {"I.2": "20"}))

    assert (found.computed, [reason.code for reason in found.reasons]) == (D(0), ["no_evidence"])


def test_a_line_that_the_table_lost_does_not_hold():
    example = read_example(TABLE, {**STORED, "I.3": {"inputs": {"count": "1"}}}, {"I.3": "1"})

    assert example.misfits == (Problem("example.no_line", "I.3", {"at": "I.3"}),)
    assert codes(check_example(TABLE, example)) == [("I.3", D(1), None)]
    assert not examples.holds(TABLE, example)


def test_inputs_that_fit_the_rule_no_more_do_not_hold_even_where_the_points_come_out():
    example = read_example(TABLE, {"I.1": {"inputs": {"count": "3"}, "target": "100"}}, {"I.1": "0"})

    assert [(each.code, each.where) for each in example.misfits] == [("unknown_name", "I.1")]
    assert (check_example(TABLE, example), examples.holds(TABLE, example)) == ([], False)


def test_further_units_stand_beside_the_one_for_rules_that_look_at_the_others():
    best = Table((Node("I", D(10), rule="relative", parameters={"better": "higher"}),))
    stored = {
        "I": {"inputs": {"actual": "50"}, "others": [{"inputs": {"actual": "100"}}, {"inputs": {"actual": "80"}}]}
    }

    example = read_example(best, stored, {"I": "5"})

    assert len(example.others["I"]) == 2
    assert check_example(best, example) == []
    assert codes(check_example(best, Example(example.entries, {"I": D(5)}))) == [("I", D(5), D(10))]


def test_the_grade_is_looked_at_where_somebody_can_grade():
    example = read_example(TABLE, STORED, {"grade": "A"})

    assert example.grade == "A"
    assert check_example(TABLE, example) == []
    assert codes(check_example(TABLE, example, lambda sheet: "A" if sheet.total > 38 else "B")) == [("grade", "A", "B")]


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.decimals(0, 200, places=2), st.booleans(), st.booleans())
def test_whatever_the_table_computes_is_an_example_that_holds(actual, answer, proven):
    entries = {"I.1": Entry({"actual": actual}, D(100)), "I.2": Entry({"answer": answer}, None, proven)}
    sheet = examples.sheet_of(TABLE, Example(entries))
    expected = {code: line.points for code, line in sheet.lines.items()} | {"": sheet.total}

    assert examples.holds(TABLE, Example(entries, expected))
    wrong = {code: points + D("0.01") for code, points in expected.items()}
    assert [each.code for each in check_example(TABLE, Example(entries, wrong))] == [*sheet.lines, ""]
