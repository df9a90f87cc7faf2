"""Points for each thing achieved, up to the criterion's maximum."""

from decimal import Decimal

from django.utils.translation import gettext_noop

from clusters.scoring.declaration import (
    NO_CASE,
    Input,
    Outcome,
    Parameter,
    RuleType,
    Setting,
    Template,
    Typed,
    whole_count,
)
from clusters.scoring.values import ZERO, Entry, Reason

EACH = Parameter("points_each", "decimal", gettext_noop("Points for each"), least=ZERO)
COUNT = whole_count("count", gettext_noop("How many"))


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    return (COUNT,)


def _score(setting: Setting, entry: Entry) -> Outcome:
    count, each, top = entry.values["count"], setting.parameters["points_each"], setting.max_points
    full = count * each
    code = "count.capped" if full > top else "count.counted"
    return Outcome(min(full, top), (Reason.of(code, count=count, each=each, points=full, max=top),))


def _words(setting: Setting) -> tuple[Reason, ...]:
    return (Reason.of("count.rule", each=setting.parameters["points_each"], max=setting.max_points),)


def _headline(parameters: Typed, values: Typed) -> Decimal | None:
    return values.get("count")


TYPE = RuleType(
    label=gettext_noop("Number × points"),
    parameters=(EACH, NO_CASE),
    own_inputs=_inputs,
    arithmetic=_score,
    words=_words,
    headline=_headline,
    sections=("core", "bonus"),
    templates={
        "count.counted": Template(gettext_noop("{count} × {each} = {points}")),
        "count.capped": Template(gettext_noop("{count} × {each} = {points}, at most {max}")),
        "count.rule": Template(gettext_noop("{each} for each, at most {max}")),
    },
)
