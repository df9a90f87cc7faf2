"""More time given to a unit is changed or withdrawn, with a reason; never to a moment that has passed."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock, writing
from clusters.enums import Event
from clusters.errors import Conflict, Invalid
from clusters.models import Extension, PeriodExtension, User
from clusters.policies import extension as policy
from clusters.queries import extension as queries
from clusters.queries import post
from clusters.queries.extension import Given
from clusters.services import fact as facts
from clusters.services import lock, notice


@transaction.atomic
def change(given: Given, *, until: dt.datetime, reason: str, by: User) -> Given:
    """Another moment, earlier or later: what was given gives way to it. Raises Invalid by field."""
    given = _locked(given)
    policy.may_change_extension(by, given).require()
    problems = _unsound(given, until, reason)
    if problems:
        raise Invalid(problems)
    _withdraw(given, reason, by)
    same: dict[str, Any] = {"participant": given.participant}
    if isinstance(given, PeriodExtension):
        same["period"] = given.period
    stamp = {"granted_at": clock.now(), "granted_by": by}
    fresh: Given = type(given).objects.create(until=until, reason=reason.strip(), **same, **stamp)
    _tell(Event.EXTENSION_CHANGED, given, until, reason, by)
    return fresh


@transaction.atomic
def withdraw(given: Given, *, reason: str, by: User) -> Given:
    """Everybody's time counts again, or another extension that stands. Refused once that has passed: the unit would be
    late at once."""
    given = _locked(given)
    policy.may_change_extension(by, given).require()
    if not reason.strip():
        raise Invalid({"reason": _("Say why the time is withdrawn.")})
    line = queries.last_in_time(given)
    if line and line <= clock.now():
        sentence = _("Without this time the unit's was over at {moment}. Change it to a moment in the future instead.")
        raise Conflict(sentence.format(moment=writing.moment(line)))
    _withdraw(given, reason, by)
    _tell(Event.EXTENSION_WITHDRAWN, given, queries.without(given), reason, by)
    return given


def _locked(given: Given) -> Given:
    """As it stands now, with its year held so that the phase cannot move meanwhile."""
    lock.season(given.participant.season)
    also = ("period",) if isinstance(given, PeriodExtension) else ()
    rows = type(given).objects.select_related(*queries.UNIT, *also)
    return rows.get(pk=given.pk)


def _unsound(given: Given, until: dt.datetime, reason: str) -> dict[str, str]:
    problems = {}
    others = queries.without(given)
    if until <= clock.now():
        problems["until"] = _("Choose a moment in the future.")
    elif until == given.until:
        problems["until"] = _("This is the moment that stands already.")
    elif others and until <= others:
        sentence = _("The unit has time until {moment} anyway. Withdraw this time, or choose a later moment.")
        problems["until"] = sentence.format(moment=writing.moment(others))
    if not reason.strip():
        problems["reason"] = _("Say why the time is changed.")
    return problems


def _withdraw(given: Given, reason: str, by: User) -> None:
    given.withdrawn_at, given.withdrawn_by, given.withdrawn_reason = clock.now(), by, reason.strip()
    given.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])


def _tell(event: Event, given: Given, until: dt.datetime | None, reason: str, by: User) -> None:
    unit, season = given.participant.organisation, given.participant.season
    name = queries.name(given)
    before = {"until": _written(given.until)}
    after = {"what": name, "until": _written(until) if until else None}
    audit.record(event, season, by=by, before=before, after=after, reason=reason.strip(), organisation_id=unit.pk)
    path = reverse("season", args=[season.pk])
    if isinstance(given, PeriodExtension):
        path = reverse("period-sheet", args=[given.period_id, given.participant_id])
    if isinstance(given, Extension):
        facts.push_lateness(season, by=by)
    words = {"report": name, "before": writing.moment(given.until), "until": writing.moment(until)}
    notice.tell(event, season, to=post.people_of(unit), path=path, reason=reason.strip(), **words)


def _written(moment: dt.datetime) -> str:
    """As the trail keeps it, in Vietnamese time."""
    return moment.astimezone(clock.ZONE).isoformat(timespec="seconds")
