"""Who gets in, and what it costs: units of a year that is open."""

from tests import factories

THINGS = {
    "season-admit": ("running",),
    "season-leave": ("running",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("season-admit", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-admit", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-leave", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-leave", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
}
# fmt: on
PAGES = """
season-admit                         official  5 :organisation
season-leave                         official  6 :participant
"""


def grow(world, cast, unit):
    """One more member of the cluster that does not take part."""
    factories.membership(cast.cluster, factories.organisation())
