"""A decision's page and its file."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clusters.services import file as files
from tests import factories
from tests.reading import as_person, first_column, get

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def decision(cast):
    stored = files.store(SimpleUploadedFile("Quyết định.pdf", PDF), by=cast.official)
    return factories.decision(cast.ministry, number="409/QĐ-UBDT", file=stored)


@pytest.mark.parametrize("name", ["decision", "decision-file"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("official", 200), ("officer", 200), ("auditor", 200), ("neighbour", 404), ("neighbour_official", 404)],
)
def test_page_and_file_are_for_those_who_see_the_issuer(cast, client, decision, name, who, status):
    response = get(as_person(client, getattr(cast, who)), name, decision.pk)
    response.close()

    assert response.status_code == status


def test_file_is_a_download_that_is_not_guessed_at(cast, client, decision):
    response = get(as_person(client, cast.officer), "decision-file", decision.pk)

    assert b"".join(response.streaming_content) == PDF
    response.close()
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Quy")
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")


def test_decision_without_a_file_has_none_to_load(cast, client):
    bare = factories.decision(cast.ministry)

    assert get(as_person(client, cast.officer), "decision-file", bare.pk).status_code == 404


def test_page_lists_what_rests_on_it(cast, client):
    paper = cast.cluster.founding_decision

    table = get(as_person(client, cast.official), "decision", paper.pk).context["effects"]

    assert first_column(table) == ["Founded", "Member joined", "Member joined", "Member joined"]


def test_it_lists_which_cluster_went_on_in_which(cast, client):
    paper, old = factories.decision(cast.ministry), factories.cluster(cast.ministry)
    old.successions.create(successor=cast.cluster, kind="merge", on=paper.on, decision=paper)
    hidden = factories.cluster(factories.authority("Bộ khác"))
    old.successions.create(successor=hidden, kind="merge", on=paper.on, decision=paper)

    table = get(as_person(client, cast.official), "decision", paper.pk).context["effects"]

    assert [row.cells[1].value for row in table.rows] == [f"{old} → {cast.cluster}"]


def test_it_lists_what_was_passed_on_and_not_what_was_founded_twice(cast, client):
    paper = factories.decision(cast.ministry)
    elder = factories.authority("Bộ trước")
    cast.cluster.tenures.update(organisation=elder, to_on=paper.on)
    cast.cluster.tenures.create(organisation=cast.ministry, from_on=paper.on + dt.timedelta(days=1), decision=paper)
    client = as_person(client, cast.official)

    passed = get(client, "decision", paper.pk).context["effects"]
    founded = get(client, "decision", cast.cluster.founding_decision_id).context["effects"]

    assert first_column(passed) == ["Passed on"]
    assert "Passed on" not in first_column(founded)
