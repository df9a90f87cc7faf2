"""Letters that did not arrive: to whom and about what, never what they say."""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import Count, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import vietnamese
from clusters.enums import Event
from clusters.models import Notice
from clusters.registers import Order, Register, by_label
from clusters.tables import Cell, Column, Row, Table


def listed(user, *, words: str = "", event: str = "") -> QuerySet[Notice]:
    """The undelivered ones that the person looks after, the newest first; `words` of the person's name or address."""
    found = of(user)
    if words:
        named = Q(person__search_key__contains=vietnamese.search_key(words)) | Q(person__email__icontains=words)
        found = found.filter(named)
    return found.filter(event=event) if event else found


def of(user) -> QuerySet[Notice]:
    """All of them, each with its person."""
    return Notice.objects.kept_by(user).undelivered().select_related("person").order_by("-queued_at", "-pk")


def count(user) -> Coalesce:
    """How many, as a column of another query: the page of tasks asks as much as a page may. Costs others nothing."""
    lost = Notice.objects.kept_by(user).undelivered().order_by()
    return Coalesce(Subquery(lost.values("channel").annotate(n=Count("pk")).values("n")), 0)


def events(user) -> list[tuple[str, str]]:
    """What such letters are about: the choices of the filter."""
    found = of(user).order_by().values_list("event", flat=True).distinct()
    labels = [(event, str(Event(event).label)) for event in found]
    return sorted(labels, key=lambda each: vietnamese.sort_key(each[1]))


def about(letter: Notice) -> str:
    """What happened, in words."""
    return str(Event(letter.event).label)


def subject(letter: Notice) -> str:
    """The kind of thing to which it happened."""
    return str(apps.get_model(letter.subject_type)._meta.verbose_name)


def register(found: QuerySet[Notice]) -> Register:
    """One row for each letter."""
    orders: dict[str, Order] = {
        "person": "person__sort_key",
        "address": "person__email",
        "about": by_label("event", Event),
        "queued": "queued_at",
    }
    return Register(found, _table, orders)


def _table(found: Iterable[Notice]) -> Table:
    columns = [
        Column("person", _("Recipient"), spot="name"),
        Column("address", _("Mail address"), spot="line"),
        Column("about", _("About"), spot="line"),
        Column("queued", _("Queued at"), "moment"),
        Column("attempts", _("Attempts"), "number"),
        Column("error", _("What the mail server said"), spot="line"),
    ]
    empty = _("Every letter that fits these filters has arrived or is still being tried.")
    rows = [_row(each) for each in found]
    return Table("letters", _("Letters that did not arrive"), columns, rows, empty=empty)


def _row(each: Notice) -> Row:
    who = Cell(str(each.person), note="" if each.person.is_active else _("account closed"))
    what = Cell(about(each), note=subject(each))
    cells = [who, each.person.email, what, each.queued_at, each.attempts, each.error]
    return Row(cells, url=reverse("letter", args=[each.pk]))
