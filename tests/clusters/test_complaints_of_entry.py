"""What people who enter results complain of elsewhere, told once each from their seat; named by their own words.

Losing what was typed, and a second tab, are told in a browser: `tests/browser/test_complaints_of_entry.py`.
"""

import datetime as dt
import io
import json

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from clusters import clock, tasks
from clusters.enums import Phase, ReportState
from clusters.models import AuditEntry, Notice, Report, Submission
from clusters.services import notice as notices
from tests import factories, reading
from tests.clusters.test_notice_service import tried_to_the_end
from tests.people import signed_in

DUE = clock.moment(2026, 12, 15, 17)
SECOND, GRACE = dt.timedelta(seconds=1), dt.timedelta(days=2)
FULL = {"I.1": "1.234,5", "I.2": "yes", "II.1": "2", "II.2": "1", "III.1": "0", "IV.1": "0"}
PART = {"I.1": "actual", "I.2": "answer"}


@pytest.fixture
def report(cast):
    """Of an ordinary unit, due on 15 December at 17:00 in Vietnam, two days of grace by the regulations."""
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    cast.season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=DUE)
    factories.terms(cast.cluster, grace_days=2)
    return factories.report(cast.unit)


def at(name, of):
    return reverse(name, args=[of.pk])


def types(client, report, texts, part=""):
    """As the sheet sends its cells, over what stands in them now; what the server says of each."""
    criteria = {each.code: each.pk for each in report.participant.season.table.criteria.all()}
    seen = {each.criterion.code: each for each in report.results.select_related("criterion")}
    cells = []
    for code, text in texts.items():
        name = part or PART.get(code, "count")
        stands = seen[code].version_of(name) if code in seen else 0
        sending = {"row": criteria[code], "key": f"{code}{text}{name}", "parts": {name: {"text": text, "seen": stands}}}
        cells.append(sending)
    said = client.post(at("report-cells", report), json.dumps({"cells": cells}), "application/json").json()
    return [each["state"] for cell in said["cells"] for each in cell["parts"].values()]


def submits(cast, report):
    """The officer fills in, the leader signs, the officer submits; the page on which that ends."""
    officer, leader = signed_in(cast.officer), signed_in(cast.leader)
    types(officer, report, FULL)
    leader.post(at("report-sign", report), {"seen": Report.objects.get(pk=report.pk).version})
    return officer.post(at("report-submit", report), follow=True)


def sheet(client, report):
    return reading.typed_in(client.get(at("report-edit", report)).text, "sheet-form")


def book_of(response):
    return load_workbook(io.BytesIO(b"".join(response)))


def test_2_my_draft_was_on_the_other_computer(cast, report):
    """“My draft was on the other computer / cleared with the cache.”"""
    office, home = signed_in(cast.officer), signed_in(cast.officer)

    types(office, report, {"I.1": "1.234,5"})

    line = cast.table.criteria.get(code="I.1")
    assert sheet(home, report)[f"c{line.pk}-actual"] == "1234,5"
    assert home.get(at("report-live", report)).json()["parts"][str(line.pk)]["actual"] == ["1234,5", 1]


def test_3_it_would_not_even_save_because_a_field_was_empty(cast, report):
    """“It would not even save …” With the script and without it saves; signing says what is missing."""
    officer, leader = signed_in(cast.officer), signed_in(cast.leader)

    assert types(officer, report, {"I.1": "chưa có số liệu quý IV"}, part="note") == ["saved"]
    line = cast.table.criteria.get(code="II.1")
    answer = officer.post(at("report-edit", report), sheet(officer, report) | {f"c{line.pk}-count": "2"})

    assert answer.status_code == 302
    assert {each.criterion.code for each in report.results.all()} == {"I.1", "II.1"}
    refusal = leader.post(at("report-sign", report), {"seen": Report.objects.get(pk=report.pk).version})
    assert refusal.status_code == 409
    assert "I.1, I.2, II.2, III.1, IV.1" in refusal.text


def test_4_i_thought_i_had_submitted(cast, report):
    """“I thought I had submitted.” Page and tasks say whether; then there are a number, a PDF and a letter."""
    officer = signed_in(cast.officer)
    with clock.set_to(DUE - dt.timedelta(days=3)):
        assert ">Bản nháp<" in officer.get(at("report", report)).text
        assert at("report-edit", report) in officer.get(reverse("home")).text
        receipt = submits(cast, report)
    notices.send_waiting()

    submission = Submission.objects.get()
    assert receipt.redirect_chain[-1][0] == at("receipt", submission)
    assert submission.number in receipt.text
    assert officer.get(at("receipt-pdf", submission))["Content-Type"] == "application/pdf"
    (_letter,) = [each for each in mail.outbox if cast.officer.email in each.to and submission.number in each.body]
    assert ">Đã nộp<" in officer.get(at("report", report)).text
    assert at("report-edit", report) not in officer.get(reverse("home")).text


def test_6_nobody_told_me_it_was_due(cast, report):
    """“Nobody told me it was due.” A letter before, on and after the day, to the leader as well, and a task on top."""
    officer = signed_in(cast.officer)
    told = {}
    for day in (14, 15, 18):
        with clock.set_to(clock.moment(2026, 12, day, 8)):
            tasks.remind()
            told[day] = {each.person for each in Notice.objects.filter(queued_at=clock.now(), channel="mail")}

    assert told == {14: {cast.officer}, 15: {cast.officer}, 18: {cast.officer, cast.leader}}
    with clock.set_to(DUE + dt.timedelta(days=5)):
        page = officer.get(reverse("home")).text
    assert at("report-edit", report) in page
    assert "quá hạn" in page


def test_7_the_mail_never_came(cast, report, settings):
    """“The mail never came.” The notice is in the system all the same and says so; a watching machine counts it."""
    settings.EMAIL_BACKEND = "tests.clusters.test_notice_service.Broken"
    submits(cast, report)
    tried_to_the_end()

    officer, number = signed_in(cast.officer), Submission.objects.get().number
    page = officer.get(reverse("notices"))
    assert number in page.text
    assert page.text.count(f"Thư gửi tới {cast.officer.email} không đến được") == len(page.context["lines"])
    failed = Notice.objects.filter(channel="mail", state="failed").count()
    assert officer.get(reverse("health-ready")).json()["undelivered_letters"] == failed > 0


def test_10_the_import_lied(cast, report):
    """“The import lied.” One bad row: nothing is written, the workbook comes back with the reason."""
    officer = signed_in(cast.officer)
    book, first = filled(officer.get(at("report-book", report)), {"I.1": "1.234,5", "II.1": "hai"})
    look = sends(officer, report, book)
    marked = book_of(officer.get(look.context["marked_url"]))
    officer.post(look.wsgi_request.get_full_path())

    assert [row[0].value for row in marked.worksheets[0].iter_rows(min_row=first) if says(row, "“hai”")] == ["II.1"]
    assert not report.results.exists()

    mended, _first = filled(officer.get(at("report-book", report)), {"I.1": "1.234,5", "II.1": "2"})
    officer.post(sends(officer, report, mended).wsgi_request.get_full_path())
    stored = {each.criterion.code: each.inputs for each in report.results.select_related("criterion")}
    assert stored == {"I.1": {"actual": "1234.5"}, "II.1": {"count": "2"}}


def filled(response, values):
    """The downloaded workbook with figures typed into it, and the first row below its headings."""
    book = book_of(response)
    page = book.worksheets[0]
    column = next(cell.column for cell in page[3] if cell.value == "figure1")
    rows = {page.cell(row, 1).value: row for row in range(5, page.max_row + 1)}
    for code, text in values.items():
        page.cell(rows[code], column).value = text
    return book, 5


def sends(client, report, book):
    """The dry run that follows the upload."""
    book.save(content := io.BytesIO())
    file = SimpleUploadedFile("ket-qua.xlsx", content.getvalue())
    return client.get(client.post(at("report-book-upload", report), {"file": file}).url)


def says(row, words):
    return any(words in str(cell.value) and "không phải" in str(cell.value) for cell in row)


def test_11_i_cannot_get_the_data_out(cast, report):
    """“I cannot get the data out to justify the decision.” Figures and sendings leave as a workbook, for each side."""
    submits(cast, report)
    for person in (cast.officer, cast.head, cast.official, cast.auditor):
        answer = signed_in(person).get(at("report", report), {"export": "xlsx"})
        rows = [row for page in reading.sheets(answer).values() for row in page]
        (row,) = [row for row in rows if str(row[0]).startswith("I.1")]
        assert any("1.234,5" in str(cell) for cell in row)
        assert any(Submission.objects.get().number in map(str, row) for row in rows)


@pytest.mark.parametrize("name", ["report", "report-edit", "report-live", "report-check", "report-book"])
def test_12_others_can_see_what_they_must_not(cast, report, name):
    """“Others can see what they must not.” The address of a draft opens nothing, for head and authority neither."""
    types(signed_in(cast.officer), report, {"I.1": "1.234,5"})
    others = (cast.head, cast.head_leader, cast.deputy, cast.official, cast.auditor, cast.neighbour)

    answers = [signed_in(person).get(at(name, report)) for person in others]

    assert {answer.status_code for answer in answers} == {404}
    assert not any("1.234,5" in answer.text or "1234,5" in answer.text for answer in answers)


def test_14_approval_broke_our_history_and_there_is_no_needs_revision(cast, report):
    """“There is no needs revision.” It comes back with a reason at its criterion; what was sent first stays."""
    submits(cast, report)
    line = cast.table.criteria.get(code="II.1")
    signed_in(cast.head).post(at("report-return", report), {f"criterion_{line.pk}": "Thiếu quý IV", "reason": ""})
    officer = signed_in(cast.officer)

    returned = Report.objects.get(pk=report.pk)
    assert returned.state == ReportState.RETURNED
    assert "Thiếu quý IV" in officer.get(at("report-edit", report)).text
    submits_again(cast, returned, {"II.1": "3"})

    first, second = Submission.objects.order_by("pk")
    count = [next(each for each in s.content["lines"] if each["code"] == "II.1") for s in (first, second)]
    assert [each["inputs"] for each in count] == [{"count": "2"}, {"count": "3"}]
    assert "Thiếu quý IV" in signed_in(cast.head).get(at("report-changes", report)).text
    assert signed_in(cast.head).get(at("receipt", first)).status_code == 200


def submits_again(cast, report, texts):
    officer, leader = signed_in(cast.officer), signed_in(cast.leader)
    types(officer, report, texts)
    leader.post(at("report-sign", report), {"seen": Report.objects.get(pk=report.pk).version})
    return officer.post(at("report-submit", report), follow=True)


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (DUE - SECOND, False),
        (DUE, False),
        (DUE + SECOND, False),
        (DUE + GRACE, False),
        (DUE + GRACE + SECOND, True),
    ],
    ids=["a second before", "at 17:00", "a second after", "end of grace", "a second after grace"],
)
def test_15_it_failed_on_deadline_night(cast, report, moment, late):
    """“It failed on deadline night.” To the second in Vietnamese time; only what comes after the grace is late."""
    with clock.set_to(moment):
        receipt = submits(cast, report)

    assert Report.objects.get(pk=report.pk).state == ReportState.SUBMITTED
    assert Submission.objects.get().is_late is late
    local = moment.astimezone(clock.ZONE)
    assert f"{local:%H:%M %d/%m/%Y}" in receipt.text


def test_also_seen_an_obvious_slip_is_corrected_without_sending_it_back(cast, report):
    """“… cannot correct an obvious slip except by sending it back.” The verifier gives the right points."""
    submits(cast, report)
    head = signed_in(cast.head)
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])
    head.post(at("report-accept", report))
    line = cast.table.criteria.get(code="II.2")
    slip = {f"points_{line.pk}": "20", f"note_{line.pk}": "Hai trường hợp, không phải một"}
    head.post(at("assessment", report), {**slip, f"seen_{line.pk}": "0", f"initial-points_{line.pk}": ""})

    assert Report.objects.get(pk=report.pk).state == ReportState.ACCEPTED
    assert "Hai trường hợp, không phải một" in signed_in(cast.officer).get(at("assessment", report)).text
    events = AuditEntry.objects.about(report).values_list("event", flat=True)
    assert ("report.returned" in events, "assessment.scored" in events) == (False, True)
