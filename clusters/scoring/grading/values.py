"""What a regulation says after the sum, and what follows from it for one unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from clusters.scoring.values import Bilingual, Reason

MET, MISSED, UNKNOWN = "met", "missed", "unknown"
# What happens to those over a quota: considered for the next grade, or left to the meeting.
NEXT, MEETING = "next", "meeting"


@dataclass(frozen=True, slots=True)
class Clause:
    """A declared kind with its typed settings: a condition, what a sanction does, or what separates equals."""

    kind: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `percent` of the units of the cluster that are ranked; `rounding` is down, half_up or up."""

    percent: Decimal
    rounding: str = "down"
    over: str = NEXT


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade from `least` points upwards, or per cent of the full total where `in_percent`.

    Of `conditions` each must be met, by one of its alternatives.
    """

    code: str
    name: Bilingual
    least: Decimal
    in_percent: bool = False
    conditions: tuple[tuple[Clause, ...], ...] = ()
    quota: Quota | None = None


@dataclass(frozen=True, slots=True)
class Sanction:
    """Once the condition `trigger` is met, `effect` bars or lowers the grade."""

    name: Bilingual
    trigger: Clause
    effect: Clause
    legal_line: str = ""


@dataclass(frozen=True, slots=True)
class TieBreaker:
    """One measure that separates units of equal points, where the ones before it do not."""

    clause: Clause
    legal_line: str = ""


@dataclass(frozen=True, slots=True)
class Grading:
    """Grades best first, sanctions, and tie-breakers in the order in which they are asked."""

    grades: tuple[Grade, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    tie_breakers: tuple[TieBreaker, ...] = ()

    def grade(self, code: str) -> Grade | None:
        """The grade of this code."""
        return next((grade for grade in self.grades if grade.code == code), None)

    def index_of(self, code: str) -> int:
        """Its place, 0 for the best; behind all where there is none."""
        return next((i for i, grade in enumerate(self.grades) if grade.code == code), len(self.grades))


class Finding(NamedTuple):
    """Whether a condition is met, missed or cannot be known, with its figures."""

    state: str
    reasons: tuple[Reason, ...]


class Step(NamedTuple):
    """One step on the way to a grade: `about` is points, condition, sanction, quota, meeting or grade.

    The first reason says it, the others give its figures. `grade` is the one whose condition or quota it is.
    """

    about: str
    state: str
    reasons: tuple[Reason, ...]
    grade: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        reasons = [reason.as_json() for reason in self.reasons]
        return {"about": self.about, "state": self.state, "reasons": reasons, "grade": self.grade}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Step":
        """Back from `as_json`."""
        reasons = tuple(Reason.from_json(one) for one in data["reasons"])
        return cls(data["about"], data["state"], reasons, data["grade"])


@dataclass(frozen=True, slots=True)
class Verdict:
    """A unit's grade, '' for none; `by_points` is what the points alone would give.

    `pending` names the grade that the meeting may still give: the unit is over its quota, or tied across its edge.
    `steps` tell the way in order.
    """

    grade: str
    by_points: str
    steps: tuple[Step, ...] = ()
    pending: str = ""

    @property
    def is_open(self) -> bool:
        """Something that the grade rests on is not known, or the meeting has to decide."""
        return bool(self.pending) or any(step.state == UNKNOWN for step in self.steps)

    @property
    def by_meeting(self) -> bool:
        """The meeting gave the grade."""
        return any((step.about, step.state, step.grade) == ("meeting", MET, self.grade) for step in self.steps)

    def as_json(self) -> dict[str, Any]:
        """As it is stored beside a placing."""
        steps = [step.as_json() for step in self.steps]
        return {"grade": self.grade, "by_points": self.by_points, "pending": self.pending, "steps": steps}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Verdict":
        """Back from `as_json`."""
        steps = tuple(Step.from_json(one) for one in data["steps"])
        return cls(data["grade"], data["by_points"], steps, data["pending"])
