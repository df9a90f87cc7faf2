"""Who gets in, and what it costs: calendar."""

import datetime as dt
from types import SimpleNamespace

from clusters import clock
from clusters.enums import Phase
from clusters.models import Extension
from tests import factories

THINGS = {"calendar-feed": ("feed_key",)}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("calendar", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("calendar", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("calendar-address", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("calendar-address", "POST"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("calendar-address-revoke", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("calendar-address-revoke", "POST"): (302, 302, 409, 409, 409, 409, 409, 409, 409, 409),
    ("calendar-feed", "GET"): (200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("calendar-feed", "POST"): (405, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {"calendar-address-revoke", "calendar-feed"}
PAGES = """
calendar                             officer  14 :year dates
calendar                             official 14 :year dates
calendar?export=xlsx                 official 11 dates
calendar-address                     officer   3
"""


def build(world, cast) -> None:
    """The officer has an address."""
    world.feed_key = SimpleNamespace(pk="khoa-thu-nghiem")
    factories.calendar_feed(cast.officer, world.feed_key.pk)


def grow(world, cast, unit) -> None:
    """One more cluster's year of the same unit, with a phase that is due today, and more time for its report."""
    season = factories.season(factories.cluster(cast.ministry))
    part = season.participants.create(organisation=cast.unit.organisation, joined_on=season.starts_on)
    factories.report(part)
    season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=clock.now())
    soon = {"until": clock.now() + dt.timedelta(minutes=1), "reason": "Bão", "granted_at": clock.now()}
    Extension.objects.create(participant=part, granted_by=factories.user(), **soon)
