"""Who gets in, and what it costs: the library of a cluster."""

from clusters import audit, clock
from clusters.enums import DocumentKind, Event
from clusters.models import Document, DocumentReading, DocumentVersion
from tests import factories

THINGS = {
    **dict.fromkeys(("document", "document-renew", "document-withdraw"), ("document",)),
    **dict.fromkeys(("document-file", "document-read"), ("document_version",)),
    "document-add": ("cluster",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("documents", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("documents", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("document", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("document", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("document-add", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("document-add", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("document-renew", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("document-renew", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("document-withdraw", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("document-withdraw", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("document-file", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("document-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("document-read", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("document-read", "POST"): (302, 302, 302, 302, 302, 403, 403, 403, 404, 404),
}
# fmt: on
NOT_PAGES = {"document-file", "document-read"}
REGISTERS = {"documents"}
PAGES = """
documents                            official  6 :cluster documents files
documents                            officer   6 :cluster documents files
documents?export=xlsx                official  1 documents
document                             officer  14 versions readers files trail
document                             official 11 versions readers files trail
document?export=xlsx                 officer   6 versions readers
document-add                         head      5
document-renew                       head      5
document-withdraw                    head      5
"""


def build(world, cast) -> None:
    """A document that must be read, with one version that nobody has read yet."""
    world.document = _document(cast.cluster, read_by=clock.today())
    world.document_version = _version(world.document)


def grow(world, cast, unit) -> None:
    """One more document, in a cluster of its own too; version, reading, line on the trail."""
    _version(_document(cast.cluster))
    elsewhere = factories.cluster(cast.ministry)
    factories.membership(elsewhere, cast.unit.organisation)
    _version(_document(elsewhere))
    world.document_version = _version(world.document)
    reader = factories.user()
    DocumentReading.objects.create(version=world.document_version, read_at=clock.now(), read_by=reader)
    audit.record(Event.DOCUMENT_READ, world.document, by=reader)


def _document(cluster, **fields) -> Document:
    return Document.objects.create(cluster=cluster, title="Mẫu báo cáo", kind=DocumentKind.FORM, **fields)


def _version(document) -> DocumentVersion:
    by = factories.user()
    number = document.versions.count() + 1
    added = {"added_at": clock.now(), "added_by": by, "file": factories.stored_file(by)}
    return DocumentVersion.objects.create(document=document, number=number, **added)
