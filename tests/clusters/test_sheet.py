"""The yearly sheet as a page: what stands beside each line, and what it costs."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from clusters import clock, writing
from clusters.enums import Blank, PeriodKind, Phase, ReportState, ScoreKind
from clusters.models import Report, Result, Succession
from clusters.services import report_part as parts
from clusters.services.report_part import Part
from tests import factories, sheet_years
from tests.clusters import test_report_service as steps
from tests.clusters.test_finding import asks, enters, rule, year_before
from tests.counting import Asked
from tests.factories import LONG_AGO
from tests.people import signed_in

MOST = 15


@pytest.fixture
def opened(cast):
    """A browser of the officer, and the address of a sheet of so many criteria with five years before it."""

    def open_(leaves):
        report = sheet_years.years(cast, leaves)
        return signed_in(cast.officer), reverse("report-edit", args=[report.pk])

    return open_


@pytest.mark.parametrize("leaves", [12, 60])
def test_a_sheet_with_five_years_asks_the_same_of_any_number_of_criteria(opened, leaves):
    person, address = opened(leaves)
    person.get(address)
    with Asked() as asked:
        page = person.get(address)

    assert page.text.count("data-row=") == leaves
    assert len(asked.statements) == 11 <= MOST, asked.told()


@pytest.fixture
def report(cast):
    steps.move(cast, Phase.SELF_SCORING)
    return factories.report(cast.unit)


def row_of(cast, report, code):
    """What the sheet says in the row of a criterion, as words."""
    page = signed_in(cast.officer).get(reverse("report-edit", args=[report.pk])).text
    pk = cast.table.criteria.get(code=code).pk
    row = re.search(rf'<tr id="criterion-{pk}".*?</tr>', page, re.DOTALL).group()
    return " ".join(re.sub(r"<[^>]+>", " ", row).replace(":", " :").split())


def test_the_year_before_stands_beside_the_line_with_the_points_that_were_given(cast, report):
    sent = year_before(cast, 1, I_1={"actual": "97"}, II_1={"count": "3"})
    factories.score(sent, "I.1", "18.5", ScoreKind.HEAD)

    year = cast.season.year - 1
    assert f"{year} : 97 % · 18,5 điểm" in row_of(cast, report, "I.1")
    assert re.search(rf"{year} : 3 mô hình (?!·)", row_of(cast, report, "II.1"))


def test_bodies_of_then_stand_by_their_names_and_are_not_added_up(cast, report):
    sent = year_before(cast, 1, unit=was(cast, "Sở Cũ"), II_1={"count": "2"})
    other = sent.participant.season.participants.create(organisation=was(cast, "Sở Xưa"), joined_on=LONG_AGO)
    enters(factories.report(other, state=ReportState.ACCEPTED), cast.officer, II_1={"count": "3"})

    row, year = row_of(cast, report, "II.1"), cast.season.year - 1
    assert f"{year} Sở Cũ : 2 mô hình" in row
    assert f"{year} Sở Xưa : 3 mô hình" in row


def was(cast, name):
    """A body that the unit took over."""
    body = factories.organisation(name, short_name=name)
    Succession.objects.create(organisation=cast.unit.organisation, ancestor=body)
    return body


def test_periods_to_date_stand_in_their_order_and_say_what_was_not_sent(cast, report):
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1")
    for number, state in ((2, ReportState.DRAFT), (1, ReportState.SUBMITTED)):
        quarter = factories.period(cast.season, PeriodKind.QUARTER, number)
        sent = factories.period_report(cast.unit, quarter, state=state)
        factories.period_result(sent, "II.1", {"count": str(number)})

    assert "Quý I : 1 mô hình Quý II : 2 mô hình (chưa gửi)" in row_of(cast, report, "II.1")


def test_who_has_the_line_and_by_when(cast, report):
    due = clock.now() + dt.timedelta(days=2)
    parts.assign(report, Part(cast.officer, [steps.leaf(cast, "I.1")], due), by=cast.leader)

    assert f"{cast.officer}, hạn {writing.moment(due).replace(':', ' :')}" in row_of(cast, report, "I.1")
    assert str(cast.officer) not in row_of(cast, report, "I.2")


def test_what_the_checks_find_stands_in_the_row_with_its_numbers(cast, report):
    asks(cast, rule("[II.1]", "le", "[II.2]"))
    enters(report, cast.officer, II_1={"count": "3"}, II_2={"count": "2"})

    for code in ("II.1", "II.2"):
        assert "3 ≤ 2 không đúng" in row_of(cast, report, code)
    assert "≤" not in row_of(cast, report, "I.1")


def test_the_bar_says_what_is_missing_and_leads_to_its_first_line(cast, report):
    enters(report, cast.officer, I_1={"actual": "40"})
    page = signed_in(cast.officer).get(reverse("report-edit", args=[report.pk])).text

    first = cast.table.criteria.get(code="I.2").pk
    assert re.search(rf'href="#criterion-{first}">5 chưa nhập<', page)


def test_the_state_of_a_line_says_whether_it_is_complete(cast, report):
    leaf = cast.table.criteria.get(code="II.2")
    enters(report, cast.officer, I_1={"actual": "40"}, II_2={})
    Result.objects.filter(criterion=leaf).update(blank=Blank.NO_CASE)

    assert "đã lưu" in row_of(cast, report, "I.1")
    assert str(Blank.NO_CASE.label) in row_of(cast, report, "II.2")
    assert "còn trống" in row_of(cast, report, "III.1")


def test_what_is_typed_by_people_is_escaped_everywhere(cast, report):
    enters(report, cast.officer, I_1={"actual": "40"})
    Result.objects.update(note="</textarea><script>alert(1)</script>")
    cast.table.criteria.filter(code="I.1").update(text="<b>Chỉ tiêu</b>", unit_of_measure="<i>%</i>")
    page = signed_in(cast.officer).get(reverse("report-edit", args=[report.pk])).text

    assert "<script>alert" not in page
    assert "<b>Chỉ tiêu" not in page
    assert "<i>%" not in page
    assert "&lt;b&gt;Chỉ tiêu&lt;/b&gt;" in page


def test_what_a_colleague_saves_is_told_with_points_findings_and_what_is_missing(cast, report):
    asks(cast, rule("[II.1]", "le", "[II.2]"))
    enters(report, cast.officer, II_1={"count": "3"}, II_2={"count": "2"})
    Report.objects.update(version=5)
    told = signed_in(cast.officer).get(reverse("report-live", args=[report.pk]), {"since": "1"}).json()

    pk = str(cast.table.criteria.get(code="II.1").pk)
    assert "3 ≤ 2" in told["said"][pk]["found"]
    assert "30" in told["said"][pk]["score"]
    assert not told["said"][pk]["open"]
    assert "đã lưu" in told["said"][pk]["badge"]
    group = told["groups"][str(cast.table.criteria.get(code="II").pk)]
    assert group == {"points": "50", "filled": "2/2"}
    assert "1 lỗi" in told["standing"]
    assert "4 chưa nhập" in told["standing"]
