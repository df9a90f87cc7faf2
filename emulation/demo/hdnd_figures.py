"""Made-up results for the table of the People's Councils: what a unit enters that does well, and one that does less."""

from collections.abc import Callable, Mapping
from typing import Any

from clusters.models import Criterion

# How many leaves of ten a unit does less well, in the order of the alphabet.
WEAK_OF_TEN = (0, 0, 1, 2, 4, 5)
# Bonus and penalties by the unit's place and the leaf's code; all others have none.
OWN: Mapping[int, Mapping[str, Any]] = {
    0: {"VIII.1": {"count": "1"}, "VIII.2.a": {"answer": True}},
    1: {"VIII.2.b": {"answer": True}, "IX.7": {"count": "1"}},
    2: {"VIII.3.b": {"rank": "12", "rank_before": "17"}},
    4: {"I.1.a": {"level": "Không đủ số kỳ họp"}, "IX.8": {"count": "1"}},
}
NOTHING: Mapping[str, Mapping[str, Any]] = {
    "yes_no": {"answer": False},
    "count": {"count": "0"},
    "penalty_per_case": {"count": "0"},
    "index_rank": {"rank": "20"},
}


def result(criterion: Criterion, place: int) -> dict[str, Any]:
    """The inputs of the leaf's rule for the unit at this place of the alphabet."""
    own = OWN.get(place, {}).get(criterion.code)
    if own is not None:
        return dict(own)
    if criterion.section != "core":
        nothing = dict(NOTHING[criterion.rule_type])
        return {**nothing, "rank_before": "20"} if criterion.code == "VIII.3.b" else nothing
    is_weak = (criterion.position * 7 + place * 3) % 10 < WEAK_OF_TEN[place]
    return _BY_RULE[criterion.rule_type](criterion, is_weak)


def _choice(criterion: Criterion, is_weak: bool) -> dict[str, Any]:
    return {"level": criterion.parameters["levels"][1 if is_weak else 0]["name"]}


def _bands(criterion: Criterion, is_weak: bool) -> dict[str, Any]:
    if criterion.parameters.get("of", "percentage") == "percentage":
        return {"numerator": "34" if is_weak else "40", "denominator": "40"}
    ordered = sorted(criterion.parameters["bands"], key=lambda band: -float(band["points"]))
    return {"actual": ordered[1 if is_weak else 0]["low"] or "0"}


_BY_RULE: Mapping[str, Callable[[Criterion, bool], dict[str, Any]]] = {
    "choice": _choice,
    "bands": _bands,
    "yes_no": lambda _criterion, is_weak: {"answer": not is_weak},
    "count": lambda _criterion, is_weak: {"count": "1" if is_weak else "2"},
    "deduction": lambda _criterion, is_weak: {"count": "2" if is_weak else "0"},
}
