"""Where the cursor stands on the sheet: a cell that keys led to or wrote into is selected, F2 goes into its text."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from clusters.enums import Phase
from tests import factories
from tests.browser.sheet_desk import PASTE

UPPER, LOWER = "II.1 Số lượng", "II.2 Số trường hợp"
SELECTION = "({ selectionStart, selectionEnd }) => [selectionStart, selectionEnd]"


@pytest.fixture
def person(cast, walks_in):
    factories.pact(cast.season)
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    found = walks_in(cast.officer)
    found.page.goto(reverse("report-edit", args=[factories.report(cast.unit).pk]))
    found.has_saved()
    return found


@pytest.fixture
def upper(person):
    """Holds 120, instead of 35 that it held before, and has the focus."""
    field, keys = person.field(UPPER), person.page.keyboard
    field.focus()
    for typed in ("35", "120"):
        keys.type(typed)
        keys.press("Control+s")
    person.has_saved()
    return field


def is_selected(field, text):
    """The whole text, so that the next stroke begins anew."""
    expect(field).to_be_focused()
    expect(field).to_have_value(text)
    assert field.evaluate(SELECTION) == [0, len(text)]


def test_what_is_undone_and_done_again_is_selected(person, upper):
    keys = person.page.keyboard
    is_selected(upper, "120")
    keys.press("Control+z")
    is_selected(upper, "35")
    keys.press("Control+y")
    is_selected(upper, "120")
    keys.press("Enter")
    keys.press("Control+z")
    is_selected(upper, "35")
    keys.type("7")
    expect(upper).to_have_value("7")


def test_what_is_filled_down_and_pasted_is_selected(person, upper):
    person.page.keyboard.press("Enter")
    lower = person.field(LOWER)
    person.page.keyboard.press("Control+d")
    is_selected(lower, "120")
    person.page.evaluate(PASTE, "48\tTheo báo cáo 12\n")
    is_selected(lower, "48")
    person.has_saved()
    is_selected(lower, "48")


def test_f2_goes_to_the_end_of_the_text(person, upper):
    keys = person.page.keyboard
    keys.press("Control+z")
    keys.press("F2")
    assert upper.evaluate(SELECTION) == [2, 2]
    keys.type("6")
    keys.press("ArrowLeft")
    assert upper.evaluate(SELECTION) == [2, 2]
    expect(upper).to_have_value("356")
