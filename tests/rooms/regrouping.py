"""Who gets in, and what it costs: regrouping, and the passing on of a cluster."""

import datetime as dt

from clusters.enums import RegroupingKind
from clusters.models import ClusterLineage
from tests import factories

THINGS = {
    "cluster-end": ("cluster",),
    "cluster-merge": ("cluster",),
    "cluster-divide": ("cluster",),
    "cluster-pass-on": ("cluster",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    (name, method): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404)
    for name in THINGS
    for method in ("GET", "POST")
}
# fmt: on
PAGES = """
cluster-end                          official  4
cluster-merge                        official  6 :gone :into
cluster-divide?names=X               official  7 :also :home-# :takers fields
cluster-pass-on                      official  7 :issuer :to
"""


def grow(world, cast, unit) -> None:
    """One more cluster beside the cast's, another from which it came and another in which it went on."""
    factories.cluster(cast.ministry)
    day = factories.LONG_AGO - dt.timedelta(days=cast.cluster.tenures.count())
    factories.tenure(cast.cluster, from_on=day, to_on=day)
    for ends in ("predecessor", "successor"):
        other = {"predecessor": "successor", "successor": "predecessor"}[ends]
        pair = {ends: factories.cluster(cast.ministry), other: cast.cluster}
        day = {"on": factories.LONG_AGO, "decision": factories.decision(cast.ministry)}
        ClusterLineage.objects.create(kind=RegroupingKind.MERGE, **pair, **day)
