"""All points for yes, none for no. In a penalty section, yes is the violation and costs all points."""

from django.utils.translation import gettext_noop

from clusters.scoring.declaration import NO_CASE, Input, Outcome, RuleType, Setting, Template, Typed
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


TYPE = RuleType(
    label=gettext_noop("Yes or no"),
    parameters=(NO_CASE,),
    own_inputs=_inputs,
    arithmetic=_score,
    words=_words,
    templates={
        "yes_no.yes": Template(gettext_noop("yes: {max}")),
        "yes_no.no": Template(gettext_noop("no: 0")),
        "yes_no.rule": Template(gettext_noop("yes: {max}; no: 0")),
    },
)
