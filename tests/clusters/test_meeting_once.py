"""Two people press at once: one call of a meeting, one adoption of its minutes."""

import pytest

from clusters.models import Attendance, Minutes
from clusters.services import meeting as deeds
from clusters.services import minutes
from tests import factories
from tests.at_once import at_once

SIGNED = {"chaired_by": "Chủ trì", "secretary": "Thư ký"}


@pytest.mark.django_db(transaction=True)
def test_a_meeting_is_called_once(transactional_db, cast):
    meeting = factories.meeting(cast.season)

    outcomes = at_once(lambda by: deeds.call(meeting, by=by), cast.head, cast.deputy)

    assert (outcomes, Attendance.objects.filter(meeting=meeting).count()) == (["Conflict", "done"], 3)


@pytest.mark.django_db(transaction=True)
def test_minutes_are_adopted_once(transactional_db, cast):
    meeting = factories.meeting(cast.season, state="closed")
    factories.minutes_draft(meeting)

    outcomes = at_once(lambda by: minutes.adopt(meeting, by=by, seen=1, **SIGNED), cast.head, cast.deputy)

    assert (outcomes, Minutes.objects.count()) == (["Invalid", "done"], 1)
