"""What the register, the board and the page of an exemplar show."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import vietnamese
from clusters.enums import EXEMPLAR_STAGES, ExemplarKind, ExemplarState
from clusters.models import (
    Exemplar,
    ExemplarFile,
    ExemplarStage,
    ExemplarUptake,
    Organisation,
    Participant,
    Season,
    Succession,
)
from clusters.queries import organisation as organisations
from clusters.registers import Order, Register, by_label, by_position
from clusters.tables import Cell, Column, Row, Table

BOARD_SHOWN = 20


def listed(
    user,
    *,
    year: int | None = None,
    authority: Organisation | None = None,
    cluster: str = "",
    kind: str = "",
    state: str = "",
    words: str = "",
    season: Season | None = None,
) -> QuerySet[Exemplar]:
    """Visible ones by name, with how many units have taken each up; `cluster` are words in the cluster's name."""
    found = Exemplar.objects.visible_to(user)
    named = {"participant__season__cluster__search_key__contains": vietnamese.search_key(cluster)}
    found = found.filter(**named) if cluster else found
    found = found.filter(participant__season__year=year) if year else found
    found = found.filter(participant__season=season) if season else found
    found = found.filter(participant__season__cluster__authority=authority) if authority else found
    found = found.filter(kind=kind) if kind else found
    found = found.filter(state=state) if state else found
    if words:
        key = vietnamese.search_key(words)
        found = found.filter(Q(search_key__contains=key) | Q(participant__organisation__search_key__contains=key))
    related = ("participant__organisation", "participant__season__cluster")
    return found.select_related(*related).annotate(taken=Count("uptakes")).order_by("sort_key", "pk")


def register(found: QuerySet[Exemplar]) -> Register:
    """One row for each exemplar."""
    orders: dict[str, Order] = {
        "name": "sort_key",
        "kind": by_label("kind", ExemplarKind),
        "unit": "participant__organisation__sort_key",
        "year": "participant__season__year",
        "state": by_position("state", ExemplarState),
        "taken": "taken",
    }
    return Register(found, _table, orders)


def _table(found: Iterable[Exemplar]) -> Table:
    columns = [
        Column("name", _("Exemplar"), "link", spot="name"),
        Column("state", _("Stage"), "state", spot="mark"),
        Column("kind", _("Kind"), spot="line"),
        Column("unit", _("Unit"), spot="line"),
        Column("field", _("Field of work")),
        Column("year", _("Year"), "number"),
        Column("taken", _("Taken up by units"), "number"),
    ]
    rows = [_row(each) for each in found]
    return Table("exemplars", _("Exemplars"), columns, rows, empty=_("No exemplar fits these filters."))


def _row(each: Any) -> Row:
    """An Exemplar with `taken`."""
    year = each.participant.season.year
    state = Cell(each.state, text=each.get_state_display())
    return Row(
        [
            link(each),
            state,
            each.get_kind_display(),
            str(each.participant),
            each.field,
            Cell(year, text=year),
            each.taken,
        ]
    )


def link(exemplar: Exemplar) -> Cell:
    """The name as a link, with its mark."""
    url = reverse("exemplar", args=[exemplar.pk])
    return Cell(exemplar.name, url=url, mark=exemplar.mark, source=exemplar.source)


class Lane(NamedTuple):
    """One stage of the board: its slug and words, how many there are, and the first of them."""

    state: str
    label: str
    count: int
    shown: list[Exemplar]

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


def board(found: QuerySet[Exemplar]) -> list[Lane]:
    """The four stages side by side; what was given up stands only in the list. Two queries a stage, however many."""
    counts = dict(found.order_by().values_list("state").annotate(n=Count("pk", distinct=True)))
    shown: dict[str, list[Exemplar]] = {state: [] for state in EXEMPLAR_STAGES}
    for state in EXEMPLAR_STAGES:
        if counts.get(state):
            shown[state] = list(found.filter(state=state)[:BOARD_SHOWN])
    return [Lane(state, str(state.label), counts.get(state, 0), shown[state]) for state in EXEMPLAR_STAGES]


def for_page(user) -> QuerySet[Exemplar]:
    """Visible ones with what the page names."""
    opens = Organisation.objects.visible_to(user).filter(pk=OuterRef("participant__organisation"))
    sees_year = Season.objects.visible_to(user).filter(pk=OuterRef("participant__season"))
    related = ("participant__season__cluster__authority", "participant__organisation")
    stages = Prefetch("stages", ExemplarStage.objects.select_related("recorded_by").order_by("on", "pk"))
    found = Exemplar.objects.visible_to(user).select_related(*related).prefetch_related(stages)
    return found.annotate(opens_unit=Exists(opens), opens_season=Exists(sees_year))


def files(exemplar: Exemplar) -> list[ExemplarFile]:
    """Its evidence, the oldest first."""
    found = ExemplarFile.objects.filter(exemplar=exemplar).select_related("file", "added_by")
    return list(found.order_by("added_at", "pk"))


def file_table(found: list[ExemplarFile]) -> Table:
    """Its evidence, stage by stage."""
    columns = [
        Column("file", _("File"), "link", spot="name"),
        Column("state", _("Stage"), spot="line"),
        Column("added", _("Added at"), "moment"),
        Column("by", _("Added by"), spot="line"),
    ]
    rows = [
        Row(
            [
                Cell(each.file.original_name, url=reverse("exemplar-file", args=[each.pk])),
                each.get_state_display(),
                each.added_at,
                str(each.added_by),
            ]
        )
        for each in found
    ]
    empty = _("No evidence has been added yet.")
    return Table("exemplar-files", _("Evidence"), columns, rows, empty=empty, sort_key="file-sort")


def uptakes(exemplar: Exemplar, user) -> Table:
    """Who has taken it up, since when, and what came of it."""
    opens = Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("organisation")))
    found = ExemplarUptake.objects.filter(exemplar=exemplar).select_related("organisation").annotate(opens=opens)
    columns = [
        Column("unit", _("Unit"), "link", spot="name"),
        Column("on", _("Taken up on"), "day", spot="mark"),
        Column("result", _("Result"), sortable=False, spot="line"),
    ]
    rows = [_uptake(each) for each in found.order_by("organisation__sort_key", "pk")]
    empty = _("No other unit has taken it up yet.")
    return Table("uptakes", _("Taken up by"), columns, rows, empty=empty, sort_key="uptake-sort")


def _uptake(each: Any) -> Row:
    """An ExemplarUptake with `opens`."""
    return Row([organisations.link(each.organisation, opens=each.opens), each.on, each.result or None])


def takers(exemplar: Exemplar, user) -> QuerySet[Organisation]:
    """The person's own units that could take it up or write on."""
    own = Participant.objects.of(user).filter(organisation=OuterRef("pk"))
    found = Organisation.objects.units().filter(Exists(own)).exclude(pk=exemplar.participant.organisation_id)
    return found.filter(valid_to__isnull=True).order_by("sort_key")


def proposers(season: Season, user) -> QuerySet[Participant]:
    """For which units of the year the person may propose: their own, or all where the person leads."""
    found = season.participants.staying().select_related("organisation", "season__cluster__authority")
    leads = Season.objects.filter(pk=season.pk)
    led = leads.led_by(user).exists() or leads.run_by(user).exists()
    own = Exists(Participant.objects.of(user).filter(pk=OuterRef("pk")))
    return (found if led else found.filter(own)).order_by("organisation__sort_key", "pk")


def years(user) -> list[int]:
    """Years of exemplars the person can see, newest first."""
    found = Exemplar.objects.visible_to(user).order_by("-participant__season__year")
    return list(found.values_list("participant__season__year", flat=True).distinct())


def authorities(user) -> QuerySet[Organisation]:
    """Authorities under which the person can see an exemplar."""
    seen = Exemplar.objects.visible_to(user).filter(participant__season__cluster__authority=OuterRef("pk"))
    return Organisation.objects.filter(Exists(seen)).order_by("sort_key")


def of_unit(organisation: Organisation, user) -> list[Exemplar]:
    """The exemplars of a unit and of the bodies it took over that the person may see, the newest first: for whoever
    judges a nomination."""
    bodies = Succession.objects.filter(organisation=organisation).values("ancestor")
    found = Exemplar.objects.visible_to(user).filter(participant__organisation__in=bodies)
    kept = found.exclude(state=ExemplarState.DROPPED).select_related("participant__season__cluster")
    return list(kept.order_by("-participant__season__year", "sort_key", "pk")[:BOARD_SHOWN])
