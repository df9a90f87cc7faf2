"""Points by how late something was: bands of days, or so much off for each day; the days entered or counted."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_noop

from clusters.scoring import reaching, series
from clusters.scoring.band import Band, above, ladder, problems_of
from clusters.scoring.declaration import CASES, Input, Outcome, Parameter, Reach, RuleType, Setting, Template, Typed
from clusters.scoring.rules import bands as band_rule
from clusters.scoring.rules import deduction
from clusters.scoring.values import ZERO, Entry, Problem, Reason

ONE, LATE = "one", "late"
COUNTED = Parameter(
    "counted",
    "choice",
    gettext_noop("Days counted"),
    default="calendar",
    choices=(("calendar", gettext_noop("Calendar days")), ("working", gettext_noop("Working days"))),
)
ENTERED = Parameter(
    "entered",
    "choice",
    gettext_noop("What is entered"),
    default="days",
    choices=(("days", gettext_noop("How many days late")), ("dates", gettext_noop("When it was due and when done"))),
)
SEVERAL = Parameter(
    "several",
    "choice",
    gettext_noop("How many reports, and what of them counts"),
    default=ONE,
    choices=(
        (ONE, gettext_noop("One report")),
        (series.AVERAGE, gettext_noop("Several: the average lateness")),
        (series.SUM, gettext_noop("Several: all days together")),
        (series.LAST, gettext_noop("Several: the last one")),
        (series.WORST, gettext_noop("Several: the latest one")),
        (LATE, gettext_noop("Several: how many were late")),
    ),
)
BANDS = Parameter("bands", "bands", gettext_noop("Days late and their points"), optional=True)
PER_DAY = Parameter(
    "per_day", "decimal", gettext_noop("Points off for each day (or late report)"), least=ZERO, optional=True
)
FLOOR = Parameter("floor", "decimal", gettext_noop("Points that are left at least"), default=ZERO, least=ZERO)
DAYS_LATE = gettext_noop("Days late")
UNIT = gettext_noop("days")
DAYS = Input("days", "integer", DAYS_LATE, unit=UNIT, least=ZERO)
EACH = Input("days", "series", gettext_noop("Days late of each report"), unit=UNIT, least=ZERO, whole=True)
DATES = (Input("due", "date", gettext_noop("Due on")), Input("done", "date", gettext_noop("Done on")))
# What the number is that bands are written for, by how it is counted.
_COUNTED = {
    "calendar": gettext_noop("days late"),
    "working": gettext_noop("working days late"),
    LATE: gettext_noop("late reports"),
}
_WHOLE = Decimal(1)


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    if parameters["several"] != ONE:
        return (EACH,)
    return DATES if parameters["entered"] == "dates" else (DAYS,)


def _score(setting: Setting, entry: Entry) -> Outcome:
    late, before = _late(setting, entry.values)
    outcome = _by_band(setting, late) if setting.parameters["per_day"] is None else _by_day(setting, late, entry.values)
    return Outcome(outcome.points, (*before, *outcome.reasons))


def _late(setting: Setting, values: Typed) -> tuple[Decimal, tuple[Reason, ...]]:
    """How late, and how that was found where it was not entered as it is."""
    parameters = setting.parameters
    if parameters["several"] != ONE:
        late = _of_several(parameters, values["days"])
        said = Reason.of(
            f"lateness.{parameters['several']}", each=series.joined(values["days"]), days=series.shown(late)
        )
        return late, (said,)
    if parameters["entered"] == "days":
        return values["days"], ()
    due, done = values["due"], values["done"]
    late = Decimal(setting.workdays.days_late(due, done, parameters["counted"] == "working"))
    return late, (Reason.of("lateness.dates", due=due.isoformat(), done=done.isoformat()),)


def _of_several(parameters: Typed, days: tuple[Decimal, ...]) -> Decimal:
    if parameters["several"] == LATE:
        return Decimal(sum(each > ZERO for each in days))
    return series.made_one(days, parameters["several"], lower_is_better=True)


def _by_band(setting: Setting, late: Decimal) -> Outcome:
    band = next((each for each in _bands(setting) if each.holds(late)), None)
    points = min(band.points, setting.max_points) if band else ZERO
    said = _said(setting, late) | {"points": points}
    if late == ZERO:
        return Outcome(points, (Reason.of("lateness.in_time", points=points),))
    if band is None:
        return Outcome(ZERO, (Reason.of("lateness.outside", **said),))
    return Outcome(points, (Reason.of("lateness.band", **said, band=band.notation),))


def _bands(setting: Setting) -> tuple[Band, ...]:
    """Those of the table, and one for what is in time unless one of them says: all points, or nothing off."""
    bands = setting.parameters["bands"] or ()
    if any(band.holds(ZERO) for band in bands):
        return bands
    return (Band(ZERO, ZERO, ZERO if setting.is_penalty else setting.max_points, True, True), *bands)


def _by_day(setting: Setting, late: Decimal, values: Typed) -> Outcome:
    each, floor, top = setting.parameters["per_day"], setting.parameters["floor"], setting.max_points
    said = _said(setting, late) | {"each": each, "max": top}
    off = _off(setting.parameters, late, values)
    if setting.is_penalty:
        code, points = "lateness.off_capped" if off > top else "lateness.off", min(off, top)
    else:
        left = top - off
        code, points = "lateness.floored" if left < floor else "lateness.left", min(max(left, floor), top)
    return Outcome(points, (Reason.of(code, **said, points=series.shown(points)),))


def _off(parameters: Typed, late: Decimal, values: Typed) -> Decimal:
    """So much for each day; of a mean, multiplied first, since no decimal may hold it."""
    each = parameters["per_day"]
    if parameters["several"] != series.AVERAGE:
        return late * each
    return sum((days * each for days in values["days"]), ZERO) / len(values["days"])


def _said(setting: Setting, late: Decimal) -> dict[str, Decimal | str]:
    return {"unit": _unit(setting.parameters), "days": series.shown(late)}


def _unit(parameters: Typed) -> str:
    return _COUNTED[LATE if parameters["several"] == LATE else parameters["counted"]]


def _words(setting: Setting) -> tuple[Reason, ...]:
    parameters, unit = setting.parameters, _unit(setting.parameters)
    said: dict[str, Decimal | str] = {"unit": unit, "max": setting.max_points}
    if parameters["per_day"] is not None:
        code = "lateness.rule_off" if setting.is_penalty else "lateness.rule_left"
        words = [Reason.of(code, **said, each=parameters["per_day"], floor=parameters["floor"])]
    else:
        words = [
            Reason.of("lateness.rule_band", unit=unit, band=band.notation, points=band.points)
            if band.high != ZERO
            else Reason.of("lateness.in_time", points=band.points)
            for band in _bands(setting)
        ]
    if parameters["several"] in (ONE, LATE):
        return tuple(words)
    return (*words, Reason.of("lateness.rule_several", which=dict(SEVERAL.choices)[parameters["several"]]))


def _check(setting: Setting) -> Iterator[Problem]:
    parameters, top = setting.parameters, setting.max_points
    each, floor = parameters["per_day"], parameters["floor"]
    if (each is None) is not bool(parameters["bands"]):
        yield Problem("lateness.neither" if each is None else "lateness.both", "bands")
    if parameters["entered"] == "dates" and parameters["several"] != ONE:
        yield Problem("lateness.dates_of_several", "entered")
    if floor > top:
        yield Problem.of("deduction.floor_above_max", "floor", floor=floor, max=top)
    elif floor and (each is None or setting.is_penalty):
        yield Problem("lateness.floor_of_nothing", "floor")
    if parameters["bands"]:
        whole = parameters["several"] != series.AVERAGE
        yield from problems_of(_bands(setting), ZERO, None, whole=whole)
        yield from above(parameters["bands"], top)


def _headline(parameters: Typed, values: Typed) -> Decimal | None:
    """How late; nothing where it follows from dates, since that needs a calendar."""
    days = values.get("days")
    if days is None or parameters["several"] == ONE:
        return days
    return _of_several(parameters, days)


def _reach(setting: Setting, entry: Entry) -> Iterable[Reach]:
    """Less late by the least that helps; of several reports, one."""
    late, _reasons = _late(setting, entry.values)
    steps = (inputs for goal in _goals(setting, late) for inputs in [_inputs_for(setting, entry.values, goal)])
    return reaching.first(_score, setting, entry, (inputs for inputs in steps if inputs is not None))


def _goals(setting: Setting, late: Decimal) -> Iterator[Decimal]:
    """Less lateness, the nearest first."""
    each, floor, top = (setting.parameters["per_day"], setting.parameters["floor"], setting.max_points)
    if each is None:
        yield from (goal for goal in ladder(_bands(setting), late, _WHOLE) if ZERO <= goal < late)
    elif each > ZERO:
        enough = ((top if setting.is_penalty else top - floor) / each).to_integral_value("ROUND_CEILING")
        goal = min(late, enough).to_integral_value("ROUND_CEILING") - 1
        yield from (goal,) if goal >= ZERO else ()


def _inputs_for(setting: Setting, values: Typed, goal: Decimal) -> Typed | None:
    """What would have to be entered for it to be so late; None where no single report would do."""
    parameters = setting.parameters
    if parameters["several"] == LATE:
        return {"days": _fewer_late(values["days"], goal)}
    if parameters["several"] != ONE:
        days = series.with_one_changed(values["days"], parameters["several"], goal, lower_is_better=True)
        return {"days": days} if EACH.admits(days) else None
    if parameters["entered"] == "days":
        return {"days": goal}
    return {"done": _latest(setting, values["due"], values["done"], int(goal))}


def _fewer_late(days: tuple[Decimal, ...], goal: Decimal) -> tuple[Decimal, ...]:
    """Those that were least late in time instead, until so many are left."""
    late = sorted((each, at) for at, each in enumerate(days) if each > ZERO)
    mended = {at for _each, at in late[: len(late) - int(goal)]}
    return tuple(ZERO if at in mended else each for at, each in enumerate(days))


def _latest(setting: Setting, due: date, done: date, days: int) -> date:
    """The last day before `done` that is no more than so many days late."""
    working, ordinals = setting.parameters["counted"] == "working", range(due.toordinal(), done.toordinal() + 1)
    at = bisect_right(ordinals, days, key=lambda day: setting.workdays.days_late(due, date.fromordinal(day), working))
    return date.fromordinal(ordinals[at - 1])


_BAND, _UNIT = ("band",), ("unit",)
TYPE = RuleType(
    label=gettext_noop("Lateness in days"),
    parameters=(COUNTED, ENTERED, SEVERAL, BANDS, PER_DAY, FLOOR, *CASES),
    own_inputs=_inputs,
    arithmetic=_score,
    words=_words,
    check=lambda setting: tuple(_check(setting)),
    headline=_headline,
    reach=_reach,
    by_calendar=True,
    templates={
        "lateness.dates": Template(gettext_noop("due {due}, done {done}"), days=("due", "done")),
        "lateness.average": Template(gettext_noop("{each}: on average {days} days late"), series=("each",)),
        "lateness.sum": Template(gettext_noop("{each}: together {days} days late"), series=("each",)),
        "lateness.last": Template(gettext_noop("{each}: the last one counts, {days} days late"), series=("each",)),
        "lateness.worst": Template(gettext_noop("{each}: the latest one counts, {days} days late"), series=("each",)),
        "lateness.late": Template(gettext_noop("{each} days late: {days} late reports"), series=("each",)),
        "lateness.in_time": Template(gettext_noop("in time → {points}")),
        "lateness.band": Template(
            gettext_noop("{unit}: {days}, in the band “{band}” → {points}"), words=_UNIT, bands=_BAND
        ),
        "lateness.outside": Template(gettext_noop("{unit}: {days}, in no band: 0"), words=_UNIT),
        "lateness.left": Template(gettext_noop("{unit}: {days}; {max} − {days} × {each} = {points}"), words=_UNIT),
        "lateness.floored": Template(
            gettext_noop("{unit}: {days}; {max} − {days} × {each}, but not below {points}"), words=_UNIT
        ),
        "lateness.off": Template(gettext_noop("{unit}: {days}; {days} × {each} = {points} off"), words=_UNIT),
        "lateness.off_capped": Template(
            gettext_noop("{unit}: {days}; {days} × {each}, but at most {points} off"), words=_UNIT
        ),
        "lateness.rule_band": Template(gettext_noop("{unit} {band} → {points}"), words=_UNIT, bands=_BAND),
        "lateness.rule_left": Template(
            gettext_noop("{max} less {each} for each of the {unit}, not below {floor}"), words=_UNIT
        ),
        "lateness.rule_off": Template(gettext_noop("{each} off for each of the {unit}, at most {max}"), words=_UNIT),
        "lateness.rule_several": Template(gettext_noop("what counts: {which}"), words=("which",)),
        "lateness.neither": Template(gettext_noop("Write bands of days late, or the points off for each day.")),
        "lateness.both": Template(
            gettext_noop("Bands of days late and points off for each day: take one of them away.")
        ),
        "lateness.dates_of_several": Template(
            gettext_noop("Of several reports the days late are entered, not the dates: choose the days, or one report.")
        ),
        "lateness.floor_of_nothing": Template(
            gettext_noop("What is left at least counts only where full points lose so much for each day.")
        ),
        "deduction.floor_above_max": deduction.TYPE.templates["deduction.floor_above_max"],
        **band_rule.SEAMS,
    },
)
