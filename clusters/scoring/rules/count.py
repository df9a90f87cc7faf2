"""Points for each thing achieved, up to the criterion's maximum."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.translation import gettext_noop

from clusters.scoring import reaching
from clusters.scoring.declaration import (
    CASES,
    Input,
    Outcome,
    Parameter,
    Reach,
    RuleType,
    Setting,
    Template,
    Typed,
    whole_count,
)
from clusters.scoring.values import ZERO, Entry, Problem, Reason

EACH = Parameter("points_each", "decimal", gettext_noop("Points for each"), least=ZERO)
MOST_TIMES = Parameter(
    "most_times", "integer", gettext_noop("Counted at most so many times"), least=Decimal(1), optional=True
)
COUNT = whole_count("count", gettext_noop("How many"))


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    return (COUNT,)


def _score(setting: Setting, entry: Entry) -> Outcome:
    given, each, top = entry.values["count"], setting.parameters["points_each"], setting.max_points
    times = setting.parameters["most_times"]
    count = given if times is None else min(given, times)
    fewer = (Reason.of("count.times", given=given, count=count),) if count < given else ()
    full = count * each
    code = "count.capped" if full > top else "count.counted"
    return Outcome(min(full, top), (*fewer, Reason.of(code, count=count, each=each, points=full, max=top)))


def _words(setting: Setting) -> tuple[Reason, ...]:
    words = Reason.of("count.rule", each=setting.parameters["points_each"], max=setting.max_points)
    times = setting.parameters["most_times"]
    return (words,) if times is None else (words, Reason.of("count.rule_times", times=times))


def _check(setting: Setting) -> tuple[Problem, ...]:
    """What is counted so many times only must be able to reach the maximum."""
    each, times = setting.parameters["points_each"], setting.parameters["most_times"]
    if times is None or each * times >= setting.max_points:
        return ()
    values = {"times": times, "each": each, "points": each * times, "max": setting.max_points}
    return (Problem.of("count.out_of_reach", "most_times", **values),)


def _reach(setting: Setting, entry: Entry) -> Iterable[Reach]:
    return reaching.first(_score, setting, entry, ({"count": entry.values["count"] + 1},))


def _figure_of(setting: Setting, points: Decimal) -> Decimal | None:
    """Points for less than a whole thing stand for none more, unless they are all that there are."""
    each = setting.parameters["points_each"]
    way = ROUND_CEILING if points >= setting.max_points else ROUND_FLOOR
    return (points / each).to_integral_value(way) if each > ZERO else None


def _headline(parameters: Typed, values: Typed) -> Decimal | None:
    return values.get("count")


TYPE = RuleType(
    label=gettext_noop("Number × points"),
    parameters=(EACH, MOST_TIMES, *CASES),
    own_inputs=_inputs,
    arithmetic=_score,
    words=_words,
    check=_check,
    headline=_headline,
    figure_of=_figure_of,
    order=lambda parameters: {"count": 1},
    reach=_reach,
    sections=("core", "bonus"),
    templates={
        "count.counted": Template(gettext_noop("{count} × {each} = {points}")),
        "count.capped": Template(gettext_noop("{count} × {each} = {points}, at most {max}")),
        "count.times": Template(gettext_noop("only {count} of {given} are counted")),
        "count.rule": Template(gettext_noop("{each} for each, at most {max}")),
        "count.rule_times": Template(gettext_noop("counted at most {times} times")),
        "count.out_of_reach": Template(
            gettext_noop("{times} times {each} give {points} only; the maximum of {max} is never reached.")
        ),
    },
)
