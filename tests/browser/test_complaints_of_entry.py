"""Two complaints about entering results that only a browser can answer; the others are in `tests/clusters`."""

from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from clusters.models import AuditEntry, Result

NOTE = "Theo báo cáo số 12/BC-SCT ngày 15/12/2026, hai mô hình đã nghiệm thu"


def test_1_i_lost_everything_i_typed(cast, report, walks_in):
    """“I lost everything I typed.” Session ended, network gone, tab closed in a word: it is there again."""
    address = reverse("report-edit", args=[report.pk])
    person = walks_in(cast.officer)
    person.page.goto(address)
    person.has_saved()
    Session.objects.all().delete()
    context = person.page.context
    context.set_offline(True)
    person.field("I.1 Kết quả").press_sequentially("1.234,5")
    person.page.keyboard.press("Tab")
    person.page.keyboard.type(NOTE)
    person.page.close(run_before_unload=False)
    context.set_offline(False)
    person.troubles.clear()
    person.sits_at(context.new_page())
    person.signs_in(cast.officer)
    person.page.goto(address)
    person.has_saved()
    person.finds("I.1 Ghi chú", NOTE)
    (result,) = Result.objects.filter(report=report)
    assert (result.inputs, result.note) == ({"actual": "1234.5"}, NOTE)


def test_5_a_second_tab_overwrote_my_work(cast, report, walks_in):
    """“A second tab overwrote my work.” Tabs show each other's values; another computer is shown both versions."""
    address = reverse("report-edit", args=[report.pk])
    person, elsewhere = walks_in(cast.officer), walks_in(cast.officer)
    first, second = person.page, person.page.context.new_page()
    for page in (first, second, elsewhere.page):
        page.goto(address)
    elsewhere.has_saved()
    types(person, "I.1 Kết quả", "40")
    person.has_saved()
    person.sits_at(second)
    types(person, "II.1 Số lượng", "2")
    person.has_saved()
    person.finds("I.1 Kết quả", "40")
    types(elsewhere, "I.1 Kết quả", "4")
    for version in ("Giữ của tôi: 4", "Lấy 40"):
        expect(elsewhere.page.get_by_role("button", name=version)).to_be_visible()
    trail = [line.after for line in AuditEntry.objects.about(report).order_by("number")]
    assert trail == [{"I.1": {"actual": "40", "note": ""}}, {"II.1": {"count": "2", "note": ""}}]
    assert Result.objects.get(report=report, criterion__code="I.1").inputs == {"actual": "40"}


def types(person, label, text):
    person.field(label).press_sequentially(text)
    person.page.keyboard.press("Tab")
