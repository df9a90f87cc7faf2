"""Evidence in which a virus is found after it was cited counts no longer, is said everywhere, and people are told."""

import pytest
from django.utils import translation

from clusters import tasks
from clusters.enums import Event, Phase, ReportState, ScanState
from clusters.models import AuditEntry, EvidenceFile, Notice, Report, Score
from clusters.queries import account, report_tables
from clusters.queries import report as queries
from clusters.queries import scoring as scores
from clusters.services import evidence as proofs
from clusters.services import report as reports
from tests import factories
from tests.clusters import test_evidence_scan as scans
from tests.clusters import test_report_service as steps
from tests.reading import as_person, get


@pytest.fixture
def report(cast):
    steps.move(cast, Phase.SELF_SCORING)
    cast.table.criteria.filter(code="II.1").update(evidence_required=True)
    report = factories.report(cast.unit)
    return steps.save(cast, report, steps.FULL)


@pytest.fixture
def cited(cast, report, settings):
    """A file with a virus, brought and cited before the scanner came to it."""
    settings.CLAMD = "127.0.0.1:1"
    return proofs.add(
        report,
        steps.leaf(cast, "II.1"),
        steps.upload(content=scans.PDF + scans.EICAR),
        by=cast.officer,
        declared=True,
    )


def scan(settings):
    with scans.scanner(settings):
        assert tasks.scan_evidence() == 1


def line_of(report):
    lines, _sheet = queries.lines_of(Report.objects.get(pk=report.pk))
    return next(line for line in lines if line.name == "II.1")


def season_points(cast):
    (sheet,) = scores.score_sent_in(cast.season).values()
    return sheet.lines["II.1"].points


def test_a_file_that_waits_for_the_scanner_counts_and_says_so(report, cited):
    """A scanner that sleeps takes no points from a unit on the last evening."""
    line = line_of(report)

    assert (line.lacks_evidence, line.line.points > 0) == (False, True)
    with translation.override("en"):
        assert cited.aside == "waits for the virus scan"


def test_once_a_virus_is_found_the_line_lacks_evidence_again(cast, client, report, cited, settings):
    scan(settings)
    line = line_of(report)

    assert (line.lacks_evidence, line.line.points) == (True, 0)
    with translation.override("en"):
        assert [report_tables._proof(line).value, line.evidence[0].counts] == ["missing", False]
    said = "a virus was found in it: it does not count as evidence"
    for name in ("report-edit", "report-check", "report"):
        assert said in get(as_person(client, cast.officer), name, report.pk).content.decode(), name


def test_a_second_clean_file_proves_the_line(cast, report, cited, settings):
    proofs.add(report, steps.leaf(cast, "II.1"), steps.upload("sach.pdf"), by=cast.officer, declared=True)
    with scans.scanner(settings):
        assert tasks.scan_evidence() == 2

    assert (line_of(report).lacks_evidence, line_of(report).line.points > 0) == (False, True)


@pytest.fixture
def sent(cast, report, cited):
    reports.submit(reports.sign(Report.objects.get(pk=report.pk), by=cast.leader), by=cast.officer)
    return Report.objects.get(pk=report.pk)


def test_of_a_report_that_was_sent_in_the_self_score_follows(cast, sent, settings):
    row = Score.objects.get(report=sent, criterion__code="II.1", kind="self")
    assert (row.points > 0, season_points(cast) > 0) == (True, True)
    scan(settings)

    row.refresh_from_db()
    assert (row.points, season_points(cast), row.scored_by) == (0, 0, cast.officer)
    entry = AuditEntry.objects.about(sent).filter(event=Event.ASSESSMENT_RECOMPUTED).get()
    assert (entry.actor, entry.after["cause"]) == (None, Event.EVIDENCE_FILE_INFECTED)
    assert AuditEntry.objects.about(EvidenceFile.objects.get()).latest("number").after["finding"] == "Eicar-Test"


def test_the_unit_and_whoever_verifies_are_told(cast, sent, settings):
    scan(settings)

    told = {
        event: set(Notice.objects.filter(event=event, channel="mail").values_list("person", flat=True))
        for event in (Event.EVIDENCE_FILE_INFECTED, Event.EVIDENCE_NO_LONGER_COUNTS)
    }
    assert told[Event.EVIDENCE_FILE_INFECTED] == {cast.officer.pk, cast.leader.pk}
    assert told[Event.EVIDENCE_NO_LONGER_COUNTS] == {cast.head.pk, cast.head_leader.pk}
    assert Notice.objects.filter(event=Event.EVIDENCE_NO_LONGER_COUNTS).first().values["criteria"] == "II.1"


def test_of_a_draft_nobody_else_is_told(report, cited, settings):
    scan(settings)
    assert not Notice.objects.filter(event=Event.EVIDENCE_NO_LONGER_COUNTS).exists()


def test_verification_says_so(cast, client, sent, settings):
    steps.move(cast, Phase.VERIFYING)
    scan(settings)
    Report.objects.filter(pk=sent.pk).update(state=ReportState.SUBMITTED)
    leaf = steps.leaf(cast, "II.1")

    for address in (("assessment", sent.pk), ("why", sent.pk, leaf.pk), ("account", sent.pk)):
        page = get(as_person(client, cast.head), *address).content.decode()
        assert "a virus was found in it" in page, address


def test_a_receipt_says_what_did_not_count(cast, report, cited, settings):
    scan(settings)
    reports.submit(reports.sign(Report.objects.get(pk=report.pk), by=cast.leader), by=cast.officer)
    content = report.submissions.get().content
    line = next(each for each in content["lines"] if each["code"] == "II.1")

    assert (line["points"], line["evidence"][0]["infected"]) == ("0", True)


def test_where_else_a_file_is_used_stands_beside_why_a_line_has_its_points(cast, client):
    steps.move(cast, Phase.VERIFYING)
    sent = factories.scored_report(cast.unit)
    twin = factories.scored_report(cast.deputy_unit)
    leaf = steps.leaf(cast, "I.1")
    own = factories.evidence(sent, leaf, by=cast.officer)
    same = factories.evidence_file(cast.deputy_unit, sha256=own.file.sha256, scan=ScanState.NOT_SCANNED)
    factories.evidence(twin, leaf, by=cast.deputy, file=same)

    said = "The same file is used by Sở C, 2026."
    assert said in get(as_person(client, cast.head), "why", sent.pk, leaf.pk).content.decode()
    assert said not in get(as_person(client, cast.officer), "why", sent.pk, leaf.pk).content.decode()
    (part,) = [each for each in _account(cast.head, sent, leaf).parts if each.name == "evidence"]
    assert part.files[0].same


def _account(reader, report, leaf):
    found = account.of_report(Report.objects.get(pk=report.pk), reader=reader)
    return next(each for each in found if each.pk == leaf.pk)
