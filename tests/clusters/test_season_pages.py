"""The list of years and the hub of one year."""

import datetime as dt
from decimal import Decimal

import pytest

from clusters import clock
from clusters.enums import HeadshipRole, Phase
from clusters.models import Extension, Figure, Season, SeasonPhase
from tests import factories
from tests.reading import as_person, first_column, get, sheets


@pytest.fixture
def year(cast):
    """The season with a pact and a report of each unit."""
    factories.pact(cast.season)
    for participant in cast.season.participants.all():
        factories.report(participant)
    return cast.season


def _hub(client, person, season):
    return get(as_person(client, person), "season", season.pk).context["page"]


def _set(season, phase, **fields):
    SeasonPhase.objects.filter(season=season, phase=phase).update(**fields)


def test_list_is_filtered_by_year_phase_and_authority(cast, client):
    older = factories.season(cast.cluster, year=2024, phase=Phase.CLOSED)
    as_person(client, cast.official)

    for wish in ({"year": 2024}, {"phase": "closed"}):
        table = get(client, "seasons", **wish).context["table"]
        assert [row.cells[0].url for row in table.rows] == [f"/seasons/{older.pk}/"]
    assert len(get(client, "seasons", authority=cast.ministry.pk).context["table"].rows) == 2


@pytest.mark.parametrize(
    ("wish", "found"),
    [({"unit": "so a"}, 1), ({"unit": "so d"}, 0), ({"cluster": "cum"}, 2), ({"cluster": "xa lạ"}, 0)],
)
def test_list_is_filtered_by_words_of_a_unit_and_of_the_cluster(cast, client, wish, found):
    factories.season(cast.cluster, year=2024, phase=Phase.CLOSED)

    assert len(get(as_person(client, cast.official), "seasons", **wish).context["table"].rows) == found


def test_list_shows_the_deadline_of_the_current_phase_and_exports_it(cast, client):
    due = clock.moment(2026, 11, 30, 17)
    _set(cast.season, Phase.RUNNING, due_at=due)

    (row,) = sheets(get(as_person(client, cast.official), "seasons", export="xlsx"))["seasons"]

    assert row[0] == cast.cluster.name
    assert row[3:6] == ["Running", clock.moment(2026, 11, 30, 17).replace(tzinfo=None), "Sở B"]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 200),
        ("head", 200),
        ("official", 200),
        ("auditor", 200),
        ("neighbour", 404),
        ("neighbour_official", 404),
    ],
)
def test_hub_is_for_participants_and_authority(cast, client, year, who, status):
    assert get(as_person(client, getattr(cast, who)), "season", year.pk).status_code == status


def test_stepper_says_what_was_what_is_and_what_was_left_out(cast, client, year):
    due = clock.moment(2026, 12, 20, 17)
    stamp = {"skipped_at": clock.now(), "skipped_by": cast.official, "skip_reason": "Ít đơn vị"}
    _set(year, Phase.CROSS_CHECKING, **stamp)
    _set(year, Phase.RUNNING, due_at=due)
    _set(year, Phase.PACT, entered_at=clock.moment(2026, 2, 1), entered_by=cast.official)

    steps = _hub(client, cast.officer, year).steps

    assert [step.status for step in steps] == ["done"] * 2 + ["current", "todo", "skipped"] + ["todo"] * 5
    assert (steps[1].note, steps[2].note, steps[4].note) == (
        "begun 01/02/2026",
        "due 17:00 20/12/2026",
        "Ít đơn vị",
    )


def test_hub_says_what_is_expected_of_whom_by_when(cast, client, year, at):
    Season.objects.filter(pk=year.pk).update(phase=Phase.VERIFYING)
    due = clock.moment(2026, 12, 20, 17)
    _set(year, Phase.VERIFYING, due_at=due)

    with at(2026, 12, 21):
        expected = _hub(client, cast.officer, year).expected

    assert (expected.of_whom, expected.due_at, expected.is_late) == ("the head of the cluster: Sở B", due, True)
    assert (expected.url, expected.mover) == (f"/seasons/{year.pk}/ranking/", "the head of the cluster: Sở B")


def test_without_a_head_the_authority_is_expected_to_move_on(cast, client, year):
    year.headships.filter(role=HeadshipRole.HEAD).update(to_on=dt.date(2021, 1, 1))

    page = _hub(client, cast.official, year)

    assert (page.head, page.deputy, bool(page.may_advance)) == ("", "Sở C", True)
    assert page.expected.mover == "the official of Bộ Thử nghiệm"


def test_units_are_listed_with_reports_roles_and_extensions(cast, client, year):
    until = clock.moment(2027, 1, 5, 17)
    Extension.objects.create(
        participant=cast.unit, until=until, reason="Bão", granted_at=clock.moment(2026, 1, 1), granted_by=cast.official
    )

    found = sheets(get(as_person(client, cast.official), "season", year.pk, export="xlsx"))

    assert [row[:4] for row in found["participants"]] == [
        ["Sở A", "", "Draft", clock.moment(2027, 1, 5, 17).replace(tzinfo=None)],
        ["Sở B", "Head", "Draft", ""],
        ["Sở C", "Deputy head", "Draft", ""],
    ]


def test_reports_are_counted_and_only_those_that_open_are_links(cast, client, year):
    for participant, state in ((cast.unit, "submitted"), (cast.head_unit, "draft")):
        participant.report.delete()
        factories.report(participant, state=state)

    page = _hub(client, cast.deputy, year)

    assert (page.reports_sent, page.reports_due) == (1, 3)
    assert [bool(row.cells[2].url) for row in page.tables[0].rows] == [True, False, True]


def test_a_unit_without_a_figure_shows_no_figure_and_no_nought(cast, client, year):
    common = {"season": year, "source": "S4", "unit_of_measure": "tỷ đồng", "mark": "memory"}
    Figure.objects.create(label="Vốn", value=Decimal("2391"), participant=cast.unit, **common)
    Figure.objects.create(label="Chỉ tiêu", value=Decimal("32"), out_of=Decimal("35"), **common)

    table = _hub(client, cast.officer, year).tables[2]

    shown = [[table.words(c, cell) for c, cell in zip(table.columns, row.cells, strict=True)][:4] for row in table.rows]
    assert shown == [
        ["Chỉ tiêu", "–", "32", "35"],
        ["Vốn", "Sở A", "2.391", "–"],
        ["Vốn", "Sở B", "không có số liệu", "–"],
        ["Vốn", "Sở C", "không có số liệu", "–"],
    ]
    assert (table.rows[1].cells[2].mark, table.rows[2].cells[2].value) == ("memory", None)


def test_signatures_under_an_earlier_text_do_not_count(cast, client, year):
    stamp = {"signed_at": clock.now(), "signed_by": cast.leader}
    year.pact.signatures.create(participant=cast.unit, text_hash="old", **stamp)

    assert get(as_person(client, cast.officer), "season", year.pk).context["season"].signatures == 0


@pytest.mark.parametrize("more", [0, 4])
def test_hub_reads_the_same_number_of_times_whatever_its_size(cast, client, year, more, django_assert_num_queries):
    for number in range(more):
        unit = factories.participant(year, factories.organisation(f"Sở {number}"))
        factories.report(unit)
        Figure.objects.create(
            season=year, participant=unit, label="Vốn", value=1, source="S4", unit_of_measure="tỷ đồng", mark="demo"
        )
    as_person(client, cast.official)
    with django_assert_num_queries(15):
        response = get(client, "season", year.pk)
    assert len(first_column(response.context["tables"][0])) == 3 + more
