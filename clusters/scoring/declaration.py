"""How a rule type declares itself; forms, validation, workbook columns and explanations are made from this."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from django.utils.translation import gettext_noop

from clusters.scoring.values import SECTIONS, ZERO, Bilingual, Entry, Problem, Reason
from clusters.scoring.workdays import WEEKDAYS, WorkDays

Typed = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Template:
    """An English message id with named places.

    A place holds a number, unless it is named in `words` (a message id, translated too), `verbatim` (shown as it is),
    `bilingual` (an author's words, in English under the same name with `_en` behind it), `bands` (an interval as
    `Band.notation`), `days` (a day as 2026-12-31) or `series` (numbers with a semicolon between them).
    """

    text: str
    words: tuple[str, ...] = ()
    verbatim: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    bilingual: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    series: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """What the author of a table sets once per criterion. Without a `default` it must be given, unless `optional`.

    `choices` pairs stored values with labels, for kind choice. `least` bounds a number. Of kind bands is a tuple of
    `Band`, of kind levels a tuple of `Level`; `effects` are what their entries may do beyond their points.
    """

    name: str
    kind: Literal["decimal", "integer", "boolean", "choice", "bands", "levels"]
    label: str
    default: Any = None
    choices: tuple[tuple[str, str], ...] = ()
    least: Decimal | None = None
    optional: bool = False
    effects: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        return self.default is None and not self.optional


NUMBERS = frozenset({"number", "integer", "ratio_part"})


@dataclass(frozen=True, slots=True)
class Input:
    """What a unit reports. `unit` '' stands for the criterion's own unit of measure; bounds are inclusive.

    Kind `ratio_part` is a number of a pair that makes a percentage and is stored as the pair; `series` is a number for
    each event or period in their order, as a tuple, each within the bounds (whole ones where `whole`); `date` is a day.
    """

    name: str
    kind: Literal["number", "integer", "boolean", "choice", "ratio_part", "series", "date"]
    label: str
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    whole: bool = False

    def counted_in(self, unit_of_measure: str) -> str:
        """What stands behind the figure: nothing behind what is no figure, and parts of a percentage count things."""
        is_counted = self.kind not in ("boolean", "choice", "date")
        is_part = self.kind == "ratio_part" and unit_of_measure == "%"
        return self.unit or (unit_of_measure if is_counted and not is_part else "")

    def admits(self, value: Any) -> bool:
        """Whether a typed value is of this kind and within bounds."""
        return self.admitting()(value)

    def admitting(self) -> Callable[[Any], bool]:
        """`admits`, made ready for any number of values."""
        if self.kind in NUMBERS:
            return self._number_test()
        if self.kind == "series":
            is_number = self._number_test()
            return lambda value: isinstance(value, tuple) and bool(value) and all(map(is_number, value))
        if self.kind == "choice":
            stored = [choice for choice, _label in self.choices]
            return lambda value: value in stored
        only = bool if self.kind == "boolean" else dt.date
        return lambda value: isinstance(value, only)

    def _number_test(self) -> Callable[[Any], bool]:
        least, most, whole = self.least, self.most, self.whole or self.kind == "integer"

        def is_admitted(value: Any) -> bool:
            return (
                isinstance(value, Decimal)
                and value.is_finite()
                and (least is None or value >= least)
                and (most is None or value <= most)
                and (not whole or value == value.to_integral_value())
            )

        return is_admitted


class Setting(NamedTuple):
    """A criterion as its arithmetic sees it; `cluster` is what `prepare` made of the others.

    With `is_penalty`, its points are taken off.
    """

    parameters: Typed
    max_points: Decimal
    cluster: Any = None
    workdays: WorkDays = WEEKDAYS
    is_penalty: bool = False


class Outcome(NamedTuple):
    """Points before rounding, why, and what they do beyond that (see `values.ZERO_PARENT`)."""

    points: Decimal
    reasons: tuple[Reason, ...]
    effect: str = ""


class Reach(NamedTuple):
    """A result with which the unit would be better off: the inputs that differ, and what they reach before rounding.

    Better off is more points, or fewer where they are taken off.
    """

    values: Typed
    points: Decimal


class Level(NamedTuple):
    """One of the levels to choose from: the author's words, its points, and what it does beyond them."""

    name: Bilingual
    points: Decimal
    effect: str = ""


def no_headline(parameters: Typed, values: Typed) -> None:
    """For rules whose result is not a number."""


def no_check(setting: Setting) -> tuple[Problem, ...]:
    """For rules whose parameters cannot contradict one another."""
    return ()


def no_target(parameters: Typed) -> bool:
    """For rules that do not look at the pact."""
    return False


def no_own_target(parameters: Typed) -> None:
    """For rules whose table sets no target."""


def never(parameters: Typed) -> bool:
    """For rules that never give more than the maximum points, or whose headline is never a rank."""
    return False


def no_order(parameters: Typed) -> Mapping[str, int]:
    """For rules that promise nothing about how points follow an input."""
    return {}


def no_reach(setting: Setting, entry: Entry) -> Iterable[Reach]:
    """For rules that cannot say what would reach more."""
    return ()


def no_effect(setting: Setting, points: Decimal) -> str:
    """For rules whose points never do anything beyond counting."""
    return ""


def no_figure(setting: Setting, points: Decimal) -> Decimal | None:
    """For rules whose points do not tell what they are given for."""
    return None


def nothing_refused(setting: Setting, values: Typed) -> tuple[Problem, ...]:
    """For rules whose inputs say all that is possible."""
    return ()


NO_CASE = Parameter(
    "no_case_full", "boolean", gettext_noop("Full points when no case arose in the year"), default=False
)
NO_CASE_INPUT = Input("no_case", "boolean", gettext_noop("No case arose"), required=False)
MAY_NOT_APPLY = Parameter("may_not_apply", "boolean", gettext_noop("May not apply to a unit"), default=False)
NOT_APPLICABLE_INPUT = Input("not_applicable", "boolean", gettext_noop("Does not apply to the unit"), required=False)
# What every rule of content and bonus offers besides its own parameters.
CASES = (NO_CASE, MAY_NOT_APPLY)
TARGET = Input("target", "number", gettext_noop("Target"))


_CASES = ((NO_CASE, NO_CASE_INPUT), (MAY_NOT_APPLY, NOT_APPLICABLE_INPUT))


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleType:
    """One kind of rule. Adding one is a module that builds this and a line of `RULES`.

    `arithmetic` is called only with every required input present and admitted, and the target where it is needed (one
    that is only used may be None; `own_target` is one that the table sets, whatever the pact says); it answers
    0..max_points unless the rule says that it `may_exceed` it. `prepare` runs once per criterion and cluster over the
    entries that count, by participant; its result reaches `arithmetic` as `setting.cluster`. `words` states the rule
    itself, `check` what its parameters contradict, `headline` the one number used for totals, exact. `order` promises
    for an input, all else equal, that points never fall (1) or never rise (-1) as it grows; a series grows when one of
    its numbers does. `reach` names the nearest results with which the unit would be better off, asked under the same
    conditions as `arithmetic`. `effect_of` says what points given by hand do beyond counting, as the rule means them,
    and `figure_of` the headline that they stand for, the smallest that gives them.
    `refused` names the inputs, each possible by itself, that the criterion does not admit when they are entered.
    `gives_rank` says that the headline is a rank, of which the lowest is the best. With `by_calendar`, `arithmetic`
    asks `setting.workdays`. Every code used is in `templates`.
    """

    label: str
    parameters: tuple[Parameter, ...]
    own_inputs: Callable[[Typed], tuple[Input, ...]]
    arithmetic: Callable[[Setting, Entry], Outcome]
    words: Callable[[Setting], tuple[Reason, ...]]
    templates: Mapping[str, Template]
    needs_target: Callable[[Typed], bool] = no_target
    uses_target: Callable[[Typed], bool] = no_target
    own_target: Callable[[Typed], Decimal | None] = no_own_target
    headline: Callable[[Typed, Typed], Decimal | None] = no_headline
    check: Callable[[Setting], tuple[Problem, ...]] = no_check
    prepare: Callable[[Typed, Mapping[Any, Entry]], Any] | None = None
    sections: tuple[str, ...] = SECTIONS
    by_calendar: bool = False
    may_exceed: Callable[[Typed], bool] = never
    order: Callable[[Typed], Mapping[str, int]] = no_order
    reach: Callable[[Setting, Entry], Iterable[Reach]] = no_reach
    effect_of: Callable[[Setting, Decimal], str] = no_effect
    figure_of: Callable[[Setting, Decimal], Decimal | None] = no_figure
    refused: Callable[[Setting, Typed], tuple[Problem, ...]] = nothing_refused
    gives_rank: Callable[[Typed], bool] = never

    def inputs(self, parameters: Typed) -> tuple[Input, ...]:
        """What a unit is asked, given the typed parameters; that no case arose, or that it does not apply, last."""
        offered = [answer for asked, answer in _CASES if parameters.get(asked.name)]
        return (*self.own_inputs(parameters), *offered)

    def is_lower_better(self, parameters: Typed, is_penalty: bool) -> bool:
        """Whether a smaller figure serves the unit better, as far as the rule promises that."""
        order = self.order(parameters)
        unknown = -1 if self.gives_rank(parameters) else 1
        first = next((order[one.name] for one in self.inputs(parameters) if one.name in order), unknown)
        return (first < 0) != is_penalty

    def is_percentage(self, parameters: Typed) -> bool:
        """Whether its figure is a number achieved out of a total, so that those of several units are Σ/Σ."""
        return any(one.kind == "ratio_part" for one in self.inputs(parameters))

    def takes_target(self, parameters: Typed) -> bool:
        """Whether the target of the pact matters, be it needed or used where there is one."""
        return self.needs_target(parameters) or self.uses_target(parameters)


SUPPLIER_LABELS: Mapping[str, str] = {
    "unit": gettext_noop("the unit"),
    "head": gettext_noop("the head of the cluster"),
    "authority": gettext_noop("the authority"),
    "system": gettext_noop("the system, from what it knows"),
}


def whole_count(name: str, label: str) -> Input:
    """A number of cases or things: whole, not negative."""
    return Input(name, "integer", label, least=ZERO)
