"""Which clusters have operating regulations in force, which are drafting them, and which models there are."""

from collections.abc import Iterable

from django.db.models import CharField, Count, DateField, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import clock, vietnamese
from clusters.enums import RegulationState
from clusters.models import (
    Cluster,
    Organisation,
    RegulationAdoption,
    RegulationAnswer,
    RegulationComment,
    RegulationVersion,
)
from clusters.queries import cluster as clusters
from clusters.registers import Order, Register
from clusters.tables import Cell, Column, Row, Table

STANDINGS = {
    "in_force": gettext_lazy("in force"),
    "none": gettext_lazy("none in force"),
    "draft": gettext_lazy("being drafted"),
    "consulting": gettext_lazy("out for comments"),
}


def listed(
    user, *, words: str = "", unit: str = "", authority: Organisation | None = None, standing: str = ""
) -> QuerySet[Cluster]:
    """Clusters the person may see that still exist, by name, each with what stands of its regulations today; `unit`
    are words in a member's name."""
    found = Cluster.objects.visible_to(user).on(clock.today()).select_related("authority")
    found = found.filter(authority=authority) if authority else found
    found = found.filter(search_key__contains=vietnamese.search_key(words)) if words else found
    found = found.filter(clusters.member_named(unit)) if unit else found
    found = _annotated(found)
    if standing in ("in_force", "none"):
        found = found.filter(in_force_on__isnull=standing == "none")
    elif standing:
        found = found.filter(open_state=standing)
    return found.order_by("sort_key")


def _annotated(found: QuerySet[Cluster]) -> QuerySet[Cluster]:
    of_cluster = {"version__regulation__cluster": OuterRef("pk")}
    in_force = RegulationAdoption.objects.in_force(clock.today()).filter(**of_cluster)
    open_one = RegulationVersion.objects.open().filter(regulation__cluster=OuterRef("pk"))
    answered = RegulationAnswer.objects.filter(comment=OuterRef("pk"))
    waiting = RegulationComment.objects.filter(
        ~Exists(answered), version__regulation__cluster=OuterRef("pk"), version__state=RegulationState.CONSULTING
    )
    count = waiting.order_by().values("version").annotate(n=Count("pk")).values("n")
    return found.annotate(
        in_force_on=Subquery(in_force.values("in_force_on")[:1], DateField()),
        in_force_number=Subquery(in_force.values("version__number")[:1], IntegerField()),
        in_force_version=Subquery(in_force.values("version")[:1], IntegerField()),
        open_state=Subquery(open_one.values("state")[:1], CharField()),
        open_until=Subquery(open_one.values("comments_until")[:1], DateField()),
        unanswered=Subquery(count, IntegerField()),
    )


def register(found: QuerySet[Cluster]) -> Register:
    """One row for each cluster."""
    orders: dict[str, Order] = {
        "cluster": "sort_key",
        "authority": "authority__sort_key",
        "in_force": "in_force_on",
        "until": "open_until",
        "unanswered": "unanswered",
    }
    return Register(found, _table, orders)


def _table(found: Iterable[Cluster]) -> Table:
    columns = [
        Column("cluster", _("Cluster or block"), "link", spot="name"),
        Column("authority", _("Authority"), spot="line"),
        Column("version", _("Version in force"), "link"),
        Column("in_force", _("In force from"), "day"),
        Column("draft", _("Next version"), "state", spot="mark"),
        Column("until", _("Comments until"), "day"),
        Column("unanswered", _("Comments without an answer"), "number"),
    ]
    empty = _("No cluster fits these filters.")
    return Table("regulations", _("Operating regulations"), columns, [_row(each) for each in found], empty=empty)


def _row(each) -> Row:
    name = Cell(str(each), url=reverse("regulation", args=[each.pk]), mark=each.mark, source=each.source)
    version: Cell | str = _("none: the offered terms count")
    if each.in_force_version:
        url = reverse("regulation-version", args=[each.in_force_version])
        version = Cell(_("version {number}").format(number=each.in_force_number), url=url)
    draft = Cell(each.open_state, text=RegulationState(each.open_state).label) if each.open_state else None
    return Row([name, str(each.authority), version, each.in_force_on, draft, each.open_until, each.unanswered])


authorities = clusters.authorities


def models(user) -> QuerySet[RegulationVersion]:
    """The newest version that the person may see of each model, by authority and name."""
    newer = RegulationVersion.objects.visible_to(user).filter(
        regulation=OuterRef("regulation"), number__gt=OuterRef("number")
    )
    found = RegulationVersion.objects.visible_to(user).filter(~Exists(newer), regulation__cluster__isnull=True)
    taken = Count("regulation__versions", filter=Q(regulation__versions__state=RegulationState.ISSUED))
    found = found.select_related("regulation__authority", "adoption").annotate(issued=taken)
    return found.order_by("regulation__authority__sort_key", "regulation__name", "pk")


def model_register(found: QuerySet[RegulationVersion]) -> Register:
    """One row for each model; whoever keeps it sees its newest draft."""
    orders: dict[str, Order] = {"authority": "regulation__authority__sort_key", "issued": "adoption__adopted_on"}
    return Register(found, _model_table, orders)


def _model_table(found: Iterable[RegulationVersion]) -> Table:
    columns = [
        Column("name", _("Model regulations"), "link", spot="name"),
        Column("authority", _("Authority"), spot="line"),
        Column("state", _("State"), "state", spot="mark"),
        Column("issued", _("Issued on"), "day"),
        Column("number", _("Number of the decision")),
    ]
    rows = [_model_row(each) for each in found]
    return Table("models", _("Model regulations"), columns, rows, empty=_("No model has been issued yet."))


def _model_row(each: RegulationVersion) -> Row:
    adoption = getattr(each, "adoption", None)
    name = Cell(str(each), url=reverse("regulation-version", args=[each.pk]), mark=each.mark, source=each.source)
    return Row(
        [
            name,
            str(each.regulation.authority),
            Cell(each.state, text=each.get_state_display()),
            adoption.adopted_on if adoption else None,
            adoption.number if adoption else None,
        ]
    )
