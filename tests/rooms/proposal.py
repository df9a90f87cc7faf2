"""Who gets in, and what it costs: proposals of members and decisions of meetings."""

from clusters import clock
from tests import factories

THINGS = {
    "proposal": ("wish",),
    "proposal-make": ("conference",),
    "proposal-answer": ("wish",),
    "proposal-settle": ("wish_followed",),
    "conclusion-record": ("conference_open",),
    "conclusion-finish": ("conclusion",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("proposals", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("proposals", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("proposal", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("proposal", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("proposal-make", "GET"): (302, 200, 200, 200, 200, 403, 403, 403, 404, 404),
    ("proposal-make", "POST"): (302, 200, 200, 200, 200, 403, 403, 403, 404, 404),
    ("proposal-answer", "GET"): (302, 403, 403, 200, 200, 403, 403, 403, 404, 404),
    ("proposal-answer", "POST"): (302, 403, 403, 200, 200, 403, 403, 403, 404, 404),
    ("proposal-settle", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("proposal-settle", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("conclusion-record", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("conclusion-record", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("conclusion-finish", "GET"): (302, 200, 200, 200, 200, 200, 403, 403, 404, 404),
    ("conclusion-finish", "POST"): (302, 200, 200, 200, 200, 200, 403, 403, 404, 404),
}
# fmt: on
REGISTERS = {"proposals"}
PAGES = """
proposals                            official  7 :cluster :year proposals
proposals?export=xlsx                head      2 proposals
proposal                             head      5
proposal-make                        officer   6
proposal-answer                      head      5 :responsible
proposal-settle                      official  4
conclusion-record                    head      6 :responsible
conclusion-finish                    officer   4
"""


def build(world, cast) -> None:
    """A proposal to the head that waits, one to the authority that is followed up, and a decision of the meeting."""
    world.wish = factories.proposal(world.conference, cast.unit)
    asked = {"state": "followed", "addressee": "authority"}
    world.wish_followed = factories.proposal(world.conference, cast.deputy_unit, **asked)
    world.conclusion = factories.conclusion(world.conference, responsible=cast.unit, due_on=clock.today())


def grow(world, cast, unit) -> None:
    """One more of each at the meeting, and one that an earlier meeting left open."""
    who = world.running.participants.get(organisation=unit)
    factories.proposal(world.conference, who)
    factories.conclusion(world.conference, responsible=who)
    earlier = factories.meeting(world.running, starts_at=clock.moment(2020, 1, 1))
    factories.proposal(earlier, who, state="followed")
    factories.conclusion(earlier, due_on=clock.today())
