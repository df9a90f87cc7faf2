"""Who gets in, and what it costs: pledges towards the common targets."""

from clusters.enums import Measure
from clusters.models import CommonTarget
from tests import factories

THINGS = {
    "pact-pledges": ("in_pact",),
    "pact-pledge": ("promising",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("pact-pledges", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("pact-pledges", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("pact-pledge", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("pact-pledge", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
}
# fmt: on
PAGES = """
pact-pledges                         officer  8 pledged-sums pledges
pact-pledges                         head     8 pledged-sums pledges
pact-pledges?export=xlsx             official 6 pledged-sums pledges
pact-pledge                          officer  7 fields
"""


def build(world, cast) -> None:
    """One target of which the units pledge their part."""
    target = _target(world.pact)
    factories.pledge(target, world.promising)


def grow(world, cast, unit) -> None:
    """A target more, a share with what is part of it, and the pledges of the new unit."""
    part = world.in_pact.participants.get(organisation=unit)
    for measure in (Measure.SHARE, Measure.RANK):
        target = _target(world.pact, measure)
        factories.pledge(target, part)
        factories.pledge(target, world.promising)


def _target(pact, measure=Measure.SHARE) -> CommonTarget:
    number = pact.common_targets.count() + 1
    said = {"text": f"Chỉ tiêu chung {number}", "value": 95, "unit_of_measure": "%", "measure": measure}
    return CommonTarget.objects.create(pact=pact, position=number, **said)
