"""Activities of a cluster: planned, joined by the units, held with what came of them, cancelled."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock, writing
from clusters.enums import ActivityState, Event
from clusters.errors import Conflict, Invalid, Stale
from clusters.models import Activity, ActivityFile, ActivityUnit, Participant, Season, User
from clusters.policies import activity as policy
from clusters.queries import post
from clusters.services import file as files
from clusters.services import lock, notice

PLAN = ("kind", "title", "starts_on", "ends_on", "place", "host", "cost")
RESULT = ("done_words", "people", "cost")


@transaction.atomic
def plan(season: Season, said: dict[str, Any], *, by: User, **provenance: str) -> Activity:
    """`PLAN`; without a last day it lasts one. All units are told and can say that they take part."""
    season = lock.season(season)
    policy.may_plan_activity(by, season).require()
    activity = Activity.objects.create(season=season, **_cleaned(season, said), **provenance)
    audit.record(Event.ACTIVITY_PLANNED, activity, by=by, after=_plain(activity, PLAN))
    _tell(Event.ACTIVITY_PLANNED, activity)
    return activity


@transaction.atomic
def change(activity: Activity, said: dict[str, Any], *, by: User, seen: int) -> Activity:
    """Other days, place or host. Where days or place moved all units are told and asked again, for they answered to
    the old ones. Stale carries a colleague's."""
    activity = _locked(activity)
    policy.may_change_activity(by, activity).require()
    _refuse_stale(activity, PLAN, seen)
    before, told = _plain(activity, PLAN), (activity.starts_on, activity.ends_on, activity.place)
    _write(activity, _cleaned(activity.season, said))
    audit.record(Event.ACTIVITY_CHANGED, activity, by=by, before=before, after=_plain(activity, PLAN))
    if told != (activity.starts_on, activity.ends_on, activity.place):
        activity.units.all().delete()
        _tell(Event.ACTIVITY_CHANGED, activity)
    return activity


@transaction.atomic
def join(activity: Activity, participant: Participant, *, comes: bool, by: User) -> ActivityUnit:
    """A unit says that it takes part, or that it does not; it may change its mind until the activity was held."""
    activity = _locked(activity)
    if participant.season_id != activity.season_id:
        raise Conflict(_("{unit} does not take part in this year.").format(unit=participant))
    policy.may_join_activity(by, activity, participant).require()
    said = {"comes": comes, "said_at": clock.now(), "said_by": by}
    answer, _made = ActivityUnit.objects.update_or_create(activity=activity, participant=participant, defaults=said)
    after = {"unit": participant.organisation.name, "confirms": comes}
    unit = participant.organisation_id
    audit.record(Event.ACTIVITY_JOINED, activity, by=by, after=after, organisation_id=unit)
    return answer


@transaction.atomic
def report(activity: Activity, said: dict[str, Any], *, by: User, seen: int) -> Activity:
    """What was done, by how many people, at what cost (`RESULT`), and which units took part in the end (`took_part`,
    left as they said it where it is missing); written better until the year is closed."""
    activity = _locked(activity)
    policy.may_report_activity(by, activity).require()
    _refuse_stale(activity, RESULT, seen)
    if not said["done_words"].strip():
        raise Invalid({"done_words": _("Say what was done.")})
    before = {"state": activity.state, **_plain(activity, RESULT)}
    words = {"done_words": said["done_words"].strip(), "people": said["people"], "cost": said["cost"].strip()}
    held = {"state": ActivityState.HELD, "held_at": clock.now(), "held_by": by}
    _write(activity, {**words, **held})
    _attend(activity, said.get("took_part"), by)
    came = activity.units.filter(comes=True).order_by("participant__organisation__sort_key")
    names = list(came.values_list("participant__organisation__name", flat=True))
    after = {"state": activity.state, **_plain(activity, RESULT), "took_part": names}
    audit.record(Event.ACTIVITY_HELD, activity, by=by, before=before, after=after)
    return activity


@transaction.atomic
def cancel(activity: Activity, *, reason: str, by: User) -> Activity:
    """It does not take place, with the reason; all units are told."""
    activity = _locked(activity)
    policy.may_change_activity(by, activity).require()
    if not reason.strip():
        raise Invalid({"reason": _("Say why the activity is cancelled.")})
    gone = {"cancelled_at": clock.now(), "cancelled_by": by, "cancel_reason": reason.strip()}
    _write(activity, {"state": ActivityState.CANCELLED, **gone})
    after = {"state": activity.state}
    audit.record(Event.ACTIVITY_CANCELLED, activity, by=by, after=after, reason=activity.cancel_reason)
    _tell(Event.ACTIVITY_CANCELLED, activity, reason=activity.cancel_reason)
    return activity


@transaction.atomic
def add_file(activity: Activity, upload: File, *, by: User) -> ActivityFile:
    """A plan, a list, pictures, a report."""
    activity = _locked(activity)
    policy.may_file_activity(by, activity).require()
    stored = files.store(upload, by=by)
    kept = ActivityFile.objects.create(activity=activity, file=stored, added_at=clock.now(), added_by=by)
    after = {"file": stored.original_name, "hash": stored.sha256}
    audit.record(Event.ACTIVITY_FILED, activity, by=by, after=after)
    return kept


def _attend(activity: Activity, took_part: Iterable[Participant] | None, by: User) -> None:
    """Who came is what whoever was there says, not what was announced: only they cite it as evidence afterwards."""
    if took_part is None:
        return
    came = {each.pk for each in took_part}
    if Participant.objects.filter(pk__in=came).exclude(season=activity.season_id).exists():
        raise Conflict(_("A unit does not take part in this year."))
    stamp = {"said_at": clock.now(), "said_by": by}
    known = set(activity.units.values_list("participant", flat=True))
    activity.units.filter(comes=True).exclude(participant__in=came).update(comes=False, **stamp)
    activity.units.filter(comes=False, participant__in=came).update(comes=True, **stamp)
    ActivityUnit.objects.bulk_create(
        ActivityUnit(activity=activity, participant_id=pk, comes=True, **stamp) for pk in sorted(came - known)
    )


def _locked(activity: Activity) -> Activity:
    related = ("season__cluster__authority", "host__organisation")
    return Activity.objects.select_for_update(of=("self",)).select_related(*related).get(pk=activity.pk)


def _write(activity: Activity, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(activity, name, value)
    activity.version += 1
    activity.save(update_fields=[*values, "version"])


def _refuse_stale(activity: Activity, names: tuple[str, ...], seen: int) -> None:
    if activity.version != seen:
        theirs: dict[str, object] = {name: getattr(activity, name) for name in names}
        raise Stale(_("A colleague changed the activity meanwhile."), theirs=theirs, seen=activity.version)


def _plain(activity: Activity, names: tuple[str, ...]) -> dict[str, Any]:
    values = {name: getattr(activity, name) for name in names}
    days = {name: value.isoformat() for name, value in values.items() if isinstance(value, dt.date)}
    host = {"host": str(activity.host or "")} if "host" in names else {}
    return {**values, **days, **host}


def _cleaned(season: Season, said: dict[str, Any]) -> dict[str, Any]:
    written = {name: str(said.get(name) or "").strip() for name in ("kind", "title", "place", "cost")}
    starts_on, host = said.get("starts_on"), said.get("host")
    ends_on = said.get("ends_on") or starts_on
    problems = {}
    if not written["title"]:
        problems["title"] = _("Say what it is.")
    if not written["place"]:
        problems["place"] = _("Say where it takes place.")
    if not starts_on:
        problems["starts_on"] = _("Say on which day.")
    elif ends_on < starts_on:
        problems["ends_on"] = _("It must not end before it begins.")
    if host and host.season_id != season.pk:
        problems["host"] = _("{unit} does not take part in this year.").format(unit=host)
    if problems:
        raise Invalid(problems)
    return {**written, "starts_on": starts_on, "ends_on": ends_on, "host": host}


def _tell(event: Event, activity: Activity, **values: str) -> None:
    told = {"activity": activity.title, "day": writing.day(activity.starts_on), "place": activity.place, **values}
    people, path = post.people_of_season(activity.season), reverse("activity", args=[activity.pk])
    notice.tell(event, activity, to=people, path=path, **told)
