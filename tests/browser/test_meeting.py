"""The meeting decides on a grade in a real browser, and the ranking is read on a phone."""

import pytest
from playwright.sync_api import expect

from clusters.enums import Phase
from clusters.models import ScoringTableVersion
from tests import factories
from tests.browser.examining import WIDTHS
from tests.clusters.test_grade_ruling import GRADING


@pytest.fixture
def ranked(cast):
    """Sở A and Sở B are tied across the edge of a quota of one."""
    ScoringTableVersion.objects.filter(pk=cast.table.pk).update(grading=GRADING)
    cast.season.phase = Phase.MEETING
    cast.season.save(update_fields=["phase"])
    factories.scored_report(cast.unit, head=True)
    factories.scored_report(cast.head_unit, head=True)
    factories.scored_report(cast.deputy_unit, head=True, II_1=16)
    return cast.season


def test_the_decision_is_recorded_and_read(cast, ranked, walks_in):
    head = walks_in(cast.head)
    page = head.page
    page.goto(f"/seasons/{ranked.pk}/ranking/")
    head.looks(page)
    with page.expect_navigation():
        page.locator("#questions a").click()
    head.looks(page)
    page.get_by_label("Sở B").check()
    page.locator("textarea").fill("Biên bản số 5")
    page.locator("form.form button[type=submit]").click()
    expect(page.locator("#questions")).to_contain_text("Biên bản số 5")
    expect(page.locator("#ranking tbody tr", has_text="Sở B")).to_contain_text("Xuất sắc")


@pytest.mark.parametrize("width", [360, 320])
def test_rank_unit_points_and_grade_are_in_sight_on_a_phone(cast, ranked, walks_in, width):
    page = walks_in(cast.head).page
    page.set_viewport_size({**WIDTHS["phone"], "width": width})
    page.goto(f"/seasons/{ranked.pk}/ranking/")
    card = page.locator("#ranking tbody tr").first
    card.scroll_into_view_if_needed()
    for words in ("Sở A", "89", "Tốt"):
        box = card.get_by_text(words, exact=True).last.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert card.bounding_box()["height"] < WIDTHS["phone"]["height"] / 2
    assert page.locator("#ranking thead").bounding_box()["height"] < 80
