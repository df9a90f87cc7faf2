"""Who gets in, and what it costs: the rotation, the election of the next head, the hand-over."""

from clusters import audit, clock
from clusters.enums import ElectionState, Event
from clusters.models import Election, Handover, Rotation, RotationTurn
from tests import factories

THINGS = {
    **dict.fromkeys(("rotation", "rotation-set"), ("cluster",)),
    **dict.fromkeys(("elections", "election-propose"), ("meeting",)),
    **dict.fromkeys(("election-elect", "election-withdraw"), ("proposal",)),
    "handover-give": ("election",),
    **dict.fromkeys(("handover", "handover-receive", "handover-return"), ("handover",)),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("rotation", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("rotation", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("rotation-set", "GET"): (302, 403, 403, 200, 403, 200, 403, 403, 404, 404),
    ("rotation-set", "POST"): (302, 403, 403, 200, 403, 200, 403, 403, 404, 404),
    ("elections", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("elections", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("election-propose", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("election-propose", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("election-elect", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("election-elect", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("election-withdraw", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("election-withdraw", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("handover-give", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("handover-give", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("handover", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("handover", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("handover-receive", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("handover-receive", "POST"): (302, 403, 403, 403, 302, 403, 403, 403, 404, 404),
    ("handover-return", "GET"): (302, 403, 403, 403, 200, 403, 403, 403, 404, 404),
    ("handover-return", "POST"): (302, 403, 403, 403, 200, 403, 403, 403, 404, 404),
}
# fmt: on
NOT_PAGES = {"handover-receive"}
PAGES = """
rotation                             officer   9 rotation
rotation                             head      8 rotation
rotation?export=xlsx                 officer   4 rotation
rotation-set                         official  7 :head_# :deputy_#
elections                            head      5 elections
elections                            officer   6 elections
elections?export=xlsx                officer   2 elections
election-propose                     head      7 :head :deputy
election-elect                       head      4
election-withdraw                    head      4
handover-give                        head     10 :lines-#-who fields
handover                             deputy   12 handed-over trail
handover                             officer  12 handed-over trail
handover-return                      deputy    4
"""


def build(world, cast) -> None:
    """A proposal before one conference; of another, an election without a hand-over and one with it."""
    year = cast.season.year
    world.proposal = _election(world.meeting, year + 20, cast)
    world.election = _election(world.submitted, year + 30, cast, elected=True)
    world.given = _election(world.submitted, year + 40, cast, elected=True)
    world.handover = Handover.objects.create(
        season=world.submitted,
        election=world.given,
        giver=world.submitted.participants.get(organisation=cast.head_unit.organisation),
        on=clock.today(),
        given_at=clock.now(),
        given_by=cast.head,
    )
    world.rotation = Rotation.objects.create(cluster=cast.cluster, version=1)


def grow(world, cast, unit) -> None:
    """One more turn, proposal, open matter and line on the trail."""
    turns = world.rotation.turns.count()
    RotationTurn.objects.create(rotation=world.rotation, year=2100 + turns, head=unit)
    _election(world.meeting, 2200 + world.meeting.elections.count(), cast, withdrawn=True)
    world.handover.lines = [*world.handover.lines, {"what": f"Việc {turns}", "who": "new"}]
    world.handover.save(update_fields=["lines"])
    audit.record(Event.HANDOVER_GIVEN, world.handover, by=factories.user())


def _election(season, year, cast, *, elected=False, withdrawn=False) -> Election:
    settled = {"decided_at": clock.now(), "decided_by": cast.head}
    state = {"state": ElectionState.PROPOSED}
    if withdrawn:
        state = {"state": ElectionState.WITHDRAWN, **settled}
    if elected:
        state = {"state": ElectionState.ELECTED, "held_on": clock.today(), **settled}
    return Election.objects.create(
        season=season,
        year=year,
        head=cast.deputy_unit.organisation,
        proposed_at=clock.now(),
        proposed_by=cast.head,
        **state,
    )
