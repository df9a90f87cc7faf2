"""A promise as a person reads it, and as it stands in a field that they edit."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clusters import numbers
from clusters.enums import TargetKind
from clusters.scoring.ratio import percentage
from clusters.targeting.promises import Asked, Promise

_MONEY = {
    "đồng": gettext_noop("đồng"),
    "nghìn đồng": gettext_noop("thousand đồng"),
    "triệu đồng": gettext_noop("million đồng"),
    "tỷ đồng": gettext_noop("billion đồng"),
}


def word(promise: Promise) -> str:
    """In the reader's language: 12 mô hình · 191/200 (95,5 %) · hạng 3 · có · 1,2 tỷ đồng."""
    if promise.kind == TargetKind.YES_NO:
        return _("yes") if promise.value else _("no")
    figure = numbers.format(promise.value)
    if promise.kind == TargetKind.RANK:
        return _("rank {rank}").format(rank=figure)
    if promise.pair:
        return f"{'/'.join(map(numbers.format, promise.pair))} ({numbers.format(percentage(*promise.pair))} %)"
    return f"{figure} {measure(promise.unit)}".rstrip()


def measure(unit: str) -> str:
    """A unit of measure in the reader's language, where it has words in both."""
    return _(_MONEY[unit]) if unit in _MONEY else unit


def editable(promise: Promise, asked: Asked) -> str:
    """For a field: always read back by `parse` as the same promise. The unit stands behind it only where the
    criterion does not say it."""
    if promise.pair:
        return "/".join(map(numbers.editable, promise.pair))
    figure = numbers.editable(promise.value)
    return figure if promise.unit == asked.unit else f"{figure} {promise.unit}".rstrip()
