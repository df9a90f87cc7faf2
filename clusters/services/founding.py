"""Deeds around a cluster together with the paper they rest on: both are recorded, or neither."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from clusters.models import Cluster, Decision, Membership, Organisation, User
from clusters.policies import cluster as policy
from clusters.services import cluster as clusters
from clusters.services import decision as decisions


@transaction.atomic
def found(*, by: User, authority: Organisation, paper: Mapping[str, Any], **cluster) -> Cluster:
    """Record the founding decision and found the cluster by it."""
    policy.may_found_cluster(by, authority).require()
    decision = decisions.record_paper(authority, paper, by=by)
    return clusters.found(by=by, authority=authority, decision=decision, **cluster)


@transaction.atomic
def join(
    cluster: Cluster,
    organisation: Organisation,
    *,
    on: dt.date,
    decision: Decision | None,
    paper: Mapping[str, Any],
    by: User,
) -> Membership:
    """Take a member in by a decision already recorded, or by a new one."""
    policy.may_change_cluster(by, cluster).require()
    basis = decision or decisions.record_paper(cluster.authority, paper, by=by)
    return clusters.join(cluster, organisation, on=on, decision=basis, by=by)
