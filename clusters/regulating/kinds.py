"""How a term of the regulations is written, stored and checked. A kind turns what is stored into its typed value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

MOST_DAYS = 90


class Unsuitable(ValueError):
    """What is stored or typed is no value of this kind."""


@dataclass(frozen=True)
class Share:
    """A part of a whole, more than nothing and at most all of it; stored as '2/3'."""

    def read(self, stored: object) -> Fraction:
        try:
            value = Fraction(str(stored))
        except (ValueError, ZeroDivisionError) as wrong:
            raise Unsuitable(str(stored)) from wrong
        if not 0 < value <= 1:
            raise Unsuitable(str(stored))
        return value

    def store(self, value: Fraction) -> str:
        return f"{value.numerator}/{value.denominator}"


@dataclass(frozen=True)
class Days:
    """A number of days, 0 for none."""

    least: int = 0

    def read(self, stored: object) -> int:
        if isinstance(stored, bool) or not isinstance(stored, int) or not self.least <= stored <= MOST_DAYS:
            raise Unsuitable(str(stored))
        return stored

    def store(self, value: int) -> int:
        return value


@dataclass(frozen=True)
class DayList:
    """Several numbers of days, none twice; stored as a list, the most first."""

    def read(self, stored: object) -> tuple[int, ...]:
        if not isinstance(stored, list | tuple) or not stored or len(set(stored)) < len(stored):
            raise Unsuitable(str(stored))
        return tuple(sorted((Days().read(each) for each in stored), reverse=True))

    def store(self, value: tuple[int, ...]) -> list[int]:
        return list(value)


@dataclass(frozen=True)
class Choice:
    """One of named answers; stored as its name."""

    options: Mapping[str, Any] = field(default_factory=dict)

    def read(self, stored: object) -> str:
        if stored not in self.options:
            raise Unsuitable(str(stored))
        return str(stored)

    def store(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Order:
    """Named keys, the first asked first, none twice; stored as a list. Behind `last` nothing may stand."""

    options: Mapping[str, Any] = field(default_factory=dict)
    last: str = ""

    def read(self, stored: object) -> tuple[str, ...]:
        if not isinstance(stored, list | tuple) or len(set(stored)) < len(stored) or set(stored) - set(self.options):
            raise Unsuitable(str(stored))
        if self.last in stored[:-1]:
            raise Unsuitable(str(stored))
        return tuple(stored)

    def store(self, value: tuple[str, ...]) -> list[str]:
        return list(value)


Kind = Share | Days | DayList | Choice | Order
