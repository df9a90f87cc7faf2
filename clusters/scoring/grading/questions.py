"""What the quota of a grade leaves to the meeting, and what the meeting decided."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from clusters.scoring.grading import quotas
from clusters.scoring.grading.values import MEETING, Grade

Participant = TypeVar("Participant", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Decision(Generic[Participant]):
    """Of the units `asked` about, the meeting gave the grade to those `given`."""

    grade: str
    asked: frozenset[Participant]
    given: frozenset[Participant] = frozenset()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Question(Generic[Participant]):
    """Which `units` get a grade that has `free` places, `inside` of which are taken for certain.

    To at most `most` of them; None where the regulation leaves those over the quota to the meeting. `decision` is the
    meeting's, if it answers just this.
    """

    grade: str
    units: frozenset[Participant]
    free: int
    inside: int
    most: int | None
    decision: Decision[Participant] | None = None

    @property
    def is_open(self) -> bool:
        return self.decision is None

    @property
    def left(self) -> int:
        """Places of the quota that nobody has for certain."""
        return self.free - self.inside

    def allows(self, given: Iterable[Participant]) -> bool:
        """Whether the meeting may give the grade to these, and to no other of the units."""
        wanted = frozenset(given)
        return wanted <= self.units and (self.most is None or len(wanted) <= self.most)

    def beyond(self, given: Iterable[Participant]) -> int:
        """By how many the quota is exceeded if these get the grade."""
        return max(len(frozenset(given)) - self.left, 0)

    def answered_by(self, decision: Decision[Participant]) -> bool:
        """Not by a decision on other units, nor by one that gives more places than there are left now."""
        return decision.asked == self.units and self.allows(decision.given)


@dataclass(frozen=True, slots=True)
class Seating(Generic[Participant]):
    """Where those who qualify for a grade stand, and what is left to the meeting, if anything."""

    seats: Mapping[Participant, quotas.Seat] = field(default_factory=dict)
    question: Question[Participant] | None = None

    def gets_it(self, key: Participant) -> bool:
        """Within the quota, or by decision of the meeting."""
        return self.seats[key].state == quotas.INSIDE or self.is_given(key)

    def is_asked(self, key: Participant) -> bool:
        """The meeting decides on this unit, or has done so."""
        return self.question is not None and key in self.question.units

    def is_waiting(self, key: Participant) -> bool:
        """The meeting has yet to decide on this unit."""
        return self.is_asked(key) and self.question is not None and self.question.is_open

    def is_given(self, key: Participant) -> bool:
        """The meeting gave the grade to this unit."""
        decision = self.question.decision if self.question else None
        return decision is not None and key in decision.given


def seat(
    grade: Grade,
    seekers: Iterable[Participant],
    ranks: Mapping[Participant, int],
    units: int,
    decision: Decision[Participant] | None = None,
) -> Seating[Participant]:
    """Those who qualify for a grade with a quota, in a cluster of so many units."""
    if grade.quota is None:
        return Seating()
    free = quotas.places(grade.quota, units)
    seats = quotas.seated(seekers, ranks, free)
    states = {quotas.TIED, quotas.OUTSIDE} if grade.quota.over == MEETING else {quotas.TIED}
    asked = frozenset(key for key, each in seats.items() if each.state in states)
    if not asked:
        return Seating(seats)
    inside = sum(each.state == quotas.INSIDE for each in seats.values())
    most = None if grade.quota.over == MEETING else free - inside
    question = Question(grade.code, asked, free, inside, most)
    if decision is not None and question.answered_by(decision):
        question = Question(grade.code, asked, free, inside, most, decision)
    return Seating(seats, question)
