"""Points by the band in which a number or a percentage lies."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_noop

from clusters.scoring.band import Band, problems_of
from clusters.scoring.declaration import NO_CASE, Input, Outcome, Parameter, RuleType, Setting, Template, Typed
from clusters.scoring.ratio import HUNDRED, percentage
from clusters.scoring.values import ZERO, Entry, Problem, Reason

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
BANDS = Parameter("bands", "bands", gettext_noop("Bands"))
PAIR = (
    Input("numerator", "ratio_part", gettext_noop("Number achieved"), least=ZERO),
    Input("denominator", "ratio_part", gettext_noop("Out of a total of"), least=ZERO),
)


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    """A pair for a percentage; else one number, which may be negative only where the lowest band has no end."""
    if parameters["of"] == "percentage":
        return PAIR
    least = None if any(band.low is None for band in parameters["bands"]) else ZERO
    is_whole = parameters["of"] == "whole_number"
    return (Input("actual", "integer" if is_whole else "number", gettext_noop("Result"), least=least),)


def _score(setting: Setting, entry: Entry) -> Outcome:
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
    return Outcome(points, (Reason.of(f"bands.{of}", band=_notation(of, band), points=points, **shown),))


def _notation(of: str, band: Band) -> str:
    return f"{band.notation}%" if of == "percentage" else band.notation


def _words(setting: Setting) -> tuple[Reason, ...]:
    of = setting.parameters["of"]
    bands = setting.parameters["bands"]
    return tuple(Reason.of("bands.rule", band=_notation(of, band), points=band.points) for band in bands)


def _check(setting: Setting) -> tuple[Problem, ...]:
    """Overlaps, holes (within 0–100 % for percentages, from 0 upwards for numbers), and points above the maximum."""
    bands, of = setting.parameters["bands"], setting.parameters["of"]
    most = HUNDRED if of == "percentage" else None
    too_high = (
        Problem.of("bands.above_max", "bands", band=band.notation, points=band.points, max=setting.max_points)
        for band in bands
        if band.points > setting.max_points
    )
    return (*problems_of(bands, ZERO, most, whole=of == "whole_number"), *too_high)


def _headline(parameters: Typed, values: Typed) -> Decimal | None:
    """The number, or the percentage to four decimals; the pair itself stays in the inputs."""
    if parameters["of"] != "percentage":
        return values.get("actual")
    part, whole = values.get("numerator"), values.get("denominator")
    if part is None or not whole:
        return None
    return (part * HUNDRED / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP)


_BAND = ("band",)
_PAIR = ("band", "other")
TYPE = RuleType(
    label=gettext_noop("Bands of a number or percentage"),
    parameters=(OF, BANDS, NO_CASE),
    own_inputs=_inputs,
    arithmetic=_score,
    words=_words,
    check=_check,
    headline=_headline,
    templates={
        "bands.percentage": Template(
            gettext_noop("{numerator} of {denominator} = {ratio} %, in the band “{band}” → {points}"), bands=_BAND
        ),
        "bands.number": Template(gettext_noop("{actual}, in the band “{band}” → {points}"), bands=_BAND),
        "bands.percentage_outside": Template(gettext_noop("{numerator} of {denominator} = {ratio} %, in no band: 0")),
        "bands.number_outside": Template(gettext_noop("{actual}, in no band: 0")),
        "bands.nothing_due": Template(gettext_noop("the total is 0, so no percentage can be computed: 0")),
        "bands.rule": Template(gettext_noop("{band} → {points}"), bands=_BAND),
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
    },
)
