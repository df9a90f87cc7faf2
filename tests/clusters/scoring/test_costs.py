"""What a sheet costs the unit: each gain as scoring again would find it, and where it does not arrive in the total."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings

from clusters.scoring import Entry, Node, Reason, Table, score_cluster
from clusters.scoring.costs import AWAITED, EVIDENCE, FIGURES, GAP, LATE, PENALTY, costs_of, lost_to, short_of
from clusters.scoring.declaration import Input, Outcome, Reach, RuleType
from tests.clusters.scoring.random_tables import ALL_RULES, clusters

QUIET = settings(derandomize=True, deadline=None, max_examples=60)
D = Decimal
YES, NO = Entry({"answer": True}), Entry({"answer": False})


def yes_no(code, points, section="core", **more):
    return Node(code, D(points), section, "yes_no", **more)


def group(code, points, *children, section="core", **more):
    return Node(code, D(points), section, children=children, **more)


def costs(nodes, entries, rules=ALL_RULES, **more):
    return costs_of(Table(tuple(nodes), **more), {"u": entries}, "u", rules)


def told(found):
    return [(cost.code, cost.kind, cost.gain, cost.total, cost.at) for cost in found]


def steps(unit=""):
    """A rule of as many points as the figure says, or ten less a point a day, that names the next step and the best."""
    days = Input("days", "integer", "Days", unit=unit, least=D(0))

    def points(setting, value):
        return max(setting.max_points - value, D(0))

    def reach(setting, entry):
        return [Reach({"days": D(less)}, points(setting, D(less))) for less in range(int(entry.values["days"]))]

    return RuleType(
        label="steps",
        parameters=(),
        own_inputs=lambda parameters: (days,),
        arithmetic=lambda setting, entry: Outcome(points(setting, entry.values["days"]), ()),
        words=lambda setting: (),
        templates={},
        reach=reach,
    )


def test_evidence_that_is_missing_costs_what_the_line_would_give():
    found = costs([yes_no("1", 3, evidence_required=True), yes_no("2", 2)], {"1": YES, "2": YES})

    assert told(found) == [("1", EVIDENCE, 3, 3, None)]


def test_figures_that_are_missing_could_give_the_maximum():
    (cost,) = costs([yes_no("1", 3, evidence_required=True)], {})

    assert (cost.kind, cost.total, cost.is_most) == (FIGURES, 3, True)
    assert (cost.missing, cost.lacks_evidence) == (("answer",), True)


def test_figures_of_others_are_awaited_and_a_penalty_not_entered_costs_nothing():
    found = costs([yes_no("1", 3, supplier="authority"), yes_no("2", 2, "penalty")], {})

    assert told(found) == [("1", AWAITED, 3, 3, None)]


def test_a_gain_that_a_limit_swallows_is_nothing_in_the_total():
    nodes = [group("1", 4, yes_no("1.1", 4), yes_no("1.2", 3, evidence_required=True))]
    (cost,) = costs(nodes, {"1.1": YES, "1.2": YES})

    assert (cost.gain, cost.total, cost.at) == (3, 0, "1")
    assert cost.reasons == (Reason("group.capped", {"sum": "7", "max": "4"}),)


def test_a_gain_may_stop_at_the_whole_or_at_the_line_that_counts_instead():
    proof = {"evidence_required": True}
    (whole,) = costs([yes_no("1", 3), yes_no("2", 3, **proof)], {"1": YES, "2": YES}, cap=D(4))
    (given_way,) = costs([yes_no("1", 3), yes_no("2", 3, not_with=("1",), **proof)], {"1": YES, "2": YES})

    assert (whole.total, whole.at, [reason.code for reason in whole.reasons]) == (1, "", ["total.capped"])
    assert (given_way.total, given_way.at) == (0, "2")
    assert [reason.code for reason in given_way.reasons] == ["not_with"]


def test_the_nearest_result_and_the_best_are_named():
    found = costs([Node("1", D(10), rule="steps")], {"1": Entry({"days": D(4)})}, {"steps": steps()})

    assert [(cost.kind, cost.values, cost.now, cost.then) for cost in found] == [
        (GAP, {"days": 0}, 6, 10),
        (GAP, {"days": 3}, 6, 7),
    ]


def test_days_are_lateness():
    rules = {"steps": steps(unit="days")}
    found = costs([Node("1", D(10), rule="steps")], {"1": Entry({"days": D(4)})}, rules)

    assert {cost.kind for cost in found} == {LATE}
    assert (lost_to(LATE, found), lost_to(GAP, found)) == (4, 0)


def test_a_penalty_costs_its_cases_and_the_cap_hides_the_first_of_them():
    rule = {"rule": "penalty_per_case", "parameters": {"per_case": "1"}}
    found = costs([yes_no("1", 9), Node("9", D(3), "penalty", **rule)], {"1": YES, "9": Entry({"count": D(5)})})

    assert [(cost.kind, cost.values, cost.total) for cost in found] == [
        (PENALTY, {"count": 0}, 3),
        (PENALTY, {"count": 2}, 1),
    ]


def test_what_leaves_the_group_without_points_costs_the_group():
    zeroing = Node("1.1", D(2), rule="stated")
    entries = {"1.1": Entry({"points": D(0), "effect": "zero_parent"}), "1.2": YES}
    reach = replace(ALL_RULES["stated"], reach=lambda setting, entry: [Reach({"effect": ""}, D(0))])
    (cost,) = costs([group("1", 5, zeroing, yes_no("1.2", 3))], entries, {**ALL_RULES, "stated": reach})

    assert (cost.gain, cost.total, cost.at) == (0, 3, "1")
    assert cost.reasons == (Reason("group.zeroed", {"code": "1.1"}),)


def test_what_is_short_of_a_grade():
    grades = [("Xuất sắc", D(90)), ("Tốt", D(80)), ("Khá", D(65))]

    assert short_of(D("77.5"), grades) == (("Tốt", D(80), D("2.5")), ("Xuất sắc", D(90), D("12.5")))


@QUIET
@given(clusters())
def test_every_gain_is_what_scoring_again_finds(cluster):
    table, entries = cluster
    before = score_cluster(table, entries, ALL_RULES)[0]
    for cost in costs_of(table, entries, 0, ALL_RULES):
        if not cost.is_most:
            old = entries[0][cost.code]
            proven = old.has_evidence or cost.kind == EVIDENCE
            better = replace(old, values={**old.values, **cost.values}, has_evidence=proven)
            changed = {**entries, 0: {**entries[0], cost.code: better}}
            after = score_cluster(table, changed, ALL_RULES)[0]
            assert after.total - before.total == cost.total


@QUIET
@given(clusters())
def test_the_dearest_comes_first_and_all_arrives_where_nothing_is_said(cluster):
    table, entries = cluster
    found = costs_of(table, entries, 0, ALL_RULES)

    assert [cost.total for cost in found] == sorted((cost.total for cost in found), reverse=True)
    assert all(cost.total == cost.gain for cost in found if cost.at is None)
    assert all(abs(cost.then - cost.now) == cost.gain for cost in found)
