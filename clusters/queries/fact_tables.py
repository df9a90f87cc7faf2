"""What the page of a year's facts shows: the sums by unit and kind, and every single fact with what it rests on."""

from collections.abc import Collection
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import FactKind
from clusters.models import Fact, Participant, Season, User
from clusters.queries import fact as facts
from clusters.tables import Cell, Column, Row, Table


def for_page(user: User) -> QuerySet[Season]:
    """Visible ones with what the policy and the page read."""
    return Season.objects.visible_to(user).select_related("cluster__authority")


def units_of(season: Season) -> list[Participant]:
    """All units of the year, by name."""
    return list(season.participants.select_related("organisation").order_by("organisation__sort_key", "pk"))


def single_facts(season: Season, user: User) -> list[Fact]:
    """Every fact of the year that the person may see, by unit and kind, the latest first."""
    found = Fact.objects.visible_to(user).filter(participant__season=season).select_related("recorded_by")
    return list(found.order_by("participant__organisation__sort_key", "kind", "-recorded_at", "-pk"))


def sums(units: Collection[Participant], found: Collection[Fact]) -> Table:
    """One row for each unit; a dash where nothing is known, which is not nought."""
    kinds = list(FactKind)
    columns = [Column("unit", _("Unit"), spot="name"), *(Column(kind.value, kind.label, "number") for kind in kinds)]
    known: dict[tuple[int, str], Decimal] = {}
    for each in found:
        key = (each.participant_id, each.kind)
        known[key] = known.get(key, Decimal(0)) + each.value
    rows = [Row([_unit(each), *(_sum(known.get((each.pk, kind))) for kind in kinds)]) for each in units]
    empty = _("No unit takes part.")
    return Table("facts", _("What is known of each unit"), columns, rows, empty=empty, sort_key="sum-sort")


def listed(season: Season, units: Collection[Participant], found: Collection[Fact], own: Collection[int]) -> Table:
    """Each fact with what it rests on; one of a unit in `own` that a person entered leads to its correction."""
    columns = [
        Column("unit", _("Unit"), spot="name"),
        Column("kind", _("Fact"), spot="line"),
        Column("value", _("Value"), "number", spot="figure"),
        Column("source", _("What it rests on")),
        Column("note", _("Note")),
        Column("at", _("Recorded at"), "moment"),
        Column("by", _("Recorded by")),
    ]
    if own:
        columns.append(Column("correct", _("Correct"), "link", sortable=False))
    names = {each.pk: _unit(each) for each in units}
    rows = [_row(season, names[each.participant_id], each, own) for each in found]
    empty = _("No fact has been recorded.")
    caption = _("Single facts")
    return Table("single-facts", caption, columns, rows, empty=empty, sort_key="fact-sort", wide=True)


def source_of(fact: Fact, season: Season) -> Cell:
    """In words: the system names rows, people say it themselves."""
    if not facts.is_named_by_system(fact.source):
        return Cell(fact.source)
    if fact.kind == FactKind.REPORTS_LATE:
        return Cell(_("the sending of the report"), url=reverse("reports", args=[season.pk]))
    if fact.kind == FactKind.PACT_NOT_SIGNED:
        return Cell(_("the signatures of the pact"), url=reverse("pact", args=[season.pk]))
    return Cell(_("the register of honours"))


def _row(season: Season, unit: Cell, fact: Fact, own: Collection[int]) -> Row:
    cells = [
        unit,
        fact.get_kind_display(),
        facts.bare(fact.value),
        source_of(fact, season),
        fact.note,
        fact.recorded_at,
        str(fact.recorded_by),
    ]
    return Row([*cells, _correct(season, fact, own)] if own else cells)


def _correct(season: Season, fact: Fact, own: Collection[int]) -> Cell:
    if facts.is_named_by_system(fact.source) or fact.participant_id not in own:
        return Cell(None)
    return Cell(_("Correct"), url=f"{reverse('season-facts', args=[season.pk])}?fact={fact.pk}#record")


def _unit(each: Participant) -> Cell:
    return Cell(str(each), note=_("has left") if each.left_on else "")


def _sum(value: Decimal | None) -> Cell:
    return Cell(None, tone="muted") if value is None else Cell(facts.bare(value))
