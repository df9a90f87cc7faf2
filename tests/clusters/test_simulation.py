"""What is tried gives what would be official: the simulator against the engine, on random tables and figures."""

from dataclasses import replace

from hypothesis import given, settings

from clusters.models import Criterion
from clusters.queries import scoring as scorings
from clusters.queries import simulation
from clusters.scoring import Unreadable, all_nodes, as_json, parse_inputs, score_cluster
from clusters.scoring.grading import Grading
from tests.clusters.scoring.random_tables import clusters

QUIET = settings(derandomize=True, deadline=None, max_examples=60)
UNIT = 0


def criterion_of(number, node):
    return Criterion(pk=number, code=node.code, rule_type=node.rule, parameters=node.parameters)


def stored(criterion, values):
    """The part of the figures that the criterion takes, as a report stores it; None for what it would refuse."""
    rule = scorings.rule_of(criterion)
    if rule is None:
        return None
    given = as_json({one.name: values.get(one.name) for one in rule.inputs})
    try:
        return as_json(parse_inputs(rule.type, rule.parameters, given))
    except Unreadable:
        return None


@QUIET
@given(clusters())
def test_the_simulated_total_is_that_of_the_same_figures_reported(cluster):
    """Of any rule type; the others, with which some of them compare, stay as they are."""
    table, entries = cluster
    own = entries[UNIT]
    leaves = [node for node in all_nodes(table) if not node.children]
    criteria = {node.code: criterion_of(number, node) for number, node in enumerate(leaves, 1)}
    tried = {criteria[code]: stored(criteria[code], entry.values) for code, entry in own.items()}
    tried = {criterion: inputs for criterion, inputs in tried.items() if inputs is not None}
    before = {**entries, UNIT: {code: replace(entry, values={}) for code, entry in own.items()}}
    case = simulation.Case(table, criteria, before, UNIT, Grading(), {})

    reported = {criterion.code: scorings.typed(scorings.rule_of(criterion), tried[criterion]) for criterion in tried}
    official = {code: replace(own[code], values=values) for code, values in reported.items()}
    expected = score_cluster(table, {**before, UNIT: {**before[UNIT], **official}})[UNIT]
    assert simulation.changed(case, tried).sheet == expected
