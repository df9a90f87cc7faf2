"""The second scoring of results, percentages and ranks: against a target, in bands, or against the others."""

from fractions import Fraction
from math import floor, inf

from tests.clusters.scoring.reference_case import (
    NOTHING,
    Rule,
    any_number,
    band_of,
    from_nothing,
    is_open_below,
    kept,
    number,
    whole,
)

PAIR = {"numerator": from_nothing, "denominator": from_nothing}
HUNDRED = Fraction(100)


# --- proportional to the target -------------------------------------------------------------------------------


def _asked_in_proportion(given):
    return PAIR if given.get("of") == "percentage" else {"actual": any_number}


def _proportional(case):
    """Per cent of the target, of which the part beyond it counts as the table says."""
    reached = _reached(case)
    if case.given.get("least_share") is not None and reached < case.amount("least_share") / 100:
        return NOTHING
    beyond = max(NOTHING, reached - 1)
    if reached < 1 and case.given.get("off_each") is not None and _full_ones(case) is not None:
        return kept(case.most, case.amount("off_each") * _full_ones(case), NOTHING)
    if not case.said("capped", True):
        return case.most * reached
    bonus = case.amount("bonus_each", "0") * (_full_ones(case) if beyond else 0)
    if case.given.get("bonus_most") is not None:
        bonus = min(bonus, case.amount("bonus_most"))
    return case.most * min(Fraction(1), reached) + bonus


def _reached(case):
    """Where lower is better, target ÷ result as long as it is missed, then as much beyond as the result lies below."""
    is_pair = case.said("of", "number") == "percentage"
    if is_pair and case.figure("denominator") == 0:
        return NOTHING
    actual = _per_cent(case) if is_pair else case.figure("actual")
    target = case.target if case.given.get("set_target") is None else case.amount("set_target")
    if case.said("better", "higher") == "higher":
        return actual / target if actual > 0 and target > 0 else NOTHING
    if actual > target:
        return target / actual if target > 0 else NOTHING
    return 1 + (target - actual) / target if target > 0 else Fraction(1)


def _full_ones(case):
    """Full per cent of the target between it and a number, full percentage points between it and a percentage."""
    is_pair = case.said("of", "number") == "percentage"
    target = case.target if case.given.get("set_target") is None else case.amount("set_target")
    if target <= 0 or (is_pair and case.figure("denominator") == 0):
        return None
    return floor(abs(_per_cent(case) - target) if is_pair else abs(case.figure("actual") - target) / target * 100)


def _per_cent(case):
    return case.figure("numerator") / case.figure("denominator") * 100


# --- bands ----------------------------------------------------------------------------------------------------


def _asked_of_bands(given):
    of = given.get("of") or "percentage"
    if of == "percentage":
        return PAIR
    possible = any_number if is_open_below(given["bands"]) else from_nothing
    return {"actual": lambda value: possible(value) and (of == "number" or value == int(value))}


def _band(case):
    """The band that counts; a recognised exception steps in where it gives more."""
    if case.said("of", "percentage") != "percentage":
        return band_of(case.given["bands"], case.figure("actual"))
    if case.figure("denominator") == 0:
        return None
    share = _per_cent(case)
    return band_of(case.given["bands"], share) or (band_of(case.given["bands"], HUNDRED) if share > 100 else None)


def _of_band(case):
    band = _band(case)
    return NOTHING if band is None else min(case.most, number(band["points"]))


def _is_lifted(case):
    lifted_to = case.given.get("lifted_to")
    return lifted_to is not None and case.values.get("exception") is True and number(lifted_to) > _of_band(case)


def _bands(case):
    return min(case.most, case.amount("lifted_to")) if _is_lifted(case) else _of_band(case)


def _effect_of_band(case):
    band = _band(case)
    return "" if band is None or _is_lifted(case) else band.get("effect", "")


# --- backlog --------------------------------------------------------------------------------------------------


def _asked_of_backlog(given):
    of = given.get("of") or "percentage"
    return PAIR if of == "percentage" else {"actual": from_nothing if of == "number" else whole}


def _backlog(case):
    band = band_of(case.given["bands"], _left_over(case))
    if band is None or band.get("effect") == "void":
        return NOTHING
    return kept(case.most, number(band["points"]), case.amount("floor", "0"))


def _left_over(case):
    """Of nothing, nothing can be left over; whatever is left of it nevertheless is all."""
    if case.said("of", "percentage") != "percentage":
        return case.figure("actual")
    left, total = case.figure("numerator"), case.figure("denominator")
    return min(HUNDRED, left / total * 100) if total else HUNDRED if left else NOTHING


# --- rank in an index -----------------------------------------------------------------------------------------


def _asked_of_ranks(given):
    def place(value):
        return whole(value, 1)

    return {"rank": place, "rank_before": place} if given.get("by") == "places_gained" else {"rank": place}


def _index_rank(case):
    is_rank = case.said("by", "rank") == "rank"
    if case.given.get("bands"):
        figure = case.figure("rank") if is_rank else _gained(case)
        band = band_of(case.given["bands"], figure)
        if band is None and figure < 0:
            band = band_of(case.given["bands"], NOTHING)
        return NOTHING if band is None else min(case.most, number(band["points"]))
    return NOTHING if is_rank else min(case.most, max(NOTHING, _gained(case)) * case.amount("points_each", "0"))


def _gained(case):
    return case.figure("rank_before") - case.figure("rank")


# --- relative to the best -------------------------------------------------------------------------------------


def _relative(case):
    """s·M for the target, in proportion below it; the rest by the way from the target to the best of the cluster."""
    own = _ratio(case)
    if own is None:
        return case.most * _of_best_result(case)
    leader = max(ratio for ratio in map(_ratio, case.all_cases) if ratio is not None)
    share = case.amount("share", "50") / 100
    return case.most * (share * min(Fraction(1), own) + (1 - share) * _way_to(leader, own))


def _way_to(leader, own):
    """0 at the target, 1 for the leader, between them as near as one comes."""
    if own == leader or own <= 1:
        return Fraction(int(own > 1))
    return NOTHING if leader == inf else (own - 1) / (leader - 1)


def _ratio(case):
    """A ÷ T, or T ÷ A where lower is better; None for who is compared by the result.

    Nothing is a share of a target of nothing. Where lower is better, who has none at all is beyond any ratio.
    """
    actual, target = case.figure("actual"), case.target
    if target is None or not case.said("with_targets", True):
        return None
    if case.said("better", "higher") == "higher":
        return max(NOTHING, actual) / target if target > 0 else None
    if actual > 0:
        return max(NOTHING, target) / actual
    return inf if actual <= target else NOTHING


def _of_best_result(case):
    """A ÷ the highest of all, or the lowest ÷ A; nothing can be lower than none at all."""
    own, results = case.figure("actual"), [other.figure("actual") for other in case.all_cases]
    if case.said("better", "higher") == "higher":
        return max(NOTHING, own) / max(results) if max(results) > 0 else NOTHING
    return max(NOTHING, min(results)) / own if own > 0 else Fraction(1)


RULES = {
    "proportional": Rule(_asked_in_proportion, _proportional, by_target=lambda given: given.get("set_target") is None),
    "bands": Rule(_asked_of_bands, _bands, _effect_of_band),
    "backlog": Rule(_asked_of_backlog, _backlog),
    "index_rank": Rule(_asked_of_ranks, _index_rank),
    "relative": Rule(lambda given: {"actual": any_number}, _relative, compares=True),
}
