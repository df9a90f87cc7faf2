"""What stands in the way of a promise, as a sentence that says what to mend."""

from decimal import Decimal

from django.utils.translation import gettext as _

from clusters import numbers
from clusters.enums import TargetKind
from clusters.scoring.ratio import HUNDRED
from clusters.targeting.promises import STORED, Asked, Promise, in_dong, kind_of_unit, share

# What the column holds: eighteen digits, four of them behind the mark.
_TOO_MUCH = Decimal(10) ** 14
# Ten million tỷ đồng, more than the country spends: an amount in đồng typed where tỷ is counted.
_NO_BUDGET = Decimal(10) ** 16


def problem(promise: Promise, asked: Asked) -> str:
    """Empty where the criterion takes the promise."""
    return _unit(promise, asked) or _size(promise) or (_PROBLEMS[promise.kind](promise, asked))


def _unit(promise: Promise, asked: Asked) -> str:
    if promise.kind == TargetKind.NUMBER and not promise.unit:
        return _("Say what the number is counted in, such as 12 mô hình: the table names no unit of measure here.")
    if asked.unit and (promise.kind, promise.unit) != (asked.kind, asked.unit):
        return _("It is counted in {unit}, not in {said}.").format(unit=asked.unit, said=promise.unit or "–")
    if (promise.kind != asked.kind) if asked.unit else not _speaks_of_its_kind(promise, asked):
        return _("A target of another kind is asked here: {kind}.").format(kind=asked.kind.label)
    return ""


def _speaks_of_its_kind(promise: Promise, asked: Asked) -> bool:
    """Where the criterion names no unit, the unit that the officer names decides about the kind."""
    if asked.kind == TargetKind.YES_NO or promise.kind == TargetKind.YES_NO:
        return promise.kind == asked.kind
    return kind_of_unit(promise.unit) == (promise.kind, promise.unit)


def _size(promise: Promise) -> str:
    for figure in (promise.value, promise.numerator, promise.denominator):
        if figure is not None and abs(figure) >= _TOO_MUCH:
            return _("The figure is too large. Look at its unit of measure: {unit}.").format(unit=promise.unit or "–")
        if figure is not None and figure % STORED:
            return _("Write at most four digits behind the decimal mark.")
    return ""


def _number(promise: Promise, asked: Asked) -> str:
    if promise.value < 0:
        return _("A target is not negative.")
    if asked.whole and promise.value % 1:
        return _("Write a whole number.")
    return ""


def _per_cent(promise: Promise, asked: Asked) -> str:
    if promise.pair and promise.pair[1] <= 0:
        return _("The number after the stroke is above 0: 191/200 are 191 out of 200.")
    if promise.pair and promise != share(*promise.pair, asked.lower):
        return _("The per cent is computed from the two numbers, not typed beside them.")
    least, most = (asked.least, asked.most) if asked.unit else (Decimal(0), HUNDRED)
    if least is not None and promise.value < least:
        return _("At least {bound} %.").format(bound=numbers.format(least))
    if most is not None and promise.value > most:
        return _("At most {bound} %.").format(bound=numbers.format(most))
    return ""


def _rank(promise: Promise, asked: Asked) -> str:
    return "" if promise.value >= 1 and not promise.value % 1 else _("A rank is a whole number from 1 on.")


def _yes_no(promise: Promise, asked: Asked) -> str:
    return "" if promise.value in (0, 1) else _("Answer yes or no.")


def _money(promise: Promise, asked: Asked) -> str:
    if promise.value < 0:
        return _("A target is not negative.")
    if in_dong(promise) >= _NO_BUDGET:
        return _("Such an amount cannot be meant. Write the đồng behind it: 1.200.000.000 đ, or 1,2 tỷ.")
    return _("Write whole đồng.") if in_dong(promise) % 1 else ""


_PROBLEMS = {
    TargetKind.NUMBER: _number,
    TargetKind.PER_CENT: _per_cent,
    TargetKind.RANK: _rank,
    TargetKind.YES_NO: _yes_no,
    TargetKind.MONEY: _money,
}
