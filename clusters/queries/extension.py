"""More time that was given to a unit, for the yearly report or for a period, and what would count without it."""

import datetime as dt

from django.db.models import Exists, Max, OuterRef, QuerySet

from clusters.models import Extension, Participant, PeriodExtension
from clusters.queries import deadline, period_deadline
from clusters.queries import period as periods

Given = Extension | PeriodExtension
UNIT = ("participant__organisation", "participant__season__cluster__authority")


def visible(user, model: type[Given]) -> QuerySet:
    """Those of units that the person may see, with what policies ask for."""
    units = Participant.objects.visible_to(user).filter(pk=OuterRef("participant"))
    also = ("period",) if model is PeriodExtension else ()
    return model.objects.filter(Exists(units)).select_related(*UNIT, "granted_by", *also)


def everybodys(given: Given) -> dt.datetime | None:
    """When all units are due."""
    if isinstance(given, PeriodExtension):
        return given.period.due_at
    return deadline.of_participant(given.participant).due_at


def without(given: Given) -> dt.datetime | None:
    """When the unit would be due if this had not been given: everybody's day, or another extension that stands."""
    same = {"participant": given.participant_id}
    if isinstance(given, PeriodExtension):
        others = PeriodExtension.objects.standing().filter(period=given.period_id, **same)
    else:
        others = Extension.objects.standing().filter(**same)
    longest = others.exclude(pk=given.pk).aggregate(until=Max("until"))["until"]
    found = [each for each in (everybodys(given), longest) if each]
    return max(found, default=None)


def last_in_time(given: Given) -> dt.datetime | None:
    """The last moment that would be in time without it, days of grace included."""
    if isinstance(given, PeriodExtension):
        line = period_deadline.of(given.period, None)
    else:
        line = deadline.of_participant(given.participant)._replace(extended_until=None)
    return max((each for each in (line.at, without(given)) if each), default=None)


def name(given: Given) -> str:
    """What it is time for: the unit, and the year or the period."""
    what = str(given.participant.season)
    if isinstance(given, PeriodExtension):
        what = f"{periods.words(given.period.kind, given.period.number)}, {what}"
    return f"{given.participant} – {what}"
