"""Language, keyboard, two writers, no script, leaving, paper, and the checks themselves."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clusters.enums import Phase, Role
from tests import factories
from tests.browser.person import Person


@pytest.fixture
def season(cast):
    """The unit's report is open, and its sheet is due."""
    factories.report(cast.unit)
    factories.pact(cast.season)
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    return cast.season


@pytest.fixture
def officer(cast, season, walks_in) -> Person:
    return walks_in(cast.officer)


def opens_the_sheet(person: Person) -> None:
    person.goes("Việc của tôi", "Lập báo cáo")


def test_english_is_shown_on_the_same_page_and_stays(officer):
    opens_the_sheet(officer)
    here = officer.page.url
    officer.presses("English")
    expect(officer.page).to_have_url(here)
    officer.reads("Criterion", "Back to the report")
    officer.goes("My tasks", "Years")
    expect(officer.page.locator("html")).to_have_attribute("lang", "en")
    officer.presses("Tiếng Việt")
    expect(officer.heading).to_have_text("Năm thi đua")


def test_the_keyboard_is_enough(cast, season, visits):
    person = visits()
    keys = person.page.keyboard
    person.page.goto("/")
    keys.press("Tab")
    expect(person.page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    keys.press("Enter")
    expect(person.page.get_by_role("main")).to_be_focused()
    keys.press("Tab")
    keys.insert_text(cast.officer.username)
    keys.press("Tab")
    keys.insert_text(factories.PASSWORD)
    keys.press("Enter")
    tabs_to(person.page, "link", "Lập báo cáo")
    keys.press("Enter")
    tabs_to(person.page, "textbox", "I.1 Kết quả")
    keys.insert_text("12,5")
    tabs_to(person.page, "button", "Lưu")
    keys.press("Enter")
    person.has_saved()
    person.finds("I.1 Kết quả", "12,5")


def tabs_to(page: Page, role: str, name: str) -> None:
    wanted = page.get_by_role(role, name=name, exact=True).last
    expect(wanted).to_be_visible()
    for _press in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab does not come to {role} {name}")


def test_the_second_writer_sees_both_and_loses_nothing(cast, officer, walks_in):
    colleague = walks_in(factories.appointed(cast.unit.organisation, Role.OFFICER, "Lê Thị B"))
    for person in (officer, colleague):
        opens_the_sheet(person)
    colleague.types_all({"I.1 Kết quả": "10", "II.1 Số lượng": "3"})
    colleague.saves()
    officer.types_all({"I.1 Kết quả": "11,5", "II.2 Số trường hợp": "1"})
    expect(officer.page.get_by_role("button", name="Giữ của tôi: 11,5")).to_be_visible()
    officer.reads("Lấy 10 (Lê Thị B")
    officer.finds("II.1 Số lượng", "3")
    officer.page.get_by_role("button", name="Giữ của tôi: 11,5").click()
    officer.has_saved()
    officer.finds("I.1 Kết quả", "11,5")
    officer.finds("II.2 Số trường hợp", "1")


def test_without_script_the_work_can_be_done(cast, season, walks_in):
    person = walks_in(cast.officer, java_script_enabled=False)
    opens_the_sheet(person)
    person.types("I.1 Kết quả", "12,5")
    person.presses("Thêm tệp II.1")
    person.attaches("Tệp", "minh-chung.pdf", b"%PDF-1.4\nthu nghiem")
    person.page.get_by_label("bí mật nhà nước").check()
    person.presses("Tải lên và viện dẫn")
    person.reads("minh-chung.pdf")
    person.presses("English")
    person.reads("Evidence")


def test_leaving_a_changed_sheet_loses_nothing(officer):
    opens_the_sheet(officer)
    officer.field("I.1 Kết quả").press_sequentially("12,5")
    officer.goes("Về báo cáo", "Nhập kết quả")
    assert officer.asked == []
    officer.has_saved()
    officer.finds("I.1 Kết quả", "12,5")


def test_leaving_a_changed_form_asks_first(officer):
    opens_the_sheet(officer)
    officer.presses("Thêm tệp I.1")
    form = officer.page.url
    officer.agrees = False
    officer.attaches("Tệp", "minh-chung.pdf", b"%PDF-1.4")
    officer.page.get_by_role("navigation", name="Trình đơn chính").get_by_role("link", name="Việc của tôi").click()
    assert officer.asked == ["beforeunload"]
    expect(officer.page).to_have_url(form)


def test_a_report_that_was_sent_fits_a_phone(cast, officer, examiner):
    report = cast.unit.report
    factories.submission(report)
    officer.page.goto(reverse("report", args=[report.pk]))
    officer.reads("Mã băm nội dung")
    examiner.examine(officer.page, "a report that was sent")


def test_paper_shows_the_page_and_not_the_menu(officer):
    opens_the_sheet(officer)
    officer.goes("Về báo cáo")
    officer.page.emulate_media(media="print")
    for tool in ("banner", "contentinfo"):
        expect(officer.page.get_by_role(tool)).to_have_count(0)
    expect(officer.page.get_by_role("navigation")).to_have_count(0)
    expect(officer.page.get_by_role("link", name="Nhập kết quả")).to_have_count(0)
    expect(officer.page.get_by_role("table").first).to_be_visible()


def test_what_breaks_the_policy_of_the_page_would_be_heard(visits):
    person = visits()
    person.page.goto("/")
    assert person.troubles == []
    person.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    expect(person.page.locator("p[style]")).to_be_visible()
    assert "Content Security Policy" in person.troubles.pop()


@pytest.mark.parametrize("status", [403, 404, 409])
def test_a_refusal_says_why_and_leads_on(cast, officer, examiner, status):
    address = {
        403: reverse("quota-grant", args=[cast.season.pk]),
        404: reverse("season", args=[cast.elsewhere.pk]),
        409: reverse("pact-targets", args=[cast.unit.pk]),
    }
    answer = officer.page.goto(address[status])
    assert (answer.status, len(officer.troubles)) == (status, 1)
    officer.troubles.clear()
    examiner.examine(officer.page, f"refusal {status}")
    officer.goes("Việc của tôi")


@pytest.mark.parametrize("body", ["<img src='data:,'>", "<h1>x</h1><p class='wide'>x</p>"])
def test_the_examiner_bites(visits, examiner, body):
    page = visits().page
    page.set_content(f"<html lang=vi><title>x</title><style>.wide {{ width: 2000px }}</style><main>{body}</main>")
    with pytest.raises(AssertionError):
        examiner.examine(page, "a page made badly")
