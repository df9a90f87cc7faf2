"""What the list of shared statistics shows, and which units share one."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import vietnamese
from clusters.enums import PeriodKind
from clusters.models import Membership, Organisation, SharedStatistic, StatisticValue, User
from clusters.queries import exchange
from clusters.queries.statistic_period import Span
from clusters.registers import Order, Register, by_position
from clusters.tables import Cell, Column, Row, Table


def members(statistic: SharedStatistic, first: Span, last: Span | None = None) -> QuerySet[Organisation]:
    """Units that were members at some time of the period, or from one period to another, by name."""
    here = Q(left_on__isnull=True) | Q(left_on__gte=first.first)
    until = (last or first).last
    inside = Membership.objects.filter(here, cluster=statistic.cluster_id, joined_on__lte=until)
    return Organisation.objects.filter(Exists(inside.filter(organisation=OuterRef("pk")))).order_by("sort_key", "pk")


def listed(
    user: User, *, year=None, authority=None, cluster=None, unit: str = "", words: str = "", state: str = ""
) -> QuerySet[SharedStatistic]:
    """Those the person may see, by name; `year` and `unit` are those of its figures."""
    wanted = {"cluster__authority": authority, "cluster": cluster}
    found = SharedStatistic.objects.visible_to(user).filter(**{name: value for name, value in wanted.items() if value})
    figures = StatisticValue.objects.filter(line__statistic=OuterRef("pk"))
    found = found.filter(Exists(figures.filter(first_day__year=year))) if year else found
    found = found.filter(Exists(figures.filter(organisation__search_key__contains=unit))) if unit else found
    found = found.filter(search_key__contains=vietnamese.search_key(words)) if words else found
    found = found.filter(closed_at__isnull=state == "open") if state else found
    return _related(found).order_by("sort_key", "pk")


def _related(found: QuerySet[SharedStatistic]) -> QuerySet[SharedStatistic]:
    """With the `newest` period that has figures and the number of units `given` that have one there."""
    figures = StatisticValue.objects.filter(line__statistic=OuterRef("pk")).order_by("-first_day")
    newest = Subquery(figures.values("first_day")[:1])
    known = StatisticValue.objects.filter(
        line__statistic=OuterRef("pk"), first_day=OuterRef("newest"), value__isnull=False
    )
    units = known.order_by().values("line__statistic").annotate(n=Count("organisation", distinct=True)).values("n")
    annotated = found.annotate(newest=newest).annotate(given=Subquery(units, output_field=IntegerField()))
    return annotated.select_related("cluster__authority")


def choices(user: User, asked: str = "") -> dict[str, Any]:
    """What the filter of the list offers."""
    found = SharedStatistic.objects.visible_to(user)
    seen = StatisticValue.objects.filter(Exists(found.filter(pk=OuterRef("line__statistic"))))
    return exchange.choices(user, found, [each.year for each in seen.dates("first_day", "year", order="DESC")], asked)


def register(found: QuerySet[SharedStatistic]) -> Register:
    """One row for each statistic."""
    orders: dict[str, Order] = {
        "name": "sort_key",
        "rhythm": by_position("rhythm", PeriodKind.values),
        "cluster": "cluster__sort_key",
        "newest": "newest",
        "given": "given",
    }
    return Register(found, table, orders)


def table(found: Iterable[Any]) -> Table:
    """Of statistics at hand, as `listed` annotates them."""
    columns = [
        Column("name", _("Statistic"), "link", spot="name"),
        Column("state", _("State"), "state", spot="mark"),
        Column("measure", _("Unit of measure"), spot="line"),
        Column("rhythm", _("Rhythm")),
        Column("cluster", _("Cluster or block"), spot="line"),
        Column("newest", _("Newest period"), spot="line"),
        Column("given", _("Members with a figure"), "number"),
    ]
    rows = [_row(each) for each in found]
    return Table("statistics", _("Shared statistics"), columns, rows, empty=_("No statistic fits these filters."))


def _row(each: Any) -> Row:
    name = Cell(str(each), url=reverse("statistic", args=[each.pk]), mark=each.mark, source=each.source)
    newest = str(Span.of(each.rhythm, each.newest)) if each.newest else None
    said = [each.unit_of_measure, each.get_rhythm_display(), str(each.cluster)]
    return Row([name, state(each), *said, Cell(each.newest, text=newest, sort=each.newest), each.given])


def state(statistic: SharedStatistic) -> Cell:
    """Whether figures are still entered."""
    return Cell("closed", text=_("closed")) if statistic.closed_at else Cell("open", text=_("being collected"))


def for_page(user: User) -> QuerySet[SharedStatistic]:
    """Visible ones with what the page names."""
    return SharedStatistic.objects.visible_to(user).select_related("cluster__authority")
