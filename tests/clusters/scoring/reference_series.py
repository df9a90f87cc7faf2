"""The second scoring of what is late, and of several events or periods."""

import datetime as dt
from fractions import Fraction

from tests.clusters.scoring.reference_case import (
    NOTHING,
    Rule,
    a_day,
    any_number,
    band_of,
    from_nothing,
    is_open_below,
    kept,
    number,
    one_of,
    several,
    whole,
)

# --- lateness -------------------------------------------------------------------------------------------------


def _asked_of_lateness(given):
    if given.get("several") not in (None, "one"):
        return {"days": several(whole)}
    return {"due": a_day, "done": a_day} if given.get("entered") == "dates" else {"days": whole}


def _lateness(case):
    late = _late(case)
    if case.given.get("per_day") is not None:
        off = late * case.amount("per_day")
        return case.most - kept(case.most, off) if case.is_penalty else kept(case.most, off, case.amount("floor", "0"))
    band = band_of(case.given.get("bands"), late)
    if band is not None:
        return min(case.most, number(band["points"]))
    # Nobody has to write what being in time gives: everything, and nothing off.
    return case.most if late == 0 and not case.is_penalty else NOTHING


def _late(case):
    how_many = case.said("several", "one")
    if how_many == "late":
        return Fraction(len([days for days in case.series("days") if days > 0]))
    if how_many != "one":
        return one_of(how_many, case.series("days"), sorted)
    if case.said("entered", "days") == "days":
        return case.figure("days")
    due, done = case.values["due"], case.values["done"]
    after = [due + dt.timedelta(days=days) for days in range(1, (done - due).days + 1)]
    every_day = case.said("counted", "calendar") == "calendar"
    return Fraction(len([day for day in after if every_day or _is_worked(day, *case.calendar)]))


def _is_worked(day, off, on):
    return day in on or (day.strftime("%u") in "12345" and day not in off)


# --- several events or periods --------------------------------------------------------------------------------


def _asked_of_periods(given):
    """Below nothing only where a band goes there, and bands are what counts."""
    by_bands = given.get("gives") in ("bands", "each")
    possible = any_number if by_bands and is_open_below(given.get("bands")) else from_nothing
    return {"results": several(lambda value: possible(value) and (not given.get("whole") or value == int(value)))}


def _periods(case):
    gives, results = case.said("gives", "points"), case.series("results")
    if gives == "each":
        points = [_in_band(case, result) for result in results]
        return min(case.most, _made_one(case, points, "lower" if case.is_penalty else "higher"))
    one = _made_one(case, results, case.said("better", "higher"))
    if gives == "bands":
        return _in_band(case, one)
    return min(case.most, one * case.amount("points_each", "0") if gives == "multiplied" else one)


def _made_one(case, numbers, better):
    return one_of(case.said("way", "average"), numbers, lambda all_: sorted(all_, reverse=better == "higher"))


def _in_band(case, value):
    band = band_of(case.given.get("bands"), value)
    return NOTHING if band is None else min(case.most, number(band["points"]))


RULES = {"lateness": Rule(_asked_of_lateness, _lateness), "periods": Rule(_asked_of_periods, _periods)}
