"""Points in the proportion of the result to a target: what the unit promised in the pact, or what the table sets.

A percentage of itself, as tables mean it by "tỷ lệ × điểm tối đa", is one whose table sets the target of 100.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.translation import gettext_noop

from clusters.scoring import per_cents, reaching
from clusters.scoring.comparing import Comparison, compared
from clusters.scoring.declaration import CASES, Input, Outcome, Parameter, Reach, RuleType, Setting, Template, Typed
from clusters.scoring.ratio import HUNDRED, percentage
from clusters.scoring.rules import bands
from clusters.scoring.values import ZERO, Entry, Problem, Reason

OF = Parameter(
    "of",
    "choice",
    gettext_noop("Result entered as"),
    default="number",
    choices=(
        ("number", gettext_noop("a number")),
        ("percentage", gettext_noop("a percentage (number achieved of the total)")),
    ),
)
SET_TARGET = Parameter(
    "set_target",
    "decimal",
    gettext_noop("Target that the table sets (else that of the pact)"),
    least=ZERO,
    optional=True,
)
BETTER = Parameter(
    "better",
    "choice",
    gettext_noop("Which result is better"),
    default="higher",
    choices=(("higher", gettext_noop("Higher is better")), ("lower", gettext_noop("Lower is better"))),
)
CAPPED = Parameter("capped", "boolean", gettext_noop("Never more than the maximum points"), default=True)
LEAST_SHARE = Parameter(
    "least_share", "decimal", gettext_noop("No points below this per cent of the target"), least=ZERO, optional=True
)
ACTUAL = Input("actual", "number", gettext_noop("Result"))
_FINEST, ONE = Decimal("0.0001"), Decimal(1)


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    return (ACTUAL,) if parameters["of"] == "number" else bands.PAIR


def _score(setting: Setting, entry: Entry) -> Outcome:
    """Higher is better: result ÷ target. Lower is better: target ÷ result where it is missed."""
    result = compared(setting.parameters, entry)
    if result is None:
        return Outcome(ZERO, (Reason("bands.nothing_due"),))
    outcome = _against(setting, result)
    if result.pair is None or outcome.reasons[0].code == "proportional.percentage":
        return outcome
    numerator, denominator = result.pair
    pair = Reason.of("proportional.pair", numerator=numerator, denominator=denominator, ratio=result.shown)
    return outcome._replace(reasons=(pair, *outcome.reasons))


def _against(setting: Setting, result: Comparison) -> Outcome:
    if _is_lower(setting.parameters):
        return _lower(setting, result)
    if result.target <= ZERO:
        return Outcome(ZERO, (Reason.of("proportional.no_share", target=result.goal),))
    if result.actual <= ZERO and setting.parameters["off_each"] is None:
        return Outcome(ZERO, (Reason.of("proportional.none", **result.said),))
    if result.actual > result.target:
        return _beyond(setting, result)
    return _share(setting, result, result.actual, result.target)


def _is_lower(parameters: Typed) -> bool:
    return parameters["better"] == "lower"


def _lower(setting: Setting, result: Comparison) -> Outcome:
    actual, target = result.actual, result.target
    if actual > target > ZERO:
        return _share(setting, result, target, actual)
    if actual > target:
        return Outcome(ZERO, (Reason.of("proportional.above_zero", **result.said),))
    if actual < target and target > ZERO:
        return _beyond(setting, result)
    return Outcome(setting.max_points, (_full(setting, result),))


def _share(setting: Setting, result: Comparison, part: Decimal, whole: Decimal) -> Outcome:
    """The target is missed, or just met; below the least share there is nothing."""
    least, top, ratio = setting.parameters["least_share"], setting.max_points, percentage(max(part, ZERO), whole)
    if least is not None and max(part, ZERO) * HUNDRED < least * whole:
        return Outcome(ZERO, (Reason.of("proportional.too_little", **result.said, ratio=ratio, least=least),))
    if setting.parameters["off_each"] is not None and part != whole:
        return per_cents.short(setting, result)
    points = part * top / whole
    if result.pair and result.goal == HUNDRED and not _is_lower(setting.parameters):
        numerator, denominator = result.pair
        said = {"numerator": numerator, "denominator": denominator, "ratio": ratio, "max": top}
        return Outcome(points, (Reason.of("proportional.percentage", **said),))
    code = "proportional.over" if _is_lower(setting.parameters) else "proportional.share"
    return Outcome(points, (Reason.of(code, **result.said, ratio=ratio, max=top),))


def _beyond(setting: Setting, result: Comparison) -> Outcome:
    """The target is passed: full points, and the same share goes on, or a bonus for each full per cent, or no more.

    Where lower is better, a result of so many per cent below the target is so many per cent beyond it.
    """
    parameters, top, target = setting.parameters, setting.max_points, result.target
    reached = target + abs(result.actual - target)
    if not parameters["capped"]:
        code = "proportional.under" if _is_lower(parameters) else "proportional.share"
        said = {**result.said, "ratio": percentage(reached, target), "max": top}
        return Outcome(reached * top / target, (Reason.of(code, **said),))
    full = _full(setting, result)
    if parameters["bonus_each"] is None:
        return Outcome(top, (full,))
    bonus, reason = per_cents.bonus(parameters, result)
    return Outcome(top + bonus, (full, reason))


def _full(setting: Setting, result: Comparison) -> Reason:
    said = {**result.said, "max": setting.max_points}
    if _is_lower(setting.parameters):
        return Reason.of("proportional.within", **said)
    return Reason.of("proportional.capped", **said, ratio=percentage(result.actual, result.target))


def _words(setting: Setting) -> tuple[Reason, ...]:
    parameters = setting.parameters
    least = parameters["least_share"]
    code = "proportional.rule_lower" if _is_lower(parameters) else "proportional.rule"
    words = [Reason.of(code if parameters["capped"] else f"{code}_uncapped", max=setting.max_points)]
    if parameters["off_each"] is not None:
        code = "proportional.rule_off_lower" if _is_lower(parameters) else "proportional.rule_off"
        unit = per_cents.UNITS[parameters["of"]]
        words = [Reason.of(code, max=setting.max_points, each=parameters["off_each"], unit=unit)]
        words += [] if parameters["capped"] else [Reason("proportional.rule_goes_on")]
    if parameters["set_target"] is not None:
        unit = "_percent" if parameters["of"] == "percentage" else ""
        words.append(Reason.of(f"proportional.rule_target{unit}", target=parameters["set_target"]))
    words += per_cents.words(parameters)
    return tuple(words) if least is None else (*words, Reason.of("proportional.rule_least", least=least))


def _check(setting: Setting) -> Iterator[Problem]:
    parameters = setting.parameters
    least = parameters["least_share"]
    yield from per_cents.check(parameters)
    if least is not None and least > HUNDRED:
        yield Problem.of("proportional.least_above_target", "least_share", least=least)
    if parameters["set_target"] == ZERO and not _is_lower(parameters):
        yield Problem("proportional.target_of_nothing", "set_target")


def _headline(parameters: Typed, values: Typed) -> Decimal | None:
    return values.get("actual") if parameters["of"] == "number" else bands.percentage_of(values)


def _order(parameters: Typed) -> Mapping[str, int]:
    return {_entered(parameters): -1 if _is_lower(parameters) else 1}


def _entered(parameters: Typed) -> str:
    return "actual" if parameters["of"] == "number" else "numerator"


def _reach(setting: Setting, entry: Entry) -> Iterable[Reach]:
    """The least share that counts, then the target, then the next per cent with a bonus."""
    result = compared(setting.parameters, entry)
    if result is None:
        return ()
    name, unit = _entered(setting.parameters), HUNDRED if result.pair else ONE
    step = bands.step_of(*result.pair) if result.pair else _FINEST
    inwards = ROUND_FLOOR if _is_lower(setting.parameters) else ROUND_CEILING
    goals = _goals(setting.parameters, result) if result.target > ZERO else [result.target]
    steps = ({name: (goal / unit / step).to_integral_value(inwards) * step} for goal in goals)
    return reaching.first(_score, setting, entry, (each for each in steps if each[name] >= ZERO or not result.pair))


def _goals(parameters: Typed, result: Comparison) -> Iterator[Decimal]:
    """On the scale of what is compared."""
    least, is_lower, target = parameters["least_share"], _is_lower(parameters), result.target
    if least:
        yield target * HUNDRED / least if is_lower else target * least / HUNDRED
    away, one = per_cents.away(result), per_cents.one(result) if is_lower else -per_cents.one(result)
    if parameters["off_each"] is not None:
        yield target + (away - ONE) * one
    yield target
    yield target - (away + ONE) * one


def _may_exceed(parameters: Typed) -> bool:
    return not parameters["capped"] or parameters["bonus_each"] is not None


TYPE = RuleType(
    label=gettext_noop("Proportional to the target"),
    parameters=(
        OF,
        SET_TARGET,
        BETTER,
        CAPPED,
        per_cents.BONUS_EACH,
        per_cents.BONUS_MOST,
        LEAST_SHARE,
        per_cents.OFF_EACH,
        *CASES,
    ),
    own_inputs=_inputs,
    needs_target=lambda parameters: parameters["set_target"] is None,
    own_target=lambda parameters: parameters["set_target"],
    arithmetic=_score,
    words=_words,
    check=lambda setting: tuple(_check(setting)),
    headline=_headline,
    may_exceed=_may_exceed,
    order=_order,
    reach=_reach,
    sections=("core", "bonus"),
    templates={
        **per_cents.TEMPLATES,
        "proportional.pair": Template(gettext_noop("{numerator} of {denominator} = {ratio} %")),
        "proportional.percentage": Template(gettext_noop("{numerator} of {denominator} = {ratio} % × {max}")),
        "bands.nothing_due": bands.TYPE.templates["bands.nothing_due"],
        "proportional.share": Template(gettext_noop("{actual} of {target} = {ratio} % × {max}")),
        "proportional.capped": Template(gettext_noop("{actual} of {target} = {ratio} %, counted as 100 %: {max}")),
        "proportional.within": Template(gettext_noop("{actual}, not above the target of {target}: full points, {max}")),
        "proportional.over": Template(gettext_noop("target {target} ÷ result {actual} = {ratio} % × {max}")),
        "proportional.under": Template(
            gettext_noop("{actual}, better than the target of {target}, counted as {ratio} % × {max}")
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
        "proportional.rule_target": Template(gettext_noop("the target is {target} for every unit")),
        "proportional.rule_target_percent": Template(gettext_noop("the target is {target} % for every unit")),
        "proportional.target_of_nothing": Template(gettext_noop("Of a target of 0 no share can be computed.")),
        "proportional.rule_least": Template(gettext_noop("nothing below {least} % of the target")),
        "proportional.least_above_target": Template(
            gettext_noop("{least} % of the target would give no points even to who meets it.")
        ),
    },
)
