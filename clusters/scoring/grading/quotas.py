"""How many units may have a grade, and who of those that qualify gets it."""

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple, TypeVar

from django.utils.translation import gettext_noop

from clusters.scoring.declaration import Parameter
from clusters.scoring.grading.values import MEETING, NEXT, Quota
from clusters.scoring.ratio import HUNDRED
from clusters.scoring.rounding import to_step
from clusters.scoring.values import ZERO

Seeker = TypeVar("Seeker", bound=Hashable)
ONE = Decimal(1)
PERCENT = Parameter("percent", "decimal", gettext_noop("Quota in per cent"), least=ZERO)
ROUNDING = Parameter(
    "rounding",
    "choice",
    gettext_noop("Rounding of the quota"),
    default="down",
    choices=(("down", gettext_noop("Down")), ("half_up", gettext_noop("Half up")), ("up", gettext_noop("Up"))),
)
OVER = Parameter(
    "over",
    "choice",
    gettext_noop("Those over the quota"),
    default=NEXT,
    choices=((NEXT, gettext_noop("next grade")), (MEETING, gettext_noop("the meeting decides"))),
)

INSIDE, OUTSIDE, TIED = "inside", "outside", "tied"


class Seat(NamedTuple):
    """Where one of those who qualify stands: inside the quota, outside, or tied across its edge."""

    state: str
    place: int


def places(quota: Quota, units: int) -> int:
    """How many units of so many may have the grade."""
    return int(to_step(quota.percent * units / HUNDRED, ONE, quota.rounding))


def seated(seekers: Iterable[Seeker], ranks: Mapping[Seeker, int], free: int) -> dict[Seeker, Seat]:
    """Those who qualify, in the order of the ranking. Equals across the edge are all left to the meeting."""
    found: dict[Seeker, Seat] = {}
    for _rank, equals in groupby(sorted(seekers, key=lambda one: ranks[one]), key=lambda one: ranks[one]):
        tie, before = list(equals), len(found)
        state = INSIDE if before + len(tie) <= free else OUTSIDE if before >= free else TIED
        found |= {one: Seat(state, before + 1) for one in tie}
    return found
