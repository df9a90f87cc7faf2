"""Who gets in, and what it costs: lineage, and the transfer of posts."""

import datetime as dt

from clusters.enums import Role
from clusters.models import Succession
from tests import factories

THINGS = {
    "organisation-split": ("subordinate",),
    "organisation-dissolve": ("subordinate",),
    "organisation-posts": ("subordinate",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    (name, method): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404)
    for name in THINGS
    for method in ("GET", "POST")
}
# fmt: on
PAGES = """
organisation-split                   official  8 :issuer :successors
organisation-dissolve                official  5 :issuer
organisation-posts                   official  6 :posts
"""


def grow(world, cast, unit) -> None:
    """One more body that could take over, and one more taken over, with somebody in a post."""
    factories.organisation(parent=cast.ministry, valid_from=factories.LONG_AGO + dt.timedelta(days=1))
    gone = factories.organisation(parent=cast.ministry)
    Succession.objects.create(organisation=world.subordinate, ancestor=gone)
    factories.appointed(gone, Role.OFFICER)
