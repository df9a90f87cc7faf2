"""The results sheet in a browser: each cell saves by itself, and what the server has not confirmed is never lost."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from clusters import clock
from clusters.enums import Event, Provenance, Role
from clusters.models import AuditEntry, Result
from clusters.services import result as results
from tests import factories
from tests.clusters import test_report_service as steps

DEAF = ("Failed to load resource", "INTERNET_DISCONNECTED")


@pytest.fixture
def opens(report, walks_in):
    """`opens(user)`: somebody who has just opened the sheet."""

    def open_(user):
        person = walks_in(user)
        person.page.goto(reverse("report-edit", args=[report.pk]))
        person.has_saved()
        return person

    return open_


@pytest.fixture
def person(cast, opens):
    return opens(cast.officer)


@pytest.fixture
def colleague(cast, opens):
    return opens(factories.appointed(cast.unit.organisation, Role.OFFICER, "Lê Thị B"))


def says(person, words):
    expect(person.page.locator("[data-waiting]")).to_contain_text(words)


def types(person, label, text):
    """As people do, stroke by stroke, and leaves the cell."""
    person.field(label).press_sequentially(text)
    person.page.keyboard.press("Tab")


def hears_again(person):
    """A browser without a connection complains of each try."""
    person.troubles[:] = [each for each in person.troubles if not all(word in each for word in DEAF)]


def stored(report, code="I.1"):
    found = Result.objects.filter(report=report, criterion__code=code).values_list("inputs", "note")
    return found[0] if found else None


def test_a_cell_saves_when_it_is_left(report, person):
    types(person, "I.1 Kết quả", "1234,5")
    person.has_saved()
    assert stored(report) == ({"actual": "1234.5"}, "")


def test_the_hour_of_a_saving_is_that_of_vietnam(person):
    """Wherever the browser is."""
    moment = clock.now().replace(hour=20, minute=45) + dt.timedelta(days=1)
    person.page.clock.install()
    person.page.clock.pause_at(moment)
    types(person, "I.1 Kết quả", "40")
    expect(person.page.locator("[data-kept]").first).to_have_text("đã lưu lúc 20:45")


def test_a_figure_that_is_typed_over_loses_the_mark_of_where_it_came_from(cast, report, person):
    made_up = {"mark": Provenance.DEMO, "source": "Số liệu giả định"}
    values = {steps.leaf(cast): ({"actual": Decimal(30)}, "")}
    results.enter(report, values, by=cast.officer, seen={}, **made_up)
    person.page.reload()
    mark = person.page.locator(".sheet-fields .mark")
    expect(mark).to_have_text("DEMO: Số liệu giả định")

    person.field("I.1 Ghi chú").fill("theo báo cáo quý")
    person.page.keyboard.press("Tab")
    person.has_saved()
    expect(mark).to_have_count(1)
    person.field("I.1 Kết quả").fill("40")
    person.page.keyboard.press("Enter")
    person.has_saved()
    expect(mark).to_have_count(0)


def test_a_cell_is_not_sent_while_it_is_typed_in(report, person):
    """Though another one is on its way: half a word does not belong on the trail."""
    person.page.clock.install()
    person.page.clock.pause_at(clock.now() + dt.timedelta(minutes=1))
    came = []
    person.page.context.route("**/cells/", lambda route: route.fallback() if came else came.append(route))
    types(person, "I.1 Kết quả", "40")
    person.page.keyboard.type("Theo")
    came[0].continue_()
    expect(person.page.locator("[data-kept]").first).to_contain_text("đã lưu")
    says(person, "Chưa lưu: 1")
    person.page.keyboard.type(" báo cáo")
    person.page.keyboard.press("Tab")
    person.has_saved()
    notes = [line["I.1"]["note"] for line in AuditEntry.objects.about(report).values_list("after", flat=True)]
    assert sorted(notes) == ["", "Theo báo cáo"]


def test_without_a_connection_nothing_is_lost(report, person):
    person.page.context.set_offline(True)
    types(person, "I.1 Kết quả", "40")
    says(person, "Mất kết nối. 1 giá trị")
    person.page.context.set_offline(False)
    person.has_saved()
    hears_again(person)
    assert stored(report) == ({"actual": "40"}, "")


def test_a_closed_tab_loses_nothing(report, person):
    context = person.page.context
    context.set_offline(True)
    types(person, "I.1 Kết quả", "40")
    says(person, "Mất kết nối")
    person.page.close(run_before_unload=False)
    context.set_offline(False)
    person.page = context.new_page()
    person.page.goto(reverse("report-edit", args=[report.pk]))
    person.has_saved()
    hears_again(person)
    person.finds("I.1 Kết quả", "40")
    assert stored(report) == ({"actual": "40"}, "")


def test_a_session_that_ended_is_renewed_in_place(cast, report, person):
    Session.objects.all().delete()
    types(person, "I.1 Kết quả", "40")
    says(person, "Phiên làm việc đã hết. 1 giá trị")
    person.page.get_by_role("button", name="Đăng nhập lại").click()
    person.types("Tên tài khoản hoặc thư điện tử", cast.officer.username)
    person.types("Mật khẩu", "sai")
    person.page.get_by_role("dialog").get_by_role("button", name="Đăng nhập").click()
    expect(person.page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    person.types("Mật khẩu", factories.PASSWORD)
    person.page.get_by_role("dialog").get_by_role("button", name="Đăng nhập").click()
    person.has_saved()
    types(person, "II.1 Số lượng", "2")
    person.has_saved()
    assert (stored(report), stored(report, "II.1")) == (({"actual": "40"}, ""), ({"count": "2"}, ""))


def test_an_ended_session_is_renewed_from_the_cell_and_leads_back_to_it(cast, report, person):
    Session.objects.all().delete()
    field, keys = person.field("I.1 Kết quả"), person.page.keyboard
    field.press_sequentially("40")
    keys.press("Control+s")
    says(person, "Phiên làm việc đã hết. 1 giá trị")
    expect(field).to_be_focused()
    keys.press("Control+s")
    person.types("Tên tài khoản hoặc thư điện tử", cast.officer.username)
    person.types("Mật khẩu", factories.PASSWORD)
    keys.press("Enter")
    person.has_saved()
    expect(field).to_be_focused()
    assert stored(report) == ({"actual": "40"}, "")


def test_the_sheet_of_one_person_is_not_sent_by_another(cast, report, person):
    Session.objects.all().delete()
    types(person, "I.1 Kết quả", "40")
    person.page.get_by_role("button", name="Đăng nhập lại").click()
    person.types("Tên tài khoản hoặc thư điện tử", cast.leader.username)
    person.types("Mật khẩu", factories.PASSWORD)
    person.page.get_by_role("dialog").get_by_role("button", name="Đăng nhập").click()
    expect(person.page.get_by_role("dialog")).to_contain_text("bảng này do người khác mở")
    assert stored(report) is None


def test_what_a_colleague_writes_elsewhere_appears(report, person, colleague):
    types(colleague, "II.1 Số lượng", "3")
    colleague.has_saved()
    types(person, "I.1 Kết quả", "40")
    person.finds("II.1 Số lượng", "3")
    person.reads("đồng nghiệp vừa sửa")


@pytest.mark.parametrize(("choice", "kept"), [("Giữ của tôi: 50", "50"), ("Lấy 40 (Lê Thị B", "40")])
def test_in_the_same_cell_both_versions_are_seen(report, person, colleague, choice, kept):
    types(colleague, "I.1 Kết quả", "40")
    colleague.has_saved()
    person.field("I.1 Kết quả").press_sequentially("50")
    person.page.keyboard.press("Tab")
    person.page.get_by_role("button", name=choice).click()
    person.has_saved()
    person.finds("I.1 Kết quả", kept)
    assert stored(report) == ({"actual": kept}, "")
    trail = AuditEntry.objects.about(report).order_by("number").values_list("after", flat=True)
    assert [line["I.1"]["actual"] for line in trail] == ["40", "50"]


def test_giving_way_is_on_the_trail(report, person, colleague):
    types(colleague, "I.1 Kết quả", "40")
    colleague.has_saved()
    types(person, "I.1 Kết quả", "50")
    person.page.get_by_role("button", name="Lấy 40 (Lê Thị B").click()
    person.has_saved()
    events = AuditEntry.objects.about(report).order_by("number").values_list("event", flat=True)
    expect(person.page.locator("[data-waiting]")).to_have_attribute("data-state", "kept")
    assert list(events) == [Event.REPORT_SAVED, Event.REPORT_VERSION_SET_ASIDE]


def test_what_cannot_be_read_stays_and_says_why(report, person):
    types(person, "I.1 Kết quả", "bốn mươi")
    person.reads("“bốn mươi” không phải là số")
    says(person, "Chưa lưu: 1")
    person.page.reload()
    person.finds("I.1 Kết quả", "bốn mươi")
    person.types("I.1 Kết quả", "40")
    person.has_saved()
    assert stored(report) == ({"actual": "40"}, "")


def test_a_block_from_a_spreadsheet_spreads_and_is_undone(report, person):
    first = person.field("II.1 Số lượng")
    first.focus()
    first.evaluate(
        """field => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", "3\\tghi chú 1\\n1\\tghi chú 2\\n");
        field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }"""
    )
    person.finds("II.2 Số trường hợp", "1")
    person.has_saved()
    assert (stored(report, "II.1"), stored(report, "II.2")[1]) == (({"count": "3"}, "ghi chú 1"), "ghi chú 2")
    person.page.keyboard.press("Control+z")
    person.finds("II.1 Số lượng", "")
    person.has_saved()
    assert (stored(report, "II.1"), stored(report, "II.2")) == (({}, ""), ({}, ""))


def test_keys_move_take_back_and_fill_down(person):
    first = person.field("II.1 Số lượng")
    first.focus()
    keys = person.page.keyboard
    keys.type("3")
    keys.press("Enter")
    expect(person.field("II.2 Số trường hợp")).to_be_focused()
    keys.press("Control+d")
    person.finds("II.2 Số trường hợp", "3")
    keys.type("7")
    keys.press("Escape")
    person.finds("II.2 Số trường hợp", "3")
    keys.press("ArrowUp")
    expect(first).to_be_focused()
    keys.press("F2")
    keys.press("ArrowLeft")
    keys.type("1")
    person.finds("II.1 Số lượng", "13")


def test_groups_fold_and_what_needs_a_person_unfolds(person):
    fold = person.page.locator("tr[data-fold] button").first
    fold.click()
    expect(person.page.get_by_label("I.1 Kết quả")).to_be_hidden()
    expect(fold).to_have_attribute("aria-expanded", "false")
    person.field("II.1 Số lượng").press("ArrowUp")
    expect(person.field("II.1 Số lượng")).to_be_focused()

    person.page.reload()
    expect(person.page.get_by_label("I.1 Kết quả")).to_be_hidden()
    person.page.locator("[data-standing] a", has_text="chưa nhập").click()
    expect(person.page.get_by_label("I.1 Kết quả")).to_be_visible()


def test_points_and_what_is_missing_follow_what_was_saved(report, person):
    types(person, "II.1 Số lượng", "2")
    row = person.page.locator("tr[data-row]", has_text="Tiêu chí II.1")
    expect(row.locator("[data-score]")).to_contain_text("20 / 30")
    expect(row.locator("[data-badge]")).to_contain_text("đã lưu")
    expect(person.page.locator("[data-standing]")).to_contain_text("5 chưa nhập")


def test_the_history_of_a_value_opens_in_place(report, person):
    types(person, "I.1 Kết quả", "40")
    person.has_saved()
    person.page.keyboard.press("Shift+Tab")
    person.page.keyboard.type("41")
    person.page.keyboard.press("Enter")
    person.has_saved()
    person.page.get_by_role("link", name="Lịch sử I.1").click()
    dialog = person.page.get_by_role("dialog")
    expect(dialog).to_contain_text("40 → 41")
    person.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(person.page.get_by_label("I.1 Kết quả")).to_be_visible()
