"""Who gets in, and what it costs: statistics that members share."""

from clusters import audit, clock
from clusters.enums import Event
from clusters.queries.statistic_period import Span
from tests import factories

THINGS = {
    "statistic": ("statistic",),
    "statistic-define": ("cluster",),
    "statistic-enter": ("statistic", "organisation"),
    "statistic-close": ("statistic",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("statistics", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("statistics", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("statistic", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("statistic", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("statistic-define", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("statistic-define", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("statistic-enter", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("statistic-enter", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("statistic-close", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("statistic-close", "POST"): (302, 403, 403, 302, 302, 302, 403, 403, 404, 404),
}
# fmt: on
NOT_PAGES = {"statistic-close"}
REGISTERS = {"statistics"}
PAGES = """
statistics                           official  7 :cluster statistics
statistics                           officer   7 :cluster statistics
statistics?export=xlsx               official  2 statistics
statistic                            officer  12 comparison history chart
statistic                            official 11 comparison history chart trail
statistic?export=xlsx                officer  10 comparison history
statistic-define                     head      5
statistic-enter                      officer   9 fields
"""


def build(world, cast) -> None:
    """A statistic of each year with a figure of the unit."""
    world.statistic = factories.statistic(cast.cluster)
    factories.statistic_values(world.statistic, cast.unit.organisation, _this_year())


def grow(world, cast, unit) -> None:
    """One more statistic, in a cluster of its own too; a figure of one more unit, one more line."""
    factories.statistic(cast.cluster)
    elsewhere = factories.cluster(cast.ministry)
    factories.membership(elsewhere, cast.unit.organisation)
    factories.statistic(elsewhere)
    factories.statistic_values(world.statistic, unit, _this_year())
    place = world.statistic.lines.count() + 1
    world.statistic.lines.create(position=place, name=f"Dòng {place}")
    audit.record(Event.STATISTIC_ENTERED, world.statistic, by=factories.user(), organisation_id=unit.pk)


def _this_year():
    return Span.of("year", clock.today()).first
