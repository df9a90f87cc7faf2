"""Sixty criteria filled with the keyboard alone, through everything that goes wrong on the way, and nothing is lost."""

import datetime as dt
from collections import Counter

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Error, Route, expect

from clusters import clock
from clusters.enums import Phase, Role
from clusters.models import AuditEntry
from tests import factories
from tests.browser import long_table
from tests.browser.sheet_desk import CELLS, NO_MOUSE, SheetDesk

ROWS = {row.code: row for row in long_table.rows()}
# What was written besides: taken back or typed further by its writer, or in dispute with a colleague's.
CHANGED = {("III.9", "count", "99"), ("II.5", "numerator", "34"), ("II.6", "numerator", "19")}
CHANGED |= {("VI.1", "results", "['3', '0', '1']")}


@pytest.fixture
def report(cast):
    factories.pact(cast.season)
    cast.season.phase, cast.season.table = Phase.SELF_SCORING, long_table.table(cast.ministry)
    cast.season.save(update_fields=["phase", "table"])
    return factories.report(cast.unit)


@pytest.fixture
def sits_down(report, walks_in):
    """`sits_down(user)`: somebody who has just opened the sheet; their clock moves when it is told to."""

    def sit(user) -> SheetDesk:
        desk = SheetDesk(walks_in(user), report)
        desk.page.context.add_init_script(NO_MOUSE)
        desk.page.clock.install()
        desk.page.clock.pause_at(clock.now() + dt.timedelta(minutes=1))
        desk.opens()
        desk.person.has_saved()
        return desk

    return sit


def test_sixty_criteria_by_keyboard_and_nothing_is_lost(cast, report, sits_down):
    officer = sits_down(cast.officer)
    colleague = sits_down(factories.appointed(cast.unit.organisation, Role.OFFICER, "Lê Thị B"))
    an_answer_is_lost_after_it_was_written(officer)
    the_network_is_cut_for_two_minutes(officer, colleague)
    both_versions_are_decided(officer)
    a_block_is_pasted_and_filled_down(officer)
    something_is_taken_back(officer)
    the_session_ends(officer, cast.officer)
    the_server_restarts(officer)
    the_tab_is_killed(officer)
    the_rest_is_filled_in(officer)
    everything_is_there(officer, report)
    everything_is_on_the_trail_once(report)


def rows(first, last):
    codes = list(ROWS)
    return [ROWS[code] for code in codes[codes.index(first) : codes.index(last) + 1]]


def an_answer_is_lost_after_it_was_written(desk):
    """The server has it, the browser does not know; it is sent again as it was."""
    came = []

    def lost(route: Route) -> None:
        answer = route.fetch()
        came.append(answer.status)
        route.abort() if len(came) == 1 else route.fulfill(response=answer)

    with desk.while_answered(lost):
        desk.fills(rows("I.1", "I.3"))
        desk.waits_for(20)
        desk.person.has_saved()
    assert came[:2] == [200, 200]
    desk.fills(rows("I.4", "I.10"))
    desk.person.has_saved()
    desk.forgives_the_network()


def the_network_is_cut_for_two_minutes(desk, colleague):
    """Meanwhile a colleague writes into two of the same cells, and into one that nobody else touches."""
    tries = []
    desk.page.on("requestfailed", lambda request: tries.append(request.url))
    with desk.while_offline():
        desk.fills(rows("II.1", "II.10"))
        desk.says("Mất kết nối")
        for code, text in (("II.5", "34"), ("II.6", "18")):
            colleague.goes_to(code, "numerator")
            colleague.enters(text)
        colleague.reaches("VI.10", "days", "Enter")
        colleague.reaches("VI.10", "not_applicable", "ArrowRight")
        colleague.enters([" "])
        colleague.presses("Tab")
        colleague.person.has_saved()
        desk.waits_for(120)
        desk.says("Mất kết nối. 22 giá trị")
    assert len(tries) >= 8
    desk.waits_for(20)
    expect(desk.field("VI.10", "not_applicable")).to_be_checked()
    desk.says("Chưa lưu: 2")
    desk.forgives_the_network()


def both_versions_are_decided(desk):
    desk.chooses_version("Giữ của tôi: 33")
    desk.chooses_version("Lấy 18 (Lê Thị B")
    desk.person.has_saved()
    expect(desk.field("II.6", "numerator")).to_have_value("18")
    ROWS["II.6"].stored["numerator"] = "18"


def a_block_is_pasted_and_filled_down(desk):
    """As a spreadsheet copies it: a column of counts and one of notes; the row below takes the figure above."""
    desk.fills(rows("III.1", "III.3"))
    desk.reaches("III.4", "count", "Tab")
    desk.pastes("\n".join(f"{row.typed['count']}\t{row.note}" for row in rows("III.4", "III.7")))
    desk.reaches("III.8", "count", "Enter")
    desk.presses("Control+d")
    desk.person.has_saved()


def something_is_taken_back(desk):
    desk.reaches("III.9", "count", "Enter")
    desk.enters("99")
    desk.presses("Enter")
    desk.person.has_saved()
    desk.presses("Control+z")
    expect(desk.field("III.9", "count")).to_be_focused()
    expect(desk.field("III.9", "count")).to_have_value("")
    desk.person.has_saved()


def the_session_ends(desk, officer):
    """It is renewed in the page, while more is typed than the server will take."""
    for session in Session.objects.all():
        if session.get_decoded()["_auth_user_id"] == str(officer.pk):
            session.delete()
    desk.fills(rows("III.9", "III.10"))
    desk.says("Phiên làm việc đã hết. 3 giá trị")
    desk.presses("Shift+Tab", "Control+s")
    expect(desk.person.field("Tên tài khoản hoặc thư điện tử")).to_be_focused()
    desk.enters(officer.username)
    desk.presses("Tab")
    desk.enters(factories.PASSWORD)
    desk.presses("Enter")
    desk.person.has_saved()


def the_server_restarts(desk):
    """For a while nobody listens, then the proxy answers for a server that is not ready."""
    refused = []

    def restarting(route: Route) -> None:
        refused.append(route)
        route.abort("connectionrefused") if len(refused) < 3 else route.fulfill(status=502, body="Bad Gateway")

    with desk.while_answered(restarting):
        desk.fills(rows("IV.1", "IV.10"))
        desk.waits_for(60)
        desk.says("Máy chủ trả lời không đúng. 12 giá trị")
    desk.waits_for(20)
    desk.person.has_saved()
    assert len(refused) > 3
    desk.forgives_the_network()


def the_tab_is_killed(desk):
    """Crashed, with values of which the server knows nothing; another tab of the same browser sends them."""
    with desk.while_answered(lambda route: route.abort()):
        desk.fills(rows("V.1", "V.5"))
        desk.says("Mất kết nối. 11 giá trị")
        killed, context = desk.page, desk.page.context
        with killed.expect_event("crash"), pytest.raises(Error):
            killed.goto("chrome://crash")
        desk.person.sits_at(context.new_page())
        killed.close()
    desk.opens()
    desk.person.has_saved()
    desk.forgives_the_network()


def the_rest_is_filled_in(desk):
    desk.goes_to("I.1", "actual")
    desk.reaches("V.6", "answer", "Enter")
    desk.fills(rows("V.6", "V.10"))
    more_is_typed_while_an_answer_is_on_its_way(desk)
    desk.fills(rows("VI.2", "VI.9"))
    desk.person.has_saved()


def more_is_typed_while_an_answer_is_on_its_way(desk):
    """After a pause the half of it is sent; F2 goes on where it stopped."""
    came = []
    desk.page.context.route(CELLS, lambda route: route.fallback() if came else came.append(route))
    desk.goes_to("VI.1", "results")
    desk.enters("3; 0; 1")
    with desk.page.expect_request(CELLS):
        desk.waits_for(5)
    desk.presses("F2", "ArrowLeft", "ArrowRight")
    desk.enters("2")
    came[0].continue_()
    desk.says("Chưa lưu: 1")
    desk.presses("Tab")
    desk.person.has_saved()
    desk.page.context.unroute(CELLS)


def everything_is_there(desk, report):
    """In the database exactly as it was typed, in the browser nothing that waits, and the same after a reload."""
    assert len(ROWS) == 60
    assert long_table.stored(report) == {code: row.values() for code, row in ROWS.items()}
    assert desk.keeps() == []
    shown = desk.texts()
    desk.page.reload()
    desk.person.has_saved()
    assert desk.texts() == shown
    assert desk.page.evaluate("localStorage.getItem('mouse')") is None


def everything_is_on_the_trail_once(report):
    """Each value in one line, both versions of a dispute, and nothing else."""
    written = Counter()
    for line in AuditEntry.objects.about(report):
        for code, parts in line.after.items():
            before = line.before.get(code, {})
            written.update((code, part, str(value)) for part, value in parts.items() if before.get(part, "") != value)
    final = {(code, part, str(value)) for code, row in ROWS.items() for part, value in row.values().items()}
    assert written == Counter(final | CHANGED)
