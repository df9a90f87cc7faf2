"""What points given by hand do beyond counting, as the levels or bands of the rule mean them."""

from collections.abc import Iterable
from decimal import Decimal

from clusters.scoring.band import Band
from clusters.scoring.declaration import Level


def at(listed: Iterable[Level | Band], points: Decimal) -> str:
    """The effect of what gives these points; nothing where several give them and do not agree."""
    found = {one.effect for one in listed if one.points == points}
    return found.pop() if len(found) == 1 else ""
