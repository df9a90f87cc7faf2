"""Two people press at once: a cluster ends in one merger, a hand-over is received once."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import HandoverState, Phase
from clusters.models import AuditEntry, Cluster, ClusterLineage, Handover
from clusters.services import election as elections
from clusters.services import handover as handovers
from clusters.services import regrouping
from tests import factories
from tests.at_once import at_once

PAPER = {"number": "15/QĐ", "on": dt.date(2025, 6, 30), "abstract": "Chia lại cụm"}


@pytest.mark.django_db(transaction=True)
def test_clusters_are_merged_once(transactional_db, cast):
    other = factories.cluster(cast.ministry, name="Cụm khác")
    new = {"name": "Cụm hợp nhất", "kind": cast.cluster.kind, "field": ""}
    said = {"on": dt.date(2025, 7, 1), "paper": PAPER, "reason": "Sáp nhập", **new}

    outcomes = at_once(
        lambda by: regrouping.merge([cast.cluster, other], None, by=by, **said), cast.official, cast.official2
    )

    assert outcomes == ["Conflict", "done"]
    assert (Cluster.objects.filter(name="Cụm hợp nhất").count(), ClusterLineage.objects.count()) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_a_hand_over_is_received_once(transactional_db, cast):
    handover = _given(cast)
    second = factories.appointed(cast.deputy_unit.organisation, "officer", "deputy2")

    outcomes = at_once(lambda by: handovers.receive(handover, by=by, seen=handover.version), cast.deputy, second)

    assert outcomes == ["Conflict", "done"]
    assert Handover.objects.get().state == HandoverState.RECEIVED
    assert AuditEntry.objects.filter(event="handover.received").count() == 1


def _given(cast) -> Handover:
    """The head has handed the work to the deputy's unit, which the conference elected today."""
    cast.season.phase = Phase.MEETING
    cast.season.save(update_fields=["phase"])
    heir, year = cast.deputy_unit.organisation, cast.season.year + 1
    election = elections.propose(cast.season, year=year, head=heir, deputy=None, by=cast.head)
    elections.elect(election, held_on=clock.today(), by=cast.head)
    return handovers.give(election, on=clock.today(), lines=[], by=cast.head)
