"""What waits in a browser when the sheet no longer opens: shown to its writer on the report's pages, never lost."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from clusters import clock
from clusters.enums import Event, ReportState, Role
from clusters.models import AuditEntry, Result
from tests import factories


@pytest.fixture
def officer(cast, report, walks_in):
    """Typed two values while there was no connection, and closed the sheet."""
    person = walks_in(cast.officer)
    person.page.goto(at("report-edit", report))
    person.has_saved()
    person.page.context.set_offline(True)
    person.field("I.1 Kết quả").press_sequentially("40")
    person.page.keyboard.press("Tab")
    person.page.keyboard.type("Theo báo cáo 12")
    person.page.keyboard.press("Tab")
    expect(person.page.locator("[data-waiting]")).to_contain_text("Mất kết nối. 2 giá trị")
    context = person.page.context
    person.page.close(run_before_unload=False)
    context.set_offline(False)
    person.sits_at(context.new_page())
    person.troubles.clear()
    return person


def at(name, report):
    return reverse(name, args=[report.pk])


def becomes(report, state, by, **more):
    """What a colleague, or whoever verifies, did meanwhile."""
    for name, value in {"state": state, "signed_at": clock.now(), "signed_by": by, **more}.items():
        setattr(report, name, value)
    report.save(update_fields=["state", "signed_at", "signed_by", *more])


def left(person):
    return person.page.locator("[data-left]")


def test_after_a_colleague_submitted_it_the_pages_show_what_waits(cast, report, officer):
    becomes(report, ReportState.SUBMITTED, cast.leader)
    for name in ("report", "report-check"):
        officer.page.goto(at(name, report))
        officer.looks(officer.page)
        expect(left(officer).get_by_role("heading")).to_have_text("Số liệu trên máy này chưa có trong báo cáo: 2")
        expect(left(officer).get_by_role("listitem")).to_contain_text(["I.1", "I.1"])
        expect(left(officer).locator("q")).to_have_text(["40", "Theo báo cáo 12"])
        expect(left(officer)).to_contain_text("Báo cáo đã nộp")
    assert not Result.objects.filter(report=report).exists()


def test_it_is_copied(cast, report, officer):
    becomes(report, ReportState.SUBMITTED, cast.leader)
    officer.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    officer.page.goto(at("report", report))
    officer.page.get_by_role("button", name="Chép nội dung: I.1").last.click()
    expect(left(officer)).to_contain_text("Đã chép")
    assert officer.page.evaluate("navigator.clipboard.readText()") == "Theo báo cáo 12"


def test_it_is_thrown_away_when_that_is_asked_once_more_and_the_trail_keeps_it(cast, report, officer):
    becomes(report, ReportState.SUBMITTED, cast.leader)
    officer.page.goto(at("report", report))
    officer.agrees = False
    officer.page.get_by_role("button", name="Bỏ đi: I.1").first.click()
    expect(left(officer).locator("q")).to_have_count(2)
    officer.agrees = True
    for _each in range(2):
        with officer.page.expect_response("**/set-aside/"):
            officer.page.get_by_role("button", name="Bỏ đi: I.1").first.click()
    expect(left(officer)).to_be_hidden()
    assert officer.asked == ["confirm"] * 3
    trail = AuditEntry.objects.about(report).order_by("number").values_list("event", "after")
    given_up = [{"I.1": {"actual": "40"}}, {"I.1": {"note": "Theo báo cáo 12"}}]
    assert list(trail) == [(Event.REPORT_VERSION_SET_ASIDE, each) for each in given_up]


def test_when_the_report_comes_back_it_is_sent_as_usual(cast, report, officer):
    becomes(report, ReportState.RETURNED, cast.leader, return_reason="Thiếu số liệu I.1")
    officer.page.goto(at("report", report))
    expect(left(officer)).to_contain_text("Mở bảng nhập kết quả")
    officer.page.goto(at("report-edit", report))
    officer.has_saved()
    assert Result.objects.get(report=report).inputs == {"actual": "40"}
    officer.page.goto(at("report", report))
    expect(left(officer)).to_be_hidden()


def test_nobody_else_sees_it_and_nothing_is_shown_where_nothing_waits(cast, report, officer):
    becomes(report, ReportState.SUBMITTED, cast.leader)
    officer.page.goto(at("report", report))
    expect(left(officer)).to_be_visible()
    officer.signs_out()
    officer.signs_in(factories.appointed(cast.unit.organisation, Role.OFFICER, "Lê Thị B"))
    officer.page.goto(at("report", report))
    officer.reads("I.1")
    expect(left(officer)).to_be_hidden()


def test_a_value_whose_answer_was_lost_is_not_called_missing(cast, report, walks_in):
    person = walks_in(cast.officer)
    person.page.goto(at("report-edit", report))
    person.page.context.route("**/cells/", lambda route: (route.fetch(), route.abort()))
    person.field("I.1 Kết quả").press_sequentially("40")
    person.page.keyboard.press("Tab")
    expect(person.page.locator("[data-waiting]")).to_contain_text("Mất kết nối. 1 giá trị")
    becomes(report, ReportState.SUBMITTED, cast.leader)
    person.page.goto(at("report", report))
    person.troubles.clear()
    expect(person.heading).to_be_visible()
    expect(left(person)).to_be_hidden()
    assert person.page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('sheet:'))") == []
