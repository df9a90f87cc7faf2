"""Standard points, less what the band of the backlog takes off; a band may void the item."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext_noop

from clusters.scoring import reaching
from clusters.scoring.band import Band, ladder, problems_of
from clusters.scoring.declaration import CASES, Input, Outcome, Parameter, Reach, RuleType, Setting, Template, Typed
from clusters.scoring.ratio import HUNDRED, percentage
from clusters.scoring.rules import bands, deduction
from clusters.scoring.values import ZERO, Entry, Problem, Reason

VOID = "void"
OF = Parameter("of", "choice", gettext_noop("Backlog as"), default="percentage", choices=bands.OF.choices)
BANDS = Parameter("bands", "bands", gettext_noop("Backlog and the points it takes off"), effects=(VOID,))
LEFT = gettext_noop("Left over")
PAIR = (
    Input("numerator", "ratio_part", LEFT, least=ZERO),
    Input("denominator", "ratio_part", gettext_noop("Out of a total of"), least=ZERO),
)
_FINEST, ONE = Decimal("0.01"), Decimal(1)


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    if parameters["of"] == "percentage":
        return PAIR
    return (Input("actual", "integer" if parameters["of"] == "whole_number" else "number", LEFT, least=ZERO),)


def _score(setting: Setting, entry: Entry) -> Outcome:
    parameters, measured = setting.parameters, _measured(setting.parameters, entry.values)
    band = next((each for each in parameters["bands"] if each.holds(measured)), None)
    points, found = _left(setting, band), _found(parameters, entry, measured)
    if band is None:
        return Outcome(points, (found, Reason("backlog.outside")))
    values = {"max": setting.max_points, "off": band.points, "points": points}
    why = Reason.of(f"backlog.{_end(setting, band)}", band=_notation(parameters, band), **values)
    return Outcome(points, (found, why))


def _measured(parameters: Typed, values: Typed) -> Decimal:
    """The number; or per cent between 0 and 100, and nothing left over of nothing is no backlog."""
    if parameters["of"] != "percentage":
        return values["actual"]
    left, whole = values["numerator"], values["denominator"]
    if left >= whole:
        return HUNDRED if left > ZERO else ZERO
    return left * HUNDRED / whole


def _left(setting: Setting, band: Band | None) -> Decimal:
    """What the band leaves of the standard points; nothing where no band says."""
    if band is None or band.effect == VOID:
        return ZERO
    return min(max(setting.max_points - band.points, setting.parameters["floor"]), setting.max_points)


def _end(setting: Setting, band: Band) -> str:
    if band.effect == VOID:
        return "void"
    return "floored" if setting.max_points - band.points < setting.parameters["floor"] else "left"


def _found(parameters: Typed, entry: Entry, measured: Decimal) -> Reason:
    """How large the backlog is."""
    if parameters["of"] != "percentage":
        return Reason.of("backlog.number", actual=measured)
    left, whole = entry.values["numerator"], entry.values["denominator"]
    shown = percentage(left, whole) if ZERO < left < whole else measured
    return Reason.of("backlog.percentage", numerator=left, denominator=whole, ratio=shown)


def _notation(parameters: Typed, band: Band) -> str:
    return f"{band.notation}%" if parameters["of"] == "percentage" else band.notation


def _words(setting: Setting) -> tuple[Reason, ...]:
    parameters = setting.parameters
    bands_said = [
        Reason.of(
            "backlog.rule_void" if band.effect == VOID else "backlog.rule_band",
            band=_notation(parameters, band),
            off=band.points,
        )
        for band in parameters["bands"]
    ]
    return (Reason.of("backlog.rule", max=setting.max_points, floor=parameters["floor"]), *bands_said)


def _check(setting: Setting) -> tuple[Problem, ...]:
    """As bands; no more can be taken off, or be left, than the standard points."""
    parameters, most = setting.parameters, setting.max_points
    too_much = (
        Problem.of("backlog.above_max", "bands", band=_notation(parameters, band), off=band.points, max=most)
        for band in parameters["bands"]
        if band.points > most
    )
    floor = parameters["floor"]
    too_high = (Problem.of("deduction.floor_above_max", "floor", floor=floor, max=most),) if floor > most else ()
    return (*_seams(parameters), *too_much, *too_high)


def _seams(parameters: Typed) -> Iterable[Problem]:
    most = HUNDRED if parameters["of"] == "percentage" else None
    return problems_of(parameters["bands"], ZERO, most, whole=parameters["of"] == "whole_number")


def _order(parameters: Typed) -> Mapping[str, int]:
    """More left over never gives more, where the bands take off more and more and leave nothing between them."""
    ordered = sorted(parameters["bands"], key=lambda band: (band.low is not None, band.low or ZERO))
    losses = [(band.effect == VOID, ZERO if band.effect == VOID else band.points) for band in ordered]
    if losses != sorted(losses) or any(_seams(parameters)):
        return {}
    return {"numerator": -1, "denominator": 1} if parameters["of"] == "percentage" else {"actual": -1}


def _reach(setting: Setting, entry: Entry) -> Iterable[Reach]:
    """The largest backlog in each lower band that leaves more."""
    parameters, values = setting.parameters, entry.values
    by_share = parameters["of"] == "percentage"
    name, scale = ("numerator", values["denominator"] / HUNDRED) if by_share else ("actual", ONE)
    ends = (band.scaled(scale) for band in parameters["bands"])
    less = (left for left in ladder(ends, values[name], _FINEST if parameters["of"] == "number" else ONE))
    return reaching.better(_score, setting, entry, ({name: left} for left in less if ZERO <= left < values[name]))


_BAND = ("band",)
_SEAMS = ("bands.empty", "bands.overlap", "bands.hole", "bands.hole_below", "bands.hole_above")
TYPE = RuleType(
    label=gettext_noop("Standard points less the backlog"),
    parameters=(OF, BANDS, deduction.FLOOR, *CASES),
    own_inputs=_inputs,
    arithmetic=_score,
    words=_words,
    check=_check,
    headline=bands.TYPE.headline,
    order=_order,
    reach=_reach,
    sections=("core", "bonus"),
    templates={
        "backlog.percentage": Template(gettext_noop("{numerator} of {denominator} = {ratio} % left over")),
        "backlog.number": Template(gettext_noop("{actual} left over")),
        "backlog.left": Template(gettext_noop("in the band “{band}”: {max} − {off} = {points}"), bands=_BAND),
        "backlog.floored": Template(
            gettext_noop("in the band “{band}”: {max} − {off}, but not below {points}"), bands=_BAND
        ),
        "backlog.void": Template(gettext_noop("in the band “{band}”, which voids the item: 0"), bands=_BAND),
        "backlog.outside": Template(gettext_noop("in no band: 0")),
        "backlog.rule": Template(gettext_noop("standard points {max}, not below {floor}")),
        "backlog.rule_band": Template(gettext_noop("backlog {band}: {off} off"), bands=_BAND),
        "backlog.rule_void": Template(gettext_noop("backlog {band}: the item is void"), bands=_BAND),
        "backlog.above_max": Template(
            gettext_noop("The band “{band}” takes {off} off, more than the criterion's maximum of {max}."), bands=_BAND
        ),
        **{code: bands.TYPE.templates[code] for code in _SEAMS},
        "deduction.floor_above_max": deduction.TYPE.templates["deduction.floor_above_max"],
    },
)
