"""Rights in a year that is closed: what would change it is refused, what is read or brought to its end is not."""

import pytest

from clusters.enums import Phase
from clusters.errors import Conflict
from clusters.models import Fact
from clusters.policies import meeting as policy
from clusters.policies import minutes as minutes_policy
from clusters.policies import proposal as proposals
from clusters.queries.post import Chair
from clusters.services import attendance as attendances
from clusters.services import meeting as meetings
from tests import factories


@pytest.fixture
def closed(cast):
    cast.season.phase = Phase.CLOSED
    cast.season.save(update_fields=["phase"])
    return cast


def allowed(cast, state):
    meeting = factories.meeting(cast.season, state=state)
    rulings = policy.may_all(cast.head, meeting, Chair(cast.season, cast.head))
    rulings["may_write"] = minutes_policy.may_write_minutes(cast.head, meeting)
    rulings["may_propose"] = proposals.may_propose(cast.officer, meeting, cast.unit)
    return {name for name, ruling in rulings.items() if ruling}


@pytest.mark.parametrize(
    ("state", "left"),
    [
        ("planned", {"may_cancel"}),
        ("called", {"may_cancel"}),
        ("open", {"may_close", "may_record", "may_write"}),
        ("closed", {"may_write"}),
    ],
)
def test_meetings_only_come_to_their_end(closed, state, left):
    assert allowed(closed, state) == left


def test_in_an_open_year_they_go_on(cast):
    assert allowed(cast, "planned") == {"may_change", "may_call", "may_invite", "may_cancel"}
    assert allowed(cast, "called") == {"may_change", "may_invite", "may_open", "may_cancel", "may_propose"}
    assert allowed(cast, "closed") == {"may_record", "may_write"}


def test_attendance_of_a_meeting_that_is_over_no_longer_changes_a_fact(cast):
    meeting = factories.meeting(cast.season, state="open")
    for row in list(meeting.attendances.all()):
        attendances.record(row, present=False, by=cast.head, seen=row.version)
    meetings.close(meeting, by=cast.head)
    cast.season.phase = Phase.CLOSED
    cast.season.save(update_fields=["phase"])

    row = meeting.attendances.get(participant=cast.unit)
    with pytest.raises(Conflict):
        attendances.record(row, present=True, by=cast.head, seen=row.version)
    assert [int(fact.value) for fact in Fact.objects.filter(participant=cast.unit, kind="meetings_missed")] == [1]
