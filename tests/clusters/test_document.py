"""The library of a cluster: versions, reading, withdrawal; who may, who sees, what is kept."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from clusters import audit, clock
from clusters.enums import DocumentKind, Event
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Document, DocumentReading, Notice
from clusters.queries import document as queries
from clusters.services import document as documents
from tests import factories
from tests.reading import as_person, first_column, get, post, sheets

pytestmark = pytest.mark.django_db
FORM = {"title": "Mẫu báo cáo quý", "kind": DocumentKind.FORM}


def pdf(text=b"mau"):
    return SimpleUploadedFile("mau.pdf", b"%PDF-1.4\n" + text)


def add(cast, **fields):
    return documents.add(cast.cluster, upload=pdf(), by=cast.head, **{**FORM, **fields})


@pytest.fixture
def asked(cast):
    """A document that everybody is asked to read by today."""
    return add(cast, read_by=clock.today())


def test_the_members_people_are_told_and_asked(cast, asked):
    told = Notice.objects.filter(event=Event.DOCUMENT_ADDED, channel="site")
    people = (cast.officer, cast.leader, cast.head, cast.head_leader, cast.deputy)
    assert {notice.person_id for notice in told} == {person.pk for person in people}
    assert {notice.values["day"] for notice in told} == {f"{clock.today():%d/%m/%Y}"}


@pytest.mark.parametrize("reader", ["head", "officer", "official"])
def test_whoever_sees_it_reads_its_whole_trail(client, cast, asked, reader):
    documents.confirm_reading(queries.newest(asked), by=cast.deputy)

    entries = get(as_person(client, getattr(cast, reader)), "document", asked.pk).context["entries"]

    assert [(each.what, each.who) for each in entries] == [
        ("Document read", str(cast.deputy)),
        ("Document added to the library", str(cast.head)),
    ]


@pytest.mark.parametrize("person", ["officer", "leader", "council", "auditor", "neighbour", "neighbour_official"])
def test_others_do_not_keep_the_library(cast, person):
    with pytest.raises(Denied):
        documents.add(cast.cluster, upload=pdf(), by=getattr(cast, person), **FORM)


@pytest.mark.parametrize("person", ["head", "head_leader", "deputy", "official"])
def test_head_deputy_and_official_keep_it(cast, person):
    made = documents.add(cast.cluster, upload=pdf(), by=getattr(cast, person), **FORM)
    assert made.versions.get().number == 1


def test_a_newer_version_keeps_the_older_and_is_to_be_read_again(cast, asked):
    documents.confirm_reading(queries.newest(asked), by=cast.officer)
    documents.add_version(asked, upload=pdf(b"hai"), note="Thêm cột", by=cast.head, seen=1, read_by=clock.today())
    asked.refresh_from_db()
    assert [version.number for version in asked.versions.order_by("number")] == [1, 2]
    (row,) = queries.register(queries.listed(cast.officer)).table().rows
    assert (row.cells[1].value, row.cells[4].value) == ("due", 2)


def renew(cast, document, seen=1, **fields):
    return documents.add_version(document, upload=pdf(b"hai"), note="Thêm cột", by=cast.head, seen=seen, **fields)


def test_what_a_newer_version_has_replaced_is_not_confirmed_any_more(client, cast, asked):
    old = queries.newest(asked)
    renew(cast, asked, read_by=clock.today())
    with pytest.raises(Conflict):
        documents.confirm_reading(old, by=cast.officer)
    answer = post(as_person(client, cast.officer), "document-read", old.pk)
    assert (answer.status_code, DocumentReading.objects.count()) == (409, 0)


def test_the_second_writer_of_a_version_is_told_and_keeps_the_words(client, cast, asked):
    renew(cast, asked)
    head = as_person(client, cast.head)
    answer = post(head, "document-renew", asked.pk, upload=pdf(b"ba"), note="Sửa lỗi", seen=1)
    form = answer.context["form"]
    assert (form["note"].value(), form["seen"].value(), asked.versions.count()) == ("Sửa lỗi", 2, 2)
    assert "added version 2" in form.non_field_errors()[0]
    post(head, "document-renew", asked.pk, upload=pdf(b"ba"), note="Sửa lỗi", seen=2)
    assert asked.versions.count() == 3


def reader_rows(cast, document):
    rows = queries.readers(document, queries.newest(document), cast.head).rows
    return {row.cells[0].value: row.cells[1] for row in rows}


def test_who_read_only_the_old_version_is_said_so(cast, asked):
    documents.confirm_reading(queries.newest(asked), by=cast.officer)
    renew(cast, asked, read_by=clock.today())
    cell = reader_rows(cast, asked)["Sở A"]
    assert (cell.value, cell.note[-1:]) == ("waiting", "1")


def test_after_the_day_who_has_not_read_is_overdue_but_not_who_joined_later(cast, asked):
    with clock.set_to(clock.now() + dt.timedelta(days=2)):
        new = factories.organisation("Sở mới")
        factories.membership(cast.cluster, new, joined_on=clock.today())
        shown = {name: cell.value for name, cell in reader_rows(cast, asked).items()}
    assert shown == {"Sở A": "overdue", "Sở B": "overdue", "Sở C": "overdue", "Sở mới": "waiting"}


def test_an_official_is_not_asked_to_read(cast, asked):
    shown = {each: queries.listed(getattr(cast, each)).get() for each in ("officer", "official")}
    assert {name: queries.reading(each).value for name, each in shown.items()} == {"officer": "due", "official": None}


def test_a_newer_version_says_what_is_new(cast, asked):
    with pytest.raises(Invalid) as refused:
        documents.add_version(asked, upload=pdf(), note=" ", by=cast.head, seen=1)
    assert set(refused.value.problems) == {"note"}


@pytest.mark.parametrize(("fields", "name"), [({"title": " "}, "title"), ({"read_by": "yesterday"}, "read_by")])
def test_what_is_wrong_is_said_beside_its_field(cast, fields, name):
    if fields.get("read_by"):
        fields = {"read_by": clock.today() - dt.timedelta(days=1)}
    with pytest.raises(Invalid) as refused:
        add(cast, **fields)
    assert set(refused.value.problems) == {name}


def test_who_has_read_is_known_by_unit(cast, asked):
    documents.confirm_reading(queries.newest(asked), by=cast.officer)
    rows = queries.readers(asked, queries.newest(asked), cast.head).rows
    assert [[cell.value if hasattr(cell, "value") else cell for cell in row.cells[:3]] for row in rows] == [
        ["Sở A", "done", str(cast.officer)],
        ["Sở B", "waiting", ""],
        ["Sở C", "waiting", ""],
    ]


def test_one_reading_a_person_and_version(cast, asked):
    documents.confirm_reading(queries.newest(asked), by=cast.officer)
    with pytest.raises(Conflict):
        documents.confirm_reading(queries.newest(asked), by=cast.officer)
    assert DocumentReading.objects.count() == 1


@pytest.mark.parametrize("person", ["official", "council", "neighbour"])
def test_only_the_members_people_confirm(cast, asked, person):
    with pytest.raises(Denied):
        documents.confirm_reading(queries.newest(asked), by=getattr(cast, person))


def test_what_nobody_asked_for_is_not_confirmed(cast):
    with pytest.raises(Conflict):
        documents.confirm_reading(queries.newest(add(cast)), by=cast.officer)


def test_a_withdrawn_document_leaves_the_shelf_and_stays_readable(cast, asked):
    documents.withdraw(asked, reason="Có mẫu mới của Bộ", by=cast.head)
    assert list(queries.listed(cast.officer)) == []
    assert [each.pk for each in queries.listed(cast.officer, ever=True)] == [asked.pk]
    with pytest.raises(Conflict):
        documents.add_version(asked, upload=pdf(), note="Nữa", by=cast.head, seen=1)
    events = [line.event.split(".")[1] for line in AuditEntry.objects.about(asked).order_by("number")]
    assert (events, audit.broken_lines(asked)) == (["added", "withdrawn"], [])


@pytest.mark.parametrize("table", ["documentversion", "documentreading"])
def test_versions_and_readings_refuse_change(cast, asked, table):
    documents.confirm_reading(queries.newest(asked), by=cast.officer)
    for sql in (f"UPDATE clusters_{table} SET id = id", f"DELETE FROM clusters_{table}"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_the_neighbour_sees_nothing(cast, asked):
    assert list(Document.objects.visible_to(cast.neighbour)) == []
    assert list(Document.objects.visible_to(cast.neighbour_official)) == []


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Mẫu báo cáo quý", "Quy chế"]),
        ({"words": "quy che"}, ["Quy chế"]),
        ({"kind": "form"}, ["Mẫu báo cáo quý"]),
        ({"must": "on"}, ["Mẫu báo cáo quý"]),
        ({"year": str(clock.today().year)}, ["Mẫu báo cáo quý", "Quy chế"]),
        ({"year": "1999"}, []),
        ({"sort": "-title"}, ["Quy chế", "Mẫu báo cáo quý"]),
    ],
)
def test_the_library_is_filtered_by_its_address(client, cast, asked, filters, found):
    documents.add(cast.cluster, title="Quy chế", kind=DocumentKind.REGULATION, upload=pdf(b"qc"), by=cast.head)
    officer = as_person(client, cast.officer)
    assert first_column(get(officer, "documents", **filters).context["table"]) == found
    assert [row[0] for row in sheets(get(officer, "documents", export="xlsx", **filters))["documents"]] == found


def test_an_officer_reads_on_the_page(client, cast, asked):
    officer = as_person(client, cast.officer)
    version = queries.newest(asked)
    assert b"".join(get(officer, "document-file", version.pk).streaming_content) == b"%PDF-1.4\nmau"
    post(officer, "document-read", version.pk)
    assert "You have confirmed this version already." in get(officer, "document", asked.pk).content.decode()


def test_a_refused_file_keeps_the_title(client, cast):
    head = as_person(client, cast.head)
    wrong = SimpleUploadedFile("mau.exe", b"MZ\x90\x00")
    answer = post(head, "document-add", cast.cluster.pk, title="Mẫu", kind="form", upload=wrong)
    assert set(answer.context["form"].errors) == {"upload"}
    assert answer.context["form"]["title"].value() == "Mẫu"
