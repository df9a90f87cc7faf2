"""Deeds around a cluster together with the paper they rest on: both are recorded, or neither."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from clusters.models import Cluster, Decision, Membership, Organisation, User
from clusters.policies import cluster as policy
from clusters.services import cluster as clusters
from clusters.services import decision as decisions
from clusters.services import file as files


@transaction.atomic
def found(*, by: User, authority: Organisation, paper: Mapping[str, Any], **cluster) -> Cluster:
    """Record the founding decision and found the cluster by it."""
    policy.may_found_cluster(by, authority).require()
    decision = _recorded(authority, paper, by)
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
    basis = decision or _recorded(cluster.authority, paper, by)
    return clusters.join(cluster, organisation, on=on, decision=basis, by=by)


def _recorded(issuer: Organisation, paper: Mapping[str, Any], by: User) -> Decision:
    """A decision with its file; `paper` holds the fields of a Decision and `file`, an upload or None."""
    upload = paper.get("file")
    stored = files.store(upload, by=by) if upload else None
    return decisions.record(issuer=issuer, by=by, **{**paper, "file": stored})
