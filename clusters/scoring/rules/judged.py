"""Points judged by a person within a range; who judges is said by the criterion's supplier and scorer."""

from decimal import Decimal

from django.utils.translation import gettext_noop

from clusters.scoring.declaration import CASES, Input, Outcome, Parameter, RuleType, Setting, Template, Typed
from clusters.scoring.values import ZERO, Entry, Problem, Reason

LEAST = Parameter("least", "decimal", gettext_noop("Points at least"), default=ZERO, least=ZERO)
POINTS, UNIT = gettext_noop("Points judged"), gettext_noop("points")


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    return (Input("points", "number", POINTS, unit=UNIT, least=parameters["least"]),)


def _score(setting: Setting, entry: Entry) -> Outcome:
    """What was judged, never more than the maximum, whoever wrote it down."""
    judged, top = entry.values["points"], setting.max_points
    code = "judged.capped" if judged > top else "judged.given"
    return Outcome(min(judged, top), (Reason.of(code, points=judged, least=setting.parameters["least"], max=top),))


def _refused(setting: Setting, values: Typed) -> tuple[Problem, ...]:
    judged, top = values.get("points"), setting.max_points
    if judged is None or judged <= top:
        return ()
    return (Problem.of("above_most", "points", label=POINTS, most=top),)


def _words(setting: Setting) -> tuple[Reason, ...]:
    return (Reason.of("judged.rule", least=setting.parameters["least"], max=setting.max_points),)


def _check(setting: Setting) -> tuple[Problem, ...]:
    least, most = setting.parameters["least"], setting.max_points
    return (Problem.of("judged.no_range", "least", least=least, max=most),) if least >= most else ()


def _headline(parameters: Typed, values: Typed) -> Decimal | None:
    return values.get("points")


TYPE = RuleType(
    label=gettext_noop("Judged within a range"),
    parameters=(LEAST, *CASES),
    own_inputs=_inputs,
    arithmetic=_score,
    words=_words,
    check=_check,
    headline=_headline,
    figure_of=lambda setting, points: points,
    refused=_refused,
    order=lambda parameters: {"points": 1},
    templates={
        "judged.given": Template(gettext_noop("judged at {points}, in the range from {least} to {max}")),
        "judged.capped": Template(gettext_noop("judged at {points}; at most {max} counts")),
        "judged.rule": Template(gettext_noop("judged from {least} to {max}")),
        "judged.no_range": Template(
            gettext_noop("Points at least, {least}, must be less than the criterion's maximum of {max}.")
        ),
    },
)
