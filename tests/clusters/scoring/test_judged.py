"""Points judged by a person within a range."""

from decimal import Decimal

import pytest
from django.utils import translation

from clusters.explanations import describe_rule, explain
from clusters.scoring import RULES, Entry, Node, Table, check_table, score_cluster
from clusters.scoring.declaration import Setting

D = Decimal


def leaf(supplier="head", **parameters):
    return Node("1", D(5), rule="judged", parameters=parameters, supplier=supplier)


def line(node, points):
    entry = Entry({"points": None if points is None else D(points)})
    return score_cluster(Table((node,), step=D("0.25")), {"u": {"1": entry}})["u"].lines["1"]


@pytest.mark.parametrize(
    ("judged", "points", "codes"),
    [
        ("0", "0", ["judged.given"]),
        ("3.5", "3.5", ["judged.given"]),
        ("5", "5", ["judged.given"]),
        ("7", "5", ["judged.capped"]),
        ("3.3", "3.25", ["judged.given", "rounded"]),
        ("-1", "0", ["not_possible"]),
    ],
)
def test_what_was_judged_counts_within_the_range(judged, points, codes):
    found = line(leaf(), judged)

    assert (found.points, [reason.code for reason in found.reasons]) == (D(points), codes)


def test_less_than_the_least_is_not_possible():
    assert line(leaf(least="2"), "1.5").reasons[0].code == "not_possible"
    assert line(leaf(least="2"), "2").points == 2


@translation.override("en")
def test_until_it_is_judged_it_says_who_judges():
    (reason,) = line(leaf(), None).reasons

    assert explain(reason) == "Points judged: not there yet; the head of the cluster enters it"


@translation.override("en")
def test_the_rule_in_words():
    assert describe_rule(leaf("unit", least="1.5")) == "judged from 1.5 to 5"


@pytest.mark.parametrize(("least", "codes"), [("0", []), ("4.5", []), ("5", ["judged.no_range"])])
def test_a_range_has_more_than_one_value(least, codes):
    assert [problem.code for problem in check_table(Table((leaf(least=least),)))] == codes


@pytest.mark.parametrize(("judged", "codes"), [(None, []), ("5", []), ("5.25", ["above_most"])])
def test_more_than_the_maximum_is_refused_where_it_is_entered(judged, codes):
    values = {"points": None if judged is None else D(judged)}

    assert [problem.code for problem in RULES["judged"].refused(Setting({"least": D(0)}, D(5)), values)] == codes
