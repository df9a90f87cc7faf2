"""Points by the band in which a number or a percentage lies."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext_noop

from clusters.scoring import effects, reaching
from clusters.scoring.band import Band, above, direction, ladder, problems_of
from clusters.scoring.declaration import CASES, Input, Outcome, Parameter, Reach, RuleType, Setting, Template, Typed
from clusters.scoring.ratio import HUNDRED, percentage
from clusters.scoring.values import ZERO, ZERO_PARENT, Entry, Problem, Reason

OF = Parameter(
    "of",
    "choice",
    gettext_noop("Bands of"),
    default="percentage",
    choices=(
        ("percentage", gettext_noop("a percentage (number achieved of the total)")),
        ("number", gettext_noop("a number")),
        ("whole_number", gettext_noop("a whole number (days, cases)")),
    ),
)
BANDS = Parameter("bands", "bands", gettext_noop("Bands"), effects=(ZERO_PARENT,))
LIFTED_TO = Parameter(
    "lifted_to", "decimal", gettext_noop("Points at least where an exception is recognised"), least=ZERO, optional=True
)
PAIR = (
    Input("numerator", "ratio_part", gettext_noop("Number achieved"), least=ZERO),
    Input("denominator", "ratio_part", gettext_noop("Out of a total of"), least=ZERO),
)
EXCEPTION = Input("exception", "boolean", gettext_noop("Exception recognised (urged in writing, …)"), required=False)
FINEST = Decimal("0.0001")
ONE = Decimal(1)


def number_of(bands: Iterable[Band], name: str, label: str, whole: bool) -> Input:
    """The number whose band counts: negative only where the lowest band has no end."""
    least = None if any(band.low is None for band in bands) else ZERO
    return Input(name, "integer" if whole else "number", label, least=least)


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    """A pair for a percentage, else one number."""
    asked: tuple[Input, ...] = PAIR
    if parameters["of"] != "percentage":
        whole = parameters["of"] == "whole_number"
        asked = (number_of(parameters["bands"], "actual", gettext_noop("Result"), whole),)
    return asked if parameters["lifted_to"] is None else (*asked, EXCEPTION)


def _score(setting: Setting, entry: Entry) -> Outcome:
    lifted_to = setting.parameters["lifted_to"]
    found = _by_band(setting, entry)
    if lifted_to is None or entry.values.get("exception") is not True or found.points >= lifted_to:
        return found
    points = min(lifted_to, setting.max_points)
    return Outcome(points, (*found.reasons, Reason.of("bands.lifted", points=points)))


def _by_band(setting: Setting, entry: Entry) -> Outcome:
    if setting.parameters["of"] != "percentage":
        actual = entry.values["actual"]
        return _outcome("number", _band(setting, actual), setting.max_points, actual=actual)
    part, whole = entry.values["numerator"], entry.values["denominator"]
    if whole == ZERO:
        return Outcome(ZERO, (Reason.of("bands.nothing_due"),))
    band = _band_of_percentage(setting, part * HUNDRED / whole)
    shown = percentage(part, whole)
    return _outcome("percentage", band, setting.max_points, numerator=part, denominator=whole, ratio=shown)


def _band(setting: Setting, value: Decimal) -> Band | None:
    return next((band for band in setting.parameters["bands"] if band.holds(value)), None)


def _band_of_percentage(setting: Setting, value: Decimal) -> Band | None:
    """More than 100 % counts as 100 % where the table ends there, as tables that say '100 % → 2' mean it."""
    return _band(setting, value) or (_band(setting, HUNDRED) if value > HUNDRED else None)


def _outcome(of: str, band: Band | None, max_points: Decimal, **shown: Decimal) -> Outcome:
    if band is None:
        return Outcome(ZERO, (Reason.of(f"bands.{of}_outside", **shown),))
    points = min(band.points, max_points)
    reasons = (Reason.of(f"bands.{of}", band=_notation(of, band), points=points, **shown),)
    return Outcome(points, (*reasons, Reason("bands.zeroing")) if band.effect else reasons, band.effect)


def _notation(of: str, band: Band) -> str:
    return f"{band.notation}%" if of == "percentage" else band.notation


def _words(setting: Setting) -> tuple[Reason, ...]:
    of, bands, lifted_to = (setting.parameters[name] for name in ("of", "bands", "lifted_to"))
    words = tuple(
        Reason.of("bands.rule_zeroing" if band.effect else "bands.rule", band=_notation(of, band), points=band.points)
        for band in bands
    )
    return words if lifted_to is None else (*words, Reason.of("bands.rule_lifted", points=lifted_to))


def _check(setting: Setting) -> tuple[Problem, ...]:
    """Overlaps, holes (within 0–100 % for percentages, from 0 upwards for numbers), and points above the maximum."""
    return (*_seams(setting.parameters), *above(setting.parameters["bands"], setting.max_points), *_lift(setting))


def _seams(parameters: Typed) -> Iterator[Problem]:
    most = HUNDRED if parameters["of"] == "percentage" else None
    return problems_of(parameters["bands"], ZERO, most, whole=parameters["of"] == "whole_number")


def _lift(setting: Setting) -> Iterator[Problem]:
    lifted_to = setting.parameters["lifted_to"]
    if lifted_to is not None and setting.is_penalty:
        yield Problem("bands.lifted_penalty", "lifted_to")
    elif lifted_to is not None and lifted_to > setting.max_points:
        yield Problem.of("bands.lifted_above_max", "lifted_to", points=lifted_to, max=setting.max_points)


def _headline(parameters: Typed, values: Typed) -> Decimal | None:
    return values.get("actual") if parameters["of"] != "percentage" else percentage_of(values)


def percentage_of(values: Typed) -> Decimal | None:
    """The percentage as exact as decimals are, None where it cannot be told; the pair itself stays in the inputs."""
    part, whole = values.get("numerator"), values.get("denominator")
    if part is None or not whole:
        return None
    return part * HUNDRED / whole


def _order(parameters: Typed) -> Mapping[str, int]:
    """As the bands rise or fall, where they leave nothing between them."""
    way = direction(parameters["bands"])
    if not way or any(_seams(parameters)):
        return {}
    return {"numerator" if parameters["of"] == "percentage" else "actual": way}


def _reach(setting: Setting, entry: Entry) -> Iterable[Reach]:
    return reaching.first(_score, setting, entry, _steps(setting.parameters, entry.values))


def _steps(parameters: Typed, values: Typed) -> Iterator[Typed]:
    """The nearest result in each of the other bands; of a percentage, more or less achieved of the same total."""
    if parameters["of"] != "percentage":
        step = ONE if parameters["of"] == "whole_number" else FINEST
        yield from ({"actual": value} for value in ladder(parameters["bands"], values["actual"], step))
        return
    part, whole = values["numerator"], values["denominator"]
    bands = (band.scaled(whole / HUNDRED) for band in parameters["bands"])
    yield from ({"numerator": value} for value in ladder(bands, part, step_of(part, whole)) if value >= ZERO)


def step_of(part: Decimal, whole: Decimal) -> Decimal:
    """By how much the number achieved can grow: by one where both are whole, as of things that are counted."""
    return ONE if part == part.to_integral_value() and whole == whole.to_integral_value() else FINEST


def _effect_of(setting: Setting, points: Decimal) -> str:
    return effects.at(setting.parameters["bands"], points)


_BAND = ("band",)
_PAIR = ("band", "other")
# What is said of any list of bands; every rule that has one uses these.
SEAMS = {
    "bands.empty": Template(gettext_noop("No number can lie in the band “{band}”."), bands=_BAND),
    "bands.overlap": Template(gettext_noop("The bands “{band}” and “{other}” overlap."), bands=_PAIR),
    "bands.hole": Template(
        gettext_noop("Between the bands “{band}” and “{other}” there are numbers without points."), bands=_PAIR
    ),
    "bands.hole_below": Template(
        gettext_noop("The lowest band, “{band}”, leaves numbers from {least} up without points."), bands=_BAND
    ),
    "bands.hole_above": Template(
        gettext_noop("The highest band, “{band}”, leaves higher numbers without points."), bands=_BAND
    ),
    "bands.above_max": Template(
        gettext_noop("The band “{band}” gives {points}, more than the criterion's maximum of {max}."), bands=_BAND
    ),
}
TYPE = RuleType(
    label=gettext_noop("Bands of a number or percentage"),
    parameters=(OF, BANDS, LIFTED_TO, *CASES),
    own_inputs=_inputs,
    arithmetic=_score,
    words=_words,
    check=_check,
    headline=_headline,
    order=_order,
    reach=_reach,
    effect_of=_effect_of,
    templates={
        "bands.percentage": Template(
            gettext_noop("{numerator} of {denominator} = {ratio} %, in the band “{band}” → {points}"), bands=_BAND
        ),
        "bands.number": Template(gettext_noop("{actual}, in the band “{band}” → {points}"), bands=_BAND),
        "bands.percentage_outside": Template(gettext_noop("{numerator} of {denominator} = {ratio} %, in no band: 0")),
        "bands.number_outside": Template(gettext_noop("{actual}, in no band: 0")),
        "bands.nothing_due": Template(gettext_noop("the total is 0, so no percentage can be computed: 0")),
        "bands.zeroing": Template(gettext_noop("and the whole group is left without points")),
        "bands.lifted": Template(gettext_noop("an exception is recognised: at least {points}")),
        "bands.rule": Template(gettext_noop("{band} → {points}"), bands=_BAND),
        "bands.rule_zeroing": Template(gettext_noop("{band} → {points}, and nothing for the whole group"), bands=_BAND),
        "bands.rule_lifted": Template(gettext_noop("at least {points} where an exception is recognised")),
        "bands.lifted_above_max": Template(
            gettext_noop("An exception gives {points}, more than the criterion's maximum of {max}.")
        ),
        "bands.lifted_penalty": Template(gettext_noop("Points that are taken off cannot be lifted by an exception.")),
        **SEAMS,
    },
)
