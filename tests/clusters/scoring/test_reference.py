"""The engine against a second scoring that was written from the definitions."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings

from clusters.scoring import Entry, Node, Table, all_nodes, score_cluster
from tests.clusters.scoring import reference
from tests.clusters.scoring.random_tables import ALL_RULES, clusters

QUIET = settings(derandomize=True, deadline=None, max_examples=60)


@QUIET
@given(clusters())
def test_the_engine_gives_what_the_definitions_say(cluster):
    table, entries = cluster
    found = score_cluster(table, entries, ALL_RULES)
    for unit, own in entries.items():
        expected = reference.sheet(table, own, Entry())
        sheet = found[unit]
        points = {node.code: Fraction(sheet.lines[node.code].points) for node in all_nodes(table)}
        assert points == expected.points
        got = tuple(Fraction(one) for one in (sheet.core, sheet.bonus, sheet.penalty, sheet.total))
        assert got == (expected.core, expected.bonus, expected.penalty, expected.total)


@pytest.mark.parametrize("mode", ["half_up", "half_even", "down", "up"])
def test_one_line_is_rounded_as_the_definition_says(mode):
    """By itself, since limits above hide most of it; every twentieth part of some maxima, in some steps."""
    for most, step, twentieths in product(("4", "4.5", "0.37", "1.1"), ("0.01", "0.25", "0.3", "1"), range(21)):
        table = Table((Node("1", Decimal(most), rule="stated"),), Decimal(step), mode)
        entries = {"1": Entry({"points": Decimal(most) * twentieths / 20})}

        sheet = score_cluster(table, {"u": entries}, ALL_RULES)["u"]

        assert Fraction(sheet.lines["1"].points) == reference.sheet(table, entries, Entry()).points["1"]
