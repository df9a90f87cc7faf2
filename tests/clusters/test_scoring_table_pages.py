"""Scoring tables: the list, the tree, publishing."""

from decimal import Decimal

import pytest

from clusters.enums import FactKind, Supplier
from clusters.models import Criterion
from tests import factories
from tests.reading import as_person, first_column, get, post, sheets


@pytest.fixture
def draft(cast):
    return factories.scoring_table(cast.ministry, published=False)


def test_tree_shows_points_and_rules_in_words(cast, client):
    page = get(as_person(client, cast.officer), "table", cast.table.pk).context["content"]

    rows = [
        [page.tree.words(c, cell) for c, cell in zip(page.tree.columns, row.cells, strict=True)]
        for row in page.tree.rows
    ]
    assert rows[0][:3] == ["I. Tiêu chí I", "40", "–"]
    assert rows[1][:3] == ["\u2003I.1. Tiêu chí I.1", "20", "proportional to the target, at most 20"]
    assert rows[-1][1] == "-5"
    assert [(str(label), points) for label, points in page.sums] == [
        ("Nội dung", 100),
        ("Điểm thưởng", 5),
        ("Điểm trừ", -5),
    ]


def test_tree_names_who_judges_and_which_fact_a_line_follows(cast, client):
    lines = cast.table.criteria
    lines.filter(code="I.1").update(supplier=Supplier.AUTHORITY, scorer="Tổ chấm điểm")
    lines.filter(code="IV.1").update(supplier=Supplier.SYSTEM, fact=FactKind.REPORTS_LATE)

    page = get(as_person(client, cast.officer), "table", cast.table.pk).context["content"]

    notes = {row.cells[0].text.split()[0]: row.cells[2].note for row in page.tree.rows}
    assert (notes["I.1."], notes["IV.1."], notes["I.2."]) == ("Scorer: Tổ chấm điểm", "Fact: Reports late", "")


@pytest.mark.parametrize(
    ("who", "status"), [("official", 200), ("auditor", 200), ("officer", 404), ("neighbour_official", 404)]
)
def test_draft_is_for_its_authority(cast, client, draft, who, status):
    assert get(as_person(client, getattr(cast, who)), "table", draft.pk).status_code == status


@pytest.mark.parametrize(
    ("filters", "size"),
    [({"state": "draft"}, 1), ({"state": "published"}, 1), ({"year": "2026"}, 1), ({}, 2)],
)
def test_the_list_is_filtered_by_its_address_and_exports_what_it_shows(cast, client, draft, filters, size):
    official = as_person(client, cast.official)
    table = get(official, "tables", **filters).context["table"]
    exported = sheets(get(official, "tables", export="xlsx", **filters))["tables"]

    assert (len(first_column(table)), len(exported)) == (size, size)


def test_the_list_is_filtered_by_cluster_and_authority(cast, client, draft):
    official = as_person(client, cast.official)
    found = [get(official, "tables", **{name: str(pk)}).context["table"] for name, pk in _bodies(cast)]

    assert [len(first_column(each)) for each in found] == [1, 2]


def _bodies(cast):
    return (("cluster", cast.cluster.pk), ("authority", cast.ministry.pk))


@pytest.mark.parametrize(("who", "size"), [("official", 2), ("officer", 1), ("neighbour", 1)])
def test_list_holds_drafts_for_the_authority_only(cast, client, draft, who, size):
    table = get(as_person(client, getattr(cast, who)), "tables").context["table"]

    assert len(first_column(table)) == size
    assert (str(draft.table) in first_column(table)) == (who == "official")


def test_draft_that_contradicts_itself_says_where(cast, client, draft):
    Criterion.objects.filter(version=draft, code="I.1").update(max_points=Decimal(35))

    page = get(as_person(client, cast.official), "table", draft.pk).context["content"]

    assert [each.problem.where for each in page.found.open] == ["I"]


def test_publishing_from_the_page(cast, client, draft):
    response = post(as_person(client, cast.official), "table-publish", draft.pk)

    draft.refresh_from_db()
    assert (response.status_code, draft.published_by) == (302, cast.official)


@pytest.mark.parametrize(("who", "status"), [("auditor", 403), ("official", 409), ("officer", 403), ("neighbour", 404)])
def test_publishing_is_refused_by_who_and_when(cast, client, who, status):
    assert post(as_person(client, getattr(cast, who)), "table-publish", cast.table.pk).status_code == status
