"""How a rule type declares itself; forms, validation, workbook columns and explanations are made from this."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from django.utils.translation import gettext_noop

from clusters.scoring.values import SECTIONS, ZERO, Entry, Problem, Reason

Typed = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Template:
    """An English message id with named places.

    A place holds a number, unless it is named in `words` (a message id, translated too), `verbatim` (shown as it is)
    or `bands` (an interval as `Band.notation`).
    """

    text: str
    words: tuple[str, ...] = ()
    verbatim: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """What the author of a table sets once per criterion. Without a `default` it must be given.

    `choices` pairs stored values with labels, for kind choice. `least` bounds a decimal.
    """

    name: str
    kind: Literal["decimal", "boolean", "choice", "bands"]
    label: str
    default: Any = None
    choices: tuple[tuple[str, str], ...] = ()
    least: Decimal | None = None

    @property
    def required(self) -> bool:
        return self.default is None


@dataclass(frozen=True, slots=True)
class Input:
    """What a unit reports. `unit` '' stands for the criterion's own unit of measure; bounds are inclusive.

    Kind `ratio_part` is a number of a pair that makes a percentage and is stored as the pair.
    """

    name: str
    kind: Literal["number", "integer", "boolean", "choice", "ratio_part"]
    label: str
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()

    def counted_in(self, unit_of_measure: str) -> str:
        """What stands behind the figure: the parts of a percentage count things, not per cent."""
        return self.unit or ("" if self.kind == "ratio_part" and unit_of_measure == "%" else unit_of_measure)

    def admits(self, value: Decimal | bool | str) -> bool:
        """Whether a typed value is of this kind and within bounds."""
        if self.kind == "boolean":
            return isinstance(value, bool)
        if self.kind == "choice":
            return any(value == choice for choice, _ in self.choices)
        return isinstance(value, Decimal) and value.is_finite() and self._in_range(value)

    def _in_range(self, value: Decimal) -> bool:
        if self.kind == "integer" and value != value.to_integral_value():
            return False
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


class Setting(NamedTuple):
    """A criterion as its arithmetic sees it: typed parameters, maximum, and what `prepare` made of the cluster."""

    parameters: Typed
    max_points: Decimal
    cluster: Any = None


class Outcome(NamedTuple):
    """Points before rounding, and why."""

    points: Decimal
    reasons: tuple[Reason, ...]


def no_headline(parameters: Typed, values: Typed) -> None:
    """For rules whose result is not a number."""


def no_check(setting: Setting) -> tuple[Problem, ...]:
    """For rules whose parameters cannot contradict one another."""
    return ()


def no_target(parameters: Typed) -> bool:
    """For rules that do not look at the pact."""
    return False


NO_CASE = Parameter(
    "no_case_full", "boolean", gettext_noop("Full points when no case arose in the year"), default=False
)
NO_CASE_INPUT = Input("no_case", "boolean", gettext_noop("No case arose"), required=False)
TARGET = Input("target", "number", gettext_noop("Target"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleType:
    """One kind of rule. Adding one is a module that builds this and a line of `RULES`.

    `arithmetic` is called only with every required input present and admitted, and the target where it is needed; it
    answers 0..max_points unless the rule says that it may exceed it. `prepare` runs once per criterion and cluster over
    the entries that count, by participant; its result reaches `arithmetic` as `setting.cluster`. `words` states the
    rule itself, `check` what its parameters contradict, `headline` the one number used for totals. Every code used is
    in `templates`.
    """

    label: str
    parameters: tuple[Parameter, ...]
    own_inputs: Callable[[Typed], tuple[Input, ...]]
    arithmetic: Callable[[Setting, Entry], Outcome]
    words: Callable[[Setting], tuple[Reason, ...]]
    templates: Mapping[str, Template]
    needs_target: Callable[[Typed], bool] = no_target
    headline: Callable[[Typed, Typed], Decimal | None] = no_headline
    check: Callable[[Setting], tuple[Problem, ...]] = no_check
    prepare: Callable[[Typed, Mapping[Any, Entry]], Any] | None = None
    sections: tuple[str, ...] = SECTIONS

    def inputs(self, parameters: Typed) -> tuple[Input, ...]:
        """What a unit is asked, given the typed parameters; 'no case arose' last where the table offers it."""
        own = self.own_inputs(parameters)
        return (*own, NO_CASE_INPUT) if parameters.get(NO_CASE.name) else own


def whole_count(name: str, label: str) -> Input:
    """A number of cases or things: whole, not negative."""
    return Input(name, "integer", label, least=ZERO)
