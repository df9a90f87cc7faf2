"""The list and the page of organisations."""

import datetime as dt

import pytest

from clusters.enums import LineageKind, OrganisationKind
from clusters.models import Lineage
from tests import factories
from tests.reading import as_person, first_column, get, sheets


def _names(response):
    return first_column(response.context["table"])


def test_list_is_in_vietnamese_order(cast, client):
    for name in ("Sở Đất", "Sở Dân", "Sở Ăn", "Sở An", "Sở Ân"):
        factories.organisation(name, parent=cast.ministry)

    response = get(as_person(client, cast.official), "organisations", kind="department")

    expected = ["Sở A", "Sở An", "Sở Ăn", "Sở Ân", "Sở B", "Sở C", "Sở Dân", "Sở Đất"]
    assert _names(response) == expected


def test_words_find_names_without_their_marks(cast, client):
    factories.organisation("Trung tâm Đặng Thai Mai", parent=cast.ministry)

    assert _names(get(as_person(client, cast.official), "organisations", words="dang")) == ["Trung tâm Đặng Thai Mai"]


def test_words_of_the_superior_body_find_what_is_beneath_it(cast, client):
    bureau = factories.organisation("Cục Công nghiệp", parent=cast.ministry)
    factories.organisation("Phòng Một", parent=bureau)

    found = get(as_person(client, cast.official), "organisations", superior="cong nghiep")

    assert _names(found) == ["Phòng Một"]


def test_past_bodies_are_shown_on_wish(cast, client):
    factories.organisation("Sở Cũ", parent=cast.ministry, valid_to=dt.date(2024, 12, 31))
    as_person(client, cast.official)

    assert "Sở Cũ" not in _names(get(client, "organisations"))
    assert "Sở Cũ" in _names(get(client, "organisations", existing="ever"))


def test_a_kind_that_does_not_exist_is_explained_and_filters_nothing(cast, client):
    response = get(as_person(client, cast.official), "organisations", kind="planet")

    assert response.context["form"].errors["kind"]
    assert len(_names(response)) == 4


def test_neighbours_are_not_listed(cast, client):
    assert "Sở D" not in _names(get(as_person(client, cast.official), "organisations", existing="ever"))


def test_workbook_equals_the_page(cast, client):
    as_person(client, cast.official)
    page = get(client, "organisations", sort="-name")

    rows = sheets(get(client, "organisations", sort="-name", export="xlsx"))["organisations"]

    assert [row[0] for row in rows] == _names(page) == ["Sở C", "Sở B", "Sở A", "Bộ Thử nghiệm"]


def test_a_long_list_is_shown_page_by_page_and_exported_whole(cast, client):
    for number in range(60):
        factories.organisation(f"Trung tâm {number}", OrganisationKind.CENTRE, parent=cast.ministry)
    as_person(client, cast.official)

    assert len(_names(get(client, "organisations", kind="centre"))) == 50
    assert len(sheets(get(client, "organisations", kind="centre", export="xlsx"))["organisations"]) == 60


@pytest.mark.parametrize(("who", "status"), [("officer", 200), ("official", 200), ("auditor", 200), ("neighbour", 404)])
def test_page_is_for_those_who_see_the_body(cast, client, who, status):
    response = get(as_person(client, getattr(cast, who)), "organisation", cast.unit.organisation_id)

    assert response.status_code == status


def test_page_names_what_it_took_over_with_day_and_decision(cast, client):
    old = factories.organisation("Sở Cũ", valid_to=dt.date(2024, 12, 31))
    paper = factories.decision(cast.ministry, number="7/NĐ")
    body = cast.unit.organisation
    Lineage.objects.create(
        predecessor=old, successor=body, kind=LineageKind.MERGE, on=dt.date(2025, 1, 1), decision=paper
    )

    response = get(as_person(client, cast.official), "organisation", body.pk, export="xlsx")

    assert sheets(response)["predecessors"] == [["Sở Cũ", "Merged", dt.date(2025, 1, 1), "7/NĐ"]]


def test_page_lists_only_clusters_that_the_person_sees(cast, client):
    factories.membership(cast.elsewhere.cluster, cast.unit.organisation)

    tables = get(as_person(client, cast.official), "organisation", cast.unit.organisation_id).context["tables"]

    assert first_column(tables[0]) == [str(cast.cluster)]
