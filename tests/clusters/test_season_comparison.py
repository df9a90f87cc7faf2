"""Two years side by side: verified points by matched line, sums over sums, and what has no counterpart."""

from decimal import Decimal

import pytest

from clusters.enums import Phase, ReportState
from clusters.queries import season_comparison as queries
from clusters.services import table_match as matching
from tests import factories
from tests.reading import as_person, get, sheets

D = Decimal


@pytest.fixture
def years(cast):
    """Last year by the cast's table, this year by one of its own with a leaf more; A and B in both, C only now."""
    table = factories.scoring_table(cast.ministry)
    factories.criterion(table, "II.9", 10, "yes_no", parent=table.criteria.get(code="II"))
    new = factories.season(cast.cluster, year=cast.season.year + 1, phase=Phase.MEETING, table=table)
    for unit in (cast.unit, cast.head_unit, cast.deputy_unit):
        new.participants.create(organisation=unit.organisation, joined_on=new.starts_on)
    return cast.season, new


def of(season, participant):
    return season.participants.get(organisation=participant.organisation)


def report(season, participant, **points):
    made = factories.scored_report(of(season, participant), head=True, **points)
    if season.table.criteria.filter(code="II.9").exists():
        for kind in ("self", "head"):
            factories.score(made, "II.9", 10, kind)
    return made


def cells(table) -> dict[str, list]:
    """By code: what stands behind the criterion."""
    return {row.cells[0].value.split()[0].rstrip("."): [cell.value for cell in row.cells[1:]] for row in table.rows}


def match(cast, old, new):
    codes = set(old.table.criteria.values_list("code", flat=True))
    matching.match(new.table, old.table, {(code, code) for code in codes}, by=cast.official)


def test_points_and_per_cents_of_one_unit_by_matched_line(client, cast, years):
    old, new = years
    report(old, cast.unit, I_1=10)
    report(new, cast.unit, I_1=15)
    match(cast, old, new)

    page = get(as_person(client, cast.officer), "season-comparison", new.pk, unit=cast.unit.organisation_id)

    rows = cells(page.context["tables"][0])
    assert rows["I.1"][1:] == [10, 20, 50, 15, 20, 75, 25]
    assert rows["IV.1"][1:] == [-1, -5, 20, -1, -5, 20, 0]
    assert rows["II"][1:] == [50, 60, D("83.33"), 60, 60, 100, D("16.67")]
    total = [cell.value for cell in page.context["tables"][0].total.cells]
    assert total[2:8] == [81, 100, 81, 96, 100, 96]


def test_a_penalty_of_nothing_is_nought_per_cent_without_a_sign(cast, years):
    old, new = years
    report(old, cast.unit, IV_1=0)
    report(new, cast.unit, IV_1=0)
    match(cast, old, new)

    found = queries.compare(old, new)

    assert f"{found.figures(found.new, ['IV.1']).percent:f}" == "0.00"


def test_a_cluster_is_sums_over_sums_and_never_a_mean_of_means(client, cast, years):
    old, new = years
    for season in years:
        report(season, cast.unit, I_1=20)
        report(season, cast.head_unit, I_1=5)
    match(cast, old, new)

    rows = cells(get(as_person(client, cast.officer), "season-comparison", new.pk).context["tables"][0])

    assert rows["I.1"][1:4] == [25, 40, D("62.5")]


def test_what_has_no_counterpart_is_stated_with_its_points(client, cast, years):
    old, new = years
    report(old, cast.unit)
    report(new, cast.unit)
    matching.match(new.table, old.table, {("I", "I"), ("I.2", "I.2"), ("II.1", "II.2")}, by=cast.official)

    page = get(as_person(client, cast.officer), "season-comparison", new.pk)

    assert page.context["stated"] == [
        f"{old.year}: 4 lines have no counterpart in {new.year}; 49 of 89 points stand in them.",
        f"{new.year}: 5 lines have no counterpart in {old.year}; 49 of 99 points stand in them.",
    ]
    assert {code: row[:2] for code, row in cells(page.context["tables"][1]).items()} == {
        "I.1": [18, 20],
        "II.2": [30, 30],
        "III.1": [2, 5],
        "IV.1": [-1, -5],
    }


def test_lines_that_were_split_or_merged_are_compared_as_a_whole(client, cast, years):
    old, new = years
    report(old, cast.unit)
    report(new, cast.unit)
    matching.match(new.table, old.table, {("I", "I.1"), ("I", "I.2"), ("II", "II")}, by=cast.official)

    table = get(as_person(client, cast.officer), "season-comparison", new.pk).context["tables"][0]

    rows = cells(table)
    assert rows["I.1"][:7] == ["I. Tiêu chí I", 38, 40, 95, 38, 40, 95]
    assert (table.rows[1].cells[0].note, rows["I.2"][1:]) == ("with I.2", [None] * 7)


def test_a_unit_is_compared_only_where_both_years_are_verified(client, cast, years):
    old, new = years
    report(old, cast.unit)
    report(new, cast.unit)
    report(old, cast.head_unit)
    factories.scored_report(of(new, cast.head_unit))
    report(new, cast.deputy_unit)

    tables = get(as_person(client, cast.officer), "season-comparison", new.pk).context["tables"]

    assert [tuple(cell.value for cell in row.cells) for row in tables[2].rows] == [
        ("Sở B", f"not verified in {new.year}"),
        ("Sở C", f"has no report in {old.year}"),
    ]
    assert tables[0].total.cells[3].value == 100


def test_a_report_that_is_not_with_the_cluster_is_not_compared(cast, years):
    old, new = years
    report(old, cast.unit)
    returned = factories.scored_report(of(new, cast.unit), state=ReportState.RETURNED, head=True)
    for kind in ("self", "head"):
        factories.score(returned, "II.9", 10, kind)

    assert queries.compare(old, new).units == []


def test_the_workbook_holds_the_same_three_tables(client, cast, years):
    old, new = years
    report(old, cast.unit)
    report(new, cast.unit)
    match(cast, old, new)

    book = sheets(get(as_person(client, cast.officer), "season-comparison", new.pk, export="xlsx"))

    assert list(book) == ["comparison", "only-then", "apart"]
    assert book["comparison"][1][:5] == ["\u2003I.1. Tiêu chí I.1", "I.1. Tiêu chí I.1", 18, 20, 0.9]


def test_unmatched_tables_are_said_to_be_so(client, cast, years):
    old, new = years
    page = get(as_person(client, cast.official), "season-comparison", new.pk).content.decode()

    assert f'href="/tables/{new.table_id}/matching/?with={old.table_id}"' in page


def test_years_of_one_version_need_no_matching(cast):
    later = factories.season(cast.cluster, year=cast.season.year + 1, table=cast.table)

    found = queries.compare(cast.season, later)

    assert (found.left_over(found.old), found.left_over(found.new)) == ([], [])


def test_a_year_that_is_not_seen_cannot_be_asked_for(client, cast, years):
    _old, new = years

    assert (
        get(as_person(client, cast.officer), "season-comparison", new.pk, **{"with": cast.elsewhere.pk}).status_code
        == 404
    )
    assert get(as_person(client, cast.neighbour), "season-comparison", new.pk).status_code == 404


def test_a_line_matched_beside_its_group_is_not_added_twice(client, cast, years):
    old, new = years
    report(old, cast.unit)
    report(new, cast.unit)
    matching.match(new.table, old.table, {("I", "I"), ("I.1", "I")}, by=cast.official)

    rows = cells(get(as_person(client, cast.officer), "season-comparison", new.pk).context["tables"][0])

    assert rows["I"][1:4] == [38, 40, 95]
