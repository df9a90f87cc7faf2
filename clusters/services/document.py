"""The library of a cluster: papers in versions, withdrawn with a reason, read by whoever must read them."""

import datetime as dt

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import UNIT_ROLES, Event
from clusters.errors import Invalid, Stale
from clusters.models import Cluster, Document, DocumentReading, DocumentVersion, Succession, User
from clusters.models.people import Appointment
from clusters.policies import document as policy
from clusters.services import file as files
from clusters.services import notice


@transaction.atomic
def add(
    cluster: Cluster,
    *,
    title: str,
    kind: str,
    upload: File,
    by: User,
    read_by: dt.date | None = None,
    note: str = "",
    **provenance: str,
) -> Document:
    """A new document with its first version; with `read_by`, the members' people are asked to read it by that day."""
    cluster = Cluster.objects.select_for_update(of=("self",)).select_related("authority").get(pk=cluster.pk)
    policy.may_keep_library(by, cluster).require()
    _refuse(title, read_by)
    document = Document.objects.create(cluster=cluster, title=title.strip(), kind=kind, read_by=read_by, **provenance)
    version = _next_version(document, upload, note, by)
    after = {"title": document.title, "kind": str(kind), **_filed(version)}
    audit.record(Event.DOCUMENT_ADDED, document, by=by, after=after)
    _tell(Event.DOCUMENT_ADDED, document)
    return document


@transaction.atomic
def add_version(
    document: Document, *, upload: File, by: User, note: str, seen: int, read_by: dt.date | None = None
) -> DocumentVersion:
    """A newer version with what is new in it; the older ones stay readable. What must be read is to be read again.
    `seen` is the version that it follows; Stale where a colleague has added one meanwhile."""
    document = _locked(document)
    policy.may_change_document(by, document).require()
    _refuse_stale(document, seen)
    if not note.strip():
        raise Invalid({"note": _("Say what is new in this version.")})
    _refuse(document.title, read_by)
    before = {"read_by": document.read_by.isoformat() if document.read_by else None}
    version = _next_version(document, upload, note, by)
    document.read_by = read_by
    document.save(update_fields=["read_by"])
    asked = {"read_by": read_by.isoformat() if read_by else None}
    after = {"version": version.number, **_filed(version), **asked}
    audit.record(Event.DOCUMENT_RENEWED, document, by=by, before=before, after=after, reason=note.strip())
    _tell(Event.DOCUMENT_RENEWED, document)
    return version


@transaction.atomic
def withdraw(document: Document, *, reason: str, by: User) -> Document:
    """Take it off the shelf, with a reason; whoever has the address still reads what it was."""
    document = _locked(document)
    policy.may_change_document(by, document).require()
    if not reason.strip():
        raise Invalid({"reason": _("Say why the document is withdrawn.")})
    document.withdrawn_at, document.withdrawn_by, document.withdrawal_reason = clock.now(), by, reason.strip()
    document.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    audit.record(Event.DOCUMENT_WITHDRAWN, document, by=by, reason=reason.strip())
    return document


@transaction.atomic
def confirm_reading(version: DocumentVersion, *, by: User) -> DocumentReading:
    """The person says that they have read this version."""
    document = _locked(version.document)
    version = DocumentVersion.objects.select_related("document__cluster").get(pk=version.pk)
    policy.may_confirm_reading(by, version).require()
    reading = DocumentReading.objects.create(version=version, read_at=clock.now(), read_by=by)
    audit.record(Event.DOCUMENT_READ, document, by=by, after={"version": version.number})
    return reading


def _next_version(document: Document, upload: File, note: str, by: User) -> DocumentVersion:
    last = document.versions.order_by("-number").values_list("number", flat=True).first() or 0
    stored = files.store(upload, by=by)
    added = {"added_at": clock.now(), "added_by": by, "note": note.strip()}
    return DocumentVersion.objects.create(document=document, number=last + 1, file=stored, **added)


def _filed(version: DocumentVersion) -> dict[str, str]:
    return {"file": version.file.original_name, "hash": version.file.sha256}


def _refuse(title: str, read_by: dt.date | None) -> None:
    problems = {}
    if not title.strip():
        problems["title"] = _("Give the document a title.")
    if read_by and read_by < clock.today():
        problems["read_by"] = _("Choose today or a later day.")
    if problems:
        raise Invalid(problems)


def _refuse_stale(document: Document, seen: int) -> None:
    now = document.versions.select_related("added_by").order_by("-number")[0]
    if now.number != seen:
        said = {"number": now.number, "person": now.added_by, "note": now.note or "–"}
        told = _("{person} added version {number} while you were writing: {note} Look at it before you add yours.")
        raise Stale(told.format(**said), theirs={"note": now.note}, seen=now.number)


def _locked(document: Document) -> Document:
    return Document.objects.select_for_update(of=("self",)).select_related("cluster__authority").get(pk=document.pk)


def _tell(event: Event, document: Document) -> None:
    """The people of the members; the sentence says by when, where it must be read."""
    heirs = Succession.objects.filter(ancestor__in=document.cluster.memberships.current().values("organisation"))
    posts = Appointment.objects.current().filter(organisation__in=heirs.values("organisation"), role__in=UNIT_ROLES)
    people = User.objects.filter(pk__in=posts.values("user"), is_active=True)
    path = reverse("document", args=[document.pk])
    day = f"{document.read_by:%d/%m/%Y}" if document.read_by else "–"
    notice.tell(event, document, to=people, path=path, title=document.title, day=day)
