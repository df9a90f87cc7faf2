"""Evidence of a period: cited for its results as for those of the year, by the unit's own people, until it is sent."""

import datetime as dt
import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from clusters import clock
from clusters.enums import Event, PeriodKind, PeriodReportState, Supplier
from clusters.errors import Conflict, Denied, Invalid, Refusal
from clusters.models import AuditEntry, Evidence, EvidenceFile, EvidenceUpload, PeriodEvidence, PeriodReport, StoredFile
from clusters.queries import period_report as queries
from clusters.services import evidence as proofs
from clusters.services import evidence_file as library
from clusters.services import evidence_upload as uploads
from tests import at_once, factories

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture(autouse=True)
def _in_april(at):
    with translation.override("en"), at(2026, 4, 5):
        yield


@pytest.fixture
def quarter(cast):
    return _quarter(cast)


def _quarter(cast):
    """The first; its report is not begun."""
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1", "II.2")
    days = {"opens_on": dt.date(2026, 3, 20), "due_at": clock.moment(2026, 4, 10, 17)}
    return factories.period(cast.season, PeriodKind.QUARTER, 1, **days)


@pytest.fixture
def begin(cast, quarter):
    """The report as a page reads it, not stored yet."""
    return queries.of(cast.unit, quarter)


def leaf(cast, code="II.1"):
    return cast.table.criteria.get(code=code)


def upload(name="bao-cao.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def events(thing):
    return [each.event for each in AuditEntry.objects.about(thing).order_by("number")]


def test_the_first_file_begins_the_report_and_proves_nothing_of_the_year(cast, begin):
    proof = proofs.add(begin, leaf(cast), upload(), by=cast.officer, declared=True, pages=" 3 ", remark="Phụ lục")

    report = PeriodReport.objects.get()
    assert (report.participant, report.version, report.state) == (cast.unit, 1, PeriodReportState.DRAFT)
    assert (proof.report, proof.criterion.code, proof.where) == (report, "II.1", "p. 3 – Phụ lục")
    assert (proof.file.participant, proof.file.declared_by) == (cast.unit, cast.officer)
    assert not Evidence.objects.exists()
    entry = AuditEntry.objects.about(report).get()
    said = {"criterion": "II.1", "file": "bao-cao.pdf", "hash": proof.file.sha256, "pages": "3", "remark": "Phụ lục"}
    assert (entry.event, entry.actor, entry.after) == (Event.PERIOD_REPORT_EVIDENCE_ADDED, cast.officer, said)


def test_a_file_of_the_library_is_cited_by_year_and_periods_and_kept_once(cast, begin):
    (file,) = library.keep(factories.report(cast.unit), [upload()], by=cast.officer, declared=True)
    (same,) = library.keep(begin, [upload("ten-khac.pdf")], by=cast.officer, declared=True)
    cited = [proofs.cite(begin, leaf(cast, code), same, by=cast.officer) for code in ("II.1", "II.2")]

    assert (file, StoredFile.objects.count(), PeriodReport.objects.get().version) == (same, 1, 2)
    assert {each.file for each in cited} == {file}


def test_bad_files_are_not_taken_and_begin_nothing(cast, begin):
    with pytest.raises(Invalid):
        proofs.add_all(begin, leaf(cast), [upload(), upload("gia.pdf", b"MZ")], by=cast.officer, declared=True)
    with pytest.raises(Invalid) as refused:
        proofs.add(begin, leaf(cast), upload(), by=cast.officer, declared=False)
    assert list(refused.value.problems) == ["declared"]
    assert not any(each.objects.exists() for each in (PeriodReport, EvidenceFile, StoredFile))


def test_the_same_pages_once_other_pages_again(cast, begin):
    proof = proofs.add(begin, leaf(cast), upload(), by=cast.officer, declared=True, pages="3")
    proofs.cite(begin, leaf(cast), proof.file, by=cast.officer, pages="7")
    with pytest.raises(Invalid) as refused:
        proofs.cite(begin, leaf(cast), proof.file, by=cast.officer, pages=" 3 ")
    with pytest.raises(Invalid):
        proofs.amend(proof, pages="7", remark="", by=cast.officer)
    assert (list(refused.value.problems), PeriodEvidence.objects.count()) == (["file"], 2)


def test_what_cannot_prove_is_not_cited(cast, begin):
    foreign, gone = factories.evidence_file(cast.head_unit), factories.evidence_file(cast.unit)
    library.take_down(gone, reason="Có bí mật nhà nước", by=cast.official)
    infected = factories.evidence_file(cast.unit, scan="infected", scanned_at=clock.now(), finding="Eicar")
    for file in (foreign, gone, infected):
        with pytest.raises(Invalid):
            proofs.cite(begin, leaf(cast), file, by=cast.officer)
    assert not PeriodReport.objects.exists()


def test_a_criterion_that_the_period_does_not_ask_takes_none(cast, begin):
    file = factories.evidence_file(cast.unit)
    others = cast.table.criteria.exclude(code="II.1").filter(code__in=["IV.1", "II.2"])
    others.filter(code="II.2").update(supplier=Supplier.AUTHORITY)
    for criterion in (*others, cast.elsewhere.table.criteria.get(code="II.1"), cast.table.criteria.get(code="II")):
        with pytest.raises(Invalid) as refused:
            proofs.cite(begin, criterion, file, by=cast.officer)
        assert list(refused.value.problems) == ["criterion"]


@pytest.mark.parametrize("who", ["head", "deputy", "official", "council", "auditor", "neighbour"])
def test_only_the_units_own_people(cast, begin, who):
    proof, by = factories.period_evidence(factories.period_report(cast.unit, begin.period), leaf(cast)), cast.__dict__
    for deed in (
        lambda: library.keep(begin, [upload()], by=by[who], declared=True),
        lambda: proofs.cite(begin, leaf(cast), proof.file, by=by[who]),
        lambda: proofs.amend(proof, pages="1", remark="", by=by[who]),
        lambda: proofs.remove(proof, by=by[who]),
        lambda: uploads.start(begin, by=by[who], name="a.pdf", size=9),
    ):
        with pytest.raises(Denied):
            deed()


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_what_was_sent_takes_no_change(cast, quarter, state):
    report = factories.period_report(cast.unit, quarter, state=state)
    proof = factories.period_evidence(report, leaf(cast))
    for deed in (
        lambda: proofs.cite(report, leaf(cast), proof.file, by=cast.officer, pages="9"),
        lambda: proofs.amend(proof, pages="1", remark="", by=cast.officer),
        lambda: proofs.remove(proof, by=cast.officer),
        lambda: uploads.start(report, by=cast.officer, name="a.pdf", size=9),
    ):
        with pytest.raises(Conflict, match="has been sent in"):
            deed()
    assert (PeriodEvidence.objects.standing().get(), PeriodReport.objects.get().version) == (proof, 0)


def test_nothing_is_cited_before_the_period_opens(cast, begin, at):
    with at(2026, 3, 19), pytest.raises(Conflict, match="opens on 20/03/2026"):
        proofs.cite(begin, leaf(cast), factories.evidence_file(cast.unit), by=cast.officer)


@pytest.mark.parametrize("deed", ["cite", "amend", "remove"])
def test_what_was_returned_is_a_draft_again_and_counts_on(cast, quarter, deed):
    report = factories.period_report(cast.unit, quarter, state="returned")
    proof = factories.period_evidence(report, leaf(cast), pages="1")
    if deed == "cite":
        proofs.cite(report, leaf(cast), proof.file, by=cast.officer, pages="2")
    elif deed == "amend":
        proofs.amend(proof, pages="2", remark="", by=cast.officer)
    else:
        proofs.remove(proof, by=cast.officer)

    report.refresh_from_db()
    assert (report.state, report.version) == (PeriodReportState.DRAFT, 1)
    assert events(report)[1:] == [Event.PERIOD_REPORT_REOPENED]


def test_pages_and_remark_are_amended_and_taken_out_on_the_trail(cast, quarter):
    report = factories.period_report(cast.unit, quarter)
    proof = factories.period_evidence(report, leaf(cast), pages="1")
    proofs.amend(proof, pages="1", remark="", by=cast.officer)
    assert events(report) == []

    proofs.amend(proof, pages="2–4", remark="Phụ lục", by=cast.officer)
    proofs.remove(proof, by=cast.officer)
    with pytest.raises(Conflict):
        proofs.remove(proof, by=cast.officer)
    with pytest.raises(Conflict):
        proofs.amend(proof, pages="1", remark="", by=cast.officer)

    amended, removed = AuditEntry.objects.about(report).order_by("number")
    assert (amended.before["pages"], amended.after["pages"], removed.before["pages"]) == ("1", "2–4", "2–4")
    assert events(report) == [Event.PERIOD_REPORT_EVIDENCE_AMENDED, Event.PERIOD_REPORT_EVIDENCE_REMOVED]
    assert (EvidenceFile.objects.count(), PeriodEvidence.objects.get().removed_by) == (1, cast.officer)


def test_a_file_in_parts_is_cited_for_the_period(cast, begin):
    about = {"name": "a.pdf", "size": len(PDF), "sha256": hashlib.sha256(PDF).hexdigest()}
    factories.report(cast.unit)
    year = uploads.start(cast.unit.report, by=cast.officer, **about)
    sent = uploads.start(begin, by=cast.officer, **about)
    again = uploads.start(begin, by=cast.officer, **about)
    assert (sent.pk, sent.pk == year.pk, PeriodReport.objects.exists()) == (again.pk, False, False)

    sent = uploads.receive(sent, 0, PDF, by=cast.officer)
    uploads.finish(sent, by=cast.officer, declared=True, criterion=leaf(cast), pages="5")
    proof = PeriodEvidence.objects.get()
    assert (proof.pages, proof.file.name, list(EvidenceUpload.objects.all())) == ("5", "a.pdf", [year])


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_begin_one_report_and_keep_one_file(request):
    cast = request.getfixturevalue("cast")
    begin, year = queries.of(cast.unit, _quarter(cast)), factories.report(cast.unit)

    def deed(report, by):
        return lambda: proofs.add(report, leaf(cast), upload(), by=by, declared=True, pages=str(by.pk))

    outcomes = at_once.race(deed(begin, cast.officer), deed(begin, cast.leader), deed(year, cast.leader))
    assert not any(isinstance(each, Refusal) for each in outcomes)
    assert (PeriodReport.objects.get().version, EvidenceFile.objects.count()) == (2, 1)
    assert (PeriodEvidence.objects.count(), Evidence.objects.count()) == (2, 1)
