"""A meeting: planned, called, opened, closed or cancelled. Its lock stands for everything that belongs to it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock, writing
from clusters.enums import Event, FactKind, MeetingState
from clusters.errors import Invalid, Stale
from clusters.models import AgendaItem, Attendance, Meeting, Participant, Season, User
from clusters.policies import meeting as policy
from clusters.queries import post, regulation
from clusters.services import fact as facts
from clusters.services import notice

ASKING = (MeetingState.CALLED, MeetingState.OPEN)
PLAN = ("kind", "title", "starts_at", "ends_at", "place", "online", "chair", "reply_by")


class Item(NamedTuple):
    """An item of the agenda as it is typed."""

    kind: str
    text: str
    starts_at: dt.time | None = None
    speaker: Participant | None = None


@transaction.atomic
def plan(season: Season, *, by: User, mark: str = "", source: str = "", **said: Any) -> Meeting:
    """A meeting of the year; `said` are the fields of `PLAN`. The head's unit takes the chair unless one is named."""
    policy.may_plan_meeting(by, season).require()
    _refuse_unsound(said)
    said["chair"] = said.get("chair") or post.head_of(season)
    provenance = {"mark": mark, "source": source} if mark else {}
    meeting = Meeting.objects.create(season=season, **said, **provenance)
    audit.record(Event.MEETING_PLANNED, meeting, by=by, after=_plain(meeting))
    return meeting


@transaction.atomic
def change(meeting: Meeting, *, by: User, seen: int, **said: Any) -> Meeting:
    """Another time, place or title. Where time or place of a meeting that was called change, the members are told and
    asked to reply again; what they replied stays. Stale carries what a colleague changed."""
    meeting = locked(meeting)
    policy.may_change_meeting(by, meeting).require()
    _refuse_stale(meeting, seen)
    _refuse_unsound(said)
    before, told = _plain(meeting), (meeting.starts_at, meeting.place, meeting.online)
    for name in PLAN:
        setattr(meeting, name, said.get(name, getattr(meeting, name)))
    is_moved = meeting.state == MeetingState.CALLED and told != (meeting.starts_at, meeting.place, meeting.online)
    if is_moved:
        _refuse_no_time(meeting)
        meeting.moved_at = clock.now()
    meeting.version += 1
    meeting.save(update_fields=[*PLAN, "version", "moved_at"])
    audit.record(Event.MEETING_CHANGED, meeting, by=by, before=before, after=_plain(meeting))
    if is_moved:
        _tell(Event.MEETING_CHANGED, meeting, **_when_and_where(meeting))
    return meeting


@transaction.atomic
def set_agenda(meeting: Meeting, items: Sequence[Item], *, by: User, seen: int) -> Meeting:
    """The agenda in its order, in place of the one before."""
    meeting = locked(meeting)
    policy.may_change_meeting(by, meeting).require()
    _refuse_stale(meeting, seen)
    if any(each.speaker and each.speaker.season_id != meeting.season_id for each in items):
        raise Invalid({"speaker": _("A speaker does not take part in this year.")})
    before = [each.text for each in meeting.agenda.order_by("position")]
    meeting.agenda.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=place, **each._asdict()) for place, each in enumerate(items, start=1)
    )
    meeting.version += 1
    meeting.save(update_fields=["version"])
    lines = {"agenda": [each.text for each in items]}
    audit.record(Event.MEETING_AGENDA_SET, meeting, by=by, before={"agenda": before}, after=lines)
    return meeting


@transaction.atomic
def call(meeting: Meeting, *, by: User) -> Meeting:
    """Invite every member that has not left, by the quorum of the regulations of today; all their people are told."""
    meeting = locked(meeting)
    policy.may_call_meeting(by, meeting).require()
    term = regulation.terms_of(meeting.season.cluster, clock.today()).quorum
    meeting.quorum_of = f"{term.value.numerator}/{term.value.denominator}"
    meeting.quorum_is_adopted = term.is_adopted
    _move(meeting, MeetingState.CALLED, "called", by, "quorum_of", "quorum_is_adopted")
    units = list(meeting.season.participants.staying())
    Attendance.objects.bulk_create(Attendance(meeting=meeting, participant=each) for each in units)
    after = {"members": len(units), "quorum_of": meeting.quorum_of}
    audit.record(Event.MEETING_CALLED, meeting, by=by, after=after)
    _tell(Event.MEETING_CALLED, meeting, **_when_and_where(meeting))
    return meeting


@transaction.atomic
def open(meeting: Meeting, *, by: User) -> Meeting:
    """The meeting begins."""
    meeting = locked(meeting)
    policy.may_open_meeting(by, meeting).require()
    _move(meeting, MeetingState.OPEN, "opened", by)
    audit.record(Event.MEETING_OPENED, meeting, by=by, after={"state": meeting.state})
    return meeting


@transaction.atomic
def close(meeting: Meeting, *, by: User, unrecorded_reason: str = "") -> Meeting:
    """The meeting is over: members absent without an excuse are a fact of their year.

    Where the attendance of a member is not recorded, the reason is asked for; of that member nothing becomes known.
    """
    meeting = locked(meeting)
    policy.may_close_meeting(by, meeting).require()
    members = list(_members(meeting))
    missing = [str(each) for each in members if each.present is None]
    if missing and not unrecorded_reason.strip():
        sentence = _("Record who came, or say why it is not known. Not recorded: {units}.")
        raise Invalid({"unrecorded_reason": sentence.format(units=", ".join(missing))})
    meeting.unrecorded_reason = unrecorded_reason.strip() if missing else ""
    _move(meeting, MeetingState.CLOSED, "closed", by, "unrecorded_reason")
    after = {"present": sum(bool(each.present) for each in members), "members": len(members)}
    audit.record(Event.MEETING_CLOSED, meeting, by=by, after=after, reason=meeting.unrecorded_reason)
    push_absences(meeting, members, by=by)
    return meeting


@transaction.atomic
def cancel(meeting: Meeting, *, reason: str, by: User) -> Meeting:
    """It does not take place; whoever was invited is told why."""
    meeting = locked(meeting)
    policy.may_cancel_meeting(by, meeting).require()
    if not reason.strip():
        raise Invalid({"reason": _("Say why the meeting is cancelled.")})
    was_called = meeting.state == MeetingState.CALLED
    meeting.cancel_reason = reason.strip()
    _move(meeting, MeetingState.CANCELLED, "cancelled", by, "cancel_reason")
    audit.record(Event.MEETING_CANCELLED, meeting, by=by, after={"state": meeting.state}, reason=meeting.cancel_reason)
    if was_called:
        _tell(Event.MEETING_CANCELLED, meeting, reason=meeting.cancel_reason)
    return meeting


@transaction.atomic
def push_absences(meeting: Meeting, members: Iterable[Attendance], *, by: User) -> None:
    """What the attendance says of each member whose attendance is known: 1 for absent without an excuse, else 0."""
    known = [
        facts.Known(each.participant, FactKind.MEETINGS_MISSED, _missed(each), f"meeting:{meeting.pk}", meeting.title)
        for each in members
        if each.participant and each.present is not None
    ]
    facts.push(meeting.season, known, by=by)


def asking(season: Season) -> list[Meeting]:
    """Meetings of the year to which members are invited and that are not over, under their locks."""
    rows = Meeting.objects.select_for_update(of=("self",)).filter(season=season, state__in=ASKING)
    return list(rows.order_by("pk"))


@transaction.atomic
def invite_newcomer(meetings: Iterable[Meeting], unit: Participant, *, by: User) -> None:
    """A unit that takes part from now on is invited to these meetings; its people are told."""
    for meeting in meetings:
        Attendance.objects.create(meeting=meeting, participant=unit)
        after = {"unit": str(unit)}
        audit.record(Event.MEETING_CALLED, meeting, by=by, after=after, organisation_id=unit.organisation_id)
        said = {"meeting": meeting.title, "path": reverse("meeting", args=[meeting.pk]), **_when_and_where(meeting)}
        notice.tell(Event.MEETING_CALLED, meeting, to=post.people_of(unit.organisation), **said)


def locked(meeting: Meeting) -> Meeting:
    """The meeting read again under its lock, with its year."""
    related = ("season__cluster__authority", "chair__organisation")
    return Meeting.objects.select_for_update(of=("self",)).select_related(*related).get(pk=meeting.pk)


def _missed(each: Attendance) -> Decimal:
    return Decimal(not each.present and not each.excused)


def _members(meeting: Meeting):
    found = meeting.attendances.members_on(meeting.day).select_related(
        "participant__organisation", "participant__season__cluster"
    )
    return found.order_by("pk")


def _move(meeting: Meeting, state: MeetingState, stamp: str, by: User, *fields: str) -> None:
    meeting.state = state
    setattr(meeting, f"{stamp}_at", clock.now())
    setattr(meeting, f"{stamp}_by", by)
    meeting.save(update_fields=["state", f"{stamp}_at", f"{stamp}_by", *fields])


def _tell(event: Event, meeting: Meeting, **values: str) -> None:
    people = post.people_of_season(meeting.season)
    notice.tell(event, meeting, to=people, path=reverse("meeting", args=[meeting.pk]), meeting=meeting.title, **values)


def _when_and_where(meeting: Meeting) -> dict[str, str]:
    return {"moment": writing.moment(meeting.starts_at), "place": meeting.place or meeting.online}


def _plain(meeting: Meeting) -> dict[str, Any]:
    values = {name: getattr(meeting, name) for name in PLAN}
    moments = {name: v.isoformat(timespec="minutes") for name, v in values.items() if isinstance(v, dt.datetime)}
    return {**values, **moments, "chair": str(meeting.chair or "")}


def _refuse_stale(meeting: Meeting, seen: int) -> None:
    if meeting.version != seen:
        theirs: dict[str, object] = {name: getattr(meeting, name) for name in PLAN}
        theirs["agenda"] = "\n".join(each.text for each in meeting.agenda.order_by("position"))
        raise Stale(_("A colleague changed the meeting while you were writing."), theirs=theirs, seen=meeting.version)


def _refuse_no_time(meeting: Meeting) -> None:
    if meeting.reply_by and meeting.reply_by < clock.now():
        sentence = _("The members are asked to reply again: give a later moment, or leave it empty.")
        raise Invalid({"reply_by": sentence})


def _refuse_unsound(said: dict[str, Any]) -> None:
    starts, ends, reply_by = said.get("starts_at"), said.get("ends_at"), said.get("reply_by")
    problems = {}
    if starts and ends and ends <= starts:
        problems["ends_at"] = _("The meeting must end after it begins.")
    if starts and reply_by and reply_by > starts:
        problems["reply_by"] = _("Ask for replies before the meeting begins.")
    if not (said.get("place") or said.get("online")):
        problems["place"] = _("Say where: a place, the address of an online meeting, or both.")
    if problems:
        raise Invalid(problems)
