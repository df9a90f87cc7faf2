"""Points in the proportion of the result to the target that the unit promised in the pact."""

from decimal import Decimal
from typing import cast

from django.utils.translation import gettext_noop

from clusters.scoring.declaration import NO_CASE, Input, Outcome, Parameter, RuleType, Setting, Template, Typed
from clusters.scoring.ratio import percentage
from clusters.scoring.values import ZERO, Entry, Problem, Reason

BETTER = Parameter(
    "better",
    "choice",
    gettext_noop("Which result is better"),
    default="higher",
    choices=(("higher", gettext_noop("Higher is better")), ("lower", gettext_noop("Lower is better"))),
)
CAPPED = Parameter("capped", "boolean", gettext_noop("Never more than the maximum points"), default=True)
ACTUAL = Input("actual", "number", gettext_noop("Result"))


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    return (ACTUAL,)


def _score(setting: Setting, entry: Entry) -> Outcome:
    """Higher is better: result ÷ target. Lower is better: target ÷ result, never more than the maximum."""
    actual, target = entry.values["actual"], cast(Decimal, entry.target)
    if setting.parameters["better"] == "lower":
        return _lower(actual, target, setting.max_points)
    if target <= ZERO:
        return Outcome(ZERO, (Reason.of("proportional.no_share", target=target),))
    if actual <= ZERO:
        return Outcome(ZERO, (Reason.of("proportional.none", actual=actual, target=target),))
    code = "proportional.capped" if setting.parameters["capped"] and actual > target else "proportional.share"
    points = setting.max_points if code.endswith("capped") else actual * setting.max_points / target
    return Outcome(points, (_reason(code, actual, target, setting.max_points, percentage(actual, target)),))


def _lower(actual: Decimal, target: Decimal, max_points: Decimal) -> Outcome:
    if actual <= target:
        return Outcome(max_points, (Reason.of("proportional.within", actual=actual, target=target, max=max_points),))
    if target <= ZERO:
        return Outcome(ZERO, (Reason.of("proportional.above_zero", actual=actual, target=target),))
    share = percentage(target, actual)
    return Outcome(target * max_points / actual, (_reason("proportional.over", actual, target, max_points, share),))


def _reason(code: str, actual: Decimal, target: Decimal, max_points: Decimal, share: Decimal) -> Reason:
    return Reason.of(code, actual=actual, target=target, ratio=share, max=max_points)


def _words(setting: Setting) -> tuple[Reason, ...]:
    if setting.parameters["better"] == "lower":
        return (Reason.of("proportional.rule_lower", max=setting.max_points),)
    capped = setting.parameters["capped"]
    return (Reason.of("proportional.rule" if capped else "proportional.rule_uncapped", max=setting.max_points),)


def _check(setting: Setting) -> tuple[Problem, ...]:
    if setting.parameters["better"] == "lower" and not setting.parameters["capped"]:
        return (Problem.of("proportional.lower_uncapped", "capped"),)
    return ()


def _headline(parameters: Typed, values: Typed) -> Decimal | None:
    return values.get("actual")


TYPE = RuleType(
    label=gettext_noop("Proportional to the target"),
    parameters=(BETTER, CAPPED, NO_CASE),
    own_inputs=_inputs,
    needs_target=lambda parameters: True,
    arithmetic=_score,
    words=_words,
    check=_check,
    headline=_headline,
    sections=("core", "bonus"),
    templates={
        "proportional.share": Template(gettext_noop("{actual} of {target} = {ratio} % × {max}")),
        "proportional.capped": Template(gettext_noop("{actual} of {target} = {ratio} %, counted as 100 %: {max}")),
        "proportional.within": Template(gettext_noop("{actual}, not above the target of {target}: full points, {max}")),
        "proportional.over": Template(gettext_noop("target {target} ÷ result {actual} = {ratio} % × {max}")),
        "proportional.none": Template(gettext_noop("{actual} of {target}, not above 0: 0")),
        "proportional.above_zero": Template(gettext_noop("{actual}, above the target of {target}: 0")),
        "proportional.no_share": Template(gettext_noop("the target is {target}, so no share of it can be computed: 0")),
        "proportional.rule": Template(gettext_noop("proportional to the target, at most {max}")),
        "proportional.rule_uncapped": Template(
            gettext_noop("proportional to the target: {max} at 100 %, more beyond it")
        ),
        "proportional.rule_lower": Template(
            gettext_noop("{max} up to the target, beyond it target ÷ result × {max} (lower is better)")
        ),
        "proportional.lower_uncapped": Template(
            gettext_noop("Where lower is better, points cannot exceed the maximum: tick the cap.")
        ),
    },
)
