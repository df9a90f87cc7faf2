"""What the list and the page of a cluster show."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import clock, vietnamese
from clusters.enums import ClusterKind, HeadshipRole
from clusters.models import Cluster, Decision, Headship, Membership, Organisation, Season
from clusters.queries import decision as decisions
from clusters.queries import organisation as organisations
from clusters.registers import Order, Register, by_label
from clusters.tables import Cell, Column, Row, Table

RUNNING, ENDED = "running", "ended"
STANDINGS = [(RUNNING, gettext_lazy("exists today")), (ENDED, gettext_lazy("has ended"))]


def listed(
    user,
    *,
    authority: Organisation | None = None,
    kind: str = "",
    state: str = "",
    unit: str = "",
    words: str = "",
) -> QuerySet[Cluster]:
    """Those the person may see, by name, with the number of members today; `unit` are words in a member's name, past
    ones too, `state` one of `STANDINGS`."""
    found = Cluster.objects.visible_to(user)
    found = found.filter(authority=authority) if authority else found
    found = found.filter(kind=kind) if kind else found
    found = found.filter(member_named(unit)) if unit else found
    found = found.filter(pk__in=Cluster.objects.on(clock.today())) if state == RUNNING else found
    found = found.filter(ended_on__lt=clock.today()) if state == ENDED else found
    found = found.filter(search_key__contains=vietnamese.search_key(words)) if words else found
    today = Q(memberships__joined_on__lte=clock.today()) & (
        Q(memberships__left_on__isnull=True) | Q(memberships__left_on__gte=clock.today())
    )
    return found.select_related("authority").annotate(members=Count("memberships", filter=today)).order_by("sort_key")


def member_named(words: str) -> Exists:
    """Whether a member of the cluster, past ones too, has these words in its name."""
    key = vietnamese.search_key(words)
    return Exists(Membership.objects.filter(cluster=OuterRef("pk"), organisation__search_key__contains=key))


def authorities(user) -> QuerySet[Organisation]:
    """Authorities of the clusters the person may see: the choices of the filter."""
    seen = Cluster.objects.visible_to(user).filter(authority=OuterRef("pk"))
    return Organisation.objects.filter(Exists(seen)).order_by("sort_key")


def register(found: QuerySet[Cluster]) -> Register:
    """One row for each cluster."""
    orders: dict[str, Order] = {
        "name": "sort_key",
        "kind": by_label("kind", ClusterKind),
        "authority": "authority__sort_key",
        "members": "members",
        "founded": "founded_on",
        "ended": "ended_on",
    }
    return Register(found, _table, orders)


def _table(found: Iterable[Cluster]) -> Table:
    columns = [
        Column("name", _("Cluster or block"), "link", spot="name"),
        Column("kind", _("Kind")),
        Column("authority", _("Authority"), spot="line"),
        Column("field", _("Field of work"), spot="line"),
        Column("members", _("Members today"), "number"),
        Column("founded", _("Founded on"), "day"),
        Column("ended", _("Ended on"), "day"),
    ]
    rows = [_row(each) for each in found]
    return Table("clusters", _("Clusters and blocks"), columns, rows, empty=_("No cluster fits these filters."))


def _row(each: Any) -> Row:
    """A Cluster with `members` as `listed` counts them."""
    days = (each.founded_on, each.ended_on)
    return Row([link(each), each.get_kind_display(), str(each.authority), each.field, each.members, *days])


def link(cluster: Cluster) -> Cell:
    """The name as a link, with its mark."""
    return Cell(str(cluster), url=reverse("cluster", args=[cluster.pk]), mark=cluster.mark, source=cluster.source)


def for_page(user) -> QuerySet[Cluster]:
    """Visible ones with what the page names."""
    return (
        Cluster.objects.visible_to(user)
        .select_related("authority", "founding_decision__file", "ending_decision")
        .annotate(
            opens_authority=Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("authority"))),
            opens_founding=Exists(Decision.objects.visible_to(user).filter(pk=OuterRef("founding_decision"))),
            opens_ending=Exists(Decision.objects.visible_to(user).filter(pk=OuterRef("ending_decision"))),
        )
    )


def members(cluster: Cluster, user) -> Table:
    """All members with their days, past ones too."""
    found = (
        cluster.memberships.select_related("organisation", "decision")
        .annotate(
            opens=Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("organisation"))),
            opens_decision=Exists(Decision.objects.visible_to(user).filter(pk=OuterRef("decision"))),
        )
        .order_by("organisation__sort_key", "joined_on")
    )
    columns = [
        Column("unit", _("Member"), "link", spot="name"),
        Column("kind", _("Kind"), spot="mark"),
        Column("from", _("Member from"), "day"),
        Column("to", _("Member until"), "day"),
        Column("decision", _("Decision"), "link", spot="line"),
    ]
    rows = [_member(each) for each in found]
    return Table("members", _("Members"), columns, rows, empty=_("No member yet."), sort_key="member-sort")


def _member(each: Any) -> Row:
    """A Membership with `opens` and `opens_decision`."""
    unit = organisations.link(each.organisation, opens=each.opens)
    decision = decisions.link(each.decision, each.opens_decision)
    tone = "muted" if each.left_on and each.left_on < clock.today() else ""
    return Row([unit, each.organisation.get_kind_display(), each.joined_on, each.left_on, decision], tone=tone)


def years(cluster: Cluster, user) -> Table:
    """Its years as far as the person can see them, newest first, with phase and heads."""
    found = list(Season.objects.visible_to(user).filter(cluster=cluster).order_by("-year"))
    heads = heads_of(found)
    columns = [
        Column("year", _("Emulation year"), "link", spot="name"),
        Column("phase", _("Phase"), "state", spot="mark"),
        Column("head", _("Head"), spot="line"),
        Column("deputy", _("Deputy head"), spot="line"),
        Column("from", _("Starts on"), "day"),
        Column("to", _("Ends on"), "day"),
    ]
    rows = [_year(each, heads) for each in found]
    empty = _("No emulation year has been opened yet.")
    return Table("years", _("Emulation years"), columns, rows, empty=empty, sort_key="year-sort")


def _year(season: Season, heads: dict[tuple[int, str], str]) -> Row:
    return Row(
        [
            Cell(season.year, text=season.label, url=reverse("season", args=[season.pk]), mark=season.mark),
            Cell(season.phase, text=season.get_phase_display()),
            heads.get((season.pk, HeadshipRole.HEAD)),
            heads.get((season.pk, HeadshipRole.DEPUTY)),
            season.starts_on,
            season.ends_on,
        ]
    )


def heads_of(seasons: list[Season]) -> dict[tuple[int, str], str]:
    """Names of the last head and deputy of each season, by (season, role)."""
    found = Headship.objects.filter(season__in=[each.pk for each in seasons]).order_by("from_on", "pk")
    return {
        (each.season_id, each.role): str(each.participant) for each in found.select_related("participant__organisation")
    }


def leavers(cluster: Cluster) -> QuerySet[Membership]:
    """Memberships that can still be ended, by name of the unit."""
    return (
        cluster.memberships.filter(Q(left_on__isnull=True) | Q(left_on__gte=clock.today()))
        .select_related("organisation")
        .order_by("organisation__sort_key")
    )


def joiners(cluster: Cluster, user, words: Iterable[str] = ()) -> QuerySet[Organisation]:
    """Units that are not members today, see `units_for`."""
    inside = Membership.objects.filter(cluster=cluster, left_on__isnull=True, organisation=OuterRef("pk"))
    return organisations.units_for(user, words).filter(~Exists(inside))


def units_of(cluster: Cluster) -> QuerySet[Organisation]:
    """Members today, by name: those that a year opened now would freeze."""
    inside = Membership.objects.current().filter(cluster=cluster, organisation=OuterRef("pk"))
    return Organisation.objects.filter(Exists(inside)).order_by("sort_key")
