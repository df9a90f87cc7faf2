"""Two tabs of one person at the sheet share a journal: what is still typed in one of them is not sent by the other."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from playwright.sync_api import Error, expect

from clusters import clock
from clusters.models import AuditEntry, Result
from tests.browser.person import Person
from tests.browser.sheet_desk import CELLS

NEWS = re.compile(r"/live/\?")
FIELD = "I.1 Kết quả"


@pytest.fixture
def first(cast, report, walks_in):
    """The tab in which somebody types; time passes in their browser when it is told to."""
    person = walks_in(cast.officer)
    person.page.clock.install()
    person.page.clock.pause_at(clock.now() + dt.timedelta(minutes=1))
    opens(person.page, report)
    return person


@pytest.fixture
def another(first, report):
    """`another()`: one more tab of the same browser, with the sheet open and everything sent that it would send."""

    def open_():
        tab = Person(first.page.context.new_page(), first.looks, first.troubles)
        opens(tab.page, report)
        return tab

    return open_


@pytest.fixture
def sent(first):
    """What came from which tab, as `(tab, text)`."""
    came = []

    def note(request):
        cells = request.post_data_json["cells"] if CELLS.search(request.url) else []
        came.extend((request.frame.page, each["text"]) for cell in cells for each in cell["parts"].values())

    first.page.context.on("request", note)
    return came


def opens(page, report):
    with page.expect_response(NEWS):
        page.goto(reverse("report-edit", args=[report.pk]))


def goes_online(tab):
    """Each tab sends what is due, and then asks for news."""
    tab.page.context.set_offline(True)
    with tab.page.expect_response(NEWS):
        tab.page.context.set_offline(False)


def passes(tab, seconds):
    tab.page.clock.run_for(round(seconds * 1000))


def is_killed(tab):
    with tab.page.expect_event("crash"), pytest.raises(Error):
        tab.page.goto("chrome://crash")
    tab.page.close()


def written(report):
    return [line["I.1"]["actual"] for line in AuditEntry.objects.about(report).values_list("after", flat=True)]


def stored(report):
    return [inputs["actual"] for inputs in Result.objects.filter(report=report).values_list("inputs", flat=True)]


def test_what_is_still_typed_is_not_sent_by_a_tab_that_goes_online(report, first, another, sent):
    second = another()
    first.field(FIELD).press_sequentially("12")
    second.finds(FIELD, "12")
    goes_online(second)
    assert (sent, written(report), stored(report)) == ([], [], [])
    first.page.keyboard.type("34")
    first.page.keyboard.press("Tab")
    first.has_saved()
    goes_online(second)
    assert (sent, written(report), stored(report)) == ([(first.page, "1234")], ["1234"], ["1234"])


def test_what_is_still_typed_is_not_sent_by_a_tab_that_opens(report, first, another, sent):
    first.field(FIELD).press_sequentially("12")
    second = another()
    second.finds(FIELD, "12")
    expect(second.page.locator("[data-waiting]")).to_contain_text("Chưa lưu: 1")
    for stroke in "3456":
        passes(first, 2)
        first.page.keyboard.type(stroke)
    goes_online(second)
    assert (sent, written(report)) == ([], [])
    first.page.keyboard.press("Tab")
    first.has_saved()
    assert (sent, written(report)) == ([(first.page, "123456")], ["123456"])


def test_what_rests_is_sent_by_the_tab_in_which_it_was_typed(report, first, another, sent):
    second = another()
    first.field(FIELD).press_sequentially("12")
    second.finds(FIELD, "12")
    passes(first, 3)
    first.has_saved()
    passes(first, 3)
    goes_online(second)
    assert (sent, written(report)) == ([(first.page, "12")], ["12"])


@pytest.mark.parametrize("is_open", [True, False], ids=["open before", "opened afterwards"])
def test_what_a_killed_tab_left_half_typed_is_sent_once_by_another(report, first, another, sent, is_open):
    second = another() if is_open else None
    first.field(FIELD).press_sequentially("12")
    if second:
        second.finds(FIELD, "12")
    is_killed(first)
    second = second or another()
    first.sits_at(second.page)
    passes(second, 3.9)
    assert (sent, written(report)) == ([], [])
    passes(second, 0.1)
    second.has_saved()
    with second.page.expect_response(NEWS):
        passes(second, 20)
    assert (sent, written(report), stored(report)) == ([(second.page, "12")], ["12"], ["12"])


def test_what_one_tab_saved_is_typed_over_in_another_without_a_dispute(report, first, another):
    second = another()
    first.field(FIELD).press_sequentially("12")
    second.finds(FIELD, "12")
    with second.page.expect_response(NEWS):
        first.page.keyboard.press("Tab")
    expect(second.page.locator("[data-kept]").first).to_contain_text("đã lưu lúc")
    second.field(FIELD).fill("15")
    second.page.keyboard.press("Tab")
    second.has_saved()
    assert (stored(report), written(report)) == (["15"], ["12", "15"])
