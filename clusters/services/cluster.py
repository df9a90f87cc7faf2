"""Clusters and blocks: founded by a decision, members by days."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import Event
from clusters.errors import Conflict, Invalid
from clusters.models import Cluster, Decision, Membership, Organisation, User
from clusters.policies import cluster as policy


@transaction.atomic
def found(
    *,
    by: User,
    authority: Organisation,
    kind: str,
    name: str,
    founded_on: dt.date,
    decision: Decision,
    members: Iterable[Organisation] = (),
    **fields,
) -> Cluster:
    """A new cluster or block of the authority, with its first members from the founding day on."""
    policy.may_found_cluster(by, authority).require()
    if Cluster.objects.on(founded_on).filter(authority=authority, name=name).exists():
        raise Invalid({"name": _("{authority} already has a cluster of this name.").format(authority=authority)})
    cluster = Cluster.objects.create(
        authority=authority, kind=kind, name=name, founded_on=founded_on, founding_decision=decision, **fields
    )
    after = {"name": name, "kind": str(kind), "founded_on": founded_on.isoformat(), "decision": decision.number}
    audit.record(Event.CLUSTER_FOUNDED, cluster, by=by, after=after)
    for member in members:
        join(cluster, member, on=founded_on, decision=decision, by=by)
    return cluster


@transaction.atomic
def join(cluster: Cluster, organisation: Organisation, *, on: dt.date, decision: Decision, by: User) -> Membership:
    """The unit is a member from that day on. It may be in clusters of other authorities at the same time."""
    cluster = _locked(cluster)
    policy.may_change_cluster(by, cluster).require()
    _refuse_join(cluster, organisation, on)
    membership = Membership.objects.create(cluster=cluster, organisation=organisation, joined_on=on, decision=decision)
    after = {"member": organisation.name, "from": on.isoformat()}
    audit.record(Event.CLUSTER_MEMBER_JOINED, cluster, by=by, after=after, organisation_id=organisation.pk)
    return membership


@transaction.atomic
def leave(membership: Membership, *, on: dt.date, by: User) -> Membership:
    """The unit is a member until that day, the day itself included."""
    cluster = _locked(membership.cluster)
    policy.may_change_cluster(by, cluster).require()
    membership = Membership.objects.select_related("organisation").get(pk=membership.pk)
    if membership.left_on is not None:
        raise Conflict(_("{unit} has already left the cluster.").format(unit=membership.organisation))
    if on < membership.joined_on:
        raise Invalid({"on": _("The unit joined on {day:%d/%m/%Y}.").format(day=membership.joined_on)})
    membership.left_on = on
    membership.save(update_fields=["left_on"])
    after = {"member": membership.organisation.name, "to": on.isoformat()}
    audit.record(Event.CLUSTER_MEMBER_LEFT, cluster, by=by, after=after, organisation_id=membership.organisation_id)
    return membership


@transaction.atomic
def end(cluster: Cluster, *, on: dt.date, decision: Decision, by: User) -> Cluster:
    """The cluster ends with that day; so do the memberships still open."""
    cluster = _locked(cluster)
    policy.may_change_cluster(by, cluster).require()
    cluster.ended_on, cluster.ending_decision = on, decision
    cluster.save(update_fields=["ended_on", "ending_decision"])
    cluster.memberships.filter(left_on__isnull=True).update(left_on=on)
    audit.record(Event.CLUSTER_ENDED, cluster, by=by, after={"on": on.isoformat(), "decision": decision.number})
    return cluster


def _locked(cluster: Cluster) -> Cluster:
    return Cluster.objects.select_for_update(of=("self",)).select_related("authority").get(pk=cluster.pk)


def _refuse_join(cluster: Cluster, organisation: Organisation, on: dt.date) -> None:
    if on < cluster.founded_on:
        problem = _("The cluster was founded on {day:%d/%m/%Y}; choose that day or a later one.")
        raise Invalid({"joined_on": problem.format(day=cluster.founded_on)})
    if not organisation.is_unit:
        raise Invalid({"member": _("{unit} does not take part as a member.").format(unit=organisation)})
    if not Organisation.objects.on(on).filter(pk=organisation.pk).exists():
        raise Invalid({"member": _("{unit} did not exist on {day:%d/%m/%Y}.").format(unit=organisation, day=on)})
    overlapping = Q(left_on__isnull=True) | Q(left_on__gte=on)
    if cluster.memberships.filter(overlapping, organisation=organisation).exists():
        raise Invalid({"member": _("{unit} is already a member at that time.").format(unit=organisation)})
