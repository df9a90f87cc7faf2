"""Reminding people of what falls due: before, on and after the day, each once."""

import datetime as dt
from typing import NamedTuple

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from clusters import clock, writing
from clusters.enums import Event
from clusters.models import Participant, Reminder, User
from clusters.queries import reminder as queries
from clusters.queries.reminder import Due, People
from clusters.regulating import reminding
from clusters.services import notice

# Nobody's telephone rings at night.
FROM_HOUR = 7


class Step(NamedTuple):
    """What is said to whom, and how many days after the due day that stands (below zero before it)."""

    event: Event
    days: int
    people: People


def remind() -> int:
    """Everything that is to be said today and has not been said; returns how many were told. Safe to run twice at
    once. A day that was missed is made up for by its next."""
    if clock.now().astimezone(clock.ZONE).hour < FROM_HOUR:
        return 0
    said = queries.reminded()
    wanted = [each for each in queries.all_due() if any(_key(each, step) not in said for step in _steps(each))]
    return sum(_remind_of(each) for each in wanted)


@transaction.atomic
def _remind_of(due: Due) -> int:
    """Under the lock of the unit's part in the year, from the rows as they stand then."""
    Participant.objects.select_for_update(no_key=True).get(pk=due.participant.pk)
    now = queries.again(due)
    return sum(_tell(now, step) for step in _steps(now)) if now else 0


def _key(due: Due, step: Step) -> tuple[str, dt.date, int]:
    return due.subject, due.due_on, step.days


def _steps(due: Due) -> list[Step]:
    left = due.left
    if left > 0:
        days = reminding.step_before(left, (due.due_on - due.since).days, due.terms.remind_before.value)
        return [Step(Event.REMINDED_BEFORE, -days, due.own)] if days else []
    if left == 0:
        return [Step(Event.REMINDED_TODAY, 0, due.own)] if due.line.left and not due.line.in_grace else []
    every = due.terms.remind_every.value
    found = (
        (Event.REMINDED_OVERDUE, reminding.step_after(-left, 1, every), due.own),
        (Event.REMINDED_ABOVE, reminding.step_after(-left, due.above_after, every), lambda: _only_above(due)),
    )
    return [Step(event, days, people) for event, days, people in found if days]


def _only_above(due: Due) -> list[User]:
    """Whoever does it themselves is told as one of those."""
    own = set(due.own())
    return [person for person in due.above() if person not in own]


def _tell(due: Due, step: Step) -> int:
    key = {"subject": due.subject, "due_on": due.due_on, "step": step.days}
    told = set(Reminder.objects.filter(**key).values_list("person", flat=True))
    people = [person for person in step.people() if person.is_active and person.pk not in told]
    stamp = {"reminded_at": clock.now(), **key}
    Reminder.objects.bulk_create(Reminder(person=person, **stamp) for person in people)
    for language in sorted({person.language for person in people}):
        to = [person for person in people if person.language == language]
        with translation.override(language):
            notice.tell(step.event, due.participant, to=to, path=due.path, **_values(due))
    return len(people)


def _values(due: Due) -> dict[str, str]:
    """In the active language, which is the reader's."""
    own = ", ".join(str(person) for person in due.own())
    return {
        "what": due.name(),
        "until": writing.moment(due.line.asked_for),
        "days": str(abs(due.left)),
        "late": _late(due),
        "people": own or _("nobody"),
    }


def _late(due: Due) -> str:
    if due.line.grace_until is None:
        return ""
    if due.line.in_grace:
        return _("By the regulations it is not late until {moment}.").format(moment=writing.moment(due.line.at))
    return _("It is late.")
