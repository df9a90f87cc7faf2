"""The pages of periods: from the first figure to the receipt, the return, the year."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import PeriodKind
from clusters.models import PeriodReport, PeriodResult, PeriodSubmission, Result
from tests import factories
from tests.reading import as_person, first_column, get, post, sheets


@pytest.fixture
def quarter(cast, at):
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1")
    days = {"opens_on": dt.date(2026, 3, 20), "due_at": clock.moment(2026, 4, 10, 17)}
    with at(2026, 4, 5):
        yield factories.period(cast.season, PeriodKind.QUARTER, 1, **days)


@pytest.fixture
def field(cast):
    return f"c{cast.table.criteria.get(code='II.1').pk}-count"


def test_from_the_sheet_to_the_receipt(client, cast, quarter, field):
    as_person(client, cast.officer)
    saved = post(client, "period-sheet", quarter.pk, cast.unit.pk, **{field: "3", "go": "check"})
    report = PeriodReport.objects.get()
    sent = post(client, "period-report-submit", report.pk)
    receipt = client.get(sent.url)

    assert saved.url == f"/periods/{quarter.pk}/units/{cast.unit.pk}/check/"
    assert sent.url == f"/period-submissions/{PeriodSubmission.objects.get().pk}/"
    assert receipt.context["is_true"]
    assert first_column(receipt.context["table"]) == ["II. Tiêu chí II", "II.1. Tiêu chí II.1"]


def test_two_writers_see_both_versions_and_lose_nothing(client, cast, quarter, field):
    as_person(client, cast.officer)
    drawn = get(client, "period-sheet", quarter.pk, cast.unit.pk).context["form"]
    stale = {name: drawn[name].value() for name in ("seen", "drawn")}
    post(client, "period-sheet", quarter.pk, cast.unit.pk, **{field: "3"})
    answer = post(client, "period-sheet", quarter.pk, cast.unit.pk, **{field: "5", "seen": "{}", "drawn": "{}"})

    ((_who, yours, theirs),) = answer.context["versions"]
    assert (yours, theirs, len(stale)) == ("5 mô hình", "3 mô hình", 2)
    assert answer.context["form"][field].value() == "5"
    assert PeriodResult.objects.get().inputs == {"count": "3"}


def test_what_is_no_figure_is_said_beside_its_field(client, cast, quarter, field):
    answer = post(as_person(client, cast.officer), "period-sheet", quarter.pk, cast.unit.pk, **{field: "ba"})

    assert [*answer.context["form"].errors] == [field]
    assert not PeriodReport.objects.exists()


def test_the_head_returns_with_a_reason_and_gives_more_time(client, cast, quarter):
    report = factories.period_report(cast.unit, quarter, state="submitted")
    as_person(client, cast.head)
    empty = post(client, "period-report-return", report.pk, reason=" ")
    done = post(client, "period-report-return", report.pk, reason="Chưa khớp")
    more = post(client, "period-extend", quarter.pk, cast.unit.pk, until="17:00 20/04/2026", reason="Bão")

    report.refresh_from_db()
    assert [*empty.context["form"].errors] == ["reason"]
    assert (done.url, report.state, report.return_reason) == (f"/periods/{quarter.pk}/", "returned", "Chưa khớp")
    assert more.url == f"/participants/{cast.unit.pk}/periods/"
    assert cast.unit.period_extensions.get().until == clock.moment(2026, 4, 20, 17)


def test_the_year_at_a_glance_shows_who_has_sent(client, cast, quarter):
    factories.period_report(cast.unit, quarter, state="accepted")
    answer = get(as_person(client, cast.official), "season-period-reports", cast.season.pk, export="xlsx")

    (rows,) = sheets(answer).values()
    assert [row[:2] for row in rows] == [["Sở A", "Accepted"], ["Sở B", "not begun"], ["Sở C", "not begun"]]


def test_the_officer_takes_the_year_over(client, cast, quarter):
    report = factories.report(cast.unit)
    made = factories.period_report(cast.unit, quarter, state="accepted")
    factories.period_result(made, "II.1", {"count": "4"})
    as_person(client, cast.officer)
    form = get(client, "report-derive", report.pk).context["form"]
    said = {name: form[name].value() for name in ("criteria", "stamp", "seen")}
    answer = post(client, "report-derive", report.pk, **{**said, "seen": "{}"})

    assert answer.url == f"/reports/{report.pk}/edit/"
    assert Result.objects.get().inputs == {"count": "4"}


def test_a_blank_is_explained_where_it_is_checked(client, cast, quarter):
    as_person(client, cast.officer)
    line = cast.table.criteria.get(code="II.1").pk
    page = get(client, "period-check", quarter.pk, cast.unit.pk)
    seen = {name: page.context["form"][name].value() for name in ("seen", "drawn")}
    said = {**seen, f"b{line}-why": "explained", f"b{line}-note": " "}
    wrong = post(client, "period-check", quarter.pk, cast.unit.pk, **said)
    done = post(client, "period-check", quarter.pk, cast.unit.pk, **{**said, f"b{line}-note": "Đang kiểm tra"})
    after = client.get(done.url)

    assert ([each.name for each in page.context["findings"].blank], page.context["report"].pk) == (["II.1"], None)
    assert [*wrong.context["form"].errors] == [f"b{line}-note"]
    assert (after.context["findings"].blank, bool(after.context["may_submit"])) == ([], True)
    assert PeriodResult.objects.get().note == "Đang kiểm tra"


def test_what_a_colleague_entered_meanwhile_is_no_blank(client, cast, quarter, field):
    as_person(client, cast.officer)
    line = cast.table.criteria.get(code="II.1").pk
    form = get(client, "period-check", quarter.pk, cast.unit.pk).context["form"]
    said = {name: form[name].value() for name in ("seen", "drawn")}
    note = factories.period_report(cast.unit, quarter)
    factories.period_result(note, "II.1", {}, note="Của đồng nghiệp")
    answer = post(client, "period-check", quarter.pk, cast.unit.pk, **said, **{f"b{line}-why": "no_case"})

    assert "A colleague changed the same lines" in str(answer.context["form"].errors)
    assert answer.context["form"][f"b{line}-why"].value() == "no_case"
    assert PeriodResult.objects.get().blank == ""


def test_nothing_chosen_is_refused(client, cast, quarter):
    report = factories.report(cast.unit)
    answer = post(as_person(client, cast.officer), "report-derive", report.pk, stamp="x")

    assert [*answer.context["form"].errors] == ["criteria"]
