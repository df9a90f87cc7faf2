"""Clusters and blocks: founded by a decision, members by days."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event
from clusters.errors import Conflict, Invalid
from clusters.models import Cluster, ClusterTenure, Decision, Membership, Organisation, Succession, User
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
    ClusterTenure.objects.create(cluster=cluster, organisation=authority, from_on=founded_on, decision=decision)
    after = {"name": name, "kind": str(kind), "founded_on": founded_on.isoformat(), "decision": str(decision)}
    audit.record(Event.CLUSTER_FOUNDED, cluster, by=by, after=after)
    for member in members:
        join(cluster, member, on=founded_on, decision=decision, by=by)
    return cluster


@transaction.atomic
def join(cluster: Cluster, organisation: Organisation, *, on: dt.date, decision: Decision, by: User) -> Membership:
    """The unit is a member from that day on.

    It may be in clusters of other authorities at the same time, and in a cluster and a block of one authority, but not
    in two clusters or two blocks of one: it would be ranked twice for the same flag. The unit is locked, so that two
    clusters cannot take it in at once.
    """
    cluster = _locked(cluster)
    policy.may_change_cluster(by, cluster).require()
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    _refuse_join(cluster, organisation, on)
    membership = Membership.objects.create(cluster=cluster, organisation=organisation, joined_on=on, decision=decision)
    after = {"member": organisation.name, "from": on.isoformat()}
    audit.record(Event.CLUSTER_MEMBER_JOINED, cluster, by=by, after=after, organisation_id=organisation.pk)
    return membership


@transaction.atomic
def leave(membership: Membership, *, on: dt.date, by: User) -> Membership:
    """The unit is a member until that day, the day itself included. A last day that lies ahead can be moved nearer."""
    cluster = _locked(membership.cluster)
    policy.may_change_cluster(by, cluster).require()
    membership = Membership.objects.select_related("organisation").get(pk=membership.pk)
    before = membership.left_on
    if before is not None and before < clock.today():
        raise Conflict(_("{unit} has already left the cluster.").format(unit=membership.organisation))
    if before is not None and on >= before:
        problem = _("It leaves on {day:%d/%m/%Y} already. Choose an earlier day; for a longer time take it in again.")
        raise Invalid({"on": problem.format(day=before)})
    if on < membership.joined_on:
        raise Invalid({"on": _("The unit joined on {day:%d/%m/%Y}.").format(day=membership.joined_on)})
    membership.left_on = on
    membership.save(update_fields=["left_on"])
    after = {"member": membership.organisation.name, "to": on.isoformat()}
    was, unit = {"to": before.isoformat()} if before else {}, membership.organisation_id
    audit.record(Event.CLUSTER_MEMBER_LEFT, cluster, by=by, before=was, after=after, organisation_id=unit)
    return membership


@transaction.atomic
def end(cluster: Cluster, *, on: dt.date, decision: Decision, by: User, reason: str = "") -> Cluster:
    """The cluster ends with that day; so do the memberships that reach beyond it.

    A year that is not closed asks for a reason: it stays, and can still be carried to its end.
    """
    cluster = _locked(cluster)
    policy.may_end_cluster(by, cluster).require()
    _refuse_end(cluster, on, reason)
    cluster.ended_on, cluster.ending_decision = on, decision
    cluster.save(update_fields=["ended_on", "ending_decision"])
    cluster.memberships.filter(Q(left_on__isnull=True) | Q(left_on__gt=on)).update(left_on=on)
    after = {"on": on.isoformat(), "decision": str(decision)}
    audit.record(Event.CLUSTER_ENDED, cluster, by=by, after=after, reason=reason)
    return cluster


def _locked(cluster: Cluster) -> Cluster:
    return Cluster.objects.select_for_update(of=("self",)).select_related("authority").get(pk=cluster.pk)


def _refuse_end(cluster: Cluster, on: dt.date, reason: str) -> None:
    if on < cluster.founded_on:
        problem = _("The cluster was founded on {day:%d/%m/%Y}; choose that day or a later one.")
        raise Invalid({"ended_on": problem.format(day=cluster.founded_on)})
    late = cluster.memberships.filter(joined_on__gt=on).select_related("organisation").first()
    if late:
        problem = _("{unit} joins on {day:%d/%m/%Y} only; choose that day or a later one.")
        raise Invalid({"ended_on": problem.format(unit=late.organisation, day=late.joined_on)})
    year = cluster.seasons.open().order_by("year").first()
    if year and not reason.strip():
        problem = _("{season} is not closed. Close it first, or say why the cluster ends before it.")
        raise Invalid({"reason": problem.format(season=year)})


def _refuse_join(cluster: Cluster, organisation: Organisation, on: dt.date) -> None:
    if on < cluster.founded_on:
        problem = _("The cluster was founded on {day:%d/%m/%Y}; choose that day or a later one.")
        raise Invalid({"joined_on": problem.format(day=cluster.founded_on)})
    if cluster.ended_on and cluster.ended_on < on:
        problem = _("The cluster ends on {day:%d/%m/%Y}; nobody joins after that.")
        raise Invalid({"joined_on": problem.format(day=cluster.ended_on)})
    if not organisation.is_unit:
        raise Invalid({"member": _("{unit} does not take part as a member.").format(unit=organisation)})
    if not Organisation.objects.on(on).filter(pk=organisation.pk).exists():
        raise Invalid({"member": _("{unit} did not exist on {day:%d/%m/%Y}.").format(unit=organisation, day=on)})
    overlapping = Q(left_on__isnull=True) | Q(left_on__gte=on)
    if cluster.memberships.filter(overlapping, organisation=organisation).exists():
        raise Invalid({"member": _("{unit} is already a member at that time.").format(unit=organisation)})
    _refuse_second(cluster, organisation, overlapping)


def _refuse_second(cluster: Cluster, organisation: Organisation, overlapping: Q) -> None:
    """One cluster of a kind in one authority, also where that authority took over from others."""
    here, there = cluster.authority_id, OuterRef("cluster__authority")
    kin = Q(organisation=here, ancestor=there) | Q(organisation=there, ancestor=here)
    same = Succession.objects.filter(kin)
    found = Membership.objects.filter(overlapping, Exists(same), organisation=organisation, cluster__kind=cluster.kind)
    other = found.exclude(cluster=cluster).select_related("cluster").first()
    if other:
        problem = _("{unit} is a member of {cluster} at that time. Let it leave there first: it is ranked once.")
        raise Invalid({"member": problem.format(unit=organisation, cluster=other.cluster)})
