"""How the kinds of clauses declare themselves: parsing, notation and the check of references are made from this."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from clusters.scoring.declaration import Parameter, Template
from clusters.scoring.grading.facts import FACTS
from clusters.scoring.grading.lines import Lines
from clusters.scoring.grading.values import Clause, Finding
from clusters.scoring.values import Entry, Problem, Reason, Sheet

Settings = Mapping[str, Any]

SIGNS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "≥": lambda figure, value: figure >= value,
    ">": lambda figure, value: figure > value,
    "≤": lambda figure, value: figure <= value,
    "<": lambda figure, value: figure < value,
}
AT_MOST = ("≤", "<")


@dataclass(frozen=True, slots=True)
class Slot:
    """One setting of a clause. `line`, `lines` and `grade` hold codes; the other kinds are those of a `Parameter`.

    Slots are written one after the other; one with a default or an optional one behind a comma, with its label.
    """

    name: str
    kind: Literal["line", "lines", "grade", "decimal", "integer", "choice"]
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    default: Any = None
    optional: bool = False
    least: Decimal | None = None
    per_cent: bool = False

    @property
    def aside(self) -> bool:
        """Written behind a comma."""
        return self.optional or self.default is not None

    @property
    def parameter(self) -> Parameter:
        """The same for the reader of rules' parameters, where it holds a value and no code."""
        kind: Any = self.kind
        return Parameter(self.name, kind, self.label, choices=self.choices, least=self.least)


SIGN_CHOICES = tuple((sign, sign) for sign in SIGNS)
FACT_CHOICES = tuple(FACTS.items())


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that is known of one unit."""

    lines: Lines
    sheet: Sheet
    entries: Mapping[str, Entry]
    facts: Mapping[str, Decimal]

    def figure(self, code: str) -> Decimal | None:
        """The number that stands for the line; None where there is none yet, or none that is proven."""
        return self.lines.figure(code, self.entries.get(code, Entry()))

    def is_given(self, code: str) -> bool:
        """Whether somebody gave other points than the figure entered for the line gives."""
        return code in self.entries and self.entries[code].given is not None

    def target(self, code: str) -> Decimal | None:
        """What the figure of the line is held against; None where there is no target."""
        return self.lines.target(code, self.entries.get(code, Entry()))


def no_problem(settings: Settings, lines: Lines) -> Iterable[Problem]:
    """For clauses that cannot contradict the table beyond what their codes name."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of clause. Every code used is in `templates`; `words` states the clause itself.

    `asks_figures` where it looks at what the units entered for its lines, not only at their points.
    """

    label: str
    slots: tuple[Slot, ...]
    words: Callable[[Settings], Reason]
    templates: Mapping[str, Template]
    check: Callable[[Settings, Lines], Iterable[Problem]] = no_problem
    asks_figures: bool = False

    def codes(self, clause: Clause) -> tuple[str, ...]:
        """The lines of the table that the clause names."""
        named: list[str] = []
        for slot in self.slots:
            value = clause.settings.get(slot.name)
            if slot.kind == "line" and value:
                named.append(value)
            elif slot.kind == "lines":
                named += value or ()
        return tuple(named)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionKind(Kind):
    """`judge` never says met where an input is not known."""

    judge: Callable[[Settings, Case], Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class TieKind(Kind):
    """`measure` is higher for the unit that comes first. What is not known comes last."""

    measure: Callable[[Settings, Case], Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectKind(Kind):
    """`lower` moves a place among the grades (0 is the best) and never raises it; `turn` says which effects go first.

    `grades` are codes, best first. One that `asks_nothing` gives its grade whatever the conditions of it.
    """

    lower: Callable[[Settings, int, tuple[str, ...]], int]
    turn: int
    asks_nothing: bool = False
