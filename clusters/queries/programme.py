"""What the register and the page of a coordination programme show."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import UNIT_ROLES, Phase, ProgrammeState
from clusters.models import (
    Cluster,
    CoordinationProgramme,
    Membership,
    Organisation,
    ProgrammePartner,
    ProgrammeResult,
    Season,
    Succession,
    User,
)
from clusters.queries import choices
from clusters.queries import cluster as clusters
from clusters.registers import Order, Register, by_position
from clusters.tables import Cell, Column, Row, Table


def listed(
    user: User, *, year=None, authority=None, cluster=None, unit: str = "", state: str = ""
) -> QuerySet[CoordinationProgramme]:
    """Those the person may see, the newest first; `year` is one in which it ran, `unit` words in the name of the lead
    unit or of a partner, by search key."""
    wanted = {"cluster__authority": authority, "cluster": cluster, "state": state}
    found = CoordinationProgramme.objects.visible_to(user).filter(**{k: v for k, v in wanted.items() if v})
    if year:
        found = found.filter(Q(ends_on__isnull=True) | Q(ends_on__year__gte=year), starts_on__year__lte=year)
    if unit:
        partners = ProgrammePartner.objects.filter(programme=OuterRef("pk"), organisation__search_key__contains=unit)
        found = found.filter(Q(lead__search_key__contains=unit) | Exists(partners))
    newest = ProgrammeResult.objects.filter(programme=OuterRef("pk")).order_by("-season__year").values("season__year")
    found = found.annotate(
        asked=Count("partners"),
        confirmed=Count("partners", filter=Q(partners__confirms=True)),
        reported=Subquery(newest[:1]),
    )
    return found.select_related("cluster__authority", "lead").order_by("-starts_on", "-pk")


def register(found: QuerySet[CoordinationProgramme]) -> Register:
    """One row for each programme."""
    orders: dict[str, Order] = {
        "title": "sort_key",
        "lead": "lead__sort_key",
        "cluster": "cluster__sort_key",
        "from": "starts_on",
        "to": "ends_on",
        "partners": "confirmed",
        "result": "reported",
        "state": by_position("state", ProgrammeState.values),
    }
    return Register(found, _table, orders)


def _table(found: Iterable[CoordinationProgramme]) -> Table:
    columns = [
        Column("title", _("Coordination programme"), "link", spot="name"),
        Column("state", _("State"), "state", spot="mark"),
        Column("lead", _("Lead unit"), spot="line"),
        Column("partners", _("Partners"), "number"),
        Column("cluster", _("Cluster or block"), spot="line"),
        Column("from", _("From"), "day"),
        Column("to", _("To"), "day"),
        Column("result", _("Newest result"), "number"),
    ]
    rows = [_row(each) for each in found]
    return Table("programmes", _("Coordination programmes"), columns, rows, empty=_("No programme fits these filters."))


def _row(each: Any) -> Row:
    """A programme with what `listed` counts."""
    title = Cell(each.title, url=reverse("programme", args=[each.pk]), mark=each.mark, source=each.source)
    state = Cell(each.state, text=each.get_state_display())
    partners = Cell(each.confirmed, text=f"{each.confirmed}/{each.asked}")
    reported = Cell(each.reported, text=str(each.reported)) if each.reported else Cell(None)
    return Row([title, state, str(each.lead), partners, str(each.cluster), each.starts_on, each.ends_on, reported])


def clusters_of(user: User, asked: str = "") -> QuerySet[Cluster]:
    """Clusters with a programme the person may see, and the one asked for: the choices of the filter."""
    return choices.clusters(user, CoordinationProgramme.objects.filter(cluster=OuterRef("pk")), asked)


def authorities(user: User) -> QuerySet[Organisation]:
    """Their authorities, likewise."""
    seen = CoordinationProgramme.objects.visible_to(user).filter(cluster__authority=OuterRef("pk"))
    return Organisation.objects.filter(Exists(seen)).order_by("sort_key")


def own_members(cluster: Cluster, user: User) -> QuerySet[Organisation]:
    """The members of today that the person works for: those that can lead a programme."""
    own = Succession.objects.held_by(user, UNIT_ROLES).filter(ancestor=OuterRef("pk"))
    return clusters.units_of(cluster).filter(Exists(own))


def members_to_ask(cluster: Cluster, own: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """The members that can be partners: all, but the unit that leads where it is certain which one that is."""
    leads = list(own.values_list("pk", flat=True)[:2])
    return clusters.units_of(cluster).exclude(pk__in=leads if len(leads) == 1 else [])


def own_clusters(user: User) -> QuerySet[Cluster]:
    """Clusters with a member of today that the person works for: there they can draft a programme."""
    own = Succession.objects.held_by(user, UNIT_ROLES).filter(ancestor=OuterRef("organisation"))
    inside = Membership.objects.current().filter(Exists(own), cluster=OuterRef("pk"))
    return Cluster.objects.filter(Exists(inside)).order_by("sort_key")


def for_page(user: User) -> QuerySet[CoordinationProgramme]:
    """Visible ones with what the page names."""
    related = ("cluster__authority", "lead", "paper", "agreed_by", "cancelled_by")
    return CoordinationProgramme.objects.visible_to(user).select_related(*related)


def partners(programme: CoordinationProgramme, user: User) -> list[ProgrammePartner]:
    """By name, `own` where the person works for the partner."""
    own = Succession.objects.held_by(user, UNIT_ROLES).filter(ancestor=OuterRef("organisation"))
    found = programme.partners.select_related("organisation", "answered_by").annotate(own=Exists(own))
    return list(found.order_by("organisation__sort_key"))


def partner_table(found: Iterable[Any], *, drafting: bool) -> Table:
    """Who was asked and what it said; while it is drafted, a way to answer for one's own unit."""
    columns = [
        Column("unit", _("Partner"), spot="name"),
        Column("answer", _("Answer"), "state", spot="mark"),
        Column("reason", _("Reason"), spot="line"),
        Column("at", _("Answered at"), "moment"),
        Column("by", _("By")),
    ]
    if drafting:
        columns.append(Column("deed", _("Your answer"), "link", sortable=False, spot="line"))
    rows = [_partner(each, drafting=drafting) for each in found]
    empty = _("No member was asked.")
    return Table("partners", _("Partners in the cluster"), columns, rows, empty=empty, sort_key="partner-sort")


def _partner(each: Any, *, drafting: bool) -> Row:
    faces = {None: ("waiting", _("not answered yet")), True: ("yes", _("takes part")), False: ("no", _("declined"))}
    slug, words = faces[each.confirms]
    cells = [str(each.organisation), Cell(slug, text=words), each.reason, each.answered_at, str(each.answered_by or "")]
    if drafting:
        url = reverse("programme-answer", args=[each.pk])
        cells.append(Cell(_("Answer"), url=url) if each.own else Cell(None))
    return Row(cells)


def result_table(programme: CoordinationProgramme) -> Table:
    """Every version of every year, the newest first."""
    found = programme.results.select_related("season", "file", "entered_by").order_by("-season__year", "-number")
    columns = [
        Column("year", _("Year"), "number", spot="lead"),
        Column("text", _("Result"), sortable=False, spot="name"),
        Column("figures", _("Figures"), sortable=False, spot="line"),
        Column("file", _("File"), "link", spot="line"),
        Column("number", _("Version"), "number"),
        Column("reason", _("Why it was corrected"), sortable=False, spot="line"),
        Column("at", _("Entered at"), "moment"),
        Column("by", _("By")),
    ]
    seen: set[int] = set()
    rows = [_result(each, seen) for each in found]
    empty = _("No yearly result yet.")
    return Table("results", _("Yearly results"), columns, rows, empty=empty, sort_key="result-sort")


def _result(each: ProgrammeResult, seen: set[int]) -> Row:
    """One that a newer version corrected is muted; `seen` are the years met so far."""
    tone = "muted" if each.season_id in seen else ""
    seen.add(each.season_id)
    file = Cell(each.file.original_name, url=reverse("programme-result-file", args=[each.pk])) if each.file else None
    year = Cell(each.season.year, text=each.season.label, mark=each.mark, source=each.source)
    words = [each.text, "; ".join(each.figures.splitlines()), file, each.number, each.reason]
    return Row([year, *words, each.entered_at, str(each.entered_by)], tone=tone)


def open_years(programme: CoordinationProgramme, user: User) -> QuerySet[Season]:
    """Years in which it ran and whose result may still be entered, `known` where there is one already."""
    ran = Season.objects.visible_to(user).filter(cluster=programme.cluster_id, ends_on__gte=programme.starts_on)
    ran = ran.filter(starts_on__lte=programme.ends_on) if programme.ends_on else ran
    known = programme.results.filter(season=OuterRef("pk"))
    ran = ran.filter(starts_on__lte=clock.today())
    return ran.exclude(phase=Phase.CLOSED).annotate(known=Exists(known)).order_by("year")


def newest_result(programme: CoordinationProgramme, season: Season) -> ProgrammeResult | None:
    """The version that counts for this year."""
    return programme.results.filter(season=season).order_by("-number").first()
