"""So many points more or less for each full per cent by which a result passes or misses its target."""

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


def away(result: Comparison) -> Decimal:
    """How many full per cent of the target the result lies away from it; the target is above 0."""
    return (abs(result.actual - result.target) * HUNDRED / result.target).to_integral_value(ROUND_FLOOR)


def bonus(parameters: Typed, result: Comparison) -> tuple[Decimal, Reason]:
    """What a result beyond the target adds to the full points."""
    each, most, extra = parameters["bonus_each"], parameters["bonus_most"], away(result)
    more = extra * each
    if most is not None and more > most:
        return most, Reason.of("proportional.bonus_capped", extra=extra, each=each, bonus=more, most=most)
    return more, Reason.of("proportional.bonus", extra=extra, each=each, bonus=more)


def short(setting: Setting, result: Comparison) -> Outcome:
    """What a result that misses the target leaves of the full points."""
    each, top, missed = setting.parameters["off_each"], setting.max_points, away(result)
    said = {**result.said, "short": missed, "each": each, "max": top}
    if missed * each > top:
        return Outcome(ZERO, (Reason.of("proportional.off_all", **said),))
    points = top - missed * each
    return Outcome(points, (Reason.of("proportional.off", **said, points=points),))


def words(parameters: Typed) -> Iterator[Reason]:
    """What the rule adds beyond the target."""
    each, most = parameters["bonus_each"], parameters["bonus_most"]
    if each is not None and most is not None:
        yield Reason.of("proportional.rule_bonus", each=each, most=most)
    elif each is not None:
        yield Reason.of("proportional.rule_bonus_open", each=each)


def check(parameters: Typed) -> Iterator[Problem]:
    """A bonus where points go on in proportion anyway, or the limit of none."""
    each, most = parameters["bonus_each"], parameters["bonus_most"]
    if each is not None and not parameters["capped"]:
        yield Problem("proportional.bonus_uncapped", "bonus_each")
    if each is None and most is not None:
        yield Problem("proportional.bonus_of_nothing", "bonus_most")


TEMPLATES: Mapping[str, Template] = {
    "proportional.bonus": Template(gettext_noop("{extra} full per cent beyond it × {each} = {bonus} more")),
    "proportional.bonus_capped": Template(
        gettext_noop("{extra} full per cent beyond it × {each} = {bonus}, at most {most} more")
    ),
    "proportional.off": Template(
        gettext_noop("{actual}, target {target}: {short} full per cent short; {max} − {short} × {each} = {points}")
    ),
    "proportional.off_all": Template(
        gettext_noop("{actual}, target {target}: {short} full per cent short × {each}, more than the {max}: 0")
    ),
    "proportional.rule_bonus": Template(
        gettext_noop("{each} more for each full per cent better than the target, at most {most} more")
    ),
    "proportional.rule_bonus_open": Template(gettext_noop("{each} more for each full per cent better than the target")),
    "proportional.rule_off": Template(
        gettext_noop("{max} at the target, {each} off for each full per cent short of it")
    ),
    "proportional.rule_off_lower": Template(
        gettext_noop("{max} up to the target, {each} off for each full per cent above it (lower is better)")
    ),
    "proportional.rule_goes_on": Template(gettext_noop("more in proportion beyond it")),
    "proportional.bonus_uncapped": Template(
        gettext_noop("A bonus for each per cent goes with the maximum: tick the cap, or take the bonus away.")
    ),
    "proportional.bonus_of_nothing": Template(
        gettext_noop("There is a limit for the bonus, but no bonus for each per cent.")
    ),
}
