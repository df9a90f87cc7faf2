"""What the rules of the second scoring have in common: fractions, parameters as stored, and what may be entered."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

NOTHING = Fraction(0)


def number(text) -> Fraction:
    return Fraction(str(text))


class Case(NamedTuple):
    """One criterion and what one unit brings for it; `given` are its parameters as stored, in JSON.

    `calendar` holds the days off and the days worked instead; `all_cases` are those of every unit that counts.
    """

    given: dict
    most: Fraction
    values: dict
    target: Fraction | None = None
    is_penalty: bool = False
    calendar: tuple = ((), ())
    all_cases: tuple = ()

    def amount(self, name, otherwise=None):
        """A parameter that is a number."""
        text = self.given.get(name)
        return number(otherwise if text is None else text)

    def said(self, name, otherwise):
        """A parameter that is a choice or a tick."""
        return otherwise if self.given.get(name) is None else self.given[name]

    def figure(self, name) -> Fraction:
        return Fraction(self.values[name])

    def series(self, name) -> list[Fraction]:
        return [Fraction(one) for one in self.values[name]]


class Rule(NamedTuple):
    """`asks` gives for each input that must be there whether a value is possible, from the parameters.

    `effect` is what the points do beyond counting, `by_target` whether the pact must have a target.
    """

    asks: Callable[[dict], dict[str, Callable[[Any], bool]]]
    points: Callable[[Case], Fraction]
    effect: Callable[[Case], str] = lambda case: ""
    by_target: Callable[[dict], bool] = lambda given: False
    compares: bool = False


# --- what may be entered --------------------------------------------------------------------------------------


def any_number(value) -> bool:
    return isinstance(value, Decimal)


def from_nothing(value) -> bool:
    return any_number(value) and value >= 0


def whole(value, least=0) -> bool:
    return any_number(value) and value == int(value) and value >= least


def a_day(value) -> bool:
    return isinstance(value, dt.date)


def several(possible):
    """At least one of them, each possible by itself."""
    return lambda value: isinstance(value, tuple) and len(value) > 0 and all(map(possible, value))


# --- what several rules do ------------------------------------------------------------------------------------


def band_of(bands, value):
    """The first band in which the value lies, None where there is none."""
    for band in bands or []:
        low, high = band["low"], band["high"]
        begins = low is None or value > number(low) or (band.get("low_closed", True) and value == number(low))
        ends = high is None or value < number(high) or (band.get("high_closed", False) and value == number(high))
        if begins and ends:
            return band
    return None


def is_open_below(bands) -> bool:
    return any(band["low"] is None for band in bands or [])


def one_of(way, numbers, best_first):
    """Several numbers made one; `best_first` is how to put them in order, the best at the beginning."""
    if way in ("best", "worst"):
        return best_first(numbers)[0 if way == "best" else -1]
    if way == "last":
        return numbers[-1]
    total = sum(numbers, NOTHING)
    return total / len(numbers) if way == "average" else total


def kept(most, off, floor=NOTHING):
    """Full points less something: not below the floor, and never above full points."""
    return min(most, max(floor, most - off))
