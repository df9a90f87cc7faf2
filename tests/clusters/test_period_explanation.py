"""Blanks of a period: said why before it is sent, frozen with it, and counted for nothing in the year."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import translation

from clusters import clock
from clusters.enums import Blank, Event, PeriodKind, PeriodReportState
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.forms.cell import Change, Typed
from clusters.models import AuditEntry, PeriodReport, PeriodResult
from clusters.queries import finding as findings
from clusters.queries import period_figures as figures
from clusters.queries import period_page as pages
from clusters.queries import period_report as queries
from clusters.queries.finding import Findings, Why
from clusters.queries.period_report import Place
from clusters.services import period_cell as cells
from clusters.services import period_explanation as explanations
from clusters.services import period_report as deeds
from tests import factories


@pytest.fixture(autouse=True)
def _in_april(at):
    with translation.override("en"), at(2026, 4, 5):
        yield


@pytest.fixture
def quarter(cast):
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1", "II.2")
    days = {"opens_on": dt.date(2026, 3, 20), "due_at": clock.moment(2026, 4, 10, 17)}
    return factories.period(cast.season, PeriodKind.QUARTER, 1, **days)


def of(cast, quarter):
    return queries.of(cast.unit, quarter)


def explain(cast, quarter, by=None, seen=None, **blanks):
    report = of(cast, quarter)
    seen = findings.stamps(Findings((), queries.lines_of(report))) if seen is None else seen
    why = {code.replace("_", "."): each for code, each in blanks.items()}
    return explanations.explain(report, blanks=why, by=by or cast.officer, seen=seen)


def type_in(cast, quarter, code, text, key="k1"):
    change = Change(cast.table.criteria.get(code=code).pk, key, {"count": Typed(text, 0)})
    return cells.enter(Place(cast.unit.pk, quarter.pk), [change], by=cast.officer)[0]


def test_the_first_reason_begins_the_report(cast, quarter):
    report = explain(cast, quarter, II_1=Why(Blank.NO_CASE))

    row = PeriodResult.objects.get()
    assert (row.blank, row.inputs, row.updated_by, report.version) == ("no_case", {}, cast.officer, 1)
    entry = AuditEntry.objects.about(report).get()
    assert (entry.event, entry.after) == (Event.PERIOD_REPORT_EXPLAINED, {"II.1": {"blank": "no_case", "note": ""}})


def test_what_is_explained_is_sent_and_frozen(cast, quarter):
    type_in(cast, quarter, "II.2", "0")
    with pytest.raises(Conflict, match=r"nor explained: II\.1\."):
        deeds.submit(of(cast, quarter), by=cast.officer)
    explain(cast, quarter, II_1=Why(Blank.EXPLAINED, "Đang kiểm tra"))
    submission = deeds.submit(of(cast, quarter), by=cast.officer)

    line = next(each for each in submission.content["lines"] if each["code"] == "II.1")
    assert (line["blank"], line["said_en"], line["note"]) == (
        "explained",
        "For the reason written beside it",
        "Đang kiểm tra",
    )
    said = [row.cells[1].value for row in pages.results(queries.lines_of(of(cast, quarter))).rows]
    assert said[1:] == ["For the reason written beside it", "0 lần"]


def test_figures_take_the_reason_away(cast, quarter):
    explain(cast, quarter, II_1=Why(Blank.NO_CASE))
    type_in(cast, quarter, "II.1", "2")

    row = PeriodResult.objects.get()
    assert (row.blank, row.inputs, row.version) == ("", {"count": "2"}, 2)


def test_a_reason_that_does_not_stand_is_refused(cast, quarter):
    type_in(cast, quarter, "II.1", "2")
    for code, why in (("II_1", Why(Blank.NO_CASE)), ("II_2", Why("other")), ("II_2", Why(Blank.EXPLAINED, " "))):
        with pytest.raises(Invalid):
            explain(cast, quarter, **{code: why})
    with pytest.raises(Invalid):
        explain(cast, quarter, IV_1=Why(Blank.NO_CASE))
    assert PeriodResult.objects.get().inputs == {"count": "2"}


def test_the_database_asks_for_the_sentence(cast, quarter):
    report = factories.period_report(cast.unit, quarter)
    with pytest.raises(IntegrityError):
        factories.period_result(report, "II.1", {}, blank="explained")


def test_the_second_who_explains_is_told(cast, quarter):
    seen = findings.stamps(Findings((), queries.lines_of(of(cast, quarter))))
    explain(cast, quarter, by=cast.leader, II_1=Why(Blank.NO_CASE))
    with pytest.raises(Stale):
        explain(cast, quarter, seen=seen, II_1=Why(Blank.NOT_APPLICABLE))

    assert PeriodResult.objects.get().blank == "no_case"


def test_others_do_not_explain_and_what_was_returned_is_mended_so(cast, quarter):
    report = factories.period_report(cast.unit, quarter, state="returned")
    with pytest.raises(Denied):
        explain(cast, quarter, by=cast.head, II_1=Why(Blank.NO_CASE))
    explain(cast, quarter, II_1=Why(Blank.NO_CASE))

    report.refresh_from_db()
    assert (report.state, report.version) == (PeriodReportState.DRAFT, 1)


@pytest.mark.parametrize(
    ("why", "is_whole", "said"),
    [
        (Blank.NO_CASE, True, "nothing to count in: Quarter II"),
        (Blank.NOT_APPLICABLE, True, "nothing to count in: Quarter II"),
        (Blank.EXPLAINED, False, "sent in without figures: Quarter II"),
    ],
)
def test_what_a_blank_means_for_the_year(cast, quarter, why, is_whole, said):
    first = factories.period_report(cast.unit, quarter, state="submitted")
    factories.period_result(first, "II.1", {"count": "4"})
    second = factories.period(cast.season, PeriodKind.QUARTER, 2)
    report = factories.period_report(cast.unit, second, state="submitted")
    factories.period_result(report, "II.1", {}, blank=why, note="x")
    line = cast.table.criteria.get(code="II.1")

    year = figures.of_participant(cast.unit, [line])[line.pk]
    assert (year.words, year.may_be_taken, year.why[-1]) == ("4 mô hình", is_whole, said)
    assert [each.words for each in year.periods] == ["4 mô hình", why.label]


def test_a_draft_that_explains_still_waits(cast, quarter):
    explain(cast, quarter, II_1=Why(Blank.NO_CASE))
    line = cast.table.criteria.get(code="II.1")

    year = figures.of_participant(cast.unit, [line])[line.pk]
    assert (year.may_be_taken, year.why[-1]) == (False, "still to come: Quarter I")
    assert PeriodReport.objects.get().state == PeriodReportState.DRAFT
