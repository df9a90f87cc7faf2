"""All points for yes, none for no. In a penalty section, yes is the violation and costs all points."""

from collections.abc import Iterable

from django.utils.translation import gettext_noop

from clusters.scoring import reaching
from clusters.scoring.declaration import CASES, Input, Outcome, Reach, RuleType, Setting, Template, Typed
from clusters.scoring.values import ZERO, Entry, Reason

ANSWER = Input("answer", "boolean", gettext_noop("Yes or no"))


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    return (ANSWER,)


def _score(setting: Setting, entry: Entry) -> Outcome:
    if entry.values["answer"]:
        return Outcome(setting.max_points, (Reason.of("yes_no.yes", max=setting.max_points),))
    return Outcome(ZERO, (Reason("yes_no.no"),))


def _words(setting: Setting) -> tuple[Reason, ...]:
    return (Reason.of("yes_no.rule", max=setting.max_points),)


def _reach(setting: Setting, entry: Entry) -> Iterable[Reach]:
    return reaching.first(_score, setting, entry, ({"answer": not entry.values["answer"]},))


TYPE = RuleType(
    label=gettext_noop("Yes or no"),
    parameters=CASES,
    own_inputs=_inputs,
    arithmetic=_score,
    words=_words,
    order=lambda parameters: {"answer": 1},
    reach=_reach,
    templates={
        "yes_no.yes": Template(gettext_noop("yes: {max}")),
        "yes_no.no": Template(gettext_noop("no: 0")),
        "yes_no.rule": Template(gettext_noop("yes: {max}; no: 0")),
    },
)
