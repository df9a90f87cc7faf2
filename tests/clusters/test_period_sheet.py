"""The sheet of a period as a page: what stands beside each line, what it costs, what is told of it once saved."""

import re

import pytest
from django.urls import reverse

from clusters.enums import Blank, PeriodKind
from clusters.models import Season, Succession
from tests import factories, sheet_years
from tests import period_years as years
from tests.counting import Asked
from tests.people import signed_in

QUARTER = PeriodKind.QUARTER


@pytest.fixture(autouse=True)
def _in_april(at):
    with at(2026, 4, 5):
        yield


@pytest.fixture
def first(cast):
    factories.asked_each(cast.season, QUARTER, "II.1", "II.2")
    return years.quarter(cast.season)


def page(cast, each):
    return signed_in(cast.officer).get(reverse("period-sheet", args=[each.pk, cast.unit.pk])).text


def row_of(cast, each, code="II.1"):
    pk = cast.table.criteria.get(code=code).pk
    row = re.search(rf'<tr id="criterion-{pk}".*?</tr>', page(cast, each), re.DOTALL).group()
    return " ".join(re.sub(r"<[^>]+>", " ", row).replace(":", " :").split())


@pytest.mark.parametrize("leaves", [12, 60])
def test_it_asks_the_same_of_any_number_of_criteria(cast, leaves):
    sheet_years.years(cast, leaves, before=1)
    season = Season.objects.get(pk=cast.season.pk)
    season.table.criteria.exclude(rule_type="").update(reported=QUARTER)
    each = years.quarter(season)
    for number in (2, 3):
        years.reported(cast, years.quarter(season, number), **{"1_1": {}, "1_2": {}})
    years.reported(cast, each, state="draft", **{"1_1": {}})
    person, address = signed_in(cast.officer), reverse("period-sheet", args=[each.pk, cast.unit.pk])
    person.get(address)
    with Asked() as asked:
        text = person.get(address).text

    assert text.count("data-row=") == leaves
    assert len(asked.statements) == 9, asked.told()


def test_the_other_periods_and_the_same_of_the_year_before_stand_beside_the_line(cast, first):
    years.reported(cast, first, II_1={"count": "9"}, state="draft")
    years.reported(cast, years.quarter(cast.season, 2), state="draft", II_1={"count": "4"})
    years.reported(cast, first, back=1, II_1={"count": "3"})
    years.reported(cast, first, back=2, II_1={"count": "5"})

    assert "Cùng kỳ năm 2025 : 3 mô hình Quý II : 4 mô hình (chưa gửi)" in row_of(cast, first)
    assert "Quý I " not in row_of(cast, first)
    assert "Cùng kỳ" not in row_of(cast, first, "II.2")


def test_the_same_period_is_that_of_the_bodies_that_the_unit_was(cast, first):
    old = factories.organisation("Sở Cũ", short_name="Sở Cũ")
    Succession.objects.create(organisation=cast.unit.organisation, ancestor=old)
    earlier = years.reported(cast, first, old, back=1, II_1={"count": "2"}).period
    assert "Cùng kỳ năm 2025 : 2 mô hình" in row_of(cast, first)

    years.reported(cast, earlier, II_1={}, II_2={"count": "1"}).results.filter(inputs={}).update(blank=Blank.NO_CASE)
    years.reported(cast, years.quarter(earlier.season, 2), II_1={"count": "8"})
    assert "Cùng kỳ năm 2025 Sở Cũ : 2 mô hình" in row_of(cast, first)
    assert f"2025 {cast.unit.organisation} : Không phát sinh" in row_of(cast, first)


def test_what_was_not_sent_in_is_no_figure_of_then(cast, first):
    years.reported(cast, first, back=1, state="draft", II_1={"count": "3"})

    assert "Cùng kỳ" not in row_of(cast, first)


def test_it_says_what_the_year_makes_of_the_figures_and_gives_no_points(cast, first):
    row = row_of(cast, first)

    assert "Số cả năm : Tổng các kỳ" in row
    assert "điểm" not in row.lower()
    assert "data-score" not in page(cast, first)


def test_what_was_saved_is_told_line_by_line_and_group_by_group(cast, first):
    made = years.reported(cast, first, state="draft", II_1={"count": "3"}, II_2={})
    made.results.filter(inputs={}).update(blank=Blank.NO_CASE)
    type(made).objects.update(version=5)
    address = reverse("period-live", args=[first.pk, cast.unit.pk])
    told = signed_in(cast.officer).get(address, {"since": "1"}).json()

    full, empty = (told["said"][str(cast.table.criteria.get(code=code).pk)] for code in ("II.1", "II.2"))
    assert (full["open"], "đã lưu" in full["badge"]) == (False, True)
    assert (empty["open"], str(Blank.NO_CASE.label) in empty["badge"]) == (False, True)
    assert [*told["groups"].values()] == [{"filled": "1/2"}]
    assert "chưa nhập" not in told["standing"]


def test_the_bar_leads_to_the_first_line_that_is_missing(cast, first):
    pk = cast.table.criteria.get(code="II.1").pk

    assert re.search(rf'href="#criterion-{pk}">2 chưa nhập<', page(cast, first))
