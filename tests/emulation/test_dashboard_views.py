import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from clusters.enums import Role
from tests import factories
from tests.emulation.conftest import busy_season

pytestmark = pytest.mark.django_db
QUERIES = 14
COUNTED = {"number", "points", "percent"}


def _figures(context):
    """Every tile and every numeric cell, totals too, with a name for the message."""
    yield from ((tile.label, tile.value, tile.url) for tile in context["board"].tiles)
    for table in context["tables"]:
        rows = [*table.rows, *([table.total] if table.total else [])]
        for row in rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                if column.kind in COUNTED and cell.value is not None:
                    yield f"{table.name}/{column.key}", cell.value, cell.url


def _behind(client, url):
    """What the page behind a figure says: the number of its rows, and every number in its total line."""
    table = client.get(url).context["table"]
    return len(table.rows), [cell.value for cell in table.total.cells if cell.value is not None]


@pytest.mark.parametrize("filters", ["", "kind=cluster"])
def test_every_figure_opens_exactly_its_rows(client, ministry, filters):
    busy_season(ministry.authority)
    client.force_login(ministry.official)
    figures = list(_figures(client.get(f"{reverse('dashboard')}?{filters}").context))

    assert len(figures) > 50
    for name, value, url in figures:
        assert url, name
        if url.startswith(reverse("dashboard-rows")):
            count, totals = _behind(client, url)
            assert value in totals, (name, value, totals, url)
            assert count <= value or "target" in url or "result" in url or "achieved" in url, name


def test_the_counts_are_these(client, ministry):
    client.force_login(ministry.official)

    alone = client.get(reverse("dashboard")).context["tables"][0]
    busy_season(ministry.authority)
    both = client.get(reverse("dashboard")).context["tables"][0]

    assert [cell.value for cell in alone.rows[0].cells[2:9]] == [4, 2, 1, 1, 1, 1, 0]
    assert [cell.value for cell in both.total.cells[2:9]] == [8, 4, 2, 2, 2, 2, 0]


def test_drafts_do_not_reach_the_sums(client, ministry):
    """Two of four reports are with the cluster: 3 + 3 of 4 × 4; bare percentages are not added up."""
    client.force_login(ministry.official)
    client.cookies["django_language"] = "en"

    table = client.get(reverse("dashboard")).context["tables"][1]

    assert [[cell.value for cell in row.cells[2:]] for row in table.rows] == [
        [4, None, 2, None, None, 2, 1],
        [4, 16, 2, 6, 37.5, 0, 1],
    ]


def test_late_clusters_stand_on_top_and_are_named(client, ministry):
    client.force_login(ministry.official)

    alarms = client.get(reverse("dashboard")).context["board"].alarms

    assert [(alarm.cluster, alarm.units.split(" (")[0]) for alarm in alarms] == [
        (str(ministry.season.cluster), str(ministry.units[3]))
    ]


@pytest.mark.parametrize("clusters", [1, 3])
def test_the_same_number_of_questions_for_one_cluster_and_for_many(client, ministry, clusters):
    for _each in range(clusters - 1):
        busy_season(ministry.authority)
    client.force_login(ministry.official)

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("dashboard"))
    ours = [each for each in asked.captured_queries if "django_session" not in each["sql"]]

    # The fourteen, and the person.
    assert len(ours) == QUERIES + 1


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.COUNCIL, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_acts_for_an_authority_sees_it(client, ministry, role):
    client.force_login(factories.appointed(ministry.authority, role))

    pages = [reverse("dashboard"), reverse("dashboard-season", args=[ministry.season.pk])]
    assert [client.get(page).status_code for page in pages] == [200, 200]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER])
def test_units_are_refused_with_a_sentence(client, ministry, role):
    client.force_login(factories.appointed(ministry.units[0].organisation, role))
    client.cookies["django_language"] = "en"
    pages = [reverse("dashboard"), reverse("dashboard-season", args=[ministry.season.pk])]
    answers = [client.get(page) for page in [*pages, f"{reverse('dashboard-rows')}?measure=units"]]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert "for those who act for an authority" in answers[0].content.decode()


def test_next_door_is_not_there(client, ministry, cast):
    client.force_login(cast.official)

    boards = client.get(reverse("dashboard")).context["board"]

    assert [season.pk for season in boards.scope.seasons] == [cast.season.pk]
    assert client.get(reverse("dashboard-season", args=[ministry.season.pk])).status_code == 404


@pytest.mark.parametrize("address", ["", "?measure=nonsense", "?measure=target", "?measure=target&criterion=999999"])
def test_a_figure_that_is_not_there_is_404(client, ministry, address):
    client.force_login(ministry.official)

    assert client.get(f"{reverse('dashboard-rows')}{address}").status_code == 404


def test_a_filter_that_makes_no_sense_is_named_and_not_applied(client, ministry):
    client.force_login(ministry.official)

    answer = client.get(reverse("dashboard"), {"year": "1066", "cluster": "x"})

    assert set(answer.context["form"].errors) == {"year", "cluster"}
    assert answer.context["board"].scope.seasons == [ministry.season]


def _sheets(answer):
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return [book.get_sheet_by_index(index).to_python()[3:] for index in range(len(book.sheet_names))]


def test_the_workbook_holds_what_the_page_shows(client, ministry):
    client.force_login(ministry.official)
    page = client.get(reverse("dashboard")).context["tables"]

    sheets = _sheets(client.get(reverse("dashboard"), {"export": "xlsx"}))

    assert [len(sheet) for sheet in sheets] == [len(t.rows) + (t.total is not None) for t in page]
    assert sheets[0][0][2:9] == [4, 2, 1, 1, 1, 1, 0]


def test_the_rows_of_a_figure_are_a_workbook_too(client, ministry):
    client.force_login(ministry.auditor)

    (sheet,) = _sheets(client.get(reverse("dashboard-rows"), {"measure": "overdue", "export": "xlsx"}))

    assert ([row[0] for row in sheet][:-1], sheet[-1][6]) == ([str(ministry.units[3])], 1)


def test_a_season_in_depth(client, ministry):
    client.force_login(ministry.official)

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse("dashboard-season", args=[ministry.season.pk]))
    ours = [each for each in asked.captured_queries if "django_session" not in each["sql"]]

    assert (answer.status_code, len(answer.context["steps"]), len(ours)) == (200, 10, 16)
