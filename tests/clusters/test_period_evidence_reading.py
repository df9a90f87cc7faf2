"""Who reads the files that reports of periods cite, and what is said of the same file elsewhere."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from clusters import clock
from clusters.enums import Event, LineageKind, PeriodKind, PeriodReportState, ReportState, Role, ScanState
from clusters.models import EvidenceFile, Notice, PeriodEvidence
from clusters.queries import evidence_file as queries
from clusters.services import evidence_file as library
from clusters.services import organisation as organisations
from tests import factories
from tests.reading import as_person, get, post

EVERYBODY = ("officer", "leader", "head", "deputy", "official", "neighbour", "neighbour_official")
IN_THE_YEAR = {"officer", "leader", "head", "deputy", "official"}


@pytest.fixture(autouse=True)
def _in_april(at):
    with translation.override("en"), at(2026, 4, 5):
        yield


@pytest.fixture
def line(cast):
    return cast.table.criteria.get(code="II.1")


@pytest.fixture
def quarter(cast):
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1")
    return factories.period(cast.season, PeriodKind.QUARTER, 1, opens_on=dt.date(2026, 3, 20))


@pytest.fixture
def cited(cast, quarter, line):
    """One file, cited by a draft for the first quarter; the report of the year is a draft too."""
    factories.report(cast.unit)
    return factories.period_evidence(factories.period_report(cast.unit, quarter), line, pages="3")


def state(cited, to: str) -> None:
    cited.report.state, reason = to, "Sửa" if to == PeriodReportState.RETURNED else ""
    cited.report.return_reason = reason
    cited.report.save(update_fields=["state", "return_reason"])


def readers(cast, file) -> set[str]:
    return {who for who in EVERYBODY if EvidenceFile.objects.visible_to(getattr(cast, who)).filter(pk=file.pk)}


@pytest.mark.parametrize(
    ("to", "others"),
    [(PeriodReportState.DRAFT, False), (PeriodReportState.SUBMITTED, True), (PeriodReportState.RETURNED, True)],
)
def test_a_file_is_read_by_whoever_reads_the_report_that_cites_it(client, cast, cited, to, others):
    state(cited, to)
    expected = IN_THE_YEAR if others else {"officer", "leader"}

    assert readers(cast, cited.file) == expected
    assert {w for w in EVERYBODY if PeriodEvidence.objects.visible_to(getattr(cast, w)).exists()} == expected
    for who in EVERYBODY:
        answer = get(as_person(client, getattr(cast, who)), "library-file", cited.file_id)
        b"".join(answer)
        assert answer.status_code == (200 if who in expected else 404), who


def test_what_was_removed_from_the_report_opens_no_file(cast, cited):
    state(cited, PeriodReportState.SUBMITTED)
    cited.removed_at, cited.removed_by = clock.now(), cast.officer
    cited.save(update_fields=["removed_at", "removed_by"])
    assert readers(cast, cited.file) == {"officer", "leader"}
    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodEvidence.objects.update(removed_by=None)


def test_the_people_of_a_successor_read_it(cast, cited):
    today, admin = clock.today(), factories.user(is_superuser=True)
    heir = factories.organisation("Sở E", parent=cast.ministry, valid_from=today)
    organisations.succeed([cast.unit.organisation], heir, on=today, kind=LineageKind.MERGE, by=admin)
    person = factories.appointed(heir, Role.OFFICER, "heir")
    assert EvidenceFile.objects.visible_to(person).get() == cited.file


def test_the_library_says_what_cites_a_file_year_and_period(client, cast, cited, line):
    factories.evidence(cast.unit.report, line, file=cited.file)
    table, *_more = get(as_person(client, cast.officer), "report-evidence", cast.unit.report.pk).context["tables"]
    assert table.rows[0].cells[1].value == "II.1; Quarter I: II.1 (p. 3)"

    cast.unit.report.state = ReportState.RETURNED
    cast.unit.report.signed_at, cast.unit.report.signed_by = clock.now(), cast.leader
    cast.unit.report.return_reason = "Sửa"
    cast.unit.report.save()
    (table,) = get(as_person(client, cast.head), "report-evidence", cast.unit.report.pk).context["tables"]
    assert table.rows[0].cells[1].value == "II.1"


def test_the_verifier_learns_that_a_period_of_another_unit_uses_it(cast, cited, quarter, line):
    state(cited, PeriodReportState.SUBMITTED)
    twin = factories.evidence_file(cast.deputy_unit, sha256=cited.file.sha256)
    other = factories.period_report(cast.deputy_unit, quarter)
    factories.period_evidence(other, line, file=twin)
    hidden = "The same file is used by another unit or in another year."
    named = f"The same file is used by {cast.deputy_unit}, {cast.season.label}."

    assert queries.shared([cited.file], cast.head) == {cited.file.pk: [hidden]}
    other.state = PeriodReportState.SUBMITTED
    other.save(update_fields=["state"])
    assert queries.shared([cited.file], cast.head) == {cited.file.pk: [named]}
    assert queries.shared([cited.file], cast.officer) == {}


def test_the_verifier_learns_of_another_period_once_that_is_sent_in(cast, cited, line):
    second = factories.period_report(cast.unit, factories.period(cast.season, PeriodKind.QUARTER, 2))
    factories.period_evidence(second, line, file=cited.file)
    factories.evidence(cast.unit.report, line, file=cited.file)
    asked = ([cited.file], cited.report)
    assert queries.cited_elsewhere(*asked, cast.head) == {}

    second.state = PeriodReportState.SUBMITTED
    second.save(update_fields=["state"])
    said = {cited.file.pk: ["The same file is cited for another period too: Quarter II."]}
    assert queries.cited_elsewhere(*asked, cast.head) == said
    assert queries.cited_elsewhere(*asked, cast.officer) == {}


def test_a_virus_in_it_is_told_to_whoever_verifies_what_was_sent(cast, cited, line):
    library.tell_verifiers(cited.file)
    assert not Notice.objects.exists()

    state(cited, PeriodReportState.SUBMITTED)
    factories.evidence(cast.unit.report, line, file=cited.file)
    library.tell_verifiers(cited.file)
    told = Notice.objects.filter(event=Event.EVIDENCE_NO_LONGER_COUNTS, channel="mail")
    assert {each.person for each in told} == {cast.head, cast.head_leader}
    assert {each.path for each in told} == {reverse("period-report", args=[cited.report_id])}
    assert told[0].values["criteria"] == "II.1 (Quarter I)"
    cited.file.scan = ScanState.INFECTED
    assert (cited.counts, cited.aside) == (False, "p. 3 – a virus was found in it: it does not count as evidence")


def test_an_official_takes_it_down_without_reading_the_report_of_the_year(client, cast, cited):
    state(cited, PeriodReportState.SUBMITTED)
    as_person(client, cast.official)
    assert get(client, "library-file-down", cited.file_id).status_code == 200
    answer = post(client, "library-file-down", cited.file_id, reason="Có bí mật nhà nước")

    assert answer.url == reverse("period-report", args=[cited.report_id])
    told = Notice.objects.filter(event=Event.EVIDENCE_FILE_TAKEN_DOWN, person=cast.officer)
    assert told[0].path == reverse("report-evidence", args=[cast.unit.report.pk])
    assert get(as_person(client, cast.head), "library-file", cited.file_id).status_code == 409
