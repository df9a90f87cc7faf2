"""One promise made of those of several units: sums, and of percentages Σ/Σ; never a mean of means."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from clusters.enums import TargetKind
from clusters.targeting.promises import Promise, in_dong, share


class Summed(NamedTuple):
    """What comes of several promises, or why nothing does. Of yes and no `value` counts the yes."""

    promise: Promise | None
    reason: str = ""


def summed(promises: Sequence[Promise], lower: bool = False) -> Summed:
    """Nothing of nothing. `lower` is whether the lower figure is the better one."""
    if not promises:
        return Summed(None)
    kinds, units = {each.kind for each in promises}, {each.unit for each in promises}
    kind = promises[0].kind
    if len(kinds) > 1 or (len(units) > 1 and kind != TargetKind.MONEY):
        return Summed(None, _("not computable: counted in different units"))
    if kind == TargetKind.RANK:
        return Summed(None, _("ranks are not added up"))
    if kind == TargetKind.PER_CENT:
        return _share(promises, lower)
    if len(units) > 1:
        return Summed(Promise(kind, sum(map(in_dong, promises), Decimal(0)), "đồng"))
    return Summed(Promise(kind, sum((each.value for each in promises), Decimal(0)), promises[0].unit))


def _share(promises: Sequence[Promise], lower: bool) -> Summed:
    pairs = [each.pair for each in promises if each.pair]
    if len(pairs) < len(promises):
        return Summed(None, _("not computable: not every unit names its two numbers"))
    parts, wholes = zip(*pairs, strict=True)
    return Summed(share(sum(parts, Decimal(0)), sum(wholes, Decimal(0)), lower))
