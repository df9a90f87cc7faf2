"""Who gets in, and what it costs: registration and its consolidation."""

from awards.enums import RegistrationState
from clusters import audit
from clusters.enums import Event
from tests import factories

THINGS = {
    "registration": ("registering",),
    "registration-add": ("writing",),
    "registration-send": ("writing",),
    "registration-amend": ("registering",),
    "registration-drop": ("draft_line",),
    "season-registrations": ("running",),
    "registration-due": ("running",),
    "consolidate": ("running",),
    "consolidation": ("consolidation",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("registrations", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("registrations", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("registration", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("registration", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("registration-add", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("registration-add", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("registration-send", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("registration-send", "POST"): (302, 409, 409, 403, 403, 403, 403, 403, 404, 404),
    ("registration-amend", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("registration-amend", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("registration-drop", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("registration-drop", "POST"): (302, 302, 302, 404, 404, 404, 404, 404, 404, 404),
    ("season-registrations", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("season-registrations", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("registration-due", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("registration-due", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("consolidate", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("consolidate", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("consolidation", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("consolidation", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {"registration-send"}
REGISTERS = {"registrations"}
PAGES = """
registrations                        official  9 :year :cluster :award registrations
registrations                        head      9 :cluster :award registrations
registrations                        officer   9 :year :cluster :award registrations
registrations?export=xlsx            official  3 registrations
registration                         officer   9 registration-lines registration-counts sendings trail
registration                         head      9 registration-lines registration-counts sendings trail
registration                         deputy    9 registration-lines registration-counts sendings trail
registration                         official  9 registration-lines registration-counts sendings trail
registration(writing)                officer  11 registration-lines registration-counts =sendings
registration?export=xlsx             official  7 registration-lines registration-counts sendings
registration-add(writing)            officer   6 :award
registration-amend                   officer   7 :award :strike
registration-drop                    officer   4
season-registrations                 head      9 registering registered-totals consolidations
season-registrations                 officer   9 registering registered-totals consolidations
season-registrations?export=xlsx     official  7 registering registered-totals consolidations
registration-due                     official  4
consolidate                          head      7 registering registered-totals
consolidation                        official  3 =receipt-totals =receipt-units
consolidation?export=xlsx            official  1 =receipt-totals =receipt-units
"""


def build(world, cast) -> None:
    """The unit has sent in the year that runs and writes in the year after; one consolidation was made."""
    award = factories.award("ldtt", subject="individual")
    world.registering = cast.unit
    sheet = factories.registration(cast.unit, by=cast.officer)
    factories.registration_line(sheet, award)
    world.writing = world.promising
    draft = factories.registration(world.writing, state=RegistrationState.DRAFT)
    world.draft_line = factories.registration_line(draft, award)
    world.consolidation = factories.consolidation(world.running, by=cast.head)
    factories.registration_window(world.running, by=cast.official)


def grow(world, cast, unit) -> None:
    """A line more in each sheet, of an award of its own; a sheet of the new unit; a sending and a consolidation."""
    award = factories.award(subject="individual")
    sheet = cast.unit.registration
    factories.registration_line(sheet, award)
    factories.registration_line(world.writing.registration, award)
    factories.registration_sending(sheet, by=factories.user())
    other = factories.registration(world.running.participants.get(organisation=unit), by=factories.user())
    factories.registration_line(other, award)
    factories.consolidation(world.running)
    audit.record(Event.REGISTRATION_CHANGED, sheet, by=factories.user(), after={"added": 1})
