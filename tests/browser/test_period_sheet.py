"""The sheet of a period in a browser: the same cells, journal and keys as the year's."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from clusters import clock
from clusters.enums import Event, PeriodKind, Role
from clusters.models import AuditEntry, PeriodReport, PeriodResult
from clusters.services import period_signature as signatures
from tests import factories


@pytest.fixture
def quarter(cast):
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1", "II.2")
    due_at = clock.now() + dt.timedelta(days=9)
    return factories.period(cast.season, PeriodKind.QUARTER, 1, opens_on=clock.today(), due_at=due_at)


@pytest.fixture
def opens(cast, quarter, walks_in):
    """`opens(user)`: somebody who has just opened the sheet."""

    def open_(user):
        person = walks_in(user)
        person.page.goto(reverse("period-sheet", args=[quarter.pk, cast.unit.pk]))
        person.has_saved()
        return person

    return open_


def types(person, label, text):
    """As people do, stroke by stroke, and leaves the cell."""
    person.field(label).press_sequentially(text)
    person.page.keyboard.press("Tab")


def stored(code="II.1"):
    found = PeriodResult.objects.filter(criterion__code=code).values_list("inputs", flat=True)
    return found[0] if found else None


def test_a_cell_saves_when_it_is_left_and_leads_to_the_check(cast, opens):
    person = opens(cast.officer)
    types(person, "II.1 Số lượng", "3")
    person.has_saved()
    expect(person.page.locator("[data-badge]").first).to_have_text("đã lưu")
    expect(person.page.locator("[data-filled]")).to_have_text("1/2")
    expect(person.page.locator("[data-standing]")).to_contain_text("1 chưa nhập")
    assert stored() == {"count": "3"}
    person.presses("Lưu, kiểm tra và gửi")
    person.reads("3 mô hình")


def test_without_a_connection_nothing_is_lost(cast, opens):
    person = opens(cast.officer)
    person.page.context.set_offline(True)
    types(person, "II.1 Số lượng", "3")
    expect(person.page.locator("[data-waiting]")).to_contain_text("Mất kết nối. 1 giá trị")
    person.page.context.set_offline(False)
    person.has_saved()
    person.troubles[:] = [each for each in person.troubles if "INTERNET_DISCONNECTED" not in each]
    assert stored() == {"count": "3"}


def test_in_the_same_cell_both_versions_are_seen(cast, opens):
    person = opens(cast.officer)
    colleague = opens(factories.appointed(cast.unit.organisation, Role.OFFICER, "Lê Thị B"))
    types(colleague, "II.1 Số lượng", "3")
    colleague.has_saved()
    types(person, "II.1 Số lượng", "5")
    person.page.get_by_role("button", name="Giữ của tôi: 5").click()
    person.has_saved()
    types(colleague, "II.2 Số trường hợp", "0")
    colleague.finds("II.1 Số lượng", "5")
    colleague.has_saved()
    assert (stored(), stored("II.2")) == ({"count": "5"}, {"count": "0"})


def test_what_was_sent_meanwhile_refuses_and_keeps_what_was_typed(cast, quarter, opens):
    person = opens(cast.officer)
    factories.period_report(cast.unit, quarter, state="submitted")
    types(person, "II.1 Số lượng", "3")
    expect(person.page.locator("[data-waiting]")).to_contain_text("Báo cáo đã nộp")
    person.troubles[:] = [each for each in person.troubles if "409" not in each]
    person.finds("II.1 Số lượng", "3")
    PeriodReport.objects.update(state="draft")
    person.page.reload()
    person.has_saved()
    assert stored() == {"count": "3"}


def test_what_waits_after_the_sending_is_shown_and_thrown_away_on_the_trail(cast, quarter, opens):
    person = opens(cast.officer)
    person.page.context.set_offline(True)
    types(person, "II.1 Số lượng", "3")
    expect(person.page.locator("[data-waiting]")).to_contain_text("Mất kết nối. 1 giá trị")
    report = factories.period_report(cast.unit, quarter, state="submitted")
    person.page.close(run_before_unload=False)
    person.page.context.set_offline(False)
    person.sits_at(person.page.context.new_page())
    person.troubles.clear()
    left = person.page.locator("[data-left]")
    for address in (reverse("period-check", args=[quarter.pk, cast.unit.pk]), f"/period-reports/{report.pk}/"):
        person.page.goto(address)
        expect(left.get_by_role("heading")).to_have_text("Số liệu trên máy này chưa có trong báo cáo: 1")
        expect(left.locator("q")).to_have_text(["3"])
    person.looks(person.page)
    with person.page.expect_response("**/set-aside/"):
        left.get_by_role("button", name="Bỏ đi: II.1").click()
    expect(left).to_be_hidden()
    trail = AuditEntry.objects.about(report).values_list("event", "after")
    assert [*trail] == [(Event.PERIOD_REPORT_VERSION_SET_ASIDE, {"II.1": {"count": "3"}})]


def test_groups_fold_and_the_history_of_a_value_opens_in_place(cast, opens):
    person = opens(cast.officer)
    types(person, "II.1 Số lượng", "3")
    person.has_saved()
    person.page.get_by_role("link", name="Lịch sử II.1").click()
    told = person.page.get_by_role("dialog")
    expect(told).to_contain_text("Số lượng: – → 3")
    expect(told).to_contain_text("Cùng kỳ các năm trước")
    told.get_by_role("button", name="Đóng").click()
    person.page.get_by_role("button", name="II. Tiêu chí II").click()
    expect(person.field("II.1 Số lượng")).to_be_hidden()
    person.page.reload()
    expect(person.field("II.1 Số lượng")).to_be_hidden()


def test_the_page_says_at_once_that_a_change_took_the_signature(cast, quarter, opens):
    type(quarter).objects.update(asks_signature=True)
    made = factories.period_report(cast.unit, quarter)
    for code in ("II.1", "II.2"):
        factories.period_result(made, code, {"count": "3"}, by=cast.officer)
    signatures.sign(made, by=cast.leader)
    person = opens(cast.officer)
    expect(person.page.locator("[data-signed]")).to_contain_text("Lãnh đạo đã ký xác nhận báo cáo này")

    types(person, "II.1 Số lượng", "1")
    person.has_saved()
    expect(person.page.locator("[data-signed]")).to_contain_text("báo cáo phải ký lại")
    expect(person.page.locator("[data-report-state]")).to_have_text("Bản nháp")
