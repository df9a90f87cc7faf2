"""What is left to the meeting: the order of units that nothing separates, and grades that a quota leaves open."""

from typing import NamedTuple

from clusters.models import Participant, TieRuling
from clusters.queries import grade_question
from clusters.queries.grade_question import Asked
from clusters.queries.ranking import Line, Live


class Tie(NamedTuple):
    """Units that only the meeting can order, with its ruling if there is one."""

    lines: list[Line]
    ruling: TieRuling | None

    @property
    def units(self) -> list[Participant]:
        return [line.participant for line in self.lines]


class Undecided(NamedTuple):
    """What would be sealed without a decision of the meeting; empty where nothing is open."""

    ties: list[Tie]
    grades: list[Asked]

    def __bool__(self) -> bool:
        return bool(self.ties or self.grades)


def ties(live: Live) -> list[Tie]:
    """Decided or not."""
    return [Tie(tie, live.known.ruling_on(tie[0].equals)) for tie in live.ties]


def undecided(live: Live) -> Undecided:
    """Sealing them as they stand is allowed: units that nobody ordered share a rank, an open grade is not given."""
    found = [tie for tie in ties(live) if tie.ruling is None]
    return Undecided(found, [each for each in grade_question.asked_in(live) if each.question.is_open])
