"""Who gets in, and what it costs: meeting and attendance."""

from clusters import audit
from clusters.enums import Event, Phase
from clusters.models import AgendaItem, Attendance, Meeting
from tests import factories

THINGS = {
    "season-meetings": ("running",),
    "meeting-plan": ("running",),
    "meeting": ("conference",),
    "meeting-change": ("conference",),
    "meeting-agenda": ("conference",),
    "meeting-call": ("conference_planned",),
    "meeting-open": ("conference",),
    "meeting-close": ("conference_open",),
    "meeting-cancel": ("conference",),
    "attendance-guest": ("conference",),
    "attendance-reply": ("invited",),
    "attendance-record": ("attending",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("meetings", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("meetings", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("season-meetings", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("season-meetings", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("meeting-plan", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("meeting-plan", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("meeting", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("meeting", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("meeting-change", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("meeting-change", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("meeting-agenda", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("meeting-agenda", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("meeting-call", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("meeting-call", "POST"): (302, 403, 403, 302, 302, 302, 403, 403, 404, 404),
    ("meeting-open", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("meeting-open", "POST"): (302, 403, 403, 302, 302, 302, 403, 403, 404, 404),
    ("meeting-close", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("meeting-close", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("meeting-cancel", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("meeting-cancel", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("attendance-guest", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("attendance-guest", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("attendance-reply", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("attendance-reply", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("attendance-record", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("attendance-record", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
}
# fmt: on
NOT_PAGES = {"meeting-call", "meeting-open"}
REGISTERS = {"meetings"}
PAGES = """
meetings                             official  7 :cluster :year meetings
meetings                             officer   7 :cluster :year meetings
meetings?export=xlsx                 official  2 meetings
season-meetings                      head      6 meetings
season-meetings?export=xlsx          head      3 meetings
meeting-plan                         head      5 :chair
meeting                              officer  14 attendance conclusions documents files left-open list proposals trail
meeting                              official 14 attendance conclusions documents files left-open list proposals trail
meeting(conference_open)             head     13 attendance left-open list trail =conclusions =proposals
meeting?export=xlsx                  head     11 attendance
meeting-change                       head      5 :chair
meeting-agenda                       head      6 :agenda-#-kind :agenda-#-speaker fields rows
meeting-close                        head      4
meeting-cancel                       head      4
attendance-guest                     head      4
attendance-reply                     officer   4
attendance-record                    head      4
"""


def build(world, cast) -> None:
    """A meeting planned, one called, one open, each with an item of its agenda."""
    world.conference_planned, world.conference, world.conference_open = (
        factories.meeting(world.running, state=state) for state in ("planned", "called", "open")
    )
    world.invited = world.conference.attendances.get(participant=cast.unit)
    world.attending = world.conference_open.attendances.get(participant=cast.unit)
    for each in (world.conference, world.conference_open):
        _item(each)


def grow(world, cast, unit) -> None:
    """One more meeting, here and in a cluster of its own; one more unit, guest, item and line of the trail."""
    factories.meeting(world.running)
    past = {"year": cast.season.year - Meeting.objects.count(), "phase": Phase.CLOSED}
    other = factories.season(factories.cluster(cast.ministry), **past)
    factories.meeting(other)
    taking_part = factories.participant(other, cast.unit.organisation)
    assert taking_part.season_id == other.pk
    for each in (world.conference, world.conference_open):
        Attendance.objects.create(meeting=each, participant=world.running.participants.get(organisation=unit))
        Attendance.objects.create(meeting=each, guest=f"Khách {unit.pk}")
        _item(each)
        audit.record(Event.MEETING_CHANGED, each, by=factories.user(), after={"title": unit.name})


def _item(meeting: Meeting) -> None:
    place = meeting.agenda.count() + 1
    speaker = meeting.season.participants.order_by("pk").first()
    AgendaItem.objects.create(meeting=meeting, position=place, text=f"Mục {place}", speaker=speaker)
