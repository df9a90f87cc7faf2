"""Places of a year: granted, taken, left."""

import datetime as dt

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from awards.enums import AwardSubject
from awards.models import Award, Nomination, Quota
from clusters.models import Decision, Season
from clusters.queries import decision as decisions
from clusters.tables import Cell, Column, Row, Table


def in_season(season: Season, user) -> QuerySet[Quota]:
    """With how many places are taken, in the order of the catalogue."""
    opens = Decision.objects.visible_to(user).filter(pk=OuterRef("basis"))
    found = with_taken(Quota.objects.filter(season=season)).annotate(opens_basis=Exists(opens))
    return found.select_related("award", "basis").order_by("award__position", "award")


def with_taken(found: QuerySet[Quota]) -> QuerySet[Quota]:
    """With the number of nominations that take a place, as `taken`."""
    taking = Nomination.objects.taking_a_place().filter(participant__season=OuterRef("season"), award=OuterRef("award"))
    count = taking.order_by().values("award").annotate(n=Count("pk")).values("n")
    return found.annotate(taken=Coalesce(Subquery(count, output_field=IntegerField()), 0))


def taken(season: Season, award: Award) -> int:
    """How many places of the award are taken in the year."""
    return Nomination.objects.in_season(season).taking_a_place().filter(award=award).count()


def awards_for(season: Season) -> QuerySet[Award]:
    """What places can be granted of: awards in force on the last day of the year."""
    return awards_on(season.ends_on)


def awards_on(day: dt.date) -> QuerySet[Award]:
    """Awards for collectives that are in force on that day."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    found = Award.objects.filter(lasting, valid_from__lte=day, subject=AwardSubject.COLLECTIVE)
    return found.order_by("position", "pk")


def table(found: list[Quota], *, export: bool = True) -> Table:
    """One row for each award of which places were granted."""
    columns = [
        Column("award", _("Award"), spot="name"),
        Column("places", _("Number of places"), "number"),
        Column("taken", _("Taken"), "number"),
        Column("left", _("Left"), "number", spot="figure"),
        Column("basis", _("Granted by"), "link", spot="line"),
        Column("on", _("Date"), "day"),
    ]
    rows = [_row(each) for each in found]
    empty = _("The authority has not granted any places yet.")
    return Table("places", _("Places"), columns, rows, empty=empty, sort_key="places-sort", export=export)


def _row(each) -> Row:
    left = each.places - each.taken
    return Row(
        [
            Cell(str(each.award), sort=each.award.position, mark=each.mark, source=each.source),
            each.places,
            each.taken,
            Cell(left, tone="strong" if left else "muted"),
            decisions.link(each.basis, each.opens_basis),
            each.basis.on,
        ]
    )
