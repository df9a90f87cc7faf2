"""How far a movement is: counts over the bodies in scope, by content and over the tree; grouped in the database."""

from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from clusters.enums import MovementPraiseState, MovementResponseState
from clusters.models import Movement, MovementContent, MovementPraise, MovementProgress, MovementResponse, Organisation
from clusters.tables import Cell, Column, Row, Table

TENTH = Decimal("0.1")
VIA = Coalesce("superior__organisation", "organisation__parent")
STATES = (MovementResponseState.ANSWERED, MovementResponseState.REPORTING, MovementResponseState.FINISHED)


def newest() -> QuerySet[MovementProgress]:
    """Of each unit and content the report that counts: nothing newer stands beside it."""
    later = MovementProgress.objects.filter(
        response=OuterRef("response"), content=OuterRef("content"), pk__gt=OuterRef("pk")
    )
    return MovementProgress.objects.filter(~Exists(later))


def counts() -> dict[str, Count]:
    """What is counted of responses: units, those not answering, and those that have come so far or further."""
    unanswered = Q(state=MovementResponseState.UNANSWERED)
    return {
        "units": Count("pk"),
        "unanswered": Count("pk", filter=unanswered),
        "answered": Count("pk", filter=~unanswered),
        "reporting": Count("pk", filter=Q(state__in=STATES[1:])),
        "finished": Count("pk", filter=Q(state=MovementResponseState.FINISHED)),
    }


def figures(movement: Movement) -> dict[str, int]:
    """What a review freezes: units in scope, answered, reporting, finished; praise proposed and taken up."""
    said = movement.responses.aggregate(**counts())
    praise = MovementPraise.objects.filter(response__movement=movement).aggregate(
        praise_proposed=Count("pk"), praise_taken_up=Count("pk", filter=Q(state=MovementPraiseState.TAKEN_UP))
    )
    return {**said, **praise}


def contents(movement: Movement, seen: QuerySet[MovementResponse]) -> Table:
    """Each content with the units that reported on it and their mean, of the responses the person may see."""
    found = newest().filter(content__movement=movement, response__in=seen)
    reported: dict[int, dict[str, Any]] = {
        line["content"]: dict(line) for line in found.values("content").annotate(units=Count("pk"), mean=Avg("percent"))
    }
    columns = [
        Column("position", _("No."), "number", spot="lead"),
        Column("content", _("Content"), spot="name"),
        Column("units", _("Units that reported"), "number"),
        Column("mean", _("Done on average, %"), "number", help=_("Of the units that gave a percentage.")),
    ]
    rows = [_content(each, reported.get(each.pk, {})) for each in movement.contents.order_by("position")]
    return Table(
        "contents", _("Contents"), columns, rows, empty=_("No contents are recorded."), sort_key="content-sort"
    )


def _content(content: MovementContent, line: dict[str, Any]) -> Row:
    return Row([content.position, content.text, line.get("units", 0), mean(line.get("mean"))])


def mean(value: Any) -> Decimal | None:
    """To a tenth; databases answer with a Decimal or a float."""
    return None if value is None else Decimal(str(value)).quantize(TENTH)


def tree(movement: Movement, seen: QuerySet[MovementResponse]) -> Table:
    """The bodies in scope by the body above them; each count opens its rows."""
    grouped = seen.annotate(via=VIA).values("via").annotate(**counts()).order_by("via")
    lines: list[dict[str, Any]] = [dict(line) for line in grouped]
    names = Organisation.objects.in_bulk([line["via"] for line in lines if line["via"]])
    columns = [
        Column("via", _("Superior body"), "link", spot="lead"),
        Column("units", _("Units in scope"), "number"),
        Column("unanswered", MovementResponseState.UNANSWERED.label, "number"),
        Column("answered", _("Plans sent"), "number"),
        Column("reporting", _("Reported progress"), "number"),
        Column("finished", MovementResponseState.FINISHED.label, "number"),
    ]
    rows = sorted((_branch(movement, line, names.get(line["via"])) for line in lines), key=_name)
    keys = ("units", "unanswered", "answered", "reporting", "finished")
    sums = [_count(movement, key, sum(line[key] for line in lines), None) for key in keys]
    total = Row([_("Together"), *sums]) if len(rows) > 1 else None
    empty = _("You can see no body in its scope.")
    return Table("tree", _("Response over the tree"), columns, rows, total, empty=empty, sort_key="tree-sort")


def _branch(movement: Movement, line: dict[str, Any], via: Organisation | None) -> Row:
    url = reverse("movement-responses", args=[movement.pk])
    name = Cell(str(via), url=f"{url}?authority={via.pk}", sort=via.sort_key) if via else Cell(_("no superior body"))
    return Row([name, *(_count(movement, key, line[key], via) for key in list(counts()))])


def _count(movement: Movement, key: str, count: int, via: Organisation | None) -> Cell:
    wish: dict[str, Any] = {"authority": via.pk} if via else {}
    wish |= {"progress": key} if key != "units" else {}
    url = reverse("movement-responses", args=[movement.pk])
    return Cell(count, url=f"{url}?{urlencode(wish)}" if count else "")


def _name(row: Row) -> str:
    first = row.cells[0]
    return str(first.sort or "")


def in_words(figures: dict[str, int]) -> list[tuple[str, int]]:
    """The figures of a review, with the words that the page has for them."""
    words = {
        "units": _("Units in scope"),
        "answered": _("Plans sent"),
        "reporting": _("Reported progress"),
        "finished": MovementResponseState.FINISHED.label,
        "praise_proposed": _("Praise proposed"),
        "praise_taken_up": _("Praise taken up"),
    }
    return [(str(word), figures[key]) for key, word in words.items() if key in figures]
