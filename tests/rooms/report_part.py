"""Who gets in, and what it costs: parts of a report given to colleagues."""

import datetime as dt

from clusters import clock
from clusters.models import ReportPart

THINGS = {
    "report-parts": ("draft",),
    "report-part": ("report_part",),
    "report-part-withdraw": ("report_part",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("report-parts", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-parts", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-part", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-part", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-part-withdraw", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-part-withdraw", "POST"): (302, 302, 302, 404, 404, 404, 404, 404, 404, 404),
}
# fmt: on
NOT_PAGES = {"report-part-withdraw"}
PAGES = """
report-parts                         officer  15 parts :criteria :assignee
report-parts?export=xlsx             officer  11 parts
report-part                          officer   7 :criteria :assignee
"""


def build(world, cast):
    """A part that the leader gave to the officer."""
    world.report_part = _part(world, cast)


def grow(world, cast, unit):
    """One more."""
    _part(world, cast)


def _part(world, cast):
    stamp = {"assigned_at": clock.now(), "assigned_by": cast.leader}
    due_at = clock.now() + dt.timedelta(days=3)
    made = ReportPart.objects.create(report=world.draft, assignee=cast.officer, due_at=due_at, **stamp)
    made.criteria.add(world.leaf)
    return made
