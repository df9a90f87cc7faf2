"""Meetings in the calendar."""

import datetime as dt

from clusters import clock
from clusters.queries import meeting_calendar
from tests import factories

FIRST, LAST = dt.date(2030, 5, 1), dt.date(2030, 5, 31)


def uids(person) -> set[str]:
    return {each.uid for each in meeting_calendar.dates(person, FIRST, LAST)}


def test_beginnings_and_replies_of_visible_meetings_within_the_days(cast):
    may = {"starts_at": clock.moment(2030, 5, 31, 23, 30), "reply_by": clock.moment(2030, 5, 1)}
    called = factories.meeting(cast.season, state="called", **may)
    planned = factories.meeting(cast.season, **may)
    factories.meeting(cast.season, state="called", starts_at=clock.moment(2030, 6, 1, 0, 0))
    factories.meeting(cast.elsewhere, state="called", **may)

    expected = {f"meeting-{called.pk}", f"meeting-reply-{called.pk}", f"meeting-{planned.pk}"}
    assert (uids(cast.officer), uids(cast.official)) == (expected, expected)


def test_a_cancelled_meeting_is_no_date(cast):
    gone = {"cancelled_at": clock.now(), "cancelled_by": cast.head, "cancel_reason": "Bão"}
    meeting = factories.meeting(cast.season, starts_at=clock.moment(2030, 5, 2))
    type(meeting).objects.filter(pk=meeting.pk).update(state="cancelled", **gone)

    assert uids(cast.officer) == set()
