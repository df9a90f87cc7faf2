"""The figures of a period as a workbook: the year's, with the other periods beside, and the same look and locks."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from clusters import clock
from clusters.enums import Event, PeriodKind
from clusters.models import AuditEntry, PeriodReport, PeriodResult
from tests import factories
from tests.clusters.test_report_book import Book, upload
from tests.reading import as_person, get


@pytest.fixture(autouse=True)
def _in_july(at):
    with translation.override("en"), at(2026, 7, 5):
        yield


@pytest.fixture
def quarter(cast):
    """The second; of the first there is a report already."""
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1", "II.2")
    days = {"opens_on": dt.date(2026, 6, 20), "due_at": clock.moment(2026, 7, 10, 17)}
    first = factories.period_report(cast.unit, factories.period(cast.season, PeriodKind.QUARTER, 1), state="accepted")
    factories.period_result(first, "II.1", {"count": "4"})
    return factories.period(cast.season, PeriodKind.QUARTER, 2, **days)


@pytest.fixture
def place(cast, quarter):
    return [quarter.pk, cast.unit.pk]


@pytest.fixture
def officer(client, cast):
    return as_person(client, cast.officer)


def downloaded(client, place):
    return Book(get(client, "period-book", *place).content)


def sent(client, place, book):
    return client.post(reverse("period-book-upload", args=place), {"file": upload(book)})


def looked(client, place, book):
    answer = sent(client, place, book)
    assert answer.status_code == 302, answer.context["form"].errors
    return client.get(answer.url)


def own(quarter):
    return PeriodReport.objects.filter(period=quarter)


def kept(quarter):
    return {row.criterion.code: (row.inputs, row.note) for row in PeriodResult.objects.filter(report__period=quarter)}


def test_the_book_shows_the_other_periods_and_locks_the_rest(officer, place):
    book = downloaded(officer, place)

    codes = [book.sheet.cell(row, 1).value for row in range(5, book.sheet.max_row + 1)]
    assert codes == ["II", "II.1", "II.2"]
    assert book.cell("II.1", "periods").value == "Quarter I: 4 mô hình"
    assert (book.sheet.protection.sheet, "self" in book.places) == (True, False)
    assert (book.cell("II.1", "figure1").protection.locked, book.cell("II.1", "code").protection.locked) == (
        False,
        True,
    )


def test_what_it_says_is_looked_at_and_taken_whole(officer, quarter, place):
    book = downloaded(officer, place).put("II.1", 3).put("II.2", 1).put("II.2", "ghi chú", "note")
    page = looked(officer, place, book)
    assert not own(quarter).exists()
    done = officer.post(page.wsgi_request.get_full_path())

    changes = [[str(cell.value) for cell in row.cells[1:]] for row in page.context["run"].table.rows]
    assert changes == [["–", "3 mô hình"], ["–", "1 lần · ghi chú"]]
    assert (done.url, kept(quarter)) == (
        reverse("period-sheet", args=place),
        {"II.1": ({"count": "3"}, ""), "II.2": ({"count": "1"}, "ghi chú")},
    )
    events = AuditEntry.objects.about(own(quarter).get()).order_by("number").values_list("event", flat=True)
    assert [*events] == [Event.PERIOD_REPORT_SAVED, Event.PERIOD_REPORT_BOOK_TAKEN]


def test_one_row_that_cannot_be_read_keeps_all_out_and_says_why(officer, quarter, place):
    page = looked(officer, place, downloaded(officer, place).put("II.1", 3).put("II.2", "một"))
    officer.post(page.wsgi_request.get_full_path())
    marked = Book(officer.get(page.context["marked_url"]).content)

    assert (page.context["run"].may_apply, own(quarter).exists()) == (False, False)
    assert "một" in marked.cell("II.2", "why").value
    assert (marked.cell("II.1", "figure1").value, marked.cell("II.1", "why").value) == (3, "")


def test_what_a_colleague_saved_since_is_not_written_over(officer, quarter, place, cast):
    book = downloaded(officer, place).put("II.1", 3)
    report = factories.period_report(cast.unit, quarter)
    factories.period_result(report, "II.1", {"count": "9"}, by=cast.leader)
    page = looked(officer, place, book)
    officer.post(page.wsgi_request.get_full_path())

    assert [row.cells[1].value for row in page.context["run"].disputed_table.rows] == ["9 mô hình"]
    assert kept(quarter) == {"II.1": ({"count": "9"}, "")}


def test_a_book_of_another_period_or_of_the_year_is_refused(officer, cast, quarter, place):
    other = [factories.period(cast.season, PeriodKind.QUARTER, 3, opens_on=dt.date(2026, 7, 1)).pk, cast.unit.pk]
    year = Book(get(officer, "report-book", factories.report(cast.unit).pk).content)
    answers = [sent(officer, place, downloaded(officer, other)), sent(officer, place, year)]

    said = [" ".join(each.context["form"].errors["file"]) for each in answers]
    assert said[0] == ("The workbook is that of “Sở A – Quarter III”, not of “Sở A – Quarter II”. Upload it there.")
    assert "not of “Sở A – Quarter II”" in said[1]


def test_what_was_sent_in_takes_no_book(officer, cast, quarter, place):
    page = looked(officer, place, downloaded(officer, place).put("II.1", 3))
    factories.period_report(cast.unit, quarter, state="submitted")
    done = officer.post(page.wsgi_request.get_full_path())

    assert (done.status_code, kept(quarter)) == (409, {})
