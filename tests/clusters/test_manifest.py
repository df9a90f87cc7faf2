"""Whoever has the manifest can compute the placings, and sees when a figure was touched."""

import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from clusters import manifest

LEAVES = ("I.1", "I.2", "II.1", "III.1")
POINTS = st.decimals(min_value=0, max_value=30, places=2)
UNITS = st.dictionaries(
    st.integers(min_value=1, max_value=99), st.fixed_dictionaries(dict.fromkeys(LEAVES, POINTS)), min_size=1, max_size=6
)


def _line(code: str, parent: str, most: str, section: str = "core") -> dict:
    rule = "yes_no" if parent else ""
    base = {"code": code, "parent": parent, "max_points": most, "section": section, "rule": rule}
    return {**base, "parameters": {}, "evidence_required": False}


TABLE = {
    "step": "0.01",
    "rounding": "half_up",
    "lines": [
        _line("I", "", "40"),
        _line("I.1", "I", "30"),
        _line("I.2", "I", "30"),
        _line("II", "", "5", "bonus"),
        _line("II.1", "II", "30", "bonus"),
        _line("III", "", "10", "penalty"),
        _line("III.1", "III", "30", "penalty"),
    ],
}


def _manifest(units: dict[int, dict[str, Decimal]]) -> dict:
    scores = [
        {"participant": pk, "criterion": code, "kind": kind, "points": manifest.text(value), "scorer": 1, "version": 1}
        for pk, own in units.items()
        for code, points in own.items()
        for kind, value in (("self", Decimal(30)), ("head", points))
    ]
    named = [{"participant": pk, "unit": f"Sở {pk}"} for pk in units]
    return manifest.build(season={"id": 1}, table=TABLE, units=named, scores=scores, left_out=[])


def _by_hand(own: dict[str, Decimal]) -> Decimal:
    core, bonus, penalty = min(own["I.1"] + own["I.2"], 40), min(own["II.1"], 5), min(own["III.1"], 10)
    return max(core + bonus - penalty, Decimal(0))


@settings(max_examples=40, deadline=None)
@given(UNITS)
def test_placings_follow_from_the_clusters_points_alone(units):
    stored = json.loads(json.dumps(_manifest(units)))
    totals = {pk: _by_hand(own) for pk, own in units.items()}
    expected = [(pk, total, 1 + sum(other > total for other in totals.values())) for pk, total in totals.items()]
    assert manifest.recompute(stored) == sorted(expected, key=lambda one: (one[2], one[0]))


@settings(max_examples=20, deadline=None)
@given(UNITS)
def test_the_hash_does_not_depend_on_the_order_of_keys(units):
    written = _manifest(units)
    turned = dict(reversed(written.items()))
    assert manifest.digest(turned) == manifest.digest(json.loads(json.dumps(written)))


def test_a_touched_figure_changes_the_hash_and_the_placings():
    written = _manifest({1: dict.fromkeys(LEAVES, Decimal(5)), 2: dict.fromkeys(LEAVES, Decimal(4))})
    touched = json.loads(json.dumps(written))
    row = next(row for row in touched["scores"] if row["participant"] == 2 and row["kind"] == "head")
    row["points"] = "30"
    assert manifest.digest(touched) != manifest.digest(written)
    assert [one.participant for one in manifest.recompute(written)] == [1, 2]
    assert [one.participant for one in manifest.recompute(touched)] == [2, 1]


def test_a_unit_without_points_is_still_placed():
    written = _manifest({7: {}})
    assert manifest.recompute(written) == [(7, Decimal(0), 1)]


def test_decimals_are_written_one_way():
    assert [manifest.text(Decimal(value)) for value in ("100.000", "95.50", "0")] == ["100", "95.5", "0"]
