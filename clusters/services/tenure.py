"""Which authority runs a cluster, from a day to a day."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock, writing
from clusters.enums import Event, Role
from clusters.errors import Invalid
from clusters.models import Cluster, ClusterTenure, Decision, Organisation, User
from clusters.policies import cluster as policy
from clusters.queries import post
from clusters.services import decision as decisions
from clusters.services import notice


@transaction.atomic
def pass_on(
    cluster: Cluster, to: Organisation, *, on: dt.date, issuer: Organisation, paper: Mapping[str, Any], by: User
) -> Cluster:
    """`rest_on` a decision recorded here."""
    cluster = _locked(cluster)
    policy.may_end_cluster(by, cluster).require()
    return rest_on(cluster, to, on=on, decision=decisions.record_paper(issuer, paper, by=by), by=by)


@transaction.atomic
def rest_on(cluster: Cluster, to: Organisation, *, on: dt.date, decision: Decision, by: User) -> Cluster:
    """The other authority runs the cluster from that day on, its years and members unchanged.

    Who acts for the new one acts for the cluster; people of the old one keep reading what began in its time.
    """
    cluster = _locked(cluster)
    policy.may_end_cluster(by, cluster).require()
    tenure = cluster.tenures.get(to_on__isnull=True)
    _refuse(cluster, tenure, to, on)
    before = cluster.authority
    tenure.to_on = on - dt.timedelta(days=1)
    tenure.save(update_fields=["to_on"])
    ClusterTenure.objects.create(cluster=cluster, organisation=to, from_on=on, decision=decision)
    cluster.authority = to
    cluster.save(update_fields=["authority"])
    after = {"authority": to.name, "on": on.isoformat(), "decision": str(decision)}
    audit.record(Event.CLUSTER_PASSED_ON, cluster, by=by, before={"authority": before.name}, after=after)
    _tell(cluster, before, on, decision)
    return cluster


def _locked(cluster: Cluster) -> Cluster:
    return Cluster.objects.select_for_update(of=("self",)).select_related("authority").get(pk=cluster.pk)


def _refuse(cluster: Cluster, tenure: ClusterTenure, to: Organisation, on: dt.date) -> None:
    if to.pk == cluster.authority_id:
        raise Invalid({"to": _("{authority} runs the cluster already.").format(authority=to)})
    if not to.is_authority or not Organisation.objects.on(on).filter(pk=to.pk).exists():
        raise Invalid({"to": _("{unit} is no authority on {day:%d/%m/%Y}.").format(unit=to, day=on)})
    if on > clock.today():
        raise Invalid({"day": _("This day lies in the future. Record it when the day has come.")})
    if on <= tenure.from_on:
        problem = _("{authority} runs the cluster since {day:%d/%m/%Y}; choose a later day.")
        raise Invalid({"day": problem.format(authority=cluster.authority, day=tenure.from_on)})
    same = Cluster.objects.filter(Q(founded_on=cluster.founded_on) | Q(ended_on__isnull=True), authority=to)
    if same.filter(name=cluster.name).exists():
        raise Invalid({"to": _("{authority} already has a cluster of this name.").format(authority=to)})


def _tell(cluster: Cluster, before: Organisation, on: dt.date, decision: Decision) -> None:
    """Officials of both authorities and the people of the members."""
    units = Organisation.objects.filter(pk__in=cluster.memberships.current().values("organisation"))
    offices = [post.people_of(each, [Role.OFFICIAL]) for each in (before, cluster.authority)]
    people = {person.pk: person for found in (*offices, post.people_of_units(units)) for person in found}
    values = {"cluster": cluster.name, "authority": cluster.authority.name}
    values |= {"on": writing.day(on), "number": str(decision)}
    path = reverse("cluster", args=[cluster.pk])
    notice.tell(Event.CLUSTER_PASSED_ON, cluster, to=people.values(), path=path, **values)
