"""What meetings ask of a person: replies, answers, follow-ups, minutes."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock
from clusters.clock import moment
from clusters.enums import MeetingState
from clusters.models import Meeting
from emulation.queries.board import Year
from emulation.queries.task.values import Task


def tasks(year: Year) -> Iterator[Task]:
    """For each meeting of the year, see `board.Year.meetings`."""
    for meeting in year.meetings:
        yield from _reply(year, meeting)
        yield from _answers(year, meeting)
        yield from _follow_ups(year, meeting)
        yield from _minutes(year, meeting)


def _task(year: Year, kind: str, what: str, verb: str, meeting: Meeting, **more) -> Task:
    url = reverse("meeting", args=[meeting.pk])
    said = {"season": str(year.season), "mark": year.season.mark, "note": meeting.title}
    return Task(kind, what, url, verb, **{**said, **more})


def _reply(year: Year, meeting) -> Iterator[Task]:
    late = meeting.reply_by is not None and meeting.reply_by < clock.now()
    if meeting.unreplied and meeting.state == MeetingState.CALLED and not late:
        due = meeting.reply_by or meeting.starts_at
        yield _task(year, "reply", _("Reply to the invitation to a meeting"), _("Reply"), meeting, due=due)


def _answers(year: Year, meeting) -> Iterator[Task]:
    leads = year.season.heads or year.season.deputises
    waiting = (meeting.to_head if leads else 0) + (meeting.to_authority if year.season.official else 0)
    if waiting:
        what = _("Proposals of members that wait for your answer: {count}").format(count=waiting)
        yield _task(year, "answer_proposals", what, _("Answer"), meeting)


def _follow_ups(year: Year, meeting) -> Iterator[Task]:
    days = [day for day in (meeting.promised_on, meeting.decided_on) if day]
    if days:
        day = min(days)
        what, due = _("Do what the meeting decided"), moment(day.year, day.month, day.day, 23, 59)
        yield _task(year, "follow_up", what, _("Go to the meeting"), meeting, due=due)


def _minutes(year: Year, meeting) -> Iterator[Task]:
    if meeting.state == MeetingState.CLOSED and (year.season.heads or year.season.deputises):
        yield _task(year, "adopt_minutes", _("Write and adopt the minutes"), _("Go to the meeting"), meeting)
