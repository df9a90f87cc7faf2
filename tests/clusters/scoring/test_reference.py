"""The engine against a second scoring that was written from the definitions."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, seed, settings

from clusters.scoring import RULES, Entry, Node, Table, all_nodes, score_cluster
from tests.clusters.scoring import reference
from tests.clusters.scoring.random_rules import ALL_RULES, choices_of
from tests.clusters.scoring.random_tables import clusters, single_leaves

QUIET = settings(derandomize=True, deadline=None)
# What groups and the whole may do to points, and what stands in the place of figures.
OUTSIDE = {
    *("group.capped", "group.raised", "group.highest", "group.zeroed", "not_with", "rounded"),
    *("total.capped", "total.floored", "total.rounded", "total.rescaled"),
    *("no_case", "no_case_penalty", "not_applicable", "missing", "awaited", "no_evidence", "not_possible"),
}


def agree(table, entries):
    found, expected = score_cluster(table, entries, ALL_RULES), reference.sheets(table, entries, Entry())
    for unit, sheet in found.items():
        points = {node.code: Fraction(sheet.lines[node.code].points) for node in all_nodes(table)}
        assert points == expected[unit].points
        got = tuple(Fraction(one) for one in (sheet.core, sheet.bonus, sheet.penalty, sheet.total))
        assert got == expected[unit][1:]
    return found.values()


def test_every_rule_type_was_written_down_a_second_time():
    assert reference.RULES.keys() == ALL_RULES.keys()
    assert RULES.keys() < ALL_RULES.keys()


def test_the_engine_gives_what_the_definitions_say():
    drawn, said = set(), set()

    @settings(QUIET, max_examples=400)
    @given(clusters())
    def holds(cluster):
        table, entries = cluster
        drawn.update(node.rule for node in all_nodes(table))
        for sheet in agree(table, entries):
            said.update(reason.code for line in (sheet, *sheet.lines.values()) for reason in line.reasons)

    holds()
    assert (ALL_RULES.keys() - drawn, OUTSIDE - said) == (set(), set())


@pytest.mark.parametrize("name", ALL_RULES)
def test_each_rule_type_gives_what_its_words_say(name):
    """However its choices are made; each combination with other figures."""
    combinations = choices_of(name)
    for number, chosen in enumerate(combinations):

        @seed(number)
        @settings(QUIET, max_examples=8 + 240 // len(combinations))
        @given(single_leaves(name, chosen))
        def holds(cluster):
            agree(*cluster)

        holds()


@pytest.mark.parametrize("mode", ["half_up", "half_even", "down", "up"])
def test_one_line_is_rounded_as_the_definition_says(mode):
    """By itself, since limits above hide most of it; every twentieth part of some maxima, in some steps."""
    for most, step, twentieths in product(("4", "4.5", "0.37", "1.1"), ("0.01", "0.25", "0.3", "1"), range(21)):
        table = Table((Node("1", Decimal(most), rule="stated"),), Decimal(step), mode)
        agree(table, {"u": {"1": Entry({"points": Decimal(most) * twentieths / 20})}})
