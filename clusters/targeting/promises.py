"""What a criterion asks of a target, and what a unit promises."""

import re
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal
from typing import NamedTuple

from clusters.enums import MONEY_UNITS, PER_CENT_UNIT, RANK_UNIT, TargetKind
from clusters.scoring.ratio import HUNDRED

ZERO, ONE = Decimal(0), Decimal(1)
STORED = Decimal("0.0001")
_SCALES = {"": "", "nghìn": "nghìn", "ngàn": "nghìn", "triệu": "triệu", "tỷ": "tỷ", "tỉ": "tỷ"}
_MONEY = re.compile(r"(nghìn|ngàn|triệu|tỷ|tỉ|) ?(?:đồng|đ|vnđ|vnd|₫)")
_PER_CENT, _RANK = {"%", "phần trăm"}, {"hạng", "thứ hạng", "xếp hạng", "vị thứ", "rank"}


class Asked(NamedTuple):
    """What a criterion asks. Without a `unit` a number must bring its own; bounds are inclusive, None is none.

    `lower` is whether the lower figure is the better one.
    """

    kind: TargetKind
    unit: str = ""
    least: Decimal | None = ZERO
    most: Decimal | None = None
    whole: bool = False
    lower: bool = False


class Promise(NamedTuple):
    """What one unit promises, `value` in `unit`; of a per cent the two numbers too, where it was given as such."""

    kind: TargetKind
    value: Decimal
    unit: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def pair(self) -> tuple[Decimal, Decimal] | None:
        if self.numerator is None or self.denominator is None:
            return None
        return self.numerator, self.denominator


def kind_of_unit(unit: str) -> tuple[TargetKind, str]:
    """The kind that a unit of measure speaks of, and the unit as it is stored: 'VNĐ' is money, in đồng."""
    tidy = " ".join(unit.split()).casefold()
    money = _MONEY.fullmatch(tidy)
    if money:
        return TargetKind.MONEY, f"{_SCALES[money[1]]} đồng".strip()
    if tidy in _PER_CENT:
        return TargetKind.PER_CENT, PER_CENT_UNIT
    if tidy in _RANK:
        return TargetKind.RANK, RANK_UNIT
    return TargetKind.NUMBER, " ".join(unit.split())


def in_unit(value: Decimal, asked: Asked) -> Promise:
    """A bare figure, in what the criterion itself counts in."""
    return Promise(asked.kind, value, asked.unit)


def share(numerator: Decimal, denominator: Decimal, lower: bool = False) -> Promise:
    """A per cent of two numbers, the second above 0, to four decimals: cut off, or lifted where lower is better, so
    that a result of exactly these two numbers always keeps the promise."""
    way = ROUND_CEILING if lower else ROUND_DOWN
    value = (numerator * HUNDRED / denominator).quantize(STORED, way)
    return Promise(TargetKind.PER_CENT, value, PER_CENT_UNIT, numerator, denominator)


def in_dong(promise: Promise) -> Decimal:
    """An amount of money in đồng."""
    return promise.value * MONEY_UNITS[promise.unit]
