"""Who gets in, and what it costs: more time that was given to a unit is changed or withdrawn."""

import datetime as dt

from clusters import clock
from clusters.models import Extension, PeriodExtension
from tests import factories

THINGS = {
    "extension": ("extension",),
    "period-extension": ("period_extension",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("extension", "GET"): (302, 403, 403, 200, 403, 200, 403, 403, 404, 404),
    ("extension", "POST"): (302, 403, 403, 200, 403, 200, 403, 403, 404, 404),
    ("period-extension", "GET"): (302, 403, 403, 200, 403, 200, 403, 403, 404, 404),
    ("period-extension", "POST"): (302, 403, 403, 200, 403, 200, 403, 403, 404, 404),
}
# fmt: on
PAGES = """
extension                            official  5
period-extension                     head      8
"""


def build(world, cast) -> None:
    """More time for the yearly report, and for a quarter."""
    stamp = {"reason": "Bão", "granted_at": clock.now(), "granted_by": factories.user()}
    given = {"participant": world.participant, "until": clock.now() + dt.timedelta(days=400), **stamp}
    world.extension = Extension.objects.create(**given)
    world.period_extension = PeriodExtension.objects.create(period=world.quarter, **given)


def grow(world, cast, unit) -> None:
    """More time once more for the quarter."""
    given = {"until": clock.now() + dt.timedelta(days=500), "reason": "Lũ", "granted_at": clock.now()}
    PeriodExtension.objects.create(
        participant=world.participant, period=world.quarter, granted_by=factories.user(), **given
    )
