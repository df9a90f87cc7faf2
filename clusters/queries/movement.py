"""What the list and the page of a movement show."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.models import Decision, Movement, Organisation
from clusters.queries import decision as decisions
from clusters.queries import organisation as organisations
from clusters.tables import Cell, Column, Row, Table


def listed(user) -> QuerySet[Movement]:
    """Those the person may see, newest first."""
    return (
        Movement.objects.visible_to(user)
        .select_related("authority", "decision")
        .annotate(opens_decision=Exists(Decision.objects.visible_to(user).filter(pk=OuterRef("decision"))))
        .order_by("-starts_on", "name")
    )


def table(found: QuerySet[Movement]) -> Table:
    """One row for each movement."""
    columns = [
        Column("name", _("Movement"), "link"),
        Column("authority", _("Launched by")),
        Column("decision", _("Decision"), "link"),
        Column("from", _("Starts on"), "day"),
        Column("to", _("Ends on"), "day"),
    ]
    rows = [_row(each) for each in found]
    return Table("movements", _("Movements"), columns, rows, empty=_("No movement concerns you yet."))


def _row(each: Movement) -> Row:
    name = Cell(str(each), url=reverse("movement", args=[each.pk]), mark=each.mark, source=each.source)
    decision = decisions.link(each.decision, each.opens_decision)
    return Row([name, str(each.authority), decision, each.starts_on, each.ends_on])


def for_page(user) -> QuerySet[Movement]:
    """Visible ones with what the page names."""
    return listed(user).annotate(
        opens_authority=Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("authority")))
    )


def scope(movement: Movement, user) -> Table:
    """The units in its scope, as far as the person can see them."""
    seen = movement.scope.filter(pk__in=Organisation.objects.visible_to(user).values("pk")).order_by("sort_key")
    columns = [Column("unit", _("Unit"), "link"), Column("kind", _("Kind"))]
    rows = [Row([organisations.link(each), each.get_kind_display()]) for each in seen]
    return Table("scope", _("Units in scope"), columns, rows, empty=_("No unit is named one by one."))
