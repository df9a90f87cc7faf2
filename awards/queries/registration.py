"""The registration of one unit: its lines, its sendings, and the register of all lines one may see."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import AwardKind, RegistrationState
from awards.models import Award, Registration, RegistrationLine, RegistrationSending
from awards.policies import registration as policy
from clusters import canonical, vietnamese
from clusters.models import Cluster, Organisation, Participant, Season, User
from clusters.queries.choices import few
from clusters.queries.trail import trail
from clusters.registers import Order, Register, by_position
from clusters.tables import Cell, Column, Row, Table

STRUCK = "struck"
UNIT, SEASON = "registration__participant__organisation", "registration__participant__season"
FILTERS = {
    "year": f"{SEASON}__year",
    "authority": f"{SEASON}__cluster__authority",
    "cluster": f"{SEASON}__cluster",
    "award": "award",
    "unit": f"{UNIT}__search_key__contains",
}


def awards_for(season: Season) -> QuerySet[Award]:
    """Awards in force on the last day of the year, for collectives, persons and households."""
    found = Award.objects.filter(valid_from__lte=season.ends_on).exclude(valid_to__lt=season.ends_on)
    return found.order_by("position", "pk")


def hash_of(lines: Iterable[RegistrationLine]) -> str:
    """SHA-256 over the lines as sent, in their order."""
    ordered = sorted(lines, key=lambda line: line.number)
    return canonical.sha256([[x.number, x.award.code, x.name, x.post, x.section, x.note] for x in ordered])


def lines_of(sending: RegistrationSending) -> list[RegistrationLine]:
    """The lines that stood when it was sent, so that its hash can be computed again."""
    lines = sending.registration.lines.filter(added_in__number__lte=sending.number)
    return list(lines.exclude(struck_in__number__lte=sending.number).select_related("award").order_by("number"))


def participants_for(user: User) -> QuerySet[Participant]:
    """Visible units with what the pages and policies read."""
    related = ("organisation", "season__cluster__authority", "season__registration_window", "registration")
    return Participant.objects.visible_to(user).select_related(*related)


def sheet_of(participant: Participant) -> Registration | None:
    """None while the unit has written nothing."""
    return getattr(participant, "registration", None)


def page(participant: Participant, user: User) -> dict[str, Any]:
    """What the page of one unit's registration shows; the names of people only to those who may read them."""
    sheet = sheet_of(participant)
    lines = list(_lines(sheet)) if sheet else []
    shown = _shown(sheet, user) if sheet else set()
    hidden = bool(lines) and not shown
    may_write = policy.may_write_registration(user, participant, sheet)
    return {
        "participant": participant,
        "season": participant.season,
        "sheet": sheet,
        "lines": lines_table([line for line in lines if line.pk in shown], dropping=bool(may_write)),
        "names_hidden": hidden,
        "counts": counts_table(lines if (sheet and sheet.state != RegistrationState.DRAFT) or shown else []),
        "sendings": sendings_table(sheet, named=not hidden),
        "may_write": may_write,
        "may_send": policy.may_send_registration(user, participant, sheet) if may_write else may_write,
        "may_amend": policy.may_amend_registration(user, participant, sheet),
        "window": getattr(participant.season, "registration_window", None),
        "entries": trail(sheet, user) if sheet and not hidden else [],
    }


def _lines(sheet: Registration) -> QuerySet[RegistrationLine]:
    return sheet.lines.select_related("award", "added_in", "struck_in").order_by("number")


def _shown(sheet: Registration, user: User) -> set[int]:
    return set(sheet.lines.visible_to(user).values_list("pk", flat=True))


def standing_lines(sheet: Registration) -> list[RegistrationLine]:
    """Those not struck out, in their order."""
    return list(_lines(sheet).filter(struck_in__isnull=True))


def in_words(lines: Iterable[RegistrationLine]) -> str:
    """One line for each: what was typed can be compared with what stands."""
    return "\n".join(" – ".join(filter(None, (str(x.award), x.name, x.post, x.section, x.note))) for x in lines)


def lines_table(lines: list[RegistrationLine], *, dropping: bool = False) -> Table:
    """All lines, struck ones too; in a draft each can be taken away."""
    columns = [
        Column("number", _("No."), "number"),
        Column("name", _("Collective, person or household"), spot="name"),
        Column("post", _("Position")),
        Column("section", _("Section")),
        Column("subject", _("Kind")),
        Column("award", _("Award"), spot="lead"),
        Column("note", _("Note")),
        Column("state", _("State"), "state", spot="mark"),
        *([Column("drop", _("Take away"), "link", sortable=False)] if dropping else []),
    ]
    rows = [_line_row(line, dropping) for line in lines]
    return Table("registration-lines", _("Registered"), columns, rows, empty=_("Nothing is registered yet."))


def _line_row(line: RegistrationLine, dropping: bool) -> Row:
    url = reverse("registration-drop", args=[line.pk])
    drop = [Cell(_("Take away"), url=url)] if dropping else []
    award = Cell(str(line.award), sort=line.award.position, mark=line.mark, source=line.source)
    who = [line.number, line.name, line.post, line.section, line.award.get_subject_display(), award, line.note]
    return Row([*who, _line_state(line), *drop], tone="muted" if line.struck_in_id else "")


def _line_state(line: RegistrationLine) -> Cell:
    if line.struck_in:
        return Cell(STRUCK, text=_("struck out in amendment {n}").format(n=line.struck_in.number - 1))
    if line.added_in is None:
        return Cell(RegistrationState.DRAFT, text=_("not sent yet"))
    if line.added_in.number == 1:
        return Cell("done", text=_("registered"))
    return Cell("done", text=_("added in amendment {n}").format(n=line.added_in.number - 1))


def counts_table(lines: Iterable[RegistrationLine]) -> Table:
    """How many stand for each award: open to every member."""
    counted = Counter(line.award for line in lines if line.struck_in_id is None)
    columns = [
        Column("award", _("Award"), spot="name"),
        Column("kind", _("Kind")),
        Column("count", _("Registered"), "number", spot="figure"),
    ]
    ordered = sorted(counted, key=lambda award: (award.position, award.pk))
    rows = [Row([Cell(str(each), sort=each.position), each.get_subject_display(), counted[each]]) for each in ordered]
    return Table("registration-counts", _("Numbers by award"), columns, rows, sort_key="count-sort")


def sendings_table(sheet: Registration | None, *, named: bool = True) -> Table:
    """The first sending and each amendment; its reason, which may name people, only to those who may read names."""
    columns = [
        Column("number", _("No."), "number"),
        Column("at", _("Sent at"), "moment", spot="name"),
        Column("by", _("Sent by")),
        Column("limit", _("Time limit"), "state", spot="mark"),
        Column("reason", _("Reason of the amendment"), spot="line"),
        Column("hash", _("Content hash (SHA-256)"), spot="line"),
    ]
    found = sheet.sendings.select_related("sent_by").order_by("number") if sheet else []
    rows = [
        Row([x.number, x.sent_at, str(x.sent_by), lateness(x.is_late), x.reason if named else "", x.content_hash])
        for x in found
    ]
    return Table("sendings", _("Sendings"), columns, rows, empty=_("Not sent yet."), sort_key="sending-sort")


def lateness(is_late: bool) -> Cell:
    """Late or in time, as a state."""
    return Cell("late", text=_("late")) if is_late else Cell("on_time", text=_("in time"))


def listed(user: User, *, state: str = "", **wanted: Any) -> QuerySet[RegistrationLine]:
    """Lines the person may read; without a state those that stand, else of sheets in it or the struck ones.

    `wanted` holds year, authority, cluster, award and words of the unit's name; what is empty filters nothing.
    """
    found = RegistrationLine.objects.visible_to(user).select_related(
        "award", "registration__participant__organisation", "registration__participant__season__cluster"
    )
    found = found.filter(struck_in__isnull=state != STRUCK)
    found = found.filter(registration__state=state) if state and state != STRUCK else found
    for name, value in wanted.items():
        if value:
            given = vietnamese.search_key(value) if name == "unit" else value
            found = found.filter(**{FILTERS[name]: given})
    return found.order_by(
        f"-{SEASON}__year", f"{SEASON}__cluster__sort_key", f"{UNIT}__sort_key", "award__position", "number"
    )


def years(user: User) -> list[int]:
    """Years of which the person can see the registrations, newest first."""
    found = Season.objects.visible_to(user).order_by("-year").values_list("year", flat=True)
    return list(found.distinct())


def clusters(user: User, asked: str = "") -> QuerySet[Cluster]:
    """Visible clusters, of many only the one asked for: the choices of the filter."""
    return few(Cluster.objects.visible_to(user).order_by("sort_key"), asked)


def authorities(user: User) -> QuerySet[Organisation]:
    """Authorities of the visible clusters."""
    run = Cluster.objects.visible_to(user).filter(authority=OuterRef("pk"))
    return Organisation.objects.filter(Exists(run)).order_by("sort_key")


def register(found: QuerySet[RegistrationLine]) -> Register:
    """The lines in the order of the columns of a summary list (danh sách trích ngang)."""
    place = "registration__participant__"
    orders: dict[str, Order] = {
        "number": "number",
        "unit": f"{place}organisation__sort_key",
        "form": "award__position",
        "title": "award__position",
        "cluster": f"{place}season__cluster__sort_key",
        "year": f"{place}season__year",
        "state": by_position("registration__state", list(RegistrationState)),
    }
    return Register(found, _register_table, orders)


def _register_table(found: Iterable[RegistrationLine]) -> Table:
    columns = [
        Column("number", _("No."), "number"),
        Column("name", _("Full name or collective"), spot="name"),
        Column("post", _("Position")),
        Column("section", _("Section")),
        Column("unit", _("Unit"), "link", spot="line"),
        Column("kind", _("Kind")),
        Column("form", _("Form of commendation"), spot="line"),
        Column("title", _("Emulation title"), spot="line"),
        Column("cluster", _("Cluster or block")),
        Column("year", _("Year"), "number"),
        Column("state", _("State"), "state", spot="mark"),
        Column("note", _("Note")),
    ]
    rows = [_register_row(each) for each in found]
    empty = _("No registration fits these filters.")
    return Table("registrations", _("Registrations"), columns, rows, empty=empty)


def _register_row(line: RegistrationLine) -> Row:
    sheet = line.registration
    season = sheet.participant.season
    url = reverse("registration", args=[sheet.participant_id])
    state = Cell(STRUCK, text=_("struck out")) if line.struck_in_id else Cell(sheet.state, sheet.get_state_display())
    is_title = line.award.kind == AwardKind.TITLE
    return Row(
        [
            line.number,
            Cell(line.name, mark=line.mark, source=line.source),
            line.post,
            line.section,
            Cell(str(sheet.participant), url=url),
            line.award.get_subject_display(),
            None if is_title else str(line.award),
            str(line.award) if is_title else None,
            str(season.cluster),
            Cell(season.year, text=season.year),
            state,
            line.note,
        ],
        tone="muted" if line.struck_in_id else "",
    )
