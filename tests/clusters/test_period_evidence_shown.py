"""Where the evidence of a period shows: to whoever verifies it, in the check before the sending, in what is frozen."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from clusters import canonical, clock
from clusters.enums import Blank, PeriodKind
from clusters.services import evidence as proofs
from clusters.services import period_report as deeds
from tests import factories
from tests.reading import as_person, get

KEYS = {"criterion", "code", "text", "text_en", "is_group", "unit_of_measure", "inputs", "said", "said_en", "note"}
KEYS |= {"version"}


@pytest.fixture
def line(cast):
    cast.table.criteria.filter(code="II.1").update(evidence_required=True)
    return cast.table.criteria.get(code="II.1")


@pytest.fixture
def report(cast, line, at):
    """A draft of the first quarter with its two figures."""
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1", "II.2")
    days = {"opens_on": dt.date(2026, 3, 20), "due_at": clock.moment(2026, 4, 10, 17)}
    quarter = factories.period(cast.season, PeriodKind.QUARTER, 1, **days)
    report = factories.period_report(cast.unit, quarter)
    for code in ("II.1", "II.2"):
        factories.period_result(report, code, {"count": "3"})
    with translation.override("en"), at(2026, 4, 5):
        yield report


def evidence_of(answer):
    return next(table for table in answer.context["tables"] if table.name == "evidence")


def test_the_verifier_reads_the_files_and_where_else_they_are_used(client, cast, report, line):
    proof = factories.period_evidence(report, line, pages="3", remark="Phụ lục")
    second = factories.period_report(cast.unit, factories.period(cast.season, PeriodKind.QUARTER, 2), state="submitted")
    factories.period_evidence(second, line, file=proof.file)
    other = factories.period_report(cast.deputy_unit, report.period, state="submitted")
    twin = factories.evidence_file(cast.deputy_unit, sha256=proof.file.sha256)
    factories.period_evidence(other, line, file=twin)
    deeds.submit(report, by=cast.officer)

    (row,) = evidence_of(get(as_person(client, cast.head), "period-report", report.pk)).rows
    twins = f"The same file is used by {cast.deputy_unit}, {cast.season.label}."
    assert row.cells[0].note == (f"p. 3 – Phụ lục. {twins} The same file is cited for another period too: Quarter II.")
    assert (row.cells[0].url, row.tone) == (reverse("library-file", args=[proof.file_id]), "warn")
    (row,) = evidence_of(get(as_person(client, cast.officer), "period-report", report.pk)).rows
    assert (row.cells[0].note, row.tone, len(row.cells)) == ("p. 3 – Phụ lục", "", 5)


def test_an_official_finds_the_way_to_take_a_file_down(client, cast, report, line):
    proof = factories.period_evidence(report, line)
    deeds.submit(report, by=cast.officer)
    (row,) = evidence_of(get(as_person(client, cast.official), "period-report", report.pk)).rows
    assert row.cells[-1].url == reverse("library-file-down", args=[proof.file_id])


def test_the_check_says_where_evidence_is_missing_and_lets_it_be_sent(client, cast, report, line):
    place = (report.period_id, cast.unit.pk)
    as_person(client, cast.officer)
    page = get(client, "period-check", *place)
    assert ([each.name for each in page.context["unproven"]], bool(page.context["may_submit"])) == (["II.1"], True)
    assert reverse("period-evidence-add", args=[*place, line.pk]) in page.content.decode()
    assert "1 without evidence" in get(client, "period-sheet", *place).content.decode()

    proof = factories.period_evidence(report, line)
    assert get(client, "period-check", *place).context["unproven"] == []
    type(proof.file).objects.update(scan="infected", scanned_at=clock.now())
    page = get(client, "period-check", *place)
    assert [each.name for each in page.context["unproven"]] == ["II.1"]
    assert "a virus was found in it" in page.content.decode()
    assert deeds.submit(report, by=cast.officer).pk


def test_where_nothing_was_to_be_reported_nothing_is_to_be_proved(client, cast, report, line):
    report.results.filter(criterion=line).update(inputs={}, blank=Blank.NO_CASE)
    page = get(as_person(client, cast.officer), "period-check", report.period_id, cast.unit.pk)
    assert page.context["unproven"] == []


def test_what_is_sent_keeps_the_files_and_its_receipt_shows_them(client, cast, report, line):
    proof = factories.period_evidence(report, line, pages="3", remark="Phụ lục")
    gone = factories.period_evidence(report, line)
    gone.removed_at, gone.removed_by = clock.now(), cast.officer
    gone.save()
    submission = deeds.submit(report, by=cast.officer)

    lines = {each["code"]: each for each in submission.content["lines"]}
    file = {"name": proof.file.name, "sha256": proof.file.sha256, "size": proof.file.stored.size}
    assert lines["II.1"]["evidence"] == [{**file, "pages": "3", "remark": "Phụ lục"}]
    assert submission.content_hash == canonical.sha256(submission.content)
    page = get(as_person(client, cast.head), "period-receipt", submission.pk)
    (row,) = page.context["cited"].rows
    assert [cell.value for cell in row.cells] == ["II.1", proof.file.name, "3", "Phụ lục", proof.file.sha256[:12]]


def test_a_line_without_files_is_frozen_as_ever(client, cast, report):
    submission = deeds.submit(report, by=cast.officer)
    assert {frozenset(each) for each in submission.content["lines"]} == {frozenset(KEYS)}
    page = get(as_person(client, cast.head), "period-receipt", submission.pk)
    assert (page.context["cited"].rows, page.context["is_true"]) == ([], True)


def test_a_returned_report_still_shows_its_files_until_it_is_changed(client, cast, report, line):
    proof = factories.period_evidence(report, line)
    deeds.submit(report, by=cast.officer)
    deeds.return_(report, reason="Sửa", by=cast.head)
    as_person(client, cast.head)
    assert len(evidence_of(get(client, "period-report", report.pk)).rows) == 1
    proofs.amend(proof, pages="2", remark="", by=cast.officer)
    assert get(client, "library-file", proof.file_id).status_code == 404
