"""Who gets in, and what it costs: requests for information."""

from clusters import audit
from clusters.enums import Event
from tests import factories

THINGS = {
    **dict.fromkeys(("request", "request-close"), ("information_request",)),
    "request-reply": ("information_reply",),
    "request-file": ("information_version",),
    "request-ask": ("cluster",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("requests", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("requests", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("request", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("request", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("request-ask", "GET"): (302, 200, 200, 200, 200, 200, 403, 403, 404, 404),
    ("request-ask", "POST"): (302, 200, 200, 200, 200, 200, 403, 403, 404, 404),
    ("request-reply", "GET"): (302, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    ("request-reply", "POST"): (302, 200, 200, 403, 404, 404, 404, 404, 404, 404),
    ("request-close", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("request-close", "POST"): (302, 403, 403, 302, 403, 403, 403, 403, 404, 404),
    ("request-file", "GET"): (302, 200, 200, 200, 404, 404, 404, 404, 404, 404),
    ("request-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {"request-file", "request-close"}
REGISTERS = {"requests"}
PAGES = """
requests                             official  7 :cluster requests
requests                             officer   7 :cluster requests
requests?export=xlsx                 official  2 requests
request                              officer   8 replies earlier files
request                              official  8 replies trail
request?export=xlsx                  officer   6 replies earlier
request-ask                          head      9 :members
request-reply                        officer   5
"""


def build(world, cast) -> None:
    """The head's unit asked the unit, which has replied and corrected that."""
    world.information_request = factories.information_request(cast.cluster, cast.head_unit.organisation)
    world.information_reply = factories.information_reply(world.information_request, cast.unit.organisation, versions=2)
    world.information_version = world.information_reply.versions.get(number=2)


def grow(world, cast, unit) -> None:
    """One more request that the unit is asked, in a cluster of its own too; one more reply, a line on the trail."""
    factories.information_reply(factories.information_request(cast.cluster, unit), cast.unit.organisation, versions=0)
    elsewhere = factories.cluster(cast.ministry)
    factories.membership(elsewhere, cast.unit.organisation)
    factories.information_request(elsewhere, cast.unit.organisation)
    factories.information_reply(world.information_request, unit, versions=2)
    audit.record(Event.INFORMATION_REPLIED, world.information_request, by=factories.user(), organisation_id=unit.pk)
