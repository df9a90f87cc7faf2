"""The figures of a year out of those of its periods: values in, values and reasons out.

Percentages of two numbers are Σ/Σ: their numbers are added up, and no mean of percentages is ever made.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop

from clusters.scoring import series
from clusters.scoring.declaration import NO_CASE_INPUT, NOT_APPLICABLE_INPUT, NUMBERS, Input, RuleType, Template, Typed
from clusters.scoring.values import ZERO, Reason

SUM, AVERAGE, LAST, HIGHEST, LOWEST = WAYS = ("sum", "average", "last", "highest", "lowest")
ASIDE = (NO_CASE_INPUT.name, NOT_APPLICABLE_INPUT.name)
# A mean may have no end; figures are kept with four decimals.
KEPT = Decimal("0.0001")


class Derived(NamedTuple):
    """What the year's inputs come to, empty where nothing follows, and why."""

    values: Mapping[str, Any]
    reasons: tuple[Reason, ...]


def of_year(rule: RuleType, parameters: Typed, way: str, periods: Sequence[Typed]) -> Derived:
    """From the typed inputs of the periods in their order, each of them `is_given`."""
    asked = _figures(rule, parameters)
    if not periods:
        return _nothing("derived.none_yet")
    counted = [each for each in periods if not any(each.get(name) for name in ASIDE)]
    if not counted:
        return _aside(periods)
    if way not in WAYS or not fits(rule, parameters, way):
        return _nothing("derived.does_not_fit")
    if way == LAST:
        return Derived(_kept(asked, counted[-1]), (Reason("derived.last"),))
    if way in (HIGHEST, LOWEST):
        return _extreme(rule, parameters, way, counted)
    found = Derived({}, ())
    for one in asked:
        value, reason = _added(one, way, counted, rule.is_percentage(parameters))
        found = Derived({**found.values, one.name: value}, (*found.reasons, reason))
    # A mean of whole numbers is seldom one.
    is_possible = all(one.admits(found.values[one.name]) for one in asked)
    return found if is_possible else _nothing("derived.not_possible")


def fits(rule: RuleType, parameters: Typed, way: str) -> bool:
    """Whether the way can make one of what the rule asks: only numbers are added, only what has one is compared."""
    kinds = {one.kind for one in _figures(rule, parameters)}
    if way == SUM:
        return kinds <= {*NUMBERS, "series"}
    if way == AVERAGE:
        return kinds <= NUMBERS
    return way == LAST or kinds <= {*NUMBERS, "series"}


def is_given(rule: RuleType, parameters: Typed, values: Typed) -> bool:
    """Whether a period says all that the rule needs, or that there is nothing to say."""
    own = rule.own_inputs(parameters)
    return any(values.get(name) for name in ASIDE) or all(
        values.get(one.name) is not None for one in own if one.required
    )


def _figures(rule: RuleType, parameters: Typed) -> tuple[Input, ...]:
    """Without the boxes that may be ticked beside the figures: those are said of the year itself."""
    return tuple(one for one in rule.own_inputs(parameters) if one.required or one.kind != "boolean")


def _nothing(code: str) -> Derived:
    return Derived({}, (Reason(code),))


def _aside(periods: Sequence[Typed]) -> Derived:
    """No period has a figure: all of them say the same of it, or a person has to say what the year was."""
    for name, code in zip(ASIDE, ("derived.no_case", "derived.not_applicable"), strict=True):
        if all(each.get(name) for each in periods):
            return Derived({name: True}, (Reason(code),))
    return _nothing("derived.mixed")


def _kept(asked: Sequence[Input], values: Typed) -> dict[str, Any]:
    return {one.name: values[one.name] for one in asked if values.get(one.name) is not None}


def _extreme(rule: RuleType, parameters: Typed, way: str, periods: Sequence[Typed]) -> Derived:
    """The whole figures of the period that stands out; of equal ones the first."""
    numbers = [(rule.headline(parameters, each), each) for each in periods]
    known = [(number, each) for number, each in numbers if number is not None]
    if not known:
        return _nothing("derived.does_not_fit")
    best, of = (max if way == HIGHEST else min)(known, key=lambda pair: pair[0])
    each = series.joined(series.shown(number) for number, _period in known)
    reason = Reason.of(f"derived.{way}", each=each, value=series.shown(best))
    return Derived(_kept(_figures(rule, parameters), of), (reason,))


def _added(one: Input, way: str, periods: Sequence[Typed], is_percentage: bool) -> tuple[Any, Reason]:
    """What one input comes to over the periods; the parts of a percentage are added up whatever the way."""
    given = [each[one.name] for each in periods if each.get(one.name) is not None]
    if one.kind == "series":
        joined = tuple(number for numbers in given for number in numbers)
        return joined, Reason.of("derived.joined", each=series.joined(joined))
    total = sum(given, ZERO)
    said = {"input": one.label, "each": series.joined(given)}
    if way == SUM or is_percentage:
        return total, Reason.of("derived.sum", **said, value=total)
    mean = (total / len(given)).quantize(KEPT, ROUND_HALF_UP).normalize() if given else ZERO
    mean = mean.quantize(Decimal(1)) if mean == mean.to_integral_value() else mean
    return mean, Reason.of("derived.average", **said, value=mean, count=Decimal(len(given)))


_INPUT, _EACH = ("input",), ("each",)
TEMPLATES: Mapping[str, Template] = {
    "derived.none_yet": Template(gettext_noop("no period has been sent in yet")),
    "derived.without": Template(gettext_noop("nothing to count in: {periods}"), verbatim=("periods",)),
    "derived.unknown": Template(gettext_noop("sent in without figures: {periods}"), verbatim=("periods",)),
    "derived.missing": Template(gettext_noop("still to come: {periods}"), verbatim=("periods",)),
    "derived.no_case": Template(gettext_noop("no case arose in any period")),
    "derived.not_applicable": Template(gettext_noop("in no period did it apply to the unit")),
    "derived.mixed": Template(
        gettext_noop("in some periods no case arose, in the others it did not apply: say yourself what the year was")
    ),
    "derived.does_not_fit": Template(gettext_noop("the figures of periods cannot be made one in this way")),
    "derived.not_possible": Template(
        gettext_noop("what the periods come to is no possible figure of the year, such as a mean that is not whole")
    ),
    "derived.last": Template(gettext_noop("the figures of the last period count")),
    "derived.highest": Template(gettext_noop("the highest of {each} is {value}"), series=_EACH),
    "derived.lowest": Template(gettext_noop("the lowest of {each} is {value}"), series=_EACH),
    "derived.joined": Template(gettext_noop("the results of all periods one after another: {each}"), series=_EACH),
    "derived.sum": Template(gettext_noop("{input}: {each} add up to {value}"), words=_INPUT, series=_EACH),
    "derived.average": Template(gettext_noop("{input}: the mean of {each} is {value}"), words=_INPUT, series=_EACH),
}
