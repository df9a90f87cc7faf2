"""Workbooks of units and posts: what each row would do, the list of those that were uploaded, and the page of one."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import IntakeSheet, IntakeState, IntakeVerdict, OrganisationKind, Role
from clusters.faces import face
from clusters.imports import intake as imports
from clusters.imports import spreadsheet
from clusters.imports.intake import Reading
from clusters.models import Intake, Organisation, StoredFile, User
from clusters.queries import intake_row
from clusters.queries.intake_known import known
from clusters.queries.intake_post import PostJudge
from clusters.queries.intake_row import Judged
from clusters.queries.intake_unit import UnitJudge
from clusters.registers import Order, Register, by_position
from clusters.tables import Cell, Column, Row, Table


def judge(authority: Organisation, user: User, reading: Reading) -> list[Judged]:
    """Every row: units with superiors before those beneath them, then posts as they stand in the file."""
    facts = known(authority, user, reading)
    units = UnitJudge(reading.units, facts)
    judged = units.judge()
    return [*judged, *PostJudge(reading.posts, facts, units).judge()]


def content_of(stored: StoredFile) -> bytes:
    """The file's bytes as they are kept."""
    with stored.content.open("rb") as content:
        return content.read()


def is_whole(stored: StoredFile, content: bytes) -> bool:
    """Whether the bytes are those that were uploaded."""
    return hashlib.sha256(content).hexdigest() == stored.sha256


def reading_of(stored: StoredFile, content: bytes) -> Reading:
    """What the stored workbook says. Raises Refused."""
    return imports.read(spreadsheet.read(stored.original_name, content))


def counts(judged: Iterable[Judged]) -> dict[str, int]:
    """How many rows have which verdict, by the fields of an intake."""
    found = Counter(str(each.verdict) for each in judged)
    return {verdict.value: found[verdict.value] for verdict in IntakeVerdict}


def tiles(intake: Intake) -> list[tuple[str, str, int, str]]:
    """Each verdict with its label, how many rows have it, and its tone."""
    return [(each.value, str(each.label), getattr(intake, each.value), face(each)[0]) for each in IntakeVerdict]


def listed(user: User, *, authority: Organisation | None = None, state: str = "") -> QuerySet[Intake]:
    """Those that the person may see, the newest first, without their rows."""
    found = Intake.objects.visible_to(user).select_related("authority", "file", "uploaded_by", "settled_by")
    found = found.filter(authority=authority) if authority else found
    found = found.filter(state=state) if state else found
    return found.defer("rows").order_by("-uploaded_at", "-pk")


def register(found: QuerySet[Intake]) -> Register:
    """One row for each workbook."""
    orders: dict[str, Order] = {
        "state": by_position("state", IntakeState.values),
        "at": "uploaded_at",
        "authority": "authority__sort_key",
        "by": "uploaded_by__sort_key",
        "settled": "settled_at",
        **{verdict.value: verdict.value for verdict in IntakeVerdict},
    }
    return Register(found, _table, orders)


def _table(found: Iterable[Intake]) -> Table:
    columns = [
        Column("file", _("Workbook"), "link", spot="name"),
        Column("state", _("State"), "state", spot="mark"),
        Column("authority", _("Authority"), spot="line"),
        Column("at", _("Uploaded at"), "moment"),
        Column("by", _("Uploaded by"), spot="line"),
        *(Column(verdict.value, verdict.label, "number") for verdict in IntakeVerdict),
        Column("settled", _("Carried out or discarded"), "moment"),
    ]
    rows = [_row(each) for each in found]
    return Table("intakes", _("Workbooks of units and posts"), columns, rows, empty=_("No workbook was uploaded."))


def _row(each: Intake) -> Row:
    file = Cell(each.file.original_name, url=reverse("intake", args=[each.pk]))
    state = Cell(each.state, text=each.get_state_display())
    who = (str(each.authority), each.uploaded_at, str(each.uploaded_by))
    found = (getattr(each, verdict.value) for verdict in IntakeVerdict)
    return Row([file, state, *who, *found, each.settled_at])


def authorities(user: User) -> QuerySet[Organisation]:
    """Those of whose workbooks the person may see one."""
    seen = Intake.objects.visible_to(user).values("authority")
    return Organisation.objects.filter(pk__in=seen).order_by("sort_key")


def for_page(user: User) -> QuerySet[Intake]:
    """Visible ones with what the page names."""
    related = ("authority", "file", "uploaded_by", "checked_by", "settled_by")
    return Intake.objects.visible_to(user).select_related(*related)


def rows_of(intake: Intake, *, verdict: str = "", sheet: str = "") -> Table:
    """The rows as they were checked, in the order of the file."""
    wanted = [
        row
        for row in intake.rows
        if (not verdict or row["verdict"] == verdict) and (not sheet or row["sheet"] == sheet)
    ]
    columns = [
        Column("name", _("Name"), spot="name"),
        Column("verdict", _("Result of the check"), "state", spot="mark"),
        Column("why", _("What is to be known"), sortable=False, spot="line"),
        Column("what", _("Kind or post")),
        Column("place", _("Superior body or unit"), spot="line"),
        Column("sheet", _("Sheet")),
        Column("row", _("Row"), "number"),
    ]
    ordered = sorted(wanted, key=lambda row: (IntakeSheet.values.index(row["sheet"]), row["row"]))
    rows = [_checked(row) for row in ordered]
    return Table("rows", _("Rows of the workbook"), columns, rows, empty=_("No row fits these filters."))


def _checked(row: Mapping[str, Any]) -> Row:
    said, unit = row["said"], row["sheet"] == IntakeSheet.UNITS
    name, what, place = (said[key] for key in (("name", "kind", "parent") if unit else ("person", "role", "unit")))
    choices = OrganisationKind if unit else Role
    state = Cell(row["verdict"], text=IntakeVerdict(row["verdict"]).label)
    label = choices(what).label if what else None
    where = IntakeSheet(row["sheet"]).label
    return Row([name or None, state, intake_row.sentences(row), label, place or None, str(where), row["row"]])
