"""Units that merged, were divided or renamed between two years: whole with whole, sums over sums, or stated aside."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation

from clusters.enums import Phase
from clusters.models import Succession
from clusters.queries import season_comparison as queries
from clusters.queries import season_comparison_page as pages
from tests import factories
from tests.reading import as_person, get, sheets

D = Decimal
BETWEEN = dt.date(2026, 7, 1)


@pytest.fixture
def years(cast):
    """Two years of one table; A, B and C take part in the first, whoever a test names in the second."""
    later = factories.season(cast.cluster, year=cast.season.year + 1, phase=Phase.MEETING, table=cast.table)
    return SimpleNamespace(cast=cast, old=cast.season, new=later)


def body(name: str, *ancestors, begins=BETWEEN):
    """What took over from these, which ended on the day before."""
    made = factories.organisation(name, valid_from=begins)
    for each in ancestors:
        Succession.objects.create(organisation=made, ancestor=each)
        each.valid_to = begins - dt.timedelta(days=1)
        each.save(update_fields=["valid_to"])
    return made


def absorb(heir, ancestor):
    Succession.objects.create(organisation=heir, ancestor=ancestor)
    ancestor.valid_to = BETWEEN - dt.timedelta(days=1)
    ancestor.save(update_fields=["valid_to"])


def report(season, organisation, *, verified=True, **points):
    part, _created = season.participants.get_or_create(
        organisation=organisation, defaults={"joined_on": season.starts_on}
    )
    return factories.scored_report(part, head=verified, **points)


def found(years, unit=None):
    """In English: wholes as they are named, and why others stand aside."""
    with translation.override("en"):
        result = queries.compare(years.old, years.new, unit)
        wholes = {str(each): [str(old) for old in each.old] for each in result.units}
        return wholes, {str(unit): why for unit, why in result.apart}


def line(years, code, unit=None):
    with translation.override("en"):
        table = pages.tables(queries.compare(years.old, years.new, unit))[0]
    (row,) = (row for row in table.rows if row.cells[0].value.strip().startswith(f"{code}."))
    return [cell.value for cell in row.cells[2:]]


def units(years):
    return [each.organisation for each in (years.cast.unit, years.cast.head_unit, years.cast.deputy_unit)]


def test_two_that_merged_are_compared_with_their_heir_as_sums_over_sums(years):
    a, b, _c = units(years)
    heir = body("Sở mới", a, b)
    report(years.old, a, I_1=20)
    report(years.old, b, I_1=5)
    report(years.new, heir, I_1=15)

    assert found(years) == ({"Sở mới": ["Sở A", "Sở B"]}, {})
    assert line(years, "I.1") == [25, 40, D("62.5"), 15, 20, 75, D("12.5")]


def test_an_heir_that_took_part_before_is_compared_with_itself_and_whom_it_absorbed(years):
    a, b, _c = units(years)
    absorb(a, b)
    report(years.old, a, I_1=20)
    report(years.old, b, I_1=10)
    report(years.new, a, I_1=16)

    assert found(years) == ({"Sở A": ["Sở A", "Sở B"]}, {})
    assert line(years, "I.1") == [30, 40, 75, 16, 20, 80, 5]


def test_a_new_name_is_the_same_unit(years):
    a, _b, c = units(years)
    heir = body("Sở tên mới", a)
    for season, unit in ((years.old, a), (years.new, heir), (years.old, c), (years.new, c)):
        report(season, unit)

    assert found(years) == ({"Sở C": ["Sở C"], "Sở tên mới": ["Sở A"]}, {})


def test_one_that_was_divided_is_compared_with_all_its_heirs(years):
    a, _b, _c = units(years)
    one, other = body("Sở Một", a), body("Sở Hai", a)
    report(years.old, a, I_1=10)
    report(years.new, one, I_1=20)
    report(years.new, other, I_1=15)

    assert found(years) == ({"Sở Hai, Sở Một": ["Sở A"]}, {})
    assert line(years, "I.1") == [10, 20, 50, 35, 40, D("87.5"), D("37.5")]


def test_a_part_is_not_compared_with_the_whole(years):
    """One of the heirs takes no part: what is left is not what the unit was."""
    a, _b, _c = units(years)
    one, _other = body("Sở Một", a), body("Sở Hai", a)
    report(years.old, a)
    report(years.new, one)

    why = "can only be compared as a whole: Sở Hai has no report in 2027"
    assert found(years) == ({}, {"Sở A": why, "Sở Một": why})


def test_a_forebear_that_took_no_part_or_is_not_verified_keeps_all_aside(years):
    a, b, _c = units(years)
    outside = factories.organisation("Sở ngoài cụm")
    heir = body("Sở mới", a, b, outside)
    report(years.old, a)
    report(years.old, b, verified=False)
    report(years.new, heir)

    both = "Sở B not verified in 2026; Sở ngoài cụm has no report in 2026"
    assert found(years) == (
        {},
        {
            "Sở A": f"can only be compared as a whole: {both}",
            "Sở B": "not verified in 2026",
            "Sở mới": f"can only be compared as a whole: {both}",
        },
    )


def test_what_was_there_only_between_the_two_years_is_passed_over(years):
    a, _b, _c = units(years)
    between = body("Sở tạm", a, begins=dt.date(2026, 3, 1))
    heir = body("Sở mới", between)
    Succession.objects.create(organisation=heir, ancestor=a)
    report(years.old, a)
    report(years.new, heir)

    assert found(years) == ({"Sở mới": ["Sở A"]}, {})


def test_who_still_takes_part_in_its_own_name_is_compared_with_itself(years):
    """The later year began before the merger: its units were fixed as they were."""
    a, _b, c = units(years)
    absorb(c, a)
    for season in (years.old, years.new):
        for unit in (a, c):
            report(season, unit)

    assert found(years) == ({"Sở A": ["Sở A"], "Sở C": ["Sở C"]}, {})


def test_the_order_of_the_two_years_does_not_matter(years):
    a, b, _c = units(years)
    heir = body("Sở mới", a, b)
    for season, unit in ((years.old, a), (years.old, b), (years.new, heir)):
        report(season, unit)

    (whole,) = queries.compare(years.new, years.old).units

    assert ([str(each) for each in whole.old], [str(each) for each in whole.new]) == (["Sở mới"], ["Sở A", "Sở B"])


def test_one_whole_can_be_asked_for_by_any_of_its_bodies(years):
    a, b, c = units(years)
    heir = body("Sở mới", a, b)
    for season, unit in ((years.old, a), (years.old, b), (years.new, heir), (years.old, c), (years.new, c)):
        report(season, unit)

    for asked in (heir, a, b):
        assert str(queries.compare(years.old, years.new, asked.pk).unit) == "Sở mới"
    assert line(years, "I.1", c.pk) == [18, 20, 90, 18, 20, 90, 0]


def test_the_page_and_the_workbook_say_what_was_joined(client, years):
    a, b, c = units(years)
    heir = body("Sở mới", a, b)
    for season, unit in ((years.old, a), (years.old, b), (years.new, heir), (years.old, c), (years.new, c)):
        report(season, unit)
    page = get(as_person(client, years.cast.official), "season-comparison", years.new.pk)
    book = sheets(get(client, "season-comparison", years.new.pk, export="xlsx"))

    joined = page.context["tables"][3]
    assert [tuple(cell.value for cell in row.cells) for row in joined.rows] == [("Sở mới", "Sở A, Sở B")]
    assert "their points cannot be compared, only the per cents" in page.context["stated"][-1]
    assert list(book["joined"][0]) == ["Sở mới", "Sở A, Sở B"]
