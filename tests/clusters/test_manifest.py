"""Whoever has the manifest can compute the placings, and sees when a figure was touched."""

import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from clusters import manifest

D = Decimal
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
    "grading": {},
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
    expected = sorted((*one, "") for one in expected)
    assert sorted(manifest.recompute(stored)) == expected
    assert sorted(manifest.recompute(_first_format(stored))) == expected


def _first_format(written: dict) -> dict:
    """The same as it was written before limits, effects and grades: what is sealed in that format stays as it is."""
    table = {name: value for name, value in written["table"].items() if name != "grading"}
    order = {"by": "points", "ties": "shared", "tie_breakers": []}
    kept = {name: value for name, value in written.items() if name != "known"}
    return {**kept, "format": 1, "table": table, "order": order}


def test_the_first_format_broke_ties_by_sections():
    written = _first_format(_manifest({1: _units(5, 0), 2: _units(3, 2), 3: _units(5, 0)}))
    written["order"]["tie_breakers"] = ["bonus"]
    assert manifest.recompute(written) == [(2, D(5), 1, ""), (1, D(5), 2, ""), (3, D(5), 2, "")]


def _units(core: int, bonus: int) -> dict[str, Decimal]:
    return {"I.1": D(core), "I.2": D(0), "II.1": D(bonus), "III.1": D(0)}


def test_limits_effects_and_exclusions_of_the_second_format():
    lines = [_line("I", "", "40"), _line("I.1", "I", "30"), _line("I.2", "I", "30"), _line("I.3", "I", "30")]
    changes = {0: {"floor": "1", "combine": "highest", "step": "5", "rounding": "down"}, 3: {"not_with": ["I.1"]}}
    lines = [{**line, **changes.get(at, {})} for at, line in enumerate(lines)]
    limits = {"floor": "2", "cap": "20", "total_step": "10", "total_rounding": "up", "full": "40", "rescaled": False}
    table = {**TABLE, **limits, "lines": lines}
    given = {1: {"I.1": "13"}, 2: {"I.1": "1", "I.3": "29"}, 3: {"I.2": "29"}, 4: {"I.1": "9"}}
    scores = [
        {"participant": pk, "criterion": code, "kind": "head", "points": points, "effect": "zero_parent" * (pk == 4)}
        for pk, own in given.items()
        for code, points in own.items()
    ]
    written = manifest.build(
        season={}, table=table, units=[{"participant": pk} for pk in given], scores=scores, left_out=[]
    )
    # 13 → 10; the highest of 1 (29 is counted elsewhere) → 0 → 2 → 10; 29 → 25 → 20; zeroed → 2 → 10.
    assert {one.participant: one.points for one in manifest.recompute(written)} == {1: 10, 2: 10, 3: 20, 4: 10}


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
    assert manifest.recompute(written) == [(7, D(0), 1, "")]


def test_decimals_are_written_one_way():
    assert [manifest.text(Decimal(value)) for value in ("100.000", "95.50", "0")] == ["100", "95.5", "0"]
