"""Invitations answered, guests invited, and who was there."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import ABSENT_REPLIES, Event, MeetingState, Reply
from clusters.errors import Invalid, Stale
from clusters.models import Attendance, Meeting, User
from clusters.policies import attendance as policy
from clusters.policies import meeting as meeting_policy
from clusters.services import meeting as meetings


@transaction.atomic
def invite_guest(meeting: Meeting, guest: str, *, by: User) -> Attendance:
    """Somebody who is no member: the authority, another body, a person by post. Guests make no quorum."""
    meeting = meetings.locked(meeting)
    meeting_policy.may_invite_guest(by, meeting).require()
    if not guest.strip():
        raise Invalid({"guest": _("Say who is invited.")})
    made = Attendance.objects.create(meeting=meeting, guest=guest.strip())
    audit.record(Event.MEETING_GUEST_INVITED, meeting, by=by, after={"guest": made.guest})
    return made


@transaction.atomic
def reply(attendance: Attendance, answer: str, *, by: User, note: str = "") -> Attendance:
    """The unit answers; answering again before the time is over replaces it. Staying away needs a reason."""
    attendance = _locked(attendance)
    policy.may_reply(by, attendance).require()
    if answer not in Reply.values:
        raise Invalid({"answer": _("Choose one of the replies.")})
    if answer in ABSENT_REPLIES and not note.strip():
        raise Invalid({"note": _("Say why your unit does not come.")})
    before = {"reply": attendance.reply}
    attendance.reply, attendance.reply_note = answer, note.strip()
    attendance.replied_at, attendance.replied_by = clock.now(), by
    attendance.save(update_fields=["reply", "reply_note", "replied_at", "replied_by"])
    _record(Event.MEETING_REPLIED, attendance, by, before, {"reply": answer, "note": attendance.reply_note})
    return attendance


@transaction.atomic
def record(
    attendance: Attendance, *, present: bool | None, by: User, seen: int, excused: bool = False, **seat: Any
) -> Attendance:
    """Who was there for the unit (`represented_by`, `post`, `came_at`, `left_at`); None takes the record back.

    After the closing the fact of the unit follows. Stale carries what a colleague recorded meanwhile.
    """
    attendance = _locked(attendance)
    meeting_policy.may_record_meeting(by, attendance.meeting).require()
    before, empty = _plain(attendance), {"represented_by": "", "post": "", "came_at": None, "left_at": None}
    said: dict[str, Any] = {**empty, **seat, "present": present, "excused": excused}
    if attendance.version != seen and before != _texts(said):
        raise Stale(_("A colleague recorded this while you were writing."), theirs=before, seen=attendance.version)
    _refuse_unsound(attendance.meeting, said)
    known = present is not None
    said |= {"recorded_at": clock.now() if known else None, "recorded_by": by if known else None}
    for name, value in {**said, "version": attendance.version + 1}.items():
        setattr(attendance, name, value)
    attendance.save(update_fields=[*said, "version"])
    _record(Event.MEETING_ATTENDANCE_RECORDED, attendance, by, before, _plain(attendance))
    if attendance.meeting.state == MeetingState.CLOSED:
        meetings.push_absences(attendance.meeting, [attendance], by=by)
    return attendance


def _locked(attendance: Attendance) -> Attendance:
    meeting = meetings.locked(attendance.meeting)
    related = ("participant__organisation", "participant__season__cluster")
    found = Attendance.objects.select_for_update(of=("self",)).select_related(*related).get(pk=attendance.pk)
    found.meeting = meeting
    return found


def _record(event: Event, attendance: Attendance, by: User, before: dict, after: dict) -> None:
    unit = attendance.participant.organisation_id if attendance.participant else None
    after = {"unit": str(attendance), **after}
    audit.record(event, attendance.meeting, by=by, before=before, after=after, organisation_id=unit)


def _plain(attendance: Attendance) -> dict[str, object]:
    names = ("present", "excused", "represented_by", "post", "came_at", "left_at")
    return _texts({name: getattr(attendance, name) for name in names})


def _texts(said: dict[str, object]) -> dict[str, object]:
    return {name: f"{v:%H:%M}" if isinstance(v, dt.time) else v for name, v in said.items()}


def _refuse_unsound(meeting: Meeting, said: dict[str, Any]) -> None:
    problems = {}
    present, came_at, left_at = said["present"], said["came_at"], said["left_at"]
    if said["excused"] and present is not False:
        problems["excused"] = _("Only who was absent is excused.")
    if present is None and meeting.state == MeetingState.CLOSED and not meeting.unrecorded_reason:
        problems["present"] = _("The meeting is over: say whether the unit was there.")
    if came_at and left_at and left_at <= came_at:
        problems["left_at"] = _("This is before the unit came.")
    if problems:
        raise Invalid(problems)
