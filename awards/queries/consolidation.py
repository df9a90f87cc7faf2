"""The registrations of a whole cluster in a year: who has sent, how many for each award, what was consolidated."""

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import RegistrationState
from awards.models import Consolidation, Registration, RegistrationLine, RegistrationWindow
from awards.policies import consolidation as policy
from awards.queries import registration as registrations
from clusters import clock
from clusters.models import Participant, Season, User
from clusters.tables import Cell, Column, Row, Table


def seasons_for(user: User) -> QuerySet[Season]:
    """Visible years with what the pages and policies read."""
    return Season.objects.visible_to(user).select_related("cluster__authority", "registration_window")


def window_of(season: Season) -> RegistrationWindow | None:
    """None while the authority has set no time limit."""
    return getattr(season, "registration_window", None)


def is_late(season: Season) -> bool:
    """Whether what is sent now comes after the time limit."""
    window = RegistrationWindow.objects.filter(season=season).first()
    return window is not None and clock.now() > window.due_at


def members(season: Season) -> list[Participant]:
    """Units that have not left, by name, each with its sheet."""
    staying = Participant.objects.staying().filter(season=season)
    return list(staying.select_related("organisation", "registration").order_by("organisation__sort_key", "pk"))


def sent_lines(season: Season) -> list[RegistrationLine]:
    """All lines that stand in sheets that were sent, of the units that have not left."""
    found = RegistrationLine.objects.standing().filter(
        registration__in=Registration.objects.counting_in(season), added_in__isnull=False
    )
    return list(found.select_related("award").order_by("award__position", "number"))


def page(season: Season, user: User) -> dict[str, Any]:
    """What the page of a year's registrations shows."""
    units, lines = members(season), sent_lines(season)
    sent = [each for each in units if _state(each) != RegistrationState.DRAFT]
    return {
        "season": season,
        "window": window_of(season),
        "is_over": bool(window_of(season)) and clock.now() > season.registration_window.due_at,
        "sent": len(sent),
        "of": len(units),
        "units": units_table(units, lines),
        "totals": totals_table(lines),
        "consolidations": consolidations_table(season),
        "may_consolidate": policy.may_consolidate(user, season),
        "may_set_due": policy.may_set_due(user, season),
    }


def tables(season: Season) -> list[Table]:
    """Units and totals as they would be consolidated now."""
    lines = sent_lines(season)
    return [units_table(members(season), lines), totals_table(lines)]


def _state(unit: Participant) -> str:
    sheet = registrations.sheet_of(unit)
    return sheet.state if sheet else RegistrationState.DRAFT


def units_table(units: list[Participant], lines: list[RegistrationLine]) -> Table:
    """Every unit: whether it has sent, and how many collectives, persons and households it registers."""
    counted: dict[int, Counter] = defaultdict(Counter)
    for line in lines:
        counted[line.registration_id][line.award.subject] += 1
    columns = [
        Column("unit", _("Unit"), "link", spot="name"),
        Column("state", _("State"), "state", spot="mark"),
        Column("collective", _("Collectives"), "number", spot="figure"),
        Column("individual", _("Individuals"), "number", spot="figure"),
        Column("household", _("Households"), "number"),
    ]
    rows = [_unit_row(unit, counted) for unit in units]
    return Table("registering", _("Registrations of the units"), columns, rows, sort_key="unit-sort")


def _unit_row(unit: Participant, counted: dict[int, Counter]) -> Row:
    sheet = registrations.sheet_of(unit)
    url = reverse("registration", args=[unit.pk])
    if sheet is None or sheet.state == RegistrationState.DRAFT:
        return Row([Cell(str(unit), url=url), Cell("waiting", text=_("not sent yet")), None, None, None])
    numbers = [counted[sheet.pk][subject] for subject in ("collective", "individual", "household")]
    return Row([Cell(str(unit), url=url, mark=sheet.mark), Cell(sheet.state, sheet.get_state_display()), *numbers])


def totals_table(lines: list[RegistrationLine]) -> Table:
    """For each award how many lines stand, and of how many units."""
    counted = Counter(line.award for line in lines)
    units = {award: len({x.registration_id for x in lines if x.award == award}) for award in counted}
    columns = [
        Column("award", _("Award"), spot="name"),
        Column("kind", _("Kind")),
        Column("count", _("Registered"), "number", spot="figure"),
        Column("units", _("Of units"), "number", spot="figure"),
    ]
    ordered = sorted(counted, key=lambda award: (award.position, award.pk))
    rows = [Row([Cell(str(x), sort=x.position), x.get_subject_display(), counted[x], units[x]]) for x in ordered]
    empty = _("Nothing was sent yet.")
    return Table("registered-totals", _("Totals by award"), columns, rows, empty=empty, sort_key="total-sort")


def consolidations_table(season: Season) -> Table:
    """What the head sent to the authority, the newest first."""
    columns = [
        Column("number", _("Receipt"), "link", spot="name"),
        Column("at", _("Consolidated at"), "moment"),
        Column("by", _("Consolidated by")),
        Column("limit", _("Time limit"), "state", spot="mark"),
        Column("remark", _("Remark"), spot="line"),
    ]
    found = season.consolidations.select_related("made_by", "season").order_by("-number")
    rows = [
        Row(
            [
                Cell(str(each), url=reverse("consolidation", args=[each.pk])),
                each.made_at,
                str(each.made_by),
                registrations.lateness(each.is_late),
                each.remark,
            ]
        )
        for each in found
    ]
    empty = _("Not consolidated yet.")
    return Table("consolidations", _("Sent to the authority"), columns, rows, empty=empty, sort_key="sent-sort")


def content_of(season: Season) -> dict[str, Any]:
    """What a consolidation freezes: for each unit state, hash of its last sending and counts; never a name."""
    lines = sent_lines(season)
    by_sheet: dict[int, Counter] = defaultdict(Counter)
    for line in lines:
        by_sheet[line.registration_id][line.award.code] += 1
    return {
        "season": str(season),
        "units": [_frozen_unit(unit, by_sheet) for unit in members(season)],
        "totals": dict(sorted(Counter(line.award.code for line in lines).items())),
        "names": {line.award.code: line.award.name for line in lines},
    }


def _frozen_unit(unit: Participant, by_sheet: dict[int, Counter]) -> dict[str, Any]:
    sheet = registrations.sheet_of(unit)
    last = sheet.sendings.order_by("-number").first() if sheet else None
    if sheet is None or last is None:
        return {"unit": str(unit), "sent": False, "number": 0, "hash": "", "counts": {}}
    counts = dict(sorted(by_sheet[sheet.pk].items()))
    return {"unit": str(unit), "sent": True, "number": last.number, "hash": last.content_hash, "counts": counts}


def for_receipt(user: User) -> QuerySet[Consolidation]:
    """Visible ones with what the receipt names."""
    return Consolidation.objects.visible_to(user).select_related("season__cluster__authority", "made_by")


def receipt_tables(made: Consolidation) -> list[Table]:
    """Totals and units as they were frozen."""
    names = made.content["names"]
    totals = [Row([names[code], count]) for code, count in made.content["totals"].items()]
    columns = [Column("award", _("Award"), spot="name"), Column("count", _("Registered"), "number", spot="figure")]
    return [
        Table("receipt-totals", _("Totals by award"), columns, totals, sort_key="total-sort"),
        _receipt_units(made.content["units"]),
    ]


def _receipt_units(units: list[dict[str, Any]]) -> Table:
    columns = [
        Column("unit", _("Unit"), spot="name"),
        Column("state", _("State"), "state", spot="mark"),
        Column("number", _("Sending"), "number"),
        Column("count", _("Registered"), "number", spot="figure"),
        Column("hash", _("Content hash (SHA-256)"), spot="line"),
    ]
    rows = []
    for each in units:
        state = Cell("done", text=_("sent")) if each["sent"] else Cell("missing", text=_("not sent yet"))
        rows.append(Row([each["unit"], state, each["number"] or None, sum(each["counts"].values()), each["hash"]]))
    return Table("receipt-units", _("Registrations of the units"), columns, rows, sort_key="unit-sort")


def others_of_the_year(season: Season, user: User) -> QuerySet[Season]:
    """Open years of all clusters of the same authority in the same year that this person runs, this one too."""
    same = Q(cluster__authority=season.cluster.authority_id, year=season.year)
    return Season.objects.open().run_by(user).filter(same).select_related("cluster__authority").order_by("pk")
