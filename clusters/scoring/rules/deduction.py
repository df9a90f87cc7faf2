"""Full marks, less so much for each case, not below a floor."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

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

PER_CASE = Parameter("per_case", "decimal", gettext_noop("Points off for each case"), least=ZERO)
FLOOR = Parameter("floor", "decimal", gettext_noop("Points that are left at least"), default=ZERO, least=ZERO)
COUNT = whole_count("count", gettext_noop("Number of cases"))


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    return (COUNT,)


def _score(setting: Setting, entry: Entry) -> Outcome:
    count, each, floor = entry.values["count"], setting.parameters["per_case"], setting.parameters["floor"]
    left = setting.max_points - count * each
    code = "deduction.floored" if left < floor else "deduction.left"
    points = min(max(left, floor), setting.max_points)
    values = {"max": setting.max_points, "count": count, "each": each, "points": points}
    return Outcome(points, (Reason.of(code, **values),))


def _words(setting: Setting) -> tuple[Reason, ...]:
    parameters = setting.parameters
    values = {"max": setting.max_points, "each": parameters["per_case"], "floor": parameters["floor"]}
    return (Reason.of("deduction.rule", **values),)


def _check(setting: Setting) -> tuple[Problem, ...]:
    floor = setting.parameters["floor"]
    if floor > setting.max_points:
        return (Problem.of("deduction.floor_above_max", "floor", floor=floor, max=setting.max_points),)
    return ()


def _reach(setting: Setting, entry: Entry) -> Iterable[Reach]:
    """The most cases, fewer than now, that leave more."""
    each, floor = setting.parameters["per_case"], setting.parameters["floor"]
    if each == ZERO:
        return ()
    enough = ((setting.max_points - floor) / each).to_integral_value(ROUND_CEILING)
    fewer = min(entry.values["count"], enough) - 1
    return reaching.first(_score, setting, entry, ({"count": fewer},) if fewer >= ZERO else ())


def _figure_of(setting: Setting, points: Decimal) -> Decimal | None:
    """Points that are missing stand for one case more, even where they are not a whole case's."""
    each = setting.parameters["per_case"]
    return ((setting.max_points - points) / each).to_integral_value(ROUND_CEILING) if each > ZERO else None


def _headline(parameters: Typed, values: Typed) -> Decimal | None:
    return values.get("count")


TYPE = RuleType(
    label=gettext_noop("Full marks less each case"),
    parameters=(PER_CASE, FLOOR, *CASES),
    own_inputs=_inputs,
    arithmetic=_score,
    words=_words,
    check=_check,
    headline=_headline,
    figure_of=_figure_of,
    order=lambda parameters: {"count": -1},
    reach=_reach,
    sections=("core", "bonus"),
    templates={
        "deduction.left": Template(gettext_noop("{max} − {count} × {each} = {points}")),
        "deduction.floored": Template(gettext_noop("{max} − {count} × {each}, but not below {points}")),
        "deduction.rule": Template(gettext_noop("{max} less {each} for each case, not below {floor}")),
        "deduction.floor_above_max": Template(
            gettext_noop("What is left at least, {floor}, is more than the criterion's maximum of {max}.")
        ),
    },
)
