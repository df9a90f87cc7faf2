"""Whole tables and whole clusters: sums, caps, sections, rounding, what is missing, and rules that look at others."""

from dataclasses import replace
from decimal import Decimal

import pytest

from clusters.scoring import RULES, Entry, Node, Reason, Table, score_cluster
from clusters.scoring.declaration import Input, Outcome, RuleType, Template
from clusters.scoring.rounding import to_step

D = Decimal
YES, NO = Entry({"answer": True}), Entry({"answer": False})


def yes_no(code, points, section="core", **more):
    return Node(code, D(points), section, "yes_no", **more)


def group(code, points, *children, section="core"):
    return Node(code, D(points), section, children=children)


def sheet(nodes, entries, **more):
    return score_cluster(Table(tuple(nodes), **more), {"u": entries})["u"]


def codes(line):
    return [reason.code for reason in line.reasons]


def test_core_plus_bonus_less_penalty():
    """Thanh Hóa's plan: groups I–VII, bonus VIII at most 10, penalty IX at most 20."""
    nodes = [
        group("I", 23, yes_no("I.1", 20), yes_no("I.2", 3)),
        group("VIII", 10, yes_no("VIII.1", 5, "bonus"), yes_no("VIII.2", 8, "bonus"), section="bonus"),
        group("IX", 20, yes_no("IX.1", 5, "penalty"), yes_no("IX.6", 10, "penalty"), section="penalty"),
    ]
    got = sheet(nodes, {"I.1": YES, "I.2": NO, "VIII.1": YES, "VIII.2": YES, "IX.1": YES, "IX.6": NO})

    assert (got.core, got.bonus, got.penalty, got.total) == (20, 10, 5, 25)
    assert list(got.lines) == ["I", "I.1", "I.2", "VIII", "VIII.1", "VIII.2", "IX", "IX.1", "IX.6"]


def test_a_penalty_group_takes_off_no_more_than_its_limit_and_says_so():
    penal = [yes_no("IX.6", 10, "penalty"), yes_no("IX.7", 15, "penalty")]
    got = sheet([yes_no("I", 50), group("IX", 20, *penal, section="penalty")], {"I": YES, "IX.6": YES, "IX.7": YES})

    assert (got.total, got.lines["IX"].reasons) == (30, (Reason("group.capped", {"sum": "25", "max": "20"}),))


def test_an_uncapped_criterion_fills_its_group_but_not_more():
    free = Node("1.1", D(6), rule="proportional", parameters={"capped": False})
    got = sheet([group("1", 10, free, yes_no("1.2", 4))], {"1.1": Entry({"actual": D(15)}, D(10)), "1.2": YES})

    assert (got.lines["1.1"].points, got.lines["1"].points) == (9, 10)


def test_a_total_is_never_below_zero():
    got = sheet([yes_no("I", 2), yes_no("IX", 8, "penalty")], {"I": YES, "IX": YES})

    assert (got.total, codes(got)) == (0, ["total", "total.floored"])


def test_a_thousand_points_are_as_good_as_a_hundred():
    """Thừa Thiên Huế 2018: 1000 = 950 content + 50 bonus, −8 without a pact."""
    got = sheet([yes_no("A", 950), yes_no("B", 50, "bonus"), yes_no("C", 8, "penalty")], {"A": YES, "B": YES, "C": YES})

    assert got.total == 992


def test_a_missing_input_gives_no_points_and_names_itself():
    node = Node("1", D(3), rule="proportional")
    got = sheet([node], {})

    assert (got.total, got.lines["1"].missing) == (0, ("actual", "target"))
    assert got.lines["1"].reasons == (Reason("missing", {"input": "Result"}), Reason("missing", {"input": "Target"}))


@pytest.mark.parametrize("value", [D(-1), D("1.5"), D("NaN"), "3", True])
def test_an_impossible_value_gives_no_points_and_no_error(value):
    node = Node("1", D(3), rule="count", parameters={"points_each": "1"})
    got = sheet([node], {"1": Entry({"count": value})})

    assert (got.total, codes(got.lines["1"])) == (0, ["not_possible"])


def test_without_the_evidence_asked_for_there_are_no_points():
    node = yes_no("1", 3, evidence_required=True)

    assert codes(sheet([node], {"1": YES}).lines["1"]) == ["no_evidence"]
    assert sheet([node], {"1": replace(YES, has_evidence=True)}).total == 3


def test_no_penalty_is_escaped_by_leaving_out_the_evidence():
    nodes = [yes_no("I", 9), yes_no("IX", 5, "penalty", evidence_required=True)]

    assert sheet(nodes, {"I": YES, "IX": YES}).penalty == 5


def test_what_did_not_arise_needs_no_evidence():
    node = yes_no("1", 3, evidence_required=True, parameters={"no_case_full": True})

    assert sheet([node], {"1": Entry({"no_case": True})}).total == 3


@pytest.mark.parametrize("node", [Node("1", D(3), rule="guess"), Node("1", D(3), rule="count"), Node("1", D(3))])
def test_a_criterion_without_a_sound_rule_gives_nothing_and_says_so(node):
    assert codes(sheet([node], {}).lines["1"]) == ["rule_not_usable"]


@pytest.mark.parametrize(
    ("value", "step", "mode", "rounded"),
    [
        ("3.333", "0.25", "half_up", "3.25"),
        ("3.375", "0.25", "half_up", "3.5"),
        ("3.375", "0.25", "half_even", "3.5"),
        ("3.125", "0.25", "half_even", "3"),
        ("3.49", "0.25", "down", "3.25"),
        ("3.01", "0.25", "up", "3.25"),
        ("3.005", "0.01", "half_up", "3.01"),
        ("3.005", "0.01", "half_even", "3"),
        ("3.5", "0", "half_up", "3.5"),
    ],
)
def test_rounding_to_a_step(value, step, mode, rounded):
    assert to_step(D(value), D(step), mode) == D(rounded)


def test_rounding_says_so_when_it_changed_something():
    node = Node("1", D(10), rule="proportional")
    got = sheet([node], {"1": Entry({"actual": D(1)}, D(3))}, step=D("0.25")).lines["1"]

    assert got.reasons[1] == Reason("rounded", {"before": "3.333333", "after": "3.25", "step": "0.25"})


@pytest.mark.parametrize("mode", ["half_up", "half_even", "down", "up"])
def test_full_points_stay_full_whatever_the_step(mode):
    assert sheet([yes_no("1", "2.1")], {"1": YES}, step=D("0.25"), rounding=mode).total == D("2.1")


def test_rounding_up_never_passes_the_maximum():
    node = Node("1", D("2.1"), rule="proportional")

    assert sheet([node], {"1": Entry({"actual": D(99)}, D(100))}, step=D("0.25"), rounding="up").total == D("2.1")


def relative(calls):
    """A rule that looks at the others: the best of the cluster has full points, the rest in proportion."""

    def best(parameters, entries):
        calls.append(sorted(entries))
        return max((entry.values["actual"] for entry in entries.values()), default=D(0))

    return RuleType(
        label="Relative",
        parameters=(),
        own_inputs=lambda parameters: (Input("actual", "number", "Result", least=D(1)),),
        prepare=best,
        arithmetic=lambda setting, entry: Outcome(entry.values["actual"] * setting.max_points / setting.cluster, ()),
        words=lambda setting: (),
        templates={"relative": Template("")},
    )


def test_a_rule_may_look_at_the_others_once_per_criterion():
    calls = []
    table = Table((Node("1", D(10), rule="relative", evidence_required=True),))
    entries = {name: {"1": Entry({"actual": D(n)}, None, True)} for name, n in [("a", 50), ("b", 20), ("c", 0)]}
    entries["d"] = {"1": Entry({"actual": D(99)})}
    sheets = score_cluster(table, entries, {**RULES, "relative": relative(calls)})

    assert calls == [["a", "b"]]
    assert {name: got.total for name, got in sheets.items()} == {"a": 10, "b": 4, "c": 0, "d": 0}
