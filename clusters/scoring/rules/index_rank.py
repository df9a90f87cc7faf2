"""Points by the rank in an index that somebody else publishes (PAR Index, DDCI), or by the places gained in it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext_noop

from clusters.scoring import reaching
from clusters.scoring.band import Band, above, ladder, problems_of
from clusters.scoring.declaration import CASES, Input, Outcome, Parameter, Reach, RuleType, Setting, Template, Typed
from clusters.scoring.rules import bands as plain
from clusters.scoring.values import ZERO, Entry, Problem, Reason

FIRST = Decimal(1)
RANK, GAINED = "rank", "places_gained"
BY = Parameter(
    "by",
    "choice",
    gettext_noop("Points by"),
    default=RANK,
    choices=(
        (RANK, gettext_noop("the rank in the index")),
        (GAINED, gettext_noop("places gained in the index")),
    ),
)
BANDS = Parameter("bands", "bands", gettext_noop("Ranks or places gained, and their points"), optional=True)
EACH = Parameter("points_each", "decimal", gettext_noop("Points for each place gained"), least=ZERO, optional=True)
NOW = Input("rank", "integer", gettext_noop("Rank this year"), least=FIRST)
BEFORE = Input("rank_before", "integer", gettext_noop("Rank last year"), least=FIRST)


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    return (NOW,) if parameters["by"] == RANK else (NOW, BEFORE)


def _score(setting: Setting, entry: Entry) -> Outcome:
    parameters, figure = setting.parameters, _figure(setting.parameters, entry.values)
    if parameters["by"] == RANK:
        found = Reason.of("index.rank", rank=figure)
    else:
        found = _moved(entry.values["rank_before"], entry.values["rank"])
    points, why = _points(setting, figure)
    return Outcome(points, (found, why))


def _figure(parameters: Typed, values: Typed) -> Decimal:
    """What the points follow from: the rank, or the places gained, negative where places were lost."""
    return values["rank"] if parameters["by"] == RANK else values["rank_before"] - values["rank"]


def _moved(before: Decimal, now: Decimal) -> Reason:
    code = "index.gained" if now < before else "index.lost" if now > before else "index.kept"
    return Reason.of(code, before=before, now=now, places=abs(before - now))


def _points(setting: Setting, figure: Decimal) -> tuple[Decimal, Reason]:
    parameters, top = setting.parameters, setting.max_points
    if parameters["bands"]:
        band = _band(parameters, figure)
        if band is None:
            return ZERO, Reason("index.outside")
        points = min(band.points, top)
        return points, Reason.of("index.band", band=band.notation, points=points)
    if parameters["by"] == RANK or parameters["points_each"] is None:
        return ZERO, Reason("index.outside")
    places, each = max(figure, ZERO), parameters["points_each"]
    code = "index.capped" if places * each > top else "index.each"
    return min(places * each, top), Reason.of(code, places=places, each=each, points=places * each, max=top)


def _band(parameters: Typed, figure: Decimal) -> Band | None:
    """Places lost count as none gained, unless the bands go below 0."""
    held = _holding(parameters["bands"], figure)
    return held or (_holding(parameters["bands"], ZERO) if figure < ZERO and parameters["by"] == GAINED else None)


def _holding(bands: Iterable[Band], figure: Decimal) -> Band | None:
    return next((band for band in bands if band.holds(figure)), None)


def _words(setting: Setting) -> tuple[Reason, ...]:
    parameters = setting.parameters
    code = "index.rule_rank" if parameters["by"] == RANK else "index.rule_gained"
    if parameters["bands"]:
        return tuple(Reason.of(code, band=band.notation, points=band.points) for band in parameters["bands"])
    return (Reason.of("index.rule_each", each=parameters["points_each"] or ZERO, max=setting.max_points),)


def _check(setting: Setting) -> tuple[Problem, ...]:
    """Bands or points for each place, not both; as bands from the first rank, or from no place gained, onwards."""
    parameters, top = setting.parameters, setting.max_points
    bands, each = parameters["bands"] or (), parameters["points_each"]
    if bands and each is not None:
        return (Problem("index.both", "points_each"),)
    if parameters["by"] == RANK and each is not None:
        return (Problem("index.each_of_ranks", "points_each"),)
    if not bands and each is None:
        return (Problem("index.neither", "bands"),)
    return (*_seams(parameters), *above(bands, top))


def _seams(parameters: Typed) -> Iterable[Problem]:
    return problems_of(parameters["bands"] or (), FIRST if parameters["by"] == RANK else ZERO, None, whole=True)


def _headline(parameters: Typed, values: Typed) -> Decimal | None:
    """The rank of this year, or the places gained."""
    needed = _inputs(parameters)
    return None if any(values.get(one.name) is None for one in needed) else _figure(parameters, values)


def _order(parameters: Typed) -> Mapping[str, int]:
    """A better rank never gives less, where the bands say so and leave nothing between them."""
    by_rank = parameters["by"] == RANK
    ordered = sorted(parameters["bands"] or (), key=lambda band: (band.low is not None, band.low or ZERO))
    points = [band.points for band in ordered]
    if points != sorted(points, reverse=by_rank) or any(_seams(parameters)):
        return {}
    return {"rank": -1} if by_rank else {"rank": -1, "rank_before": 1}


def _reach(setting: Setting, entry: Entry) -> Iterable[Reach]:
    """The lowest rank in each better band, or one place more."""
    now = entry.values["rank"]
    better = ({"rank": rank} for rank in _ranks(setting.parameters, entry.values) if FIRST <= rank < now)
    return reaching.better(_score, setting, entry, better)


def _ranks(parameters: Typed, values: Typed) -> Iterable[Decimal]:
    """Ranks with other points, the nearest first."""
    if not parameters["bands"]:
        return (values["rank"] - 1,)
    figures = ladder(parameters["bands"], _figure(parameters, values), FIRST)
    return figures if parameters["by"] == RANK else [values["rank_before"] - gained for gained in figures]


_BAND = ("band",)
_SEAMS = ("bands.empty", "bands.overlap", "bands.hole", "bands.hole_below", "bands.hole_above", "bands.above_max")
TYPE = RuleType(
    label=gettext_noop("Rank in an outside index"),
    parameters=(BY, BANDS, EACH, *CASES),
    own_inputs=_inputs,
    arithmetic=_score,
    words=_words,
    check=_check,
    headline=_headline,
    gives_rank=lambda parameters: parameters["by"] == RANK,
    order=_order,
    reach=_reach,
    sections=("core", "bonus"),
    templates={
        "index.rank": Template(gettext_noop("rank {rank}")),
        "index.gained": Template(gettext_noop("from rank {before} to rank {now}, places gained: {places}")),
        "index.kept": Template(gettext_noop("rank {now}, as last year")),
        "index.lost": Template(gettext_noop("from rank {before} to rank {now}, places lost: {places}")),
        "index.band": Template(gettext_noop("in the band “{band}” → {points}"), bands=_BAND),
        "index.outside": Template(gettext_noop("in no band: 0")),
        "index.each": Template(gettext_noop("{places} × {each} = {points}")),
        "index.capped": Template(gettext_noop("{places} × {each} = {points}, at most {max}")),
        "index.rule_rank": Template(gettext_noop("rank {band} → {points}"), bands=_BAND),
        "index.rule_gained": Template(gettext_noop("places gained: {band} → {points}"), bands=_BAND),
        "index.rule_each": Template(gettext_noop("{each} for each place gained, at most {max}")),
        "index.both": Template(gettext_noop("Either bands or points for each place gained: take one of them away.")),
        "index.each_of_ranks": Template(
            gettext_noop("Points for each place gained need places gained; ranks need bands.")
        ),
        "index.neither": Template(gettext_noop("Say which ranks or places give which points.")),
        **{code: plain.TYPE.templates[code] for code in _SEAMS},
    },
)
