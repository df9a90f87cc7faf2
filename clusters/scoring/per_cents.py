"""So many points more or less for each full per cent by which a result passes or misses its target.

Of a number it is a per cent of the target; of a percentage a percentage point, as "cứ thấp hơn 1 %" is meant of a rate.
"""

from collections.abc import Iterator, Mapping
from decimal import ROUND_FLOOR, Decimal

from django.utils.translation import gettext_noop

from clusters.scoring.comparing import Comparison
from clusters.scoring.declaration import Outcome, Parameter, Setting, Template, Typed
from clusters.scoring.ratio import HUNDRED
from clusters.scoring.values import ZERO, Problem, Reason

BONUS_EACH = Parameter(
    "bonus_each", "decimal", gettext_noop("Bonus for each full per cent beyond the target"), least=ZERO, optional=True
)
BONUS_MOST = Parameter("bonus_most", "decimal", gettext_noop("Bonus at most"), least=ZERO, optional=True)
OFF_EACH = Parameter(
    "off_each",
    "decimal",
    gettext_noop("Points off for each full per cent short of the target (else in proportion)"),
    least=ZERO,
    optional=True,
)
# What is counted, by how the result is entered.
UNITS: Mapping[str, str] = {
    "number": gettext_noop("full per cent of the target"),
    "percentage": gettext_noop("full percentage point"),
}


def away(result: Comparison) -> Decimal:
    """How many full ones the result lies away from the target, which is above 0."""
    return (abs(result.actual - result.target) / one(result)).to_integral_value(ROUND_FLOOR)


def one(result: Comparison) -> Decimal:
    """One per cent, or percentage point, on the scale of what is compared."""
    return result.target / HUNDRED if result.pair is None else result.pair[1]


def bonus(parameters: Typed, result: Comparison) -> tuple[Decimal, Reason]:
    """What a result beyond the target adds to the full points."""
    each, most, extra = parameters["bonus_each"], parameters["bonus_most"], away(result)
    more = extra * each
    if most is not None and more > most:
        return most, _said("proportional.bonus_capped", result, extra=extra, each=each, bonus=more, most=most)
    return more, _said("proportional.bonus", result, extra=extra, each=each, bonus=more)


def short(setting: Setting, result: Comparison) -> Outcome:
    """What a result that misses the target leaves of the full points."""
    each, top, missed = setting.parameters["off_each"], setting.max_points, away(result)
    said = {**result.said, "short": missed, "each": each, "max": top}
    if missed * each > top:
        return Outcome(ZERO, (_said("proportional.off_all", result, **said),))
    points = top - missed * each
    return Outcome(points, (_said("proportional.off", result, **said, points=points),))


def _said(code: str, result: Comparison, **values: Decimal) -> Reason:
    return Reason.of(code, unit=UNITS["number" if result.pair is None else "percentage"], **values)


def words(parameters: Typed) -> Iterator[Reason]:
    """What the rule adds beyond the target."""
    each, most = parameters["bonus_each"], parameters["bonus_most"]
    unit = UNITS[parameters["of"]]
    if each is not None and most is not None:
        yield Reason.of("proportional.rule_bonus", each=each, most=most, unit=unit)
    elif each is not None:
        yield Reason.of("proportional.rule_bonus_open", each=each, unit=unit)


def check(parameters: Typed) -> Iterator[Problem]:
    """A bonus where points go on in proportion anyway, or the limit of none."""
    each, most = parameters["bonus_each"], parameters["bonus_most"]
    if each is not None and not parameters["capped"]:
        yield Problem("proportional.bonus_uncapped", "bonus_each")
    if each is None and most is not None:
        yield Problem("proportional.bonus_of_nothing", "bonus_most")


_UNIT = ("unit",)
TEMPLATES: Mapping[str, Template] = {
    "proportional.bonus": Template(
        gettext_noop("beyond it by {extra} ({unit}): {extra} × {each} = {bonus} more"), words=_UNIT
    ),
    "proportional.bonus_capped": Template(
        gettext_noop("beyond it by {extra} ({unit}): {extra} × {each} = {bonus}, at most {most} more"), words=_UNIT
    ),
    "proportional.off": Template(
        gettext_noop("{actual}, target {target}: short by {short} ({unit}); {max} − {short} × {each} = {points}"),
        words=_UNIT,
    ),
    "proportional.off_all": Template(
        gettext_noop("{actual}, target {target}: short by {short} ({unit}); {short} × {each} is more than {max}: 0"),
        words=_UNIT,
    ),
    "proportional.rule_bonus": Template(
        gettext_noop("{each} more for each {unit} better than it, at most {most} more"), words=_UNIT
    ),
    "proportional.rule_bonus_open": Template(gettext_noop("{each} more for each {unit} better than it"), words=_UNIT),
    "proportional.rule_off": Template(
        gettext_noop("{max} at the target, {each} off for each {unit} short of it"), words=_UNIT
    ),
    "proportional.rule_off_lower": Template(
        gettext_noop("{max} up to the target, {each} off for each {unit} above it (lower is better)"), words=_UNIT
    ),
    "proportional.rule_goes_on": Template(gettext_noop("more in proportion beyond it")),
    "proportional.bonus_uncapped": Template(
        gettext_noop("A bonus for each per cent goes with the maximum: tick the cap, or take the bonus away.")
    ),
    "proportional.bonus_of_nothing": Template(
        gettext_noop("There is a limit for the bonus, but no bonus for each per cent.")
    ),
}
