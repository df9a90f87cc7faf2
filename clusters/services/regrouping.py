"""Clusters that end, are merged or divided anew, each by one decision: all of it is recorded, or nothing."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, writing
from clusters.enums import Event, RegroupingKind
from clusters.errors import Invalid
from clusters.models import Cluster, ClusterLineage, Decision, Membership, Organisation, User
from clusters.policies import cluster as policy
from clusters.queries import post
from clusters.services import cluster as clusters
from clusters.services import decision as decisions
from clusters.services import notice

Move = tuple[Membership, Cluster | None]


@transaction.atomic
def end(cluster: Cluster, *, on: dt.date, paper: Mapping[str, Any], by: User, reason: str = "") -> Cluster:
    """The cluster ends with that day by a decision recorded here; the people of its members are told."""
    [cluster] = _locked([cluster], by)
    units = [each.organisation for each in _staying([cluster], on)]
    decision = decisions.record_paper(cluster.authority, paper, by=by)
    cluster = clusters.end(cluster, on=on, decision=decision, by=by, reason=reason)
    _tell(Event.CLUSTER_ENDED, cluster, units, on, decision)
    return cluster


@transaction.atomic
def merge(
    gone: Iterable[Cluster],
    into: Cluster | None,
    *,
    on: dt.date,
    paper: Mapping[str, Any],
    by: User,
    reason: str = "",
    **new: Any,
) -> Cluster:
    """The clusters end on the day before; all their members that exist are in `into` from that day on.

    Without `into` a new cluster is founded: `new` are its name, kind and field.
    """
    gone = _locked(gone, by)
    decision = decisions.record_paper(gone[0].authority, paper, by=by)
    moving = _staying(gone, on - dt.timedelta(days=1))
    _end_all(gone, on, decision, by, reason)
    into = into or clusters.found(by=by, authority=gone[0].authority, founded_on=on, decision=decision, **new)
    there = set(into.memberships.filter(left_on__isnull=True).values_list("organisation_id", flat=True))
    existing = set(Organisation.objects.on(on).filter(memberships__in=moving).values_list("pk", flat=True))
    wanted = existing - there
    _take_in([(each, into) for each in moving if each.organisation_id in wanted], on, decision, by)
    _relate([(each, into) for each in gone], RegroupingKind.MERGE, on, decision, by)
    return into


@transaction.atomic
def divide(
    gone: Iterable[Cluster],
    homes: Mapping[int, Cluster | str | None],
    *,
    on: dt.date,
    paper: Mapping[str, Any],
    by: User,
    reason: str = "",
) -> list[Cluster]:
    """The clusters end on the day before; each membership (by pk) goes to its home from that day on.

    A home is a cluster that exists, the name of a new one, or None for a unit that belongs to none. Every member
    needs one. New clusters take kind and field from the first that ends. Returns the successors.
    """
    gone = _locked(gone, by)
    decision = decisions.record_paper(gone[0].authority, paper, by=by)
    moving = _staying(gone, on - dt.timedelta(days=1))
    _refuse_homeless(moving, homes)
    _end_all(gone, on, decision, by, reason)
    moves = _placed(moving, homes, _found_like(gone[0], homes, on, decision, by))
    _take_in(moves, on, decision, by)
    _relate([(each.cluster, home) for each, home in moves if home], RegroupingKind.DIVIDE, on, decision, by)
    alone = [each.organisation for each, home in moves if home is None]
    _tell(Event.CLUSTER_ENDED, gone[0], alone, on - dt.timedelta(days=1), decision)
    return list({home.pk: home for _each, home in moves if home}.values())


def _locked(gone: Iterable[Cluster], by: User) -> list[Cluster]:
    """In the order of their numbers, so that two deeds cannot wait for one another."""
    found = Cluster.objects.select_for_update(of=("self",)).select_related("authority").order_by("pk")
    locked = list(found.filter(pk__in=[each.pk for each in gone]))
    for cluster in locked:
        policy.may_end_cluster(by, cluster).require()
    if len({(each.authority_id, each.kind) for each in locked}) != 1:
        raise Invalid({"gone": _("Choose clusters of one authority and of one kind.")})
    return locked


def _staying(gone: list[Cluster], last: dt.date) -> list[Membership]:
    """Members on the last day of their clusters."""
    open_then = Q(left_on__isnull=True) | Q(left_on__gt=last)
    found = Membership.objects.filter(open_then, cluster__in=gone).select_related("organisation", "cluster")
    return list(found.order_by("organisation__sort_key", "pk"))


def _end_all(gone: list[Cluster], on: dt.date, decision: Decision, by: User, reason: str) -> None:
    for cluster in gone:
        clusters.end(cluster, on=on - dt.timedelta(days=1), decision=decision, by=by, reason=reason)


def _refuse_homeless(moving: list[Membership], homes: Mapping[int, Cluster | str | None]) -> None:
    """Somebody may have joined since the page was drawn."""
    missing = [str(each.organisation) for each in moving if each.pk not in homes]
    if missing:
        raise Invalid({"gone": _("Say where {units} go.").format(units=", ".join(missing))})
    if not any(homes.values()):
        raise Invalid({"gone": _("No unit goes to a cluster. End the cluster instead.")})


def _found_like(
    gone: Cluster, homes: Mapping[int, Cluster | str | None], on: dt.date, decision: Decision, by: User
) -> dict[str, Cluster]:
    names = sorted({home for home in homes.values() if isinstance(home, str)})
    like: dict[str, Any] = {"kind": gone.kind, "field": gone.field, "authority": gone.authority}
    return {name: clusters.found(by=by, name=name, founded_on=on, decision=decision, **like) for name in names}


def _placed(
    moving: list[Membership], homes: Mapping[int, Cluster | str | None], new: Mapping[str, Cluster]
) -> list[Move]:
    chosen = [(each, homes[each.pk]) for each in moving]
    return [(each, new[home] if isinstance(home, str) else home) for each, home in chosen]


def _take_in(moves: list[Move], on: dt.date, decision: Decision, by: User) -> None:
    homes: dict[Cluster, list[Organisation]] = {}
    for membership, home in moves:
        if home and membership.organisation not in homes.get(home, []):
            homes.setdefault(home, []).append(membership.organisation)
    for home, units in homes.items():
        for unit in units:
            clusters.join(home, unit, on=on, decision=decision, by=by)
        _tell(Event.CLUSTER_REGROUPED, home, units, on, decision)


def _relate(pairs: list[tuple[Cluster, Cluster]], kind: RegroupingKind, on: dt.date, decision: Decision, by: User):
    """Which became which; a line on the trail of both."""
    for gone, home in dict.fromkeys(pairs):
        ClusterLineage.objects.create(predecessor=gone, successor=home, kind=kind, on=on, decision=decision)
        after = {"predecessor": gone.name, "successor": home.name, "on": on.isoformat(), "kind": str(kind)}
        for cluster in (gone, home):
            audit.record(Event.CLUSTER_REGROUPED, cluster, by=by, after=after)


def _tell(event: Event, cluster: Cluster, units: list[Organisation], on: dt.date, decision: Decision) -> None:
    values = {"cluster": cluster.name, "on": writing.day(on), "number": str(decision)}
    path = reverse("cluster", args=[cluster.pk])
    notice.tell(event, cluster, to=post.people_of_units(units), path=path, **values)
