"""The first members of a cluster, written down by name or read from a workbook."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from clusters.models import Cluster
from tests import factories
from tests.reading import as_person, get, post

GIVEN = {
    "kind": "block",
    "name": "Khối Đặng",
    "founded_on": "21/06/2024",
    "number": "409/QĐ-UBDT",
    "on": "21/06/2024",
    "abstract": "Thành lập khối",
}


def _book(rows):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("Danh sách")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("thanh-vien.xlsx", content.getvalue())


def _found(cast, client, **fields):
    return post(as_person(client, cast.official), "cluster-found", **{"authority": cast.ministry.pk, **GIVEN, **fields})


def _members():
    return sorted(Cluster.objects.get(name="Khối Đặng").memberships.values_list("organisation__name", flat=True))


def test_names_mean_units_whatever_their_marks_and_their_short_names(cast, client):
    factories.organisation("Sở Công Thương tỉnh Đắk Lắk", short_name="SCT Đắk Lắk")

    assert _found(cast, client, written="so a\n\n  sct dak lak \nSở A").status_code == 302

    assert _members() == ["Sở A", "Sở Công Thương tỉnh Đắk Lắk"]


def test_ticked_and_written_units_count_together_each_once(cast, client):
    ticked = [cast.unit.organisation_id, cast.head_unit.organisation_id]

    assert _found(cast, client, members=ticked, written="Sở A\nSở C").status_code == 302

    assert _members() == ["Sở A", "Sở B", "Sở C"]


def test_members_come_from_a_workbook_below_their_heading(cast, client):
    rows = [["Kèm theo Quyết định 409"], ["STT", "Đơn vị"], [1, "Sở A"], [2, "Sở B"], [None, None], [3, "Sở C"]]

    assert _found(cast, client, book=_book(rows)).status_code == 302

    assert _members() == ["Sở A", "Sở B", "Sở C"]


def test_each_line_that_names_no_single_unit_is_told_and_nothing_is_lost(cast, client):
    for name in ("Sở Lạ", "Sở Là"):
        factories.organisation(name)

    response = _found(cast, client, written="Sở A\nSở Không Có\nso la", book=_book([["Unit"], ["Sở B"]]))

    told = response.context["form"].errors
    assert list(told) == ["written"]
    assert [each.split(":")[0] for each in told["written"]] == ["Line 2", "Line 3"]
    assert "may be several units: Sở Là; Sở Lạ." in told["written"][1]
    assert "Sở A\nSở Không Có\nso la\nSở B</textarea>" in response.content.decode()
    assert not Cluster.objects.filter(name="Khối Đặng").exists()


def test_a_name_with_its_marks_is_not_taken_for_its_neighbour(cast, client):
    for name in ("Sở Lạ", "Sở Là"):
        factories.organisation(name)

    assert _found(cast, client, written="Sở Lạ\nSở A").status_code == 302

    assert _members() == ["Sở A", "Sở Lạ"]


def test_bodies_that_are_gone_or_take_no_part_are_not_found(cast, client):
    factories.organisation("Sở Cũ", valid_to=factories.LONG_AGO)
    factories.organisation("Cục Chủ Quản", is_unit=False)

    told = _found(cast, client, written="Sở A\nSở Cũ\nCục Chủ Quản").context["form"].errors

    assert [each.split(":")[0] for each in told["written"]] == ["Line 2", "Line 3"]


@pytest.mark.parametrize("rows", [[["Sở A"], ["Sở B"]], []])
def test_a_workbook_without_the_heading_says_so(cast, client, rows):
    told = _found(cast, client, book=_book(rows)).context["form"].errors

    assert list(told) == ["book"]
    assert "“Unit”" in told["book"][0]


def test_the_longest_list_is_bounded(cast, client):
    told = _found(cast, client, written="\n".join(f"Sở {number}" for number in range(101))).context["form"].errors

    assert told["written"] == ["At most 100 units are read from a list."]


def test_the_page_offers_both_ways(cast, client):
    form = get(as_person(client, cast.official), "cluster-found").context["form"]

    assert list(form.fields)[-3:] == ["members", "written", "book"]
