"""Points by several results, one for each event or period: their average, sum, last, worst or best."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext_noop

from clusters.scoring import reaching, series
from clusters.scoring.band import Band, above, direction, ladder, problems_of
from clusters.scoring.declaration import CASES, Input, Outcome, Parameter, Reach, RuleType, Setting, Template, Typed
from clusters.scoring.rules import bands as band_rule
from clusters.scoring.rules.proportional import BETTER
from clusters.scoring.values import ZERO, Entry, Problem, Reason

WAY = Parameter(
    "way",
    "choice",
    gettext_noop("What counts of several results"),
    default=series.AVERAGE,
    choices=(
        (series.AVERAGE, gettext_noop("their average")),
        (series.SUM, gettext_noop("their sum")),
        (series.LAST, gettext_noop("the last one")),
        (series.WORST, gettext_noop("the worst one")),
        (series.BEST, gettext_noop("the best one")),
    ),
)
AS_POINTS, BY_BANDS, EACH_BY_BANDS, MULTIPLIED = "points", "bands", "each", "multiplied"
GIVES = Parameter(
    "gives",
    "choice",
    gettext_noop("How it gives points"),
    default=AS_POINTS,
    choices=(
        (AS_POINTS, gettext_noop("It is the points")),
        (BY_BANDS, gettext_noop("By the band in which it lies")),
        (EACH_BY_BANDS, gettext_noop("Each result by its band, then the points of all")),
        (MULTIPLIED, gettext_noop("It is multiplied by points")),
    ),
)
BANDS = Parameter("bands", "bands", gettext_noop("Bands"), optional=True)
POINTS_EACH = Parameter("points_each", "decimal", gettext_noop("Points for each one"), least=ZERO, optional=True)
WHOLE = Parameter("whole", "boolean", gettext_noop("Results are whole numbers"), default=False)
RESULTS = gettext_noop("Result of each event or period")
_FINEST, _ONE = Decimal("0.0001"), Decimal(1)


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    by_bands = parameters["gives"] in (BY_BANDS, EACH_BY_BANDS)
    is_open = by_bands and any(band.low is None for band in parameters["bands"] or ())
    return (Input("results", "series", RESULTS, least=None if is_open else ZERO, whole=parameters["whole"]),)


def _score(setting: Setting, entry: Entry) -> Outcome:
    results, gives = entry.values["results"], setting.parameters["gives"]
    if gives == EACH_BY_BANDS:
        return _each_by_bands(setting, results)
    one = _made_one(setting, results)
    said = _said(setting, results, one)
    if gives == BY_BANDS:
        points, reason = _by_band(setting, one)
        return Outcome(points, (said, reason))
    if gives == MULTIPLIED:
        each = setting.parameters["points_each"] or ZERO
        # Multiplied first: a mean that no decimal holds would be too small or too large by its last digit.
        points = _made_one(setting, tuple(result * each for result in results))
        values = {"value": series.shown(one), "each": each, "points": series.shown(points)}
        return _within(setting, points, said, Reason.of("periods.multiplied", **values))
    return _within(setting, one, said)


def _made_one(setting: Setting, results: tuple[Decimal, ...]) -> Decimal:
    return series.made_one(results, setting.parameters["way"], setting.parameters["better"] == "lower")


def _said(setting: Setting, numbers: tuple[Decimal, ...], one: Decimal) -> Reason:
    way = dict(WAY.choices)[setting.parameters["way"]]
    return Reason.of("periods.made_one", each=series.joined(numbers), way=way, value=series.shown(one))


def _within(setting: Setting, points: Decimal, *said: Reason) -> Outcome:
    """No more than the maximum."""
    top = setting.max_points
    if points <= top:
        return Outcome(points, said)
    return Outcome(top, (*said, Reason.of("periods.capped", points=series.shown(points), max=top)))


def _by_band(setting: Setting, value: Decimal) -> tuple[Decimal, Reason]:
    band = _band(setting, value)
    if band is None:
        return ZERO, Reason.of("periods.outside", value=series.shown(value))
    points = min(band.points, setting.max_points)
    return points, Reason.of("periods.band", value=series.shown(value), band=band.notation, points=points)


def _band(setting: Setting, value: Decimal) -> Band | None:
    return next((band for band in setting.parameters["bands"] or () if band.holds(value)), None)


def _each_by_bands(setting: Setting, results: tuple[Decimal, ...]) -> Outcome:
    """The points of each, of which the fewest are the worst; the most, where they are taken off."""
    found = tuple(_by_band(setting, one)[0] for one in results)
    one = series.made_one(found, setting.parameters["way"], lower_is_better=setting.is_penalty)
    each = Reason.of("periods.each", results=series.joined(results), points=series.joined(found))
    return _within(setting, one, each, _said(setting, found, one))


def _words(setting: Setting) -> tuple[Reason, ...]:
    parameters, gives = setting.parameters, setting.parameters["gives"]
    words = [Reason.of(f"periods.rule_{gives}", **_rule(setting))]
    if gives in (BY_BANDS, EACH_BY_BANDS):
        bands = parameters["bands"] or ()
        words += [Reason.of("bands.rule", band=band.notation, points=band.points) for band in bands]
    return tuple(words)


def _rule(setting: Setting) -> dict[str, Decimal | str]:
    way = dict(WAY.choices)[setting.parameters["way"]]
    return {"way": way, "max": setting.max_points, "each": setting.parameters["points_each"] or ZERO}


def _check(setting: Setting) -> Iterator[Problem]:
    """Each way of giving points has what it needs and nothing else."""
    parameters, gives = setting.parameters, setting.parameters["gives"]
    by_bands = gives in (BY_BANDS, EACH_BY_BANDS)
    if bool(parameters["bands"]) is not by_bands:
        yield Problem("periods.bands_missing" if by_bands else "periods.bands_unused", "bands")
    if (parameters["points_each"] is not None) is not (gives == MULTIPLIED):
        yield Problem("periods.each_missing" if gives == MULTIPLIED else "periods.each_unused", "points_each")
    if by_bands and parameters["bands"]:
        yield from _seams(parameters)
        yield from above(parameters["bands"], setting.max_points)


def _seams(parameters: Typed) -> Iterator[Problem]:
    """An average of whole numbers is seldom one."""
    is_mean = parameters["gives"] == BY_BANDS and parameters["way"] == series.AVERAGE
    return problems_of(parameters["bands"], ZERO, None, whole=parameters["whole"] and not is_mean)


def _headline(parameters: Typed, values: Typed) -> Decimal | None:
    """The one number that they come to, before any band."""
    results = values.get("results")
    if results is None:
        return None
    return series.made_one(results, parameters["way"], parameters["better"] == "lower")


def _order(parameters: Typed) -> Mapping[str, int]:
    if parameters["gives"] in (AS_POINTS, MULTIPLIED):
        return {"results": 1}
    bands = parameters["bands"] or ()
    way = direction(bands)
    return {"results": way} if bands and way and not any(_seams(parameters)) else {}


def _reach(setting: Setting, entry: Entry) -> Iterable[Reach]:
    """One result changed by the least that helps."""
    results = entry.values["results"]
    (asked,) = _inputs(setting.parameters)
    found = ({"results": series} for series in _steps(setting, results) if asked.admits(series))
    return reaching.first(_score, setting, entry, found)


def _steps(setting: Setting, results: tuple[Decimal, ...]) -> Iterator[tuple[Decimal, ...]]:
    parameters = setting.parameters
    gives, way, is_lower = parameters["gives"], parameters["way"], parameters["better"] == "lower"
    step = _ONE if parameters["whole"] else _FINEST
    if gives == EACH_BY_BANDS:
        yield from _one_by_one(parameters, results, step)
        return
    for goal in _goals(setting, _made_one(setting, results), step):
        yield series.with_one_changed(results, way, goal, is_lower)


def _one_by_one(parameters: Typed, results: tuple[Decimal, ...], step: Decimal) -> Iterator[tuple[Decimal, ...]]:
    """Each result in turn moved to another band, the smallest move first."""
    ladders = ((at, ladder(parameters["bands"] or (), one, step)) for at, one in enumerate(results))
    moves = [(abs(goal - results[at]), at, goal) for at, goals in ladders for goal in goals]
    yield from ((*results[:at], goal, *results[at + 1 :]) for _far, at, goal in sorted(moves))


def _goals(setting: Setting, now: Decimal, step: Decimal) -> Iterable[Decimal]:
    """What the one number could be instead: in another band, or worth all points."""
    parameters, top = setting.parameters, ZERO if setting.is_penalty else setting.max_points
    if parameters["gives"] == BY_BANDS:
        return ladder(parameters["bands"] or (), now, step)
    if parameters["gives"] == AS_POINTS:
        return (top,)
    each = parameters["points_each"]
    return ((top / each / step).to_integral_value("ROUND_CEILING") * step,) if each else ()


_BAND, _WAY, _EACH = ("band",), ("way",), ("each",)
TYPE = RuleType(
    label=gettext_noop("Several events or periods"),
    parameters=(WAY, GIVES, BANDS, POINTS_EACH, BETTER, WHOLE, *CASES),
    own_inputs=_inputs,
    arithmetic=_score,
    words=_words,
    check=lambda setting: tuple(_check(setting)),
    headline=_headline,
    order=_order,
    reach=_reach,
    templates={
        "periods.made_one": Template(gettext_noop("{each}: {way} = {value}"), words=_WAY, series=_EACH),
        "periods.each": Template(
            gettext_noop("{results} give {points} points, each by its band"), series=("results", "points")
        ),
        "periods.capped": Template(gettext_noop("{points}, of which at most {max} counts")),
        "periods.multiplied": Template(gettext_noop("{value} × {each} = {points}")),
        "periods.band": Template(gettext_noop("{value}, in the band “{band}” → {points}"), bands=_BAND),
        "periods.outside": Template(gettext_noop("{value}, in no band: 0")),
        "periods.rule_points": Template(gettext_noop("points: of several results {way}, at most {max}"), words=_WAY),
        "periods.rule_multiplied": Template(
            gettext_noop("{each} points × of several results {way}, at most {max}"), words=_WAY
        ),
        "periods.rule_bands": Template(gettext_noop("of several results {way} counts"), words=_WAY),
        "periods.rule_each": Template(
            gettext_noop("each of several results has points by its band, of which {way} counts, at most {max}"),
            words=_WAY,
        ),
        "periods.bands_missing": Template(gettext_noop("The results give points by bands: write the bands.")),
        "periods.bands_unused": Template(
            gettext_noop("The bands are not used: choose points by bands, or take them away.")
        ),
        "periods.each_missing": Template(gettext_noop("The result is multiplied by points: write how many.")),
        "periods.each_unused": Template(
            gettext_noop("Points for each one are not used: choose multiplying, or take them away.")
        ),
        "bands.rule": band_rule.TYPE.templates["bands.rule"],
        **band_rule.SEAMS,
    },
)
