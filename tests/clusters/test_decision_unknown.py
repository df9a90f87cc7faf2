"""Decisions whose number or day is not known: recorded with the reason, completed later, never overwritten."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from clusters.enums import Event, Provenance
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Cluster, Decision
from clusters.services import decision as deeds
from tests import factories
from tests.reading import as_person, get, post

WHY = "Báo chí không nêu số, ngày"
DAY = dt.date(2024, 6, 21)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def unknown(cast):
    given = {"number": "", "on": None, "unknown_reason": WHY, "abstract": "Thành lập cụm"}
    return deeds.record(issuer=cast.ministry, by=cast.official, mark=Provenance.SOURCE, source="S0", **given)


def _found(cast, client, **paper):
    units = [cast.unit.organisation_id, cast.head_unit.organisation_id]
    given = {"authority": cast.ministry.pk, "kind": "block", "name": "Khối Đặng", "founded_on": "21/06/2024"}
    return post(
        as_person(client, cast.official), "cluster-found", **given, members=units, abstract="Thành lập", **paper
    )


def test_a_cluster_is_founded_though_nobody_knows_the_number(cast, client):
    assert _found(cast, client, unknown_reason=WHY).status_code == 302

    cluster = Cluster.objects.get(name="Khối Đặng")
    paper = cluster.founding_decision
    assert (paper.number, paper.on, paper.unknown_reason) == ("", None, WHY)
    assert "number not known yet" in get(client, "cluster", cluster.pk).content.decode()
    page = get(client, "decision", paper.pk).content.decode()
    assert WHY in page
    assert "Add number, date or file" in page
    entry = AuditEntry.objects.about(paper).get()
    assert entry.after == {"number": "", "on": None, "unknown_reason": WHY, "file": None}


@pytest.mark.parametrize(
    ("paper", "wrong"),
    [
        ({}, {"number", "on"}),
        ({"number": "409/QĐ"}, {"on"}),
        ({"on": "21/06/2024"}, {"number"}),
        ({"number": "409/QĐ", "on": "21/06/2024", "unknown_reason": WHY}, {"unknown_reason"}),
        ({"number": "409/QĐ", "on": "31/02/2024"}, {"on"}),
    ],
)
def test_number_and_day_or_the_reason_are_asked_for(cast, client, paper, wrong):
    form = _found(cast, client, **paper).context["form"]

    assert form.errors.keys() == wrong
    assert (form["abstract"].value(), Decision.objects.filter(abstract="Thành lập").count()) == ("Thành lập", 0)


def test_other_deeds_take_it_too_and_awards_do_not(cast, client):
    as_person(client, cast.official)
    given = {"ended_on": "30/06/2025", "reason": "Sáp nhập", "abstract": "Kết thúc"}

    assert post(client, "cluster-end", cast.cluster.pk, **given, number="9/QĐ", unknown_reason=WHY).status_code == 302

    ending = Cluster.objects.get(pk=cast.cluster.pk).ending_decision
    assert (ending.number, ending.on, ending.unknown_reason) == ("9/QĐ", None, WHY)
    assert "date not known yet" in get(client, "cluster", cast.cluster.pk).content.decode()
    with pytest.raises(Invalid):
        deeds.record(issuer=cast.ministry, number="", on=DAY, abstract="Tặng", by=cast.official)


def test_what_becomes_known_is_added_with_its_line(cast, client, unknown):
    as_person(client, cast.official)
    file = SimpleUploadedFile("q.pdf", PDF)

    answer = post(client, "decision-complete", unknown.pk, number="409/QĐ", on="21/06/2024", file=file)

    unknown.refresh_from_db()
    assert answer.url == f"/decisions/{unknown.pk}/"
    assert (unknown.number, unknown.on, unknown.unknown_reason) == ("409/QĐ", DAY, "")
    assert (unknown.file.original_name, unknown.mark, unknown.source) == ("q.pdf", Provenance.ENTERED, "")
    entry = AuditEntry.objects.about(unknown).order_by("number").last()
    assert (entry.event, entry.actor) == (Event.DECISION_COMPLETED, cast.official)
    assert (entry.before["unknown_reason"], entry.after["number"]) == (WHY, "409/QĐ")
    assert get(client, "decision-complete", unknown.pk).status_code == 409
    page = get(client, "decision", unknown.pk).content.decode()
    assert "Number, date or file added" in page
    assert "not known yet" not in page


def test_a_number_alone_keeps_the_reason_for_the_day(cast, unknown):
    deeds.complete(unknown, number="409/QĐ", by=cast.official)

    unknown.refresh_from_db()
    assert (unknown.number, unknown.on, unknown.unknown_reason) == ("409/QĐ", None, WHY)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "__all__"),
        ({"unknown_reason": WHY}, "__all__"),
        ({"on": dt.date(2999, 1, 1)}, "on"),
        ({"number": "1/QĐ", "on": DAY}, "number"),
    ],
)
def test_nothing_new_a_day_to_come_and_a_number_that_is_taken_are_refused(cast, unknown, given, field):
    factories.decision(cast.ministry, number="1/QĐ", on=DAY)

    with pytest.raises(Invalid) as refused:
        deeds.complete(unknown, by=cast.official, **given)
    assert list(refused.value.problems) == [field]


def test_who_adds_what_a_colleague_has_added_is_told_and_replaces_nothing(cast, client, unknown):
    deeds.complete(unknown, number="409/QĐ", by=cast.official2)

    answer = post(as_person(client, cast.official), "decision-complete", unknown.pk, number="410/QĐ", on="21/06/2024")

    assert "409/QĐ" in str(answer.context["form"].errors["number"])
    unknown.refresh_from_db()
    assert (unknown.number, unknown.on) == ("409/QĐ", None)


def test_others_add_nothing_and_what_is_whole_is_closed(cast, unknown):
    for by in (cast.officer, cast.head_leader, cast.auditor, cast.neighbour_official):
        with pytest.raises(Denied):
            deeds.complete(unknown, number="409/QĐ", by=by)
    whole = factories.decision(cast.ministry, file=factories.stored_file(cast.official))
    with pytest.raises(Conflict):
        deeds.complete(whole, number="409/QĐ", by=cast.official)


def test_the_database_asks_for_the_reason_and_for_none_where_all_is_known(cast, unknown):
    known = factories.decision(cast.ministry)
    for paper, fields in ((unknown, {"unknown_reason": ""}), (known, {"number": ""}), (known, {"unknown_reason": "x"})):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=paper.pk).update(**fields)
