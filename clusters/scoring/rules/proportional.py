"""Points in the proportion of the result to the target that the unit promised in the pact."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import cast

from django.utils.translation import gettext_noop

from clusters.scoring import reaching
from clusters.scoring.declaration import CASES, Input, Outcome, Parameter, Reach, RuleType, Setting, Template, Typed
from clusters.scoring.ratio import HUNDRED, percentage
from clusters.scoring.values import ZERO, Entry, Problem, Reason

BETTER = Parameter(
    "better",
    "choice",
    gettext_noop("Which result is better"),
    default="higher",
    choices=(("higher", gettext_noop("Higher is better")), ("lower", gettext_noop("Lower is better"))),
)
CAPPED = Parameter("capped", "boolean", gettext_noop("Never more than the maximum points"), default=True)
BONUS_EACH = Parameter(
    "bonus_each", "decimal", gettext_noop("Bonus for each full per cent beyond the target"), least=ZERO, optional=True
)
BONUS_MOST = Parameter("bonus_most", "decimal", gettext_noop("Bonus at most"), least=ZERO, optional=True)
LEAST_SHARE = Parameter(
    "least_share", "decimal", gettext_noop("No points below this per cent of the target"), least=ZERO, optional=True
)
ACTUAL = Input("actual", "number", gettext_noop("Result"))
_FINEST = Decimal("0.0001")


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    return (ACTUAL,)


def _score(setting: Setting, entry: Entry) -> Outcome:
    """Higher is better: result ÷ target. Lower is better: target ÷ result where it is missed."""
    actual, target = entry.values["actual"], cast(Decimal, entry.target)
    if _is_lower(setting.parameters):
        return _lower(setting, actual, target)
    if target <= ZERO:
        return Outcome(ZERO, (Reason.of("proportional.no_share", target=target),))
    if actual <= ZERO:
        return Outcome(ZERO, (Reason.of("proportional.none", actual=actual, target=target),))
    if actual > target:
        return _beyond(setting, actual, target)
    return _share(setting, actual, target, actual, target)


def _is_lower(parameters: Typed) -> bool:
    return parameters["better"] == "lower"


def _lower(setting: Setting, actual: Decimal, target: Decimal) -> Outcome:
    if actual > target > ZERO:
        return _share(setting, actual, target, target, actual)
    if actual > target:
        return Outcome(ZERO, (Reason.of("proportional.above_zero", actual=actual, target=target),))
    if actual < target and target > ZERO:
        return _beyond(setting, actual, target)
    return Outcome(setting.max_points, (_full(setting, actual, target),))


def _share(setting: Setting, actual: Decimal, target: Decimal, part: Decimal, whole: Decimal) -> Outcome:
    """The target is missed, or just met; below the least share there is nothing."""
    least, top = setting.parameters["least_share"], setting.max_points
    said = {"actual": actual, "target": target, "ratio": percentage(part, whole)}
    if least is not None and part * HUNDRED < least * whole:
        return Outcome(ZERO, (Reason.of("proportional.too_little", **said, least=least),))
    code = "proportional.over" if _is_lower(setting.parameters) else "proportional.share"
    return Outcome(part * top / whole, (Reason.of(code, **said, max=top),))


def _beyond(setting: Setting, actual: Decimal, target: Decimal) -> Outcome:
    """The target is passed: full points, and the same share goes on, or a bonus for each full per cent, or no more.

    Where lower is better, a result of so many per cent below the target is so many per cent beyond it.
    """
    parameters, top, gap = setting.parameters, setting.max_points, abs(actual - target)
    if not parameters["capped"]:
        code = "proportional.under" if _is_lower(parameters) else "proportional.share"
        said = {"actual": actual, "target": target, "ratio": percentage(target + gap, target), "max": top}
        return Outcome((target + gap) * top / target, (Reason.of(code, **said),))
    full = _full(setting, actual, target)
    if parameters["bonus_each"] is None:
        return Outcome(top, (full,))
    bonus, reason = _bonus(parameters, _per_cents(actual, target))
    return Outcome(top + bonus, (full, reason))


def _per_cents(actual: Decimal, target: Decimal) -> Decimal:
    """How many full per cent of the target the result lies beyond it."""
    return (abs(actual - target) * HUNDRED / target).to_integral_value(ROUND_FLOOR)


def _bonus(parameters: Typed, extra: Decimal) -> tuple[Decimal, Reason]:
    each, most = parameters["bonus_each"], parameters["bonus_most"]
    bonus = extra * each
    if most is not None and bonus > most:
        return most, Reason.of("proportional.bonus_capped", extra=extra, each=each, bonus=bonus, most=most)
    return bonus, Reason.of("proportional.bonus", extra=extra, each=each, bonus=bonus)


def _full(setting: Setting, actual: Decimal, target: Decimal) -> Reason:
    said = {"actual": actual, "target": target, "max": setting.max_points}
    if _is_lower(setting.parameters):
        return Reason.of("proportional.within", **said)
    return Reason.of("proportional.capped", **said, ratio=percentage(actual, target))


def _words(setting: Setting) -> tuple[Reason, ...]:
    parameters = setting.parameters
    each, most, least = (parameters[name] for name in ("bonus_each", "bonus_most", "least_share"))
    code = "proportional.rule_lower" if _is_lower(parameters) else "proportional.rule"
    words = [Reason.of(code if parameters["capped"] else f"{code}_uncapped", max=setting.max_points)]
    if each is not None and most is not None:
        words.append(Reason.of("proportional.rule_bonus", each=each, most=most))
    elif each is not None:
        words.append(Reason.of("proportional.rule_bonus_open", each=each))
    return tuple(words) if least is None else (*words, Reason.of("proportional.rule_least", least=least))


def _check(setting: Setting) -> Iterator[Problem]:
    parameters = setting.parameters
    each, most, least = (parameters[name] for name in ("bonus_each", "bonus_most", "least_share"))
    if each is not None and not parameters["capped"]:
        yield Problem("proportional.bonus_uncapped", "bonus_each")
    if each is None and most is not None:
        yield Problem("proportional.bonus_of_nothing", "bonus_most")
    if least is not None and least > HUNDRED:
        yield Problem.of("proportional.least_above_target", "least_share", least=least)


def _headline(parameters: Typed, values: Typed) -> Decimal | None:
    return values.get("actual")


def _order(parameters: Typed) -> Mapping[str, int]:
    return {"actual": -1 if _is_lower(parameters) else 1}


def _reach(setting: Setting, entry: Entry) -> Iterable[Reach]:
    """The least share that counts, then the target, then the next per cent with a bonus."""
    target = cast(Decimal, entry.target)
    steps = _steps(setting.parameters, entry.values["actual"], target) if target > ZERO else [target]
    return reaching.first(_score, setting, entry, ({"actual": actual} for actual in steps))


def _steps(parameters: Typed, actual: Decimal, target: Decimal) -> Iterator[Decimal]:
    """To the finest number that can be entered, on the side where it still counts."""
    least, is_lower = parameters["least_share"], _is_lower(parameters)
    inwards = ROUND_FLOOR if is_lower else ROUND_CEILING
    if least:
        share = target * HUNDRED / least if is_lower else target * least / HUNDRED
        yield share.quantize(_FINEST, inwards)
    yield target
    beyond = _per_cents(actual, target) + 1
    yield (target * (HUNDRED + (-beyond if is_lower else beyond)) / HUNDRED).quantize(_FINEST, inwards)


def _may_exceed(parameters: Typed) -> bool:
    return not parameters["capped"] or parameters["bonus_each"] is not None


TYPE = RuleType(
    label=gettext_noop("Proportional to the target"),
    parameters=(BETTER, CAPPED, BONUS_EACH, BONUS_MOST, LEAST_SHARE, *CASES),
    own_inputs=_inputs,
    needs_target=lambda parameters: True,
    arithmetic=_score,
    words=_words,
    check=lambda setting: tuple(_check(setting)),
    headline=_headline,
    may_exceed=_may_exceed,
    order=_order,
    reach=_reach,
    sections=("core", "bonus"),
    templates={
        "proportional.share": Template(gettext_noop("{actual} of {target} = {ratio} % × {max}")),
        "proportional.capped": Template(gettext_noop("{actual} of {target} = {ratio} %, counted as 100 %: {max}")),
        "proportional.within": Template(gettext_noop("{actual}, not above the target of {target}: full points, {max}")),
        "proportional.over": Template(gettext_noop("target {target} ÷ result {actual} = {ratio} % × {max}")),
        "proportional.under": Template(
            gettext_noop("{actual}, better than the target of {target}, counted as {ratio} % × {max}")
        ),
        "proportional.bonus": Template(gettext_noop("{extra} full per cent beyond it × {each} = {bonus} more")),
        "proportional.bonus_capped": Template(
            gettext_noop("{extra} full per cent beyond it × {each} = {bonus}, at most {most} more")
        ),
        "proportional.too_little": Template(
            gettext_noop("{actual} against the target of {target} = {ratio} %, less than {least} %: 0")
        ),
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
        "proportional.rule_lower_uncapped": Template(
            gettext_noop(
                "{max} at the target, above it target ÷ result × {max}, below it as many per cent more as the result "
                "lies below it (lower is better)"
            )
        ),
        "proportional.rule_bonus": Template(
            gettext_noop("{each} more for each full per cent better than the target, at most {most} more")
        ),
        "proportional.rule_bonus_open": Template(
            gettext_noop("{each} more for each full per cent better than the target")
        ),
        "proportional.rule_least": Template(gettext_noop("nothing below {least} % of the target")),
        "proportional.bonus_uncapped": Template(
            gettext_noop("A bonus for each per cent goes with the maximum: tick the cap, or take the bonus away.")
        ),
        "proportional.bonus_of_nothing": Template(
            gettext_noop("There is a limit for the bonus, but no bonus for each per cent.")
        ),
        "proportional.least_above_target": Template(
            gettext_noop("{least} % of the target would give no points even to who meets it.")
        ),
    },
)
