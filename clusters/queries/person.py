"""What the list of people and the page of an organisation show of posts."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock, vietnamese
from clusters.enums import AUTHORITY_ROLES, UNIT_ROLES, Role
from clusters.models import Appointment, Organisation, User
from clusters.queries import organisation as organisations
from clusters.queries.choices import few
from clusters.registers import Order, Register, by_label
from clusters.tables import Cell, Column, Row, Table


def listed(
    user, *, organisation: Organisation | None = None, role: str = "", words: str = "", ever: bool = False
) -> QuerySet[Appointment]:
    """Posts the person may see, by name of who holds them; only those of today unless `ever`."""
    found = Appointment.objects.visible_to(user)
    found = found.filter(organisation=organisation) if organisation else found
    found = found.filter(role=role) if role else found
    found = found.filter(user__search_key__contains=vietnamese.search_key(words)) if words else found
    found = found if ever else found.current()
    opens = Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("organisation")))
    by_name = ("user__sort_key", "organisation__sort_key", "from_on", "pk")
    return found.select_related("user", "organisation").annotate(opens=opens).order_by(*by_name)


def register(found: QuerySet[Appointment]) -> Register:
    """One row for each post."""
    orders: dict[str, Order] = {
        "name": "user__sort_key",
        "role": by_label("role", Role),
        "organisation": "organisation__sort_key",
        "from": "from_on",
        "to": "to_on",
    }
    return Register(found, _table, orders)


def _table(found: Iterable[Appointment]) -> Table:
    columns = [
        Column("name", _("Person"), spot="name"),
        Column("role", _("Post"), spot="line"),
        Column("title", _("Position"), spot="line"),
        Column("organisation", _("Organisation"), "link", spot="line"),
        Column("from", _("Holds it from"), "day"),
        Column("to", _("Held until"), "day"),
    ]
    rows = [_row(each) for each in found]
    return Table(
        "people", _("People and their posts"), columns, rows, empty=_("Nobody whom you can see fits these filters.")
    )


def _row(each) -> Row:
    """An Appointment with `opens`."""
    place = organisations.link(each.organisation, opens=each.opens)
    return Row([_name(each), each.get_role_display(), each.title, place, each.from_on, each.to_on])


def _name(each: Appointment) -> Cell:
    return Cell(str(each.user), sort=each.user.name, note="" if each.user.is_active else _("account closed"))


def at(organisation: Organisation, user, *, ends: bool) -> Table:
    """Who holds a post there today or will; `ends` adds the way to end each."""
    coming = Appointment.objects.visible_to(user).filter(Q(to_on__isnull=True) | Q(to_on__gte=clock.today()))
    found = (
        coming.filter(organisation=organisation).select_related("user").order_by("role", "user__sort_key", "from_on")
    )
    columns = [
        Column("name", _("Person"), spot="name"),
        Column("role", _("Post"), spot="line"),
        Column("title", _("Position"), spot="line"),
        Column("from", _("Holds it from"), "day"),
        Column("to", _("Held until"), "day"),
        *([Column("end", _("Change"), "link", sortable=False, spot="mark")] if ends else []),
    ]
    rows = [_post(each, ends) for each in found]
    empty = _("Nobody whom you can see holds a post here.")
    return Table("people", _("People"), columns, rows, empty=empty, sort_key="people-sort")


def _post(each: Appointment, ends: bool) -> Row:
    way = Cell(_("End the post"), url=reverse("appointment-end", args=[each.pk]))
    cells = [_name(each), each.get_role_display(), each.title, each.from_on, each.to_on]
    return Row([*cells, *([way] if ends else [])])


def places(user, asked: str = "") -> QuerySet[Organisation]:
    """Organisations where the person can see somebody, of many only the one asked for: the choices of the filter."""
    seen = Appointment.objects.visible_to(user).filter(organisation=OuterRef("pk"))
    return few(Organisation.objects.filter(Exists(seen)).order_by("sort_key", "valid_from"), asked)


def roles_at(organisation: Organisation) -> list[Role]:
    """The posts that there are at such a body."""
    return [*(UNIT_ROLES if organisation.is_unit else ()), *(AUTHORITY_ROLES if organisation.is_authority else ())]


def account(said: str) -> User | None:
    """The open account of this user name or mail address, typed in full: nobody browses other authorities' people."""
    return User.objects.filter(Q(username__iexact=said) | Q(email__iexact=said), is_active=True).first()
