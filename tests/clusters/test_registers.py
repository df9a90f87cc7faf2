"""Long lists: sorted and paged by the database, the same order on both, only the shown rows built."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from clusters.enums import OrganisationKind, Phase, Role
from clusters.models import Organisation
from clusters.queries import organisation as organisations
from clusters.queries import season as seasons
from tests import factories
from tests.reading import as_person, first_column, get, sheets

pytestmark = pytest.mark.django_db


def names(register) -> list[str]:
    return first_column(register.table())


@pytest.fixture
def four(db):
    """Departments whose letters a bare comparison of bytes would put wrong; two of them have a superior."""
    parents = [factories.organisation(name, OrganisationKind.PROVINCE) for name in ("Tỉnh Ý", "Tỉnh Ă")]
    return [
        factories.organisation("Sở Đô thị", parent=parents[0]),
        factories.organisation("Sở An ninh", kind=OrganisationKind.CENTRE),
        factories.organisation("Sở Dân tộc", parent=parents[1]),
        factories.organisation("Sở Ánh sáng", kind=OrganisationKind.OFFICE),
    ]


def found(words="Sở"):
    return Organisation.objects.found_by(words).order_by("sort_key")


@pytest.mark.parametrize(
    ("wish", "order"),
    [
        (None, ["Sở An ninh", "Sở Ánh sáng", "Sở Dân tộc", "Sở Đô thị"]),
        ("-name", ["Sở Đô thị", "Sở Dân tộc", "Sở Ánh sáng", "Sở An ninh"]),
        ("parent", ["Sở Dân tộc", "Sở Đô thị", "Sở An ninh", "Sở Ánh sáng"]),
        ("-parent", ["Sở Đô thị", "Sở Dân tộc", "Sở An ninh", "Sở Ánh sáng"]),
        ("nonsense", ["Sở An ninh", "Sở Ánh sáng", "Sở Dân tộc", "Sở Đô thị"]),
        ("capacity", ["Sở An ninh", "Sở Ánh sáng", "Sở Dân tộc", "Sở Đô thị"]),
    ],
)
def test_sorted_by_a_column_blanks_last_either_way(four, wish, order):
    assert names(organisations.register(found()).sorted_by(wish)) == order


def test_choices_sort_by_their_words_in_the_language_of_the_reader(four):
    order = {}
    for language in ("en", "vi"):
        with translation.override(language):
            table = organisations.register(found()).sorted_by("kind").table()
            order[language] = [str(row.cells[1].value) for row in table.rows]
    assert order["en"] == ["Centre or management board", "Department", "Department", "Office"]
    assert order["vi"] == ["Sở, ban, ngành", "Sở, ban, ngành", "Trung tâm, ban quản lý", "Văn phòng"]


def test_phases_sort_as_they_follow_one_another():
    run_by = factories.authority()
    phases = [Phase.VERIFYING, Phase.CLOSED, Phase.PACT]
    made = [factories.season(factories.cluster(run_by), phase=phase) for phase in phases]
    listed = seasons.listed(factories.appointed(run_by, Role.OFFICIAL))
    table = seasons.register(listed).sorted_by("phase").table()
    assert len(made) == len(table.rows)
    assert [row.cells[3].value for row in table.rows] == [Phase.PACT, Phase.VERIFYING, Phase.CLOSED]


def test_only_columns_with_an_order_are_sortable(four):
    table = organisations.register(found()).table()
    assert [column.key for column in table.columns if not column.sortable] == ["capacity"]


def test_a_page_asks_for_only_its_own_rows(client, cast):
    for number in range(55):
        factories.organisation(f"Sở {number:02}", parent=cast.ministry)
    official = as_person(client, cast.official)
    with CaptureQueriesContext(connection) as queries:
        page = get(official, "organisations", page="2")
    asked = [query["sql"] for query in queries.captured_queries if "OFFSET 50" in query["sql"]]
    assert (len(asked), 5 <= len(page.context["table"].rows) < 20) == (1, True)


def test_the_workbook_holds_every_row_in_the_order_shown(client, cast):
    for number in range(55):
        factories.organisation(f"Sở {number:02}", parent=cast.ministry)
    official = as_person(client, cast.official)
    rows = sheets(get(official, "organisations", sort="-name", export="xlsx"))["organisations"]
    shown = first_column(get(official, "organisations", sort="-name").context["table"])
    assert len(shown) == 50
    assert [row[0] for row in rows][:50] == shown
    assert len(rows) > 55


def test_the_second_page_goes_on_where_the_first_ends(client, cast):
    for number in range(60):
        factories.organisation(f"Sở {number:02}", parent=cast.ministry)
    official = as_person(client, cast.official)
    pages = [first_column(get(official, "organisations", page=number).context["table"]) for number in (1, 2)]
    assert len(pages[0]) == 50
    assert pages[0] + pages[1] == first_column(organisations.register(organisations.listed(cast.official)).table())


def test_equal_rows_keep_one_order_from_page_to_page():
    same = [factories.organisation("Sở Một", valid_from=factories.LONG_AGO.replace(year=2000 + n)) for n in range(3)]
    register = organisations.register(Organisation.objects.found_by("Sở Một").order_by("sort_key"))
    got = list(register.sorted_by("-name").found)
    assert got == same
