"""Two write minutes at once in real browsers: what is typed saves itself, the second is told, and nothing is lost."""

import pytest
from playwright.sync_api import expect

from tests import factories

LEAVING = "() => { const e = new Event('beforeunload', { cancelable: true }); return !window.dispatchEvent(e); }"


@pytest.fixture
def meeting(cast):
    """It goes on; the minutes have been begun."""
    made = factories.meeting(cast.season, state="open")
    factories.minutes_draft(made, "Mở đầu")
    return made


def written(visitor, text):
    page = visitor.page
    page.locator("textarea[name=text]").fill(text)
    return page


def _forgives_the_refusal(visitor):
    """The browser itself complains of an answer that refuses."""
    (refused,) = visitor.troubles
    assert "409" in refused
    visitor.troubles.clear()


def opened(visitor, meeting):
    visitor.page.goto(f"/meetings/{meeting.pk}/minutes/write/")
    return visitor


def test_the_second_writer_is_told_and_sees_both_texts(cast, meeting, walks_in):
    first, second = opened(walks_in(cast.head), meeting), opened(walks_in(cast.deputy), meeting)
    page = written(first, "Mở đầu. Ý kiến thứ nhất.")
    assert page.evaluate(LEAVING)
    expect(page.locator("[data-keep-told]")).not_to_be_empty(timeout=8000)
    page.locator("textarea[name=text]").blur()
    page.wait_for_function(f"() => !({LEAVING})()")
    page = written(second, "Mở đầu. Ý kiến thứ hai.")
    expect(page.locator("[data-keep-told]")).not_to_be_empty(timeout=8000)
    assert page.evaluate(LEAVING)
    _forgives_the_refusal(second)
    with page.expect_navigation():
        page.locator("form[data-keep] button[type=submit]").click()
    second.looks(page)
    expect(page.locator("main")).to_contain_text("Ý kiến thứ nhất.")
    expect(page.locator("textarea[name=text]")).to_have_value("Mở đầu. Ý kiến thứ hai.")
    with page.expect_navigation():
        page.locator("form[data-keep] button[type=submit]").click()
    meeting.draft.refresh_from_db()
    assert meeting.draft.text == "Mở đầu. Ý kiến thứ hai."
