"""Grades of which a quota leaves units to the meeting: which units, how many places, what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from clusters.models import GradeRuling, Participant
from clusters.queries import grading as gradings
from clusters.queries.ranking import Line, Live
from clusters.scoring.grading import Grade, Question
from clusters.scoring.values import ZERO, Bilingual


class Settled(NamedTuple):
    """The meeting's decision that counts; `beyond` is by how many the quota is exceeded."""

    ruling: GradeRuling
    given: list[Participant]
    refused: list[Participant]
    beyond: int


@dataclass(frozen=True)
class Asked:
    """`number` is that of the grade, 1 for the best; `lines` are the units in question in order of rank.

    `ruling` is the newest on the grade, whether it still counts or not. `first` is a better grade that is still open:
    whom the meeting refuses that one is considered for this one.
    """

    number: int
    grade: Grade
    question: Question[int]
    lines: list[Line]
    ruling: GradeRuling | None = None
    first: Grade | None = None

    @property
    def name(self) -> str:
        """In the reader's language."""
        return gradings.name_of(self.grade)

    @property
    def settled(self) -> Settled | None:
        """The decision, while it counts."""
        if self.ruling is None or self.question.is_open:
            return None
        given, refused = self.split(self.ruling.given)
        return Settled(self.ruling, given, refused, self.question.beyond(self.ruling.given))

    @property
    def lapsed(self) -> GradeRuling | None:
        """A decision that was about other units, or about more places than there are now."""
        return self.ruling if self.question.is_open else None

    @property
    def most_beyond(self) -> int:
        """By how many the quota is exceeded if all of them get the grade; 0 where the meeting may not exceed it."""
        return self.question.beyond(self.question.units) if self.question.most is None else 0

    @property
    def units(self) -> list[Participant]:
        """Those in question."""
        return [line.participant for line in self.lines]

    def split(self, given: Iterable[int]) -> tuple[list[Participant], list[Participant]]:
        """Those of the units that are given the grade, and the others."""
        chosen = set(given)
        yes = [unit for unit in self.units if unit.pk in chosen]
        return yes, [unit for unit in self.units if unit not in yes]


def asked_in(live: Live) -> list[Asked]:
    """The best grade first, decided or not."""
    found: list[Asked] = []
    for question in live.questions:
        place = live.grading.index_of(question.grade)
        lines = [line for line in live.lines if line.participant.pk in question.units]
        rulings = [each for each in live.known.grade_rulings if each.grade == question.grade]
        first = next((each.grade for each in found if each.question.is_open), None)
        ruling = rulings[-1] if rulings else None
        found.append(Asked(place + 1, live.grading.grades[place], question, lines, ruling, first))
    return found


def asked_about(live: Live, code: str) -> Asked:
    """Without lines where no unit's grade of this code is in question."""
    grade = live.grading.grade(code) or Grade(code, Bilingual(code), ZERO)
    nothing = Asked(live.grading.index_of(code) + 1, grade, Question(code, frozenset(), 0, 0, 0), [])
    return next((each for each in asked_in(live) if each.grade.code == code), nothing)
