"""The history of one line of a period's report: every value old and new, who, when and why; and the years before."""

import pytest
from django.urls import reverse

from clusters import audit
from clusters.enums import Blank, Event, PeriodKind
from clusters.forms.cell import Change, Typed
from clusters.models import AuditEntry
from clusters.queries import value_history as histories
from clusters.queries.finding import Why
from clusters.queries.period_report import Place
from clusters.services import period_cell as cells
from clusters.services import period_explanation as explanations
from clusters.services import period_report as deeds
from tests import factories
from tests import period_years as years
from tests.clusters import test_report_service as steps
from tests.people import signed_in


@pytest.fixture(autouse=True)
def _in_april(at):
    with at(2026, 4, 5):
        yield


@pytest.fixture
def first(cast):
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1", "II.2")
    return years.quarter(cast.season)


def types(cast, each, text, seen, by=None, part="count", code="II.1"):
    change = Change(steps.leaf(cast, code).pk, f"{text}-{seen}", {part: Typed(text, seen)})
    return cells.enter(Place(cast.unit.pk, each.pk), [change], by=by or cast.officer)[0]


def said(cast, report, code="II.1"):
    rows = histories.of_line(report, steps.leaf(cast, code), cast.officer).rows
    return [(row.cells[1].value, row.cells[3].text, row.cells[4].value) for row in rows]


def test_each_value_old_and_new_with_who_wrote_it(cast, first):
    types(cast, first, "4", 0)
    types(cast, first, "9", 0, code="II.2")
    types(cast, first, "1.042", 1, by=cast.leader)
    report = types(cast, first, "theo báo cáo tháng", 0, part="note")

    assert said(cast, report) == [
        (str(cast.officer), "Ghi chú: – → theo báo cáo tháng", ""),
        (str(cast.leader), "Số lượng: 4 → 1.042", ""),
        (str(cast.officer), "Số lượng: – → 4", ""),
    ]


def test_versions_given_up_blanks_workbooks_and_returns_are_part_of_it(cast, first):
    report = types(cast, first, "3", 0, by=cast.leader)
    given = [Change(steps.leaf(cast, "II.1").pk, "k", {"count": Typed("5", 0)})]
    cells.set_aside(Place(cast.unit.pk, first.pk), given, by=cast.officer)
    explanations.explain(report, blanks={"II.2": Why(Blank.NO_CASE, "")}, by=cast.officer, seen={"II.2": "0"})
    audit.record(Event.PERIOD_REPORT_BOOK_TAKEN, report, by=cast.officer, after={"criteria": ["II.2"]})
    deeds.submit(report, by=cast.leader)
    deeds.return_(report, reason="Thiếu biểu", by=cast.head)

    own, other = (_events(cast, report, code) for code in ("II.1", "II.2"))
    returned, aside = Event.PERIOD_REPORT_RETURNED, Event.PERIOD_REPORT_VERSION_SET_ASIDE
    assert own == [returned, aside, Event.PERIOD_REPORT_SAVED]
    assert other == [returned, Event.PERIOD_REPORT_BOOK_TAKEN, Event.PERIOD_REPORT_EXPLAINED]
    assert said(cast, report)[:2] == [
        (str(cast.head), "–", "Thiếu biểu"),
        (str(cast.officer), "Số lượng: – → 5", ""),
    ]
    assert said(cast, report, "II.2")[2][1] == f"– → {Blank.NO_CASE.label}"


def _events(cast, report, code):
    """By their words, in the order of the history."""
    words = {str(event.label): event for event in Event}
    rows = histories.of_line(report, steps.leaf(cast, code), cast.officer).rows
    return [words[row.cells[2].value] for row in rows]


def test_the_same_period_of_the_years_before_stands_below(cast, first):
    years.reported(cast, first, back=1, II_1={"count": "3"})
    years.reported(cast, first, back=2, II_1={}).results.update(blank=Blank.NO_CASE)
    years.reported(cast, first, back=3, state="draft", II_1={"count": "7"})
    years.reported(cast, years.quarter(cast.season, 2), II_1={"count": "8"})
    address = reverse("period-history", args=[first.pk, cast.unit.pk, steps.leaf(cast, "II.1").pk])
    page = signed_in(cast.officer).get(address)

    assert [[cell.value for cell in row.cells] for row in page.context["years"].rows] == [
        ["2025", "3 mô hình"],
        ["2024", str(Blank.NO_CASE.label)],
    ]
    assert (page.context["report"].pk, page.context["history"].rows) == (None, [])
    assert "data-history-body" in page.text
    assert not AuditEntry.objects.about(page.context["report"]).exists()


def test_it_is_read_by_whoever_reads_the_report(cast, first):
    report = factories.period_report(cast.unit, first)
    address = reverse("period-history", args=[first.pk, cast.unit.pk, steps.leaf(cast, "II.1").pk])
    elsewhere = reverse("period-history", args=[first.pk, cast.unit.pk, steps.leaf(cast, "III.1").pk])
    assert signed_in(cast.head).get(address).status_code == 403

    type(report).objects.update(state="submitted")
    assert signed_in(cast.head).get(address).status_code == 200
    assert signed_in(cast.neighbour).get(address).status_code == 404
    assert signed_in(cast.officer).get(elsewhere).status_code == 404
