"""The dates of meetings: when they begin and until when invitations are answered."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import MeetingState
from clusters.models import Meeting, User
from clusters.queries.calendar_entry import Entry, of_season, span


def dates(user: User, first_day: dt.date, last_day: dt.date) -> list[Entry]:
    """Of visible meetings that were not cancelled. One query."""
    within = span(first_day, last_day)
    found = Meeting.objects.visible_to(user).exclude(state=MeetingState.CANCELLED)
    found = found.filter(Q(starts_at__range=within) | Q(reply_by__range=within, state=MeetingState.CALLED))
    found = found.select_related("season__cluster").order_by("pk")
    entries = [_beginning(each) for each in found]
    entries += [_reply(each) for each in found if each.reply_by and each.state == MeetingState.CALLED]
    return [each for each in entries if first_day <= each.day <= last_day]


def _beginning(each: Meeting) -> Entry:
    return Entry(
        uid=f"meeting-{each.pk}",
        at=each.starts_at,
        until=each.ends_at,
        what=each.title,
        url=reverse("meeting", args=[each.pk]),
        kind=_("Meeting"),
        is_open=each.state in (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.OPEN),
        **of_season(each.season),
    )


def _reply(each: Meeting) -> Entry:
    assert each.reply_by is not None
    return Entry(
        uid=f"meeting-reply-{each.pk}",
        at=each.reply_by,
        what=_("{meeting}: reply to the invitation").format(meeting=each.title),
        url=reverse("meeting", args=[each.pk]),
        kind=_("Reply by"),
        **of_season(each.season),
    )
