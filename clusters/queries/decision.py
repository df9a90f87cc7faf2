"""What the page of a decision shows, and how other pages name one."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.models import Cluster, Decision, Lineage, Membership, Movement, Organisation
from clusters.tables import Cell, Column, Row, Table


def link(decision: Decision | None, opens: bool = True) -> Cell:
    """Number of a decision, leading to its page for those who can open it."""
    if decision is None:
        return Cell(None)
    url = reverse("decision", args=[decision.pk]) if opens else ""
    return Cell(str(decision), url=url, mark=decision.mark, source=decision.source)


def for_page(user) -> QuerySet[Decision]:
    """Visible ones with what the page names."""
    return (
        Decision.objects.visible_to(user)
        .select_related("issuer", "file", "replaces")
        .annotate(opens_issuer=Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("issuer"))))
    )


def recorded_by(authority: Organisation) -> QuerySet[Decision]:
    """The authority's decisions, newest first: what a form offers."""
    return Decision.objects.filter(issuer=authority).order_by("-on", "-pk")


def effects(decision: Decision, user) -> Table:
    """What rests on it, as far as the person can see it."""
    columns = [
        Column("what", _("What rests on it")),
        Column("thing", _("Name"), "link"),
        Column("on", _("From"), "day"),
    ]
    rows = [
        *_founded(decision, user),
        *_ended(decision, user),
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


def _cluster(cluster: Cluster) -> Cell:
    return Cell(str(cluster), url=reverse("cluster", args=[cluster.pk]), mark=cluster.mark)


def _joined(decision: Decision, user) -> list[Row]:
    found = (
        Membership.objects.filter(Exists(Cluster.objects.visible_to(user).filter(pk=OuterRef("cluster"))))
        .filter(decision=decision)
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
