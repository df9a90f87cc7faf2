"""What rests on a decision."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.models import (
    Cluster,
    ClusterLineage,
    ClusterTenure,
    Decision,
    Lineage,
    Membership,
    Movement,
    Organisation,
)
from clusters.tables import Cell, Column, Row, Table


def effects(decision: Decision, user) -> Table:
    """What rests on it, as far as the person can see it."""
    columns = [
        Column("what", _("What rests on it"), spot="mark"),
        Column("thing", _("Name"), "link", spot="name"),
        Column("on", _("From"), "day"),
    ]
    rows = [
        *_founded(decision, user),
        *_ended(decision, user),
        *_regrouped(decision, user),
        *_passed_on(decision, user),
        *_joined(decision, user),
        *_changed(decision, user),
        *_launched(decision, user),
    ]
    empty = _("Nothing that you can see rests on it yet.")
    return Table("effects", _("What rests on this decision"), columns, rows, empty=empty)


def _founded(decision: Decision, user) -> list[Row]:
    found = Cluster.objects.visible_to(user).filter(founding_decision=decision).order_by("sort_key")
    return [Row([_("Founded"), _cluster(each), each.founded_on]) for each in found]


def _ended(decision: Decision, user) -> list[Row]:
    found = Cluster.objects.visible_to(user).filter(ending_decision=decision).order_by("sort_key")
    return [Row([_("Ended"), _cluster(each), each.ended_on]) for each in found]


def _regrouped(decision: Decision, user) -> list[Row]:
    """Which cluster went on in which."""
    found = ClusterLineage.objects.filter(_opens(user, "successor"), decision=decision)
    found = found.select_related("predecessor", "successor").order_by("predecessor__sort_key", "successor__sort_key")
    return [Row([each.get_kind_display(), _into(each), each.on]) for each in found]


def _into(each: ClusterLineage) -> Cell:
    url = reverse("cluster", args=[each.successor_id])
    return Cell(f"{each.predecessor} → {each.successor}", url=url, mark=each.successor.mark)


def _passed_on(decision: Decision, user) -> list[Row]:
    """To another authority; what the founding decision began with is told as founded."""
    found = ClusterTenure.objects.filter(_opens(user, "cluster"), decision=decision)
    found = found.exclude(cluster__founding_decision=decision).select_related("cluster", "organisation")
    return [Row([_("Passed on"), _tenure(each), each.from_on]) for each in found.order_by("cluster__sort_key", "pk")]


def _tenure(each: ClusterTenure) -> Cell:
    words = _("{cluster} to {authority}").format(cluster=each.cluster, authority=each.organisation)
    return Cell(words, url=reverse("cluster", args=[each.cluster_id]), mark=each.cluster.mark)


def _opens(user, cluster: str) -> Exists:
    return Exists(Cluster.objects.visible_to(user).filter(pk=OuterRef(cluster)))


def _cluster(cluster: Cluster) -> Cell:
    return Cell(str(cluster), url=reverse("cluster", args=[cluster.pk]), mark=cluster.mark)


def _joined(decision: Decision, user) -> list[Row]:
    found = (
        Membership.objects.filter(_opens(user, "cluster"), decision=decision)
        .select_related("organisation", "cluster")
        .order_by("cluster__sort_key", "organisation__sort_key")
    )
    return [_membership(each) for each in found]


def _membership(each: Membership) -> Row:
    words = _("{unit} in {cluster}").format(unit=each.organisation, cluster=each.cluster)
    return Row([_("Member joined"), Cell(words, url=reverse("cluster", args=[each.cluster_id])), each.joined_on])


def _changed(decision: Decision, user) -> list[Row]:
    found = (
        Lineage.objects.filter(Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("predecessor"))))
        .filter(decision=decision)
        .select_related("predecessor", "successor")
        .order_by("on", "predecessor__sort_key")
    )
    return [
        Row([each.get_kind_display(), Cell(str(each), url=_body(each.predecessor_id), mark=each.mark), each.on])
        for each in found
    ]


def _body(pk: int) -> str:
    return reverse("organisation", args=[pk])


def _launched(decision: Decision, user) -> list[Row]:
    found = Movement.objects.visible_to(user).filter(decision=decision).order_by("starts_on")
    return [
        Row([_("Movement launched"), Cell(str(each), url=reverse("movement", args=[each.pk])), each.starts_on])
        for each in found
    ]
