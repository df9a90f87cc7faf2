"""Who gets in, and what it costs: period."""

import datetime as dt

from clusters.enums import PeriodKind
from tests import factories

THINGS = {
    "season-periods": ("running",),
    "season-periods-change": ("running",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("season-periods", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("season-periods", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("season-periods-change", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-periods-change", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
}
# fmt: on
PAGES = """
season-periods                       officer   5 periods
season-periods                       official  5 periods
season-periods?export=xlsx           official  3 periods
season-periods-change                official  5 rows fields :period-#-kind
"""


def build(world, cast) -> None:
    """The whole year as a period."""
    factories.period(world.running, PeriodKind.YEAR, 1)


def grow(world, cast, unit) -> None:
    """One more month."""
    number = world.running.periods.filter(kind=PeriodKind.MONTH).count() + 1
    opens_on = dt.date(world.running.year, number, 1)
    factories.period(world.running, PeriodKind.MONTH, number, opens_on=opens_on)
