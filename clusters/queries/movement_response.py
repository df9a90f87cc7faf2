"""What the list of answers to a movement and the page of one answer show."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Avg, Count, Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import vietnamese
from clusters.enums import MovementResponseState
from clusters.models import (
    Cluster,
    Membership,
    MovementPraise,
    MovementProgress,
    MovementResponse,
    Organisation,
)
from clusters.queries import movement_progress as progress
from clusters.registers import Order, Register, by_position
from clusters.tables import Cell, Column, Row, Table

PROGRESS = {
    "unanswered": [MovementResponseState.UNANSWERED],
    "answered": list(progress.STATES),
    "reporting": list(progress.STATES[1:]),
    "finished": [MovementResponseState.FINISHED],
}


def listed(
    seen: QuerySet[MovementResponse],
    *,
    words: str = "",
    authority: Organisation | None = None,
    cluster: Cluster | None = None,
    wish: str = "",
) -> QuerySet[MovementResponse]:
    """Of the answers seen: by words in the unit's name, the body above it, its cluster, how far it has come."""
    found = seen.annotate(via=progress.VIA)
    if words:
        found = found.filter(organisation__search_key__contains=vietnamese.search_key(words))
    if authority:
        found = found.filter(via=authority.pk)
    if cluster:
        belongs = Membership.objects.current().filter(organisation=OuterRef("organisation"), cluster=cluster)
        found = found.filter(Exists(belongs))
    if wish in PROGRESS:
        found = found.filter(state__in=PROGRESS[wish])
    return _measured(found).order_by("organisation__sort_key", "pk")


def _measured(found: QuerySet[MovementResponse]) -> QuerySet[MovementResponse]:
    """With the day of the newest report, the mean of the contents, the number of proposals."""
    reports = MovementProgress.objects.filter(response=OuterRef("pk")).order_by().values("response")
    counting = progress.newest().filter(response=OuterRef("pk")).order_by().values("response")
    praise = MovementPraise.objects.filter(response=OuterRef("pk")).order_by().values("response")
    return found.select_related("organisation__parent", "superior__organisation").annotate(
        reported_on=Subquery(reports.annotate(last=Max("on")).values("last")),
        mean=Subquery(counting.annotate(mean=Avg("percent")).values("mean")),
        proposals=Coalesce(Subquery(praise.annotate(n=Count("pk")).values("n")), 0),
    )


def authorities(seen: QuerySet[MovementResponse]) -> QuerySet[Organisation]:
    """The bodies above the units: the choices of the filter."""
    above = seen.annotate(via=progress.VIA).filter(via__isnull=False).values("via")
    return Organisation.objects.filter(pk__in=above).order_by("sort_key")


def clusters(seen: QuerySet[MovementResponse], user) -> QuerySet[Cluster]:
    """The clusters that the person sees and to which a unit in scope belongs."""
    belongs = Membership.objects.current().filter(cluster=OuterRef("pk"), organisation__in=seen.values("organisation"))
    return Cluster.objects.visible_to(user).filter(Exists(belongs)).order_by("sort_key")


def register(found: QuerySet[MovementResponse]) -> Register:
    """One row for each body in scope."""
    orders: dict[str, Order] = {
        "unit": "organisation__sort_key",
        "via": Coalesce("superior__organisation__sort_key", "organisation__parent__sort_key"),
        "state": by_position("state", MovementResponseState),
        "answered": "answered_at",
        "reported": "reported_on",
        "mean": "mean",
        "praise": "proposals",
    }
    return Register(found, _table, orders)


def _table(found: Iterable[Any]) -> Table:
    columns = [
        Column("unit", _("Unit"), "link", spot="name"),
        Column("via", _("Superior body"), spot="line"),
        Column("state", _("State"), "state"),
        Column("answered", _("Plan sent at"), "moment"),
        Column("reported", _("Last report as of"), "day"),
        Column("mean", _("Done on average, %"), "number"),
        Column("praise", _("Praise proposed"), "number"),
    ]
    rows = [_row(each) for each in found]
    return Table("responses", _("Units in scope"), columns, rows, empty=_("No unit fits these filters."))


def _row(each: Any) -> Row:
    unit, above = each.organisation, each.superior.organisation if each.superior else each.organisation.parent
    name = Cell(str(unit), url=reverse("movement-response", args=[each.pk]), mark=each.mark, source=each.source)
    state = Cell(each.state, text=each.get_state_display())
    figures = (progress.mean(each.mean), each.proposals)
    return Row([name, str(above) if above else None, state, each.answered_at, each.reported_on, *figures])


def for_page(user) -> QuerySet[MovementResponse]:
    """Visible ones with what the page and the policies name."""
    related = ("organisation", "superior__organisation", "plan_file", "answered_by")
    of_the_movement = ("movement__authority", "movement__head__organisation", "movement__head__season__cluster")
    return MovementResponse.objects.visible_to(user).select_related(*related, *of_the_movement)


def contents(response: MovementResponse) -> list[dict[str, Any]]:
    """Each content with the report that counts and those it took the place of, newest first; two queries."""
    found = response.progress.select_related("file", "due", "reported_by").order_by("-pk")
    lines: dict[int, list[MovementProgress]] = {}
    for each in found:
        lines.setdefault(each.content_id, []).append(each)
    whole = response.movement.contents.order_by("position")
    return [{"content": c, "newest": (lines.get(c.pk) or [None])[0], "older": lines.get(c.pk, [])[1:]} for c in whole]


def newest_on(response: MovementResponse, content) -> MovementProgress | None:
    """The report on the content that counts."""
    return response.progress.filter(content=content).order_by("-pk").first()


def open_dues(response: MovementResponse):
    """Dates for progress that no report of the unit has met, the first one first."""
    met = response.progress.filter(due=OuterRef("pk"))
    return response.movement.dues.filter(~Exists(met)).order_by("on")
