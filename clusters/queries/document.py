"""What the library and the page of a document show."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from clusters import clock, vietnamese
from clusters.enums import UNIT_ROLES, DocumentKind
from clusters.models import (
    Appointment,
    Cluster,
    Document,
    DocumentReading,
    DocumentVersion,
    Membership,
    Organisation,
    Succession,
    User,
)
from clusters.queries import choices
from clusters.queries import organisation as organisations
from clusters.registers import Order, Register, by_label
from clusters.tables import Cell, Column, Row, Table

BY_NAME = "organisation__sort_key"


def listed(
    user,
    *,
    year: int | None = None,
    authority: Organisation | None = None,
    cluster: Cluster | None = None,
    kind: str = "",
    words: str = "",
    must: bool = False,
    ever: bool = False,
) -> QuerySet[Document]:
    """Visible ones by title, each with its newest version, of which `year` is; withdrawn ones only with `ever`."""
    found = Document.objects.visible_to(user)
    found = found if ever else found.standing()
    found = found.filter(cluster__authority=authority) if authority else found
    found = found.filter(cluster=cluster) if cluster else found
    found = found.filter(kind=kind) if kind else found
    found = found.filter(read_by__isnull=False) if must else found
    found = found.filter(search_key__contains=vietnamese.search_key(words)) if words else found
    newest = DocumentVersion.objects.filter(document=OuterRef("pk")).order_by("-number")
    named = {"number": "number", "newest_at": "added_at", "newest_pk": "pk", "file_name": "file__original_name"}
    found = found.annotate(**{name: Subquery(newest.values(field)[:1]) for name, field in named.items()})
    found = found.filter(newest_at__year=year) if year else found
    return _with_reading(found, user).select_related("cluster").order_by("sort_key", "pk")


def _with_reading(found: QuerySet[Document], user) -> QuerySet[Document]:
    """Whether the person has read the newest version, is asked to, and was there in time."""
    read = DocumentReading.objects.filter(read_by=user, version=OuterRef("newest_pk"))
    return found.annotate(has_read=Exists(read), is_asked=_asked(user), in_time=_asked(user, in_time=True))


def _asked(user, *, in_time: bool = False) -> Exists:
    """Whether the person belongs to a member of today; `in_time`: both did by the day by which it must be read. Who
    comes later reads it too, but is not late."""
    posts = Appointment.objects.current().of(user).filter(organisation=OuterRef("organisation"), role__in=UNIT_ROLES)
    posts = posts.filter(from_on__lte=OuterRef(OuterRef(OuterRef("read_by")))) if in_time else posts
    held = Succession.objects.filter(Exists(posts), ancestor=OuterRef("organisation"))
    members = Membership.objects.current().filter(Exists(held), cluster=OuterRef("cluster"))
    return Exists(members.filter(joined_on__lte=OuterRef("read_by")) if in_time else members)


def register(found: QuerySet[Document]) -> Register:
    """One row for each document."""
    orders: dict[str, Order] = {
        "title": "sort_key",
        "kind": by_label("kind", DocumentKind),
        "cluster": "cluster__sort_key",
        "version": "number",
        "at": "newest_at",
        "by": "read_by",
    }
    return Register(found, _table, orders)


def _table(found: Iterable[Document]) -> Table:
    columns = [
        Column("title", _("Document"), "link", spot="name"),
        Column("read", _("Reading"), "state", spot="mark"),
        Column("kind", _("Kind"), spot="line"),
        Column("cluster", _("Cluster or block"), spot="line"),
        Column("version", _("Version"), "number"),
        Column("at", _("Added at"), "moment"),
        Column("by", _("To be read by"), "day"),
        Column("file", _("File"), "link", spot="line"),
    ]
    rows = [_row(each) for each in found]
    return Table("documents", _("Documents"), columns, rows, empty=_("No document fits these filters."))


def _row(each: Any) -> Row:
    """A Document with what `listed` annotates."""
    title = Cell(each.title, url=reverse("document", args=[each.pk]), mark=each.mark, source=each.source)
    file = Cell(each.file_name, url=reverse("document-file", args=[each.newest_pk]))
    at = (each.number, each.newest_at, each.read_by)
    return Row([title, reading(each), each.get_kind_display(), str(each.cluster), *at, file])


def reading(each: Any) -> Cell:
    """Whether the person has read the newest version of what must be read; nothing where nobody asks them to."""
    if each.withdrawn_at:
        return Cell("ended", text=_("withdrawn"))
    if each.read_by is None or not each.is_asked:
        return Cell(None)
    if each.has_read:
        return Cell("done", text=_("read"))
    late = each.in_time and each.read_by < clock.today()
    return Cell("overdue" if late else "due", text=_("overdue") if late else _("to be read"))


def for_page(user) -> QuerySet[Document]:
    """Visible ones, withdrawn ones too, with what the page names."""
    return listed(user, ever=True).select_related("cluster__authority", "withdrawn_by")


def newest(document: Document) -> DocumentVersion:
    """The version that is read today."""
    return document.versions.select_related("document__cluster", "file").order_by("-number")[0]


def versions(document: Document) -> Table:
    """All versions, the newest first."""
    found = document.versions.select_related("file", "added_by").annotate(readers=Count("readings"))
    columns = [
        Column("number", _("Version"), "number", spot="mark"),
        Column("file", _("File"), "link", spot="name"),
        Column("note", _("What is new"), sortable=False, spot="line"),
        Column("at", _("Added at"), "moment"),
        Column("by", _("Added by"), spot="line"),
        Column("readers", _("Confirmed readings"), "number"),
    ]
    rows = [_version(each) for each in found.order_by("-number")]
    return Table("versions", _("Versions"), columns, rows, sort_key="version-sort")


def _version(each: Any) -> Row:
    """A DocumentVersion with `readers`."""
    file = Cell(each.file.original_name, url=reverse("document-file", args=[each.pk]))
    return Row([each.number, file, each.note or None, each.added_at, str(each.added_by), each.readers])


def readers(document: Document, version: DocumentVersion, user) -> Table:
    """Each member of today, who of its people has read the newest version, and who is late; three queries."""
    opens = Organisation.objects.visible_to(user).filter(pk=OuterRef("organisation"))
    inside = document.cluster.memberships.current().select_related("organisation").annotate(opens=Exists(opens))
    columns = [
        Column("unit", _("Member"), "link", spot="name"),
        Column("read", _("Reading"), "state", spot="mark"),
        Column("who", _("Read by"), spot="line"),
        Column("at", _("First read at"), "moment"),
    ]
    read = _readings(document)
    rows = [_reader(each, document, version, read[each.organisation_id]) for each in inside.order_by(BY_NAME)]
    return Table("readers", _("Who has read it"), columns, rows, sort_key="reader-sort")


def _readings(document: Document) -> dict[int, list[DocumentReading]]:
    """By unit: what people who hold a post of today there, or at what has taken it over, have confirmed."""
    found = DocumentReading.objects.filter(version__document=document).select_related("version", "read_by")
    by_person: dict[int, list[DocumentReading]] = defaultdict(list)
    for each in found.order_by("read_at", "pk"):
        by_person[each.read_by_id].append(each)
    posts = Appointment.objects.current().filter(user__in=by_person, role__in=UNIT_ROLES)
    of_unit: dict[int, list[DocumentReading]] = defaultdict(list)
    for unit, person in posts.values_list("organisation__ancestry__ancestor", "user").distinct().order_by("user"):
        of_unit[unit] += by_person[person]
    return of_unit


def _reader(member: Any, document: Document, version: DocumentVersion, read: list[DocumentReading]) -> Row:
    """A Membership with `opens`."""
    now = sorted((each for each in read if each.version_id == version.pk), key=lambda each: each.read_at)
    who = ", ".join(str(each.read_by) for each in now)
    unit = organisations.link(member.organisation, opens=member.opens)
    return Row([unit, _has_read(member, document, read, bool(now)), who, now[0].read_at if now else None])


def _has_read(member: Membership, document: Document, read: list[DocumentReading], yes: bool) -> Cell:
    if yes:
        return Cell("done", text=_("read"))
    before = max((each.version.number for each in read), default=0)
    note = _("read version {number}").format(number=before) if before else ""
    day = document.read_by
    if day and day < clock.today() and member.joined_on <= day and not document.withdrawn_at:
        return Cell("overdue", text=_("overdue"), note=note)
    return Cell("waiting", text=pgettext("reading", "not yet"), note=note)


def clusters(user: User, asked: str = "") -> QuerySet[Cluster]:
    """Clusters whose library holds something the person can see, and the one asked for: the choices of the filter."""
    return choices.clusters(user, Document.objects.filter(cluster=OuterRef("pk")), asked)


def authorities(user) -> QuerySet[Organisation]:
    """Authorities of these clusters."""
    seen = Document.objects.visible_to(user).filter(cluster__authority=OuterRef("pk"))
    return Organisation.objects.filter(Exists(seen)).order_by("sort_key")
