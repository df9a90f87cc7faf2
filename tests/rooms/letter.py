"""Who gets in, and what it costs: letters that did not arrive. The administrator's codes are in the page tests."""

from clusters import audit, clock
from clusters.enums import Event, NoticeChannel, NoticeState, Role
from clusters.models import Notice
from tests import factories

DEEDS = ("letters-send-again", "letter-send-again")
THINGS = dict.fromkeys(("letter", "letter-send-again"), ("letter",))
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("letters", "GET"): (302, 403, 403, 403, 403, 403, 403, 403, 403, 403),
    ("letters", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("letters-send-again", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("letters-send-again", "POST"): (302, 403, 403, 403, 403, 403, 403, 403, 403, 403),
    ("letter", "GET"): (302, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    ("letter", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("letter-send-again", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("letter-send-again", "POST"): (302, 404, 404, 404, 404, 404, 404, 404, 404, 404),
}
# fmt: on
NOT_PAGES = set(DEEDS)
PAGES = """
letters                              administrator 5 letters :event
letters?export=xlsx                  administrator 2 letters
letter                               administrator 4 trail
home                                 administrator 9
home                                 chief    15 task-list
"""
# The event of each further letter is another one, so that the choices of the filter grow.
EVENTS = [Event.SEASON_OPENED, Event.PACT_SIGNED, Event.STANDING_SEALED, Event.TIE_SETTLED, Event.REPORT_RETURNED]


def undelivered(person, thing, event: Event = Event.SEASON_OPENED, *, save: bool = True) -> Notice:
    """A letter that was given up."""
    letter = Notice(
        person=person,
        event=event,
        subject_type=thing._meta.label,
        subject_id=thing.pk,
        values={"season": "2026"},
        channel=NoticeChannel.MAIL,
        state=NoticeState.FAILED,
        queued_at=clock.now(),
        attempts=5,
        error="550 mailbox unavailable",
    )
    if save:
        letter.save()
    return letter


def build(world, cast) -> None:
    """One of them, to the official; the system's administrator, and one who has years of an authority as well."""
    cast.administrator = factories.user(is_superuser=True)
    cast.chief = factories.user(is_superuser=True)
    factories.appointment(cast.chief, cast.ministry, Role.OFFICIAL)
    world.letter = undelivered(cast.official, cast.season)


def grow(world, cast, unit) -> None:
    """One more, to somebody else about something else, and a line on the trail of the first."""
    event = EVENTS[Notice.objects.undelivered().count() % len(EVENTS)]
    undelivered(factories.user(), cast.season, event)
    audit.record(Event.LETTER_QUEUED_AGAIN, world.letter, by=factories.user())
