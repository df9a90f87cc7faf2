"""Points by the level that the unit reached, one of those that the table names; a level may void the whole group."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext_noop

from clusters.scoring import effects, reaching
from clusters.scoring.declaration import (
    CASES,
    Input,
    Level,
    Outcome,
    Parameter,
    Reach,
    RuleType,
    Setting,
    Template,
    Typed,
)
from clusters.scoring.values import ZERO, ZERO_PARENT, Entry, Problem, Reason

LEVELS = Parameter("levels", "levels", gettext_noop("Levels"), effects=(ZERO_PARENT,))
LEVEL = gettext_noop("Level reached")


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    choices = tuple((str(level.name), level.name) for level in parameters["levels"])
    return (Input("level", "choice", LEVEL, choices=choices),)


def _score(setting: Setting, entry: Entry) -> Outcome:
    level = next((one for one in setting.parameters["levels"] if one.name == entry.values["level"]), None)
    if level is None:
        return Outcome(ZERO, (Reason("choice.unknown"),))
    points = min(level.points, setting.max_points)
    return Outcome(points, (_said("choice.zeroing" if level.effect else "choice.level", level, points),), level.effect)


def _said(code: str, level: Level, points: Decimal) -> Reason:
    return Reason.of(code, level=str(level.name), level_en=level.name.en, points=points)


def _words(setting: Setting) -> tuple[Reason, ...]:
    return tuple(
        _said("choice.rule_zeroing" if level.effect else "choice.rule", level, level.points)
        for level in setting.parameters["levels"]
    )


def _check(setting: Setting) -> tuple[Problem, ...]:
    """Levels that are worth too much or named twice; some level must give all points."""
    levels, top = setting.parameters["levels"], setting.max_points
    times = Counter(str(level.name) for level in levels)
    found = [Problem.of("choice.twice", "levels", level=name) for name, count in times.items() if count > 1]
    found += [
        Problem.of("choice.above_max", "levels", **_said("", level, level.points).values, max=top)
        for level in levels
        if level.points > top
    ]
    best = max((level.points for level in levels), default=ZERO)
    if best < top:
        found.append(Problem.of("choice.below_max", "levels", best=best, max=top))
    return tuple(found)


def _reach(setting: Setting, entry: Entry) -> Iterable[Reach]:
    """The next level."""
    steps = sorted(setting.parameters["levels"], key=lambda level: level.points, reverse=setting.is_penalty)
    return reaching.first(_score, setting, entry, ({"level": str(level.name)} for level in steps))


def _effect_of(setting: Setting, points: Decimal) -> str:
    return effects.at(setting.parameters["levels"], points)


_LEVEL = ("level",)
TYPE = RuleType(
    label=gettext_noop("Choice of levels"),
    parameters=(LEVELS, *CASES),
    own_inputs=_inputs,
    arithmetic=_score,
    words=_words,
    check=_check,
    reach=_reach,
    effect_of=_effect_of,
    templates={
        "choice.level": Template(gettext_noop("{level}: {points}"), bilingual=_LEVEL),
        "choice.zeroing": Template(
            gettext_noop("{level}: {points}, and the whole group is left without points"), bilingual=_LEVEL
        ),
        "choice.unknown": Template(gettext_noop("a level that the table does not name: 0")),
        "choice.rule": Template(gettext_noop("{level} → {points}"), bilingual=_LEVEL),
        "choice.rule_zeroing": Template(
            gettext_noop("{level} → {points}, and nothing for the whole group"), bilingual=_LEVEL
        ),
        "choice.above_max": Template(
            gettext_noop("The level “{level}” gives {points}, more than the criterion's maximum of {max}."),
            bilingual=_LEVEL,
        ),
        "choice.below_max": Template(
            gettext_noop("No level gives the criterion's maximum of {max}; the best gives {best}.")
        ),
        "choice.twice": Template(gettext_noop("There are several levels “{level}”."), verbatim=_LEVEL),
    },
)
