"""Who gets in, and what it costs: activities of a cluster."""

from clusters import audit, clock
from clusters.enums import Event, Phase
from tests import factories

OF_ONE = ("activity", "activity-change", "activity-report", "activity-join", "activity-cancel", "activity-file-add")
THINGS = {
    **dict.fromkeys(("season-activities", "activity-plan"), ("running",)),
    **dict.fromkeys(OF_ONE, ("activity",)),
    "activity-file": ("activity_file",),
    "activity-use": ("activity_held",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("activities", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("activities", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("season-activities", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("season-activities", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("activity-plan", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("activity-plan", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("activity", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("activity", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("activity-change", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("activity-change", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("activity-report", "GET"): (302, 200, 200, 200, 200, 200, 403, 403, 404, 404),
    ("activity-report", "POST"): (302, 200, 200, 200, 200, 200, 403, 403, 404, 404),
    ("activity-join", "GET"): (302, 200, 200, 200, 200, 403, 403, 403, 404, 404),
    ("activity-join", "POST"): (302, 200, 200, 200, 200, 403, 403, 403, 404, 404),
    ("activity-cancel", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("activity-cancel", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("activity-file-add", "GET"): (302, 200, 200, 200, 200, 200, 403, 403, 404, 404),
    ("activity-file-add", "POST"): (302, 200, 200, 200, 200, 200, 403, 403, 404, 404),
    ("activity-use", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("activity-use", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("activity-file", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("activity-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {"activity-file"}
REGISTERS = {"activities"}
PAGES = """
activities                           official  7 :cluster :year activities
activities                           officer   7 :cluster :year activities
activities?export=xlsx               official  2 activities
season-activities                    head      6 activities
season-activities?export=xlsx        head      3 activities
activity-plan                        head      5 :host
activity                             officer  10 units documents files trail
activity?export=xlsx                 officer   2 units
activity-change                      head      5 :host
activity-report                      officer   8 :took_part
activity-join                        officer   6
activity-cancel                      head      4
activity-file-add                    officer   6
activity(activity_held)              officer  13 units documents files trail
activity-use                         officer   9 :file :criterion
"""


def build(world, cast) -> None:
    """One of today, hosted by the officer's unit, with a file; another one that was held."""
    world.activity = factories.activity(world.running, host=cast.unit)
    world.activity_file = factories.activity_file(world.activity)
    done = {"held_at": clock.now(), "held_by": cast.officer, "done_words": "Tặng quà", "state": "held"}
    world.activity_held = factories.activity(world.running, host=cast.unit, **done)
    factories.activity_file(world.activity_held)


def grow(world, cast, unit) -> None:
    """One more activity, here and in a cluster of its own; one more unit that joins, file and line of the trail."""
    part = world.running.participants.get(organisation=unit)
    factories.activity(world.running, host=part)
    for each in (world.activity, world.activity_held):
        factories.activity_unit(each, part)
        factories.activity_file(each)
        audit.record(Event.ACTIVITY_CHANGED, each, by=factories.user())
    past = {"year": 1800 + world.running.activities.count(), "phase": Phase.CLOSED}
    other = factories.season(factories.cluster(cast.ministry), **past)
    factories.activity(other, host=factories.participant(other, cast.unit.organisation))
