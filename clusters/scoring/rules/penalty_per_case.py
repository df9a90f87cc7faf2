"""So much off for each case, up to the line's maximum. The points are positive; the penalty section subtracts them."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext_noop

from clusters.scoring import reaching
from clusters.scoring.declaration import (
    MAY_NOT_APPLY,
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
from clusters.scoring.values import ZERO, Entry, Reason

PER_CASE = Parameter("per_case", "decimal", gettext_noop("Points off for each case"), least=ZERO)
COUNT = whole_count("count", gettext_noop("Number of cases"))


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    return (COUNT,)


def _score(setting: Setting, entry: Entry) -> Outcome:
    count, each, top = entry.values["count"], setting.parameters["per_case"], setting.max_points
    full = count * each
    code = "penalty.capped" if full > top else "penalty.counted"
    return Outcome(min(full, top), (Reason.of(code, count=count, each=each, points=full, max=top),))


def _words(setting: Setting) -> tuple[Reason, ...]:
    return (Reason.of("penalty.rule", each=setting.parameters["per_case"], max=setting.max_points),)


def _reach(setting: Setting, entry: Entry) -> Iterable[Reach]:
    """The most cases, fewer than now, that take less off."""
    each = setting.parameters["per_case"]
    if each == ZERO:
        return ()
    enough = (setting.max_points / each).to_integral_value(ROUND_CEILING)
    fewer = min(entry.values["count"], enough) - 1
    return reaching.first(_score, setting, entry, ({"count": fewer},) if fewer >= ZERO else ())


def _figure_of(setting: Setting, points: Decimal) -> Decimal | None:
    """Points taken off stand for a case, even where they are fewer than a whole case's."""
    each = setting.parameters["per_case"]
    return (points / each).to_integral_value(ROUND_CEILING) if each > ZERO else None


def _headline(parameters: Typed, values: Typed) -> Decimal | None:
    return values.get("count")


# No 'no case arose' here: a count of 0 says it.
TYPE = RuleType(
    label=gettext_noop("Points off for each case"),
    parameters=(PER_CASE, MAY_NOT_APPLY),
    own_inputs=_inputs,
    arithmetic=_score,
    words=_words,
    headline=_headline,
    figure_of=_figure_of,
    order=lambda parameters: {"count": 1},
    reach=_reach,
    sections=("penalty",),
    templates={
        "penalty.counted": Template(gettext_noop("{count} × {each} = {points} off")),
        "penalty.capped": Template(gettext_noop("{count} × {each} = {points}, at most {max} off")),
        "penalty.rule": Template(gettext_noop("{each} off for each case, at most {max}")),
    },
)
